// What `npm run replay -- ...` is told.
import { parseArgs } from 'node:util'

export interface ReplayArguments {
  readonly from: 'start' | number
  /** Compare with the tables there are. */
  readonly verify: boolean
  /** Database to make and keep; null: one that goes again. */
  readonly into: string | null
  /** Compare this show alone. */
  readonly showId: string | null
  /** File with the tables of another comment model. */
  readonly modelFile: string | null
}

export const USAGE = `npm run replay -- [--from start|OFFSET] [--verify] [--show ID] [--into DATABASE] [--model FILE]

  --from    where in the log to begin: its start, or each partition's newest checkpoint at or before an offset
  --verify  compare each table with the service's own, and end with 1 where one differs
  --show    compare one show alone
  --into    keep the new tables in this database, beside the service's; without it they go again
  --model   score comments with the tables of this file in place of comments/model/model.bin`

/** It cannot be done as asked: the message is one line. */
export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError'
}

/** Throws ArgumentsError. */
export function readArguments(args: readonly string[]): ReplayArguments {
  const { from, verify, into, show, model } = parse(args)
  if (!verify && into === undefined)
    throw new ArgumentsError('say --verify, to compare, or --into DATABASE, to keep what is made')
  if (from !== 'start' && !/^\d{1,15}$/.test(from))
    throw new ArgumentsError(`--from is "${from}": "start" or an offset is taken`)
  return {
    from: from === 'start' ? 'start' : Number(from),
    verify,
    into: into ?? null,
    showId: show ?? null,
    modelFile: model ?? null,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        from: { type: 'string', default: 'start' },
        verify: { type: 'boolean', default: false },
        into: { type: 'string' },
        show: { type: 'string' },
        model: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new ArgumentsError(error instanceof Error ? error.message : String(error))
  }
}
