// `npm run faults`: breaks every part of a running service and holds it to what clients were told.
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { missingForKafka } from '../testing/kafka/jars.ts'
import { readOptions, USAGE } from './options.ts'
import { lineOf, HEADER } from './report.ts'
import { needsKafka, runScenario, type Outcome, type Scenario } from './scenario.ts'
import { SCENARIOS } from './scenarios.ts'
import { missingForSmallDisk } from '../testing/small-disk.ts'

/** The whole run; scenarios that have not begun by then are not run, and the run is red. */
const RUN_MAX_MS = 45 * 60_000

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
const chosen = SCENARIOS.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
const missing = chosen.some(needsKafka) ? await missingForKafka() : null
if (missing !== null) {
  process.stderr.write(`faults: ${missing}\n`)
  process.exit(2)
}

// What was started ends with this process, when it is told to end as well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const started: { kafka: Promise<TestKafka> | null } = { kafka: null }
// Brokers speak with each other through the proxies as well.
const properties = { 'inter.broker.listener.name': 'BEHIND' }
const kafka = () => (started.kafka ??= startKafka({ nodes: 3, properties }))
const begun_ms = performance.now()
const outcomes: Outcome[] = []
let left = 0
print(HEADER)
try {
  for (const scenario of chosen) {
    const why = whyNot(scenario)
    if (why !== null) {
      print(`${scenario.name}: NOT RUN, ${why}`)
      left++
      continue
    }
    const outcome = await runScenario(scenario, { kafka, ...(options.seed !== null && { seed: options.seed }) })
    outcomes.push(outcome)
    print(lineOf(outcome))
    for (const line of outcome.wrong) print(`    ${line.replaceAll('\n', '\n    ')}`)
  }
} finally {
  await (await started.kafka)?.close()
}
const kills = outcomes.reduce((sum, outcome) => sum + outcome.kills, 0)
const red = outcomes.filter(({ wrong }) => wrong.length > 0).length
const took_s = Math.round((performance.now() - begun_ms) / 1000)
print(`${kills} kills, ${outcomes.length - red} held, ${red} did not, ${left} not run, ${took_s} s`)
process.exit(red + left > 0 ? 1 : 0)

function whyNot({ smallDisk = false }: Scenario): string | null {
  if (performance.now() - begun_ms > RUN_MAX_MS) return `${RUN_MAX_MS / 60_000} minutes are over`
  return smallDisk ? missingForSmallDisk() : null
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
