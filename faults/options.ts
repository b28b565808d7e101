// What the command line says: `npm run faults -- --only kill-services --seed 7`, `--list`.
import { parseArgs } from 'node:util'
import { SCENARIOS } from './scenarios.ts'

export interface Options {
  /** Names; []: all. */
  readonly only: readonly string[]
  /** In place of each scenario's own. */
  readonly seed: number | null
  readonly list: boolean
}

const SEED_MAX = 2 ** 31 - 1

export const USAGE = `npm run faults -- [--only NAME,NAME] [--seed N] [--list]

  --only NAME  these scenarios; without it all of them, about half an hour
  --seed N     in place of each scenario's own, 0 to ${SEED_MAX}
  --list       what there is, and what each breaks

  Needs Java 17 or newer. Ends with 0 where everything held, with 1 where something did not, with 2 where it could not be run.`

/** What was asked for, or one line that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options | { readonly wrong: string } {
  const options = { only: { type: 'string' }, seed: { type: 'string' }, list: { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ args: [...args], options })
    const only = (values.only ?? '').split(',').filter((name) => name !== '')
    const unknown = only.find((name) => !SCENARIOS.some((scenario) => scenario.name === name))
    if (unknown !== undefined) return { wrong: `--only is "${unknown}"; --list says what there is` }
    const seed = values.seed === undefined ? null : Number(values.seed)
    if (seed !== null && !(Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX))
      return { wrong: `--seed is "${values.seed}", a whole number from 0 to ${SEED_MAX} is needed` }
    return { only, seed, list: values.list ?? false }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}
