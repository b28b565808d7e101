// Where the public sets are: beside the project, unless an option names another place.
import { join, resolve } from 'node:path'

const DEFAULT_FOLDER = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'sentiment')

/** The folder that `--data DIR` names, or ../shared/data/sentiment beside the project. */
export function readFolder(args: readonly string[]): string {
  const at = args.indexOf('--data')
  const named = at >= 0 ? args[at + 1] : undefined
  return named ? resolve(named) : DEFAULT_FOLDER
}
