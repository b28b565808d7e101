// `npm run replay`: ends with 0, with 1 where a table differs, with 2 where it could not be done.
import { DataFolderLockedError, LogUnusableError } from '../../log/contract.ts'
import { ReplayError } from '../../pipeline/runtime/replay.ts'
import { MigrationError } from '../../store/migration-error.ts'
import { ReplayDatabaseError } from '../../store/replays.ts'
import { StoreError } from '../../store/server-errors.ts'
import { ConfigError } from '../config-error.ts'
import { misspeltSettings, readConfig } from '../config.ts'
import { ArgumentsError, readArguments, USAGE } from './arguments.ts'
import { reportText } from './print.ts'
import { runReplay } from './replay.ts'

const EXPECTED = [ConfigError, LogUnusableError, MigrationError, ReplayDatabaseError, ReplayError, StoreError] as const

/** Asked to end: what it made goes first. Asked twice, it ends at once. */
const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (ending.signal.aborted) process.kill(process.pid, 'SIGKILL')
    ending.abort(new Error(signal))
  })

try {
  const args = process.argv.slice(2)
  if (args.includes('--help')) process.stdout.write(`${USAGE}\n`)
  else {
    misspeltSettings().forEach(say)
    const report = await runReplay(readConfig([]), readArguments(args), say, ending.signal)
    process.stdout.write(reportText(report))
    process.exitCode = (report.tables ?? []).every(({ equal }) => equal) ? 0 : 1
  }
} catch (error) {
  process.exitCode = 2
  if (ending.signal.aborted) say('given up, and nothing was changed')
  else if (error instanceof ArgumentsError) say(`${error.message}\n\n${USAGE}`)
  else if (error instanceof DataFolderLockedError)
    say(`${error.message}: a replay reads the data folder of a service that is stopped`)
  else if (error instanceof Error && EXPECTED.some((kind) => error instanceof kind)) say(error.message)
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

function say(message: string): void {
  process.stderr.write(`cartbeat: ${message}\n`)
}
