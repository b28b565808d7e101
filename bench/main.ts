// `npm run bench`: measures the service's speed with its real parts and says what limits it. Asserts nothing.
import { MEASUREMENTS, readOptions, USAGE, type Measurement, type Options } from './options.ts'
import { measureCollector } from './measure/collector.ts'
import { measureEndToEnd } from './measure/end-to-end.ts'
import { measureGlass } from './measure/glass.ts'
import { measureKafka } from './measure/kafka.ts'
import { measureProcessor, measureScoring } from './measure/processor.ts'
import { measureReference, measureSdk } from './measure/reference.ts'
import { measureShows } from './measure/shows.ts'
import { jsonLine, type Figure } from './report/figure.ts'
import { machineLine, readMachine } from './report/machine.ts'
import { table } from './report/table.ts'

const MEASURE: Readonly<Record<Measurement, (options: Options) => Promise<readonly Figure[]>>> = {
  collector: ({ seed, runs }) => measureCollector(seed, runs),
  processor: ({ seed, runs }) => measureProcessor(seed, runs),
  'end-to-end': ({ seed, seconds, rate }) => measureEndToEnd(seed, seconds, rate),
  glass: ({ seed }) => measureGlass(seed),
  shows: ({ seed }) => measureShows(seed),
  reference: ({ seed, runs }) => measureReference(seed, runs),
  sdk: () => measureSdk(),
  scoring: ({ seed, runs }) => measureScoring(seed, runs),
  kafka: ({ seed, runs }) => measureKafka(seed, runs),
}

const args = process.argv.slice(2)
if (args.includes('--help')) {
  print(USAGE)
  process.exit(0)
}
const options = readOptions(args)
if ('wrong' in options) {
  process.stderr.write(`bench: ${options.wrong}\n\n${USAGE}\n`)
  process.exit(2)
}
await main(options)

async function main(options: Options): Promise<void> {
  const machine = readMachine()
  const say = (line: string) => process.stderr.write(`bench: ${line}\n`)
  if (options.json) print(JSON.stringify({ machine, seed: options.seed }))
  else say(machineLine(machine))
  const all: Figure[] = []
  for (const name of MEASUREMENTS) {
    if (!options.only.includes(name)) continue
    say(`measuring ${name}`)
    const figures = await MEASURE[name](options)
    all.push(...figures)
    if (options.json) for (const figure of figures) print(jsonLine(figure, options.seed))
  }
  if (!options.json) print(`${machineLine(machine)}, seed ${options.seed}\n\n${table(all)}`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
