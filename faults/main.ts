// `npm run faults`: breaks every part of a running service and holds it to what clients were told.
import { startKafka } from '../testing/kafka/broker.ts'
import { missingForKafka } from '../testing/kafka/jars.ts'
import { readOptions, USAGE } from './options.ts'
import { lineOf, HEADER } from './report.ts'
import { runScenario, type Outcome } from './scenario.ts'
import { SCENARIOS } from './scenarios.ts'

/** The whole run; scenarios that have not begun by then are not run, and the run is red. */
const RUN_MAX_MS = 20 * 60_000

const args = process.argv.slice(2)
if (args.includes('--help')) {
  print(USAGE)
  process.exit(0)
}
const options = readOptions(args)
if ('wrong' in options) {
  process.stderr.write(`faults: ${options.wrong}\n\n${USAGE}\n`)
  process.exit(2)
}
if (options.list) {
  for (const { name, breaks, seed, glass_s } of SCENARIOS)
    print(`${name.padEnd(24)} seed ${seed}, glass right within ${glass_s} s: ${breaks}`)
  process.exit(0)
}
const missing = await missingForKafka()
if (missing !== null) {
  process.stderr.write(`faults: ${missing}\n`)
  process.exit(2)
}

// What was started ends with this process, when it is told to end as well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const chosen = SCENARIOS.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
// Brokers speak with each other through the proxies as well.
const kafka = await startKafka({ nodes: 3, properties: { 'inter.broker.listener.name': 'BEHIND' } })
const begun_ms = performance.now()
const outcomes: Outcome[] = []
print(HEADER)
try {
  for (const scenario of chosen) {
    if (performance.now() - begun_ms > RUN_MAX_MS) {
      print(`${scenario.name}: not run, ${RUN_MAX_MS / 60_000} minutes are over`)
      process.exitCode = 1
      continue
    }
    const outcome = await runScenario(scenario, { kafka, ...(options.seed !== null && { seed: options.seed }) })
    outcomes.push(outcome)
    print(lineOf(outcome))
    if (outcome.wrong.length > 0) {
      process.exitCode = 1
      for (const line of outcome.wrong) print(`    ${line.replaceAll('\n', '\n    ')}`)
    }
  }
} finally {
  await kafka.close()
}
const kills = outcomes.reduce((sum, outcome) => sum + outcome.kills, 0)
const red = outcomes.filter(({ wrong }) => wrong.length > 0).length
print(
  `${kills} kills, ${outcomes.length - red} held, ${red} did not, ${Math.round((performance.now() - begun_ms) / 1000)} s`,
)
process.exit()

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
