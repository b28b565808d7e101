// `npm test`: the checks, then every suite, then one line with what ran. `npm test -- ingest/` passes a filter to the suites
// and leaves the checks out.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findChromium } from '../testing/chromium.ts'
import { testConfig } from '../testing/config.ts'
import { missingForKafka } from '../testing/kafka/jars.ts'
import { runChecks } from './check.ts'

const REPORT = 'build/test-results.json'
const filter = process.argv.slice(2)
const { ci } = testConfig()

const checks = filter.length ? { passed: 0, failed: 0 } : await runChecks()

/** Projects of vitest.config.ts that can run here, and a line for each that cannot. */
const projects = ['unit', 'embedded']
const missing: string[] = []
if (await findChromium()) projects.push('browser')
else
  missing.push('BROWSER TESTS DID NOT RUN: no Chromium found. Install one, or set CARTBEAT_TEST_CHROMIUM to its path.')
const noKafka = await missingForKafka()
if (noKafka === null) projects.push('kafka')
else missing.push(`KAFKA TESTS DID NOT RUN: ${noKafka}`)

mkdirSync('build', { recursive: true })
rmSync(REPORT, { force: true })
const args = [
  'run',
  ...projects.flatMap((p) => ['--project', p]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
]
const exit = await new Promise<number>((resolve) => {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args, ...filter], { stdio: 'inherit' })
  child.on('exit', (code) => resolve(code ?? 1))
})

const report = JSON.parse(readFileSync(REPORT, 'utf8')) as { numPassedTests: number; numFailedTests: number }
const passed = checks.passed + report.numPassedTests
// A suite that broke outside a test (an import, an unhandled error) fails the run without failing a test: count it once.
const broken = exit !== 0 && report.numFailedTests === 0 ? 1 : 0
const failed = checks.failed + report.numFailedTests + broken + (ci ? missing.length : 0)
for (const line of missing) process.stdout.write(`\n!!! ${line}${ci ? ' CI counts this as a failure.' : ''}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed ? 1 : 0
