// `npm test`: the checks, then every suite, then one line with what ran. `npm test -- ingest/` passes a filter to the suites
// and leaves the checks out.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findChromium } from '../testing/chromium.ts'
import { testConfig } from '../testing/config.ts'
import { missingForKafka, missingJars } from '../testing/kafka/jars.ts'
import { runChecks } from './check.ts'

const filter = process.argv.slice(2)

interface Suite {
  /** Projects of vitest.config.ts. */
  readonly projects: readonly string[]
  /** Why it cannot run here, and what to do; null when it can. */
  missing(): Promise<string | null>
}

/** One after the other: on two cores a browser, a broker and the units beside each other wait until something times out. */
const SUITES: readonly Suite[] = [
  { projects: ['unit', 'embedded'], missing: async () => null },
  {
    projects: ['kafka'],
    async missing() {
      // The download is on no test's clock; who names a path may not want it at all.
      const why = (await missingForKafka()) ?? (filter.length ? null : await missingJars())
      return why === null ? null : `KAFKA TESTS DID NOT RUN: ${why}`
    },
  },
  {
    projects: ['browser'],
    missing: async () =>
      (await findChromium())
        ? null
        : 'BROWSER TESTS DID NOT RUN: no Chromium found. Install one, or set CARTBEAT_TEST_CHROMIUM to its path.',
  },
]

interface Counts {
  readonly passed: number
  readonly failed: number
}

async function runSuite({ projects }: Suite): Promise<Counts> {
  const report = `build/test-results-${projects.join('-')}.json`
  mkdirSync('build', { recursive: true })
  rmSync(report, { force: true })
  const args = [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    // What a filter names is seldom in every suite; that it is in one of them is held below.
    ...(filter.length ? ['--passWithNoTests'] : []),
  ]
  const exit = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args, ...filter], { stdio: 'inherit' })
    child.on('exit', (code) => resolve(code ?? 1))
  })
  const { numPassedTests: passed, numFailedTests: failed } = existsSync(report)
    ? (JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number })
    : { numPassedTests: 0, numFailedTests: 0 }
  // A suite that broke outside a test (an import, an unhandled error) fails the run without failing a test: count it once.
  return { passed, failed: exit !== 0 && failed === 0 ? 1 : failed }
}

const { ci } = testConfig()
let { passed, failed } = filter.length ? { passed: 0, failed: 0 } : await runChecks()
const loud: string[] = []
for (const suite of SUITES) {
  const missing = await suite.missing()
  if (missing !== null) {
    loud.push(`${missing}${ci ? ' CI counts this as a failure.' : ''}`)
    if (ci) failed++
    continue
  }
  const counts = await runSuite(suite)
  passed += counts.passed
  failed += counts.failed
}
if (filter.length && passed + failed === 0) {
  loud.push(`NOTHING RAN: no test file's path has ${filter.join(' or ')} in it.`)
  failed++
}
for (const line of loud) process.stdout.write(`\n!!! ${line}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed ? 1 : 0
