// `npm test`: the checks, then every suite, then one line with what ran. `npm test -- ingest/` passes a filter to the suites
// and leaves the checks out.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
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

interface Outcome {
  readonly passed: number
  /** Each test that failed, and each file that did not load: its name and the first line of why. */
  readonly failures: readonly string[]
}

/** The part of vitest's JSON report that is read here. */
interface JsonReport {
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

const firstLine = (text: string) => text.split('\n', 1)[0]!

function failuresOf({ testResults }: JsonReport): string[] {
  return testResults.flatMap(({ name, message, status, assertionResults }) => {
    const file = relative('.', name)
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages?.[0] ?? '')}`)
    return tests.length === 0 && status === 'failed' ? [`${file}: ${firstLine(message)}`] : tests
  })
}

async function runSuite({ projects }: Suite): Promise<Outcome> {
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
  const results = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as JsonReport) : null
  const failures = results ? failuresOf(results) : []
  // What broke outside a test and a file (an unhandled error) fails the run all the same: count it once.
  if (exit !== 0 && failures.length === 0) failures.push(`${projects.join(', ')}: broke outside its tests, see above`)
  return { passed: results?.numPassedTests ?? 0, failures }
}

const { ci } = testConfig()
let passed = 0
/** Told at the end, where a log that was cut still has them. */
const failures: string[] = []
const loud: string[] = []
if (!filter.length) {
  const checks = await runChecks()
  passed += checks.passed
  failures.push(...checks.failures)
}
for (const suite of SUITES) {
  const missing = await suite.missing()
  if (missing !== null) {
    if (ci) failures.push(`${missing} CI counts this as a failure.`)
    else loud.push(missing)
    continue
  }
  const outcome = await runSuite(suite)
  passed += outcome.passed
  failures.push(...outcome.failures)
}
if (filter.length && passed + failures.length === 0)
  failures.push(`NOTHING RAN: no test file's path has ${filter.join(' or ')} in it.`)
for (const line of [...failures.map((failure) => `FAILED ${failure}`), ...loud]) process.stdout.write(`\n!!! ${line}\n`)
process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length ? 1 : 0
