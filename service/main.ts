// `npm start` and `npm run demo`: reads the settings, starts the service, says where to look, ends cleanly.
import { rm } from 'node:fs/promises'
import { DataFolderLockedError, LogUnusableError } from '../log/contract.ts'
import { RecoveryError } from '../pipeline/runtime/recovery.ts'
import { MigrationError } from '../store/migration-error.ts'
import { StoreError } from '../store/server-errors.ts'
import { openInBrowser } from './browser.ts'
import { ConfigError, readConfig } from './config.ts'
import { startDemo } from './demo.ts'
import { startService, type Service } from './service.ts'
import { keepWriteKeys } from './write-keys.ts'

/** A stop that takes longer is cut: what is in the log is not lost by it. */
const STOP_MAX_MS = 15_000

/** What an operator can mend. */
const EXPECTED = [
  ConfigError,
  DataFolderLockedError,
  LogUnusableError,
  MigrationError,
  RecoveryError,
  StoreError,
] as const

try {
  await main()
} catch (error) {
  // That is one line; the rest is a bug and shows where.
  const isExpected = EXPECTED.some((kind) => error instanceof kind)
  const says = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)
  process.stderr.write(`cartbeat: ${says}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2))
  const ending = onEnd()
  const closers: (() => unknown)[] = []
  let service: Service
  if (config.demo) {
    const demo = await startDemo(config, config.demo)
    service = demo.service
    closers.push(() => demo.stop())
    closers.push(() => rm(config.dataDir, { recursive: true, force: true }))
    say(
      `\n  Cartbeat is live.\n\n    dashboard  ${service.url}/\n    a show     ${demo.showUrl}\n    watch it   ${demo.watchUrl}\n`,
    )
    say('  Two simulated shows are running. Ctrl-C ends them.\n')
    if (config.demo.open) openInBrowser(demo.showUrl)
  } else {
    const writeKeys = await keepWriteKeys(config.dataDir, config.writeKeys)
    service = await startService({ ...config, writeKeys })
    closers.push(() => service.stop())
    say(`cartbeat: listening on ${service.url}, data in ${config.dataDir}, write keys ${writeKeys}`)
  }
  const why = await Promise.race([ending, service.failed])
  if (why instanceof Error) process.stderr.write(`cartbeat: ${why.message}\n`)
  else say('cartbeat: stopping')
  const cut = setTimeout(() => process.exit(1), STOP_MAX_MS)
  for (const close of closers) await close()
  clearTimeout(cut)
  process.exit(why instanceof Error ? 1 : 0)
}

/** Resolves at the first Ctrl-C or termination; a second one ends at once. */
function onEnd(): Promise<'signal'> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        resolve('signal')
      })
    }
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
