// What the command line says: `npm run bench -- --only collector --json --seed 7 --runs 3 --seconds 60 --rate 52000`, or
// `npm run bench -- kafka`, which needs Java and is measured only when it is named, as is `scoring`.
import { parseArgs } from 'node:util'

const BY_DEFAULT = ['collector', 'processor', 'end-to-end', 'glass', 'shows', 'reference', 'sdk'] as const
export const MEASUREMENTS = [...BY_DEFAULT, 'scoring', 'kafka'] as const
export type Measurement = (typeof MEASUREMENTS)[number]

export interface Options {
  readonly only: readonly Measurement[]
  readonly json: boolean
  readonly seed: number
  readonly runs: number
  /** Of the end-to-end measurement. */
  readonly seconds: number
  /** Events a second offered to it. */
  readonly rate: number
}

/** Bounds: a benchmark ends, and one wrong digit does not fill a disk. */
const RUNS_MAX = 20
const SECONDS_MAX = 600
const RATE_MAX = 500_000

export const USAGE = `npm run bench -- [MEASUREMENT ...] [--only A,B] [options]

  measurements  ${MEASUREMENTS.join(', ')};
                without any all but scoring and kafka, which needs Java
  --runs N      of each, 1 to ${RUNS_MAX} (3)
  --seconds N   how long end-to-end sends, 5 to ${SECONDS_MAX} (60)
  --rate N      events a second sent to end-to-end, 100 to ${RATE_MAX} (52000)
  --seed N      of the load (7)
  --json        one JSON object a line, on stdout`

/** What was asked for, or one line that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options | { readonly wrong: string } {
  const text = { type: 'string' } as const
  const options = { only: text, seed: text, runs: text, seconds: text, rate: text, json: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return {
      only: measurements(values.only?.split(',') ?? positionals),
      json: values.json ?? false,
      seed: whole('seed', values.seed ?? '7', 0, 2 ** 31 - 1),
      runs: whole('runs', values.runs ?? '3', 1, RUNS_MAX),
      seconds: whole('seconds', values.seconds ?? '60', 5, SECONDS_MAX),
      rate: whole('rate', values.rate ?? '52000', 100, RATE_MAX),
    }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

/** Named after `--only`, comma separated, or by themselves; none: those by default. */
function measurements(names: readonly string[]): readonly Measurement[] {
  if (names.length === 0) return BY_DEFAULT
  return names.map((name) => {
    const found = MEASUREMENTS.find((one) => one === name.trim())
    if (found === undefined)
      throw new Error(`there is no measurement "${name.trim()}"; there are ${MEASUREMENTS.join(', ')}`)
    return found
  })
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`--${name} is "${text}", a whole number from ${least} to ${most} is needed`)
}
