// `npm run doctor`: looks at everything the service needs, with the settings the service reads, and says what to do.
// `npm run -s doctor -- --json` gives one JSON object. Ends with 1 where something has to be mended, with 2 where it was asked wrongly.
import { misspeltSettings, readConfig, type ServiceConfig } from '../config.ts'
import { readSecrets } from './secrets-config.ts'
import { examine } from './doctor.ts'
import { countsOf, fail, inLines, warn, withoutSecrets, type Finding } from './finding.ts'

const USAGE = 'npm run doctor, or npm run -s doctor -- --json'
const isJson = process.argv.includes('--json')
const unknown = process.argv.slice(2).find((argument) => argument !== '--json')
if (unknown !== undefined) {
  process.stderr.write(`cartbeat: "${unknown}" is not taken: ${USAGE}\n`)
  process.exit(2)
}

const findings = withoutSecrets(await look(), readSecrets())
const counts = countsOf(findings)
process.stdout.write(isJson ? `${JSON.stringify({ ...counts, findings })}\n` : inLines(findings))
process.exit(counts.fail > 0 ? 1 : 0)

async function look(): Promise<readonly Finding[]> {
  let config: ServiceConfig
  try {
    config = readConfig([])
  } catch (error) {
    return [fail('settings', error instanceof Error ? error.message : String(error), 'set it right, then ask again')]
  }
  const unread = misspeltSettings().map((line) => warn('settings', line, 'README.md has the settings there are'))
  return [...unread, ...(await examine(config))]
}
