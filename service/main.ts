// `npm start` and `npm run demo`: reads the settings, starts the service, says where to look, ends cleanly.
import { rm } from 'node:fs/promises'
import { DataFolderLockedError, LogUnusableError } from '../log/contract.ts'
import { RecoveryError } from '../pipeline/runtime/recovery.ts'
import { MigrationError } from '../store/migration-error.ts'
import { StoreError } from '../store/server-errors.ts'
import { openInBrowser } from './browser.ts'
import { ConfigError } from './config-error.ts'
import { misspeltSettings, readConfig, type DemoConfig, type ServiceConfig } from './config.ts'
import { startDemo } from './demo.ts'
import { folderTrouble } from './folder-trouble.ts'
import { startRole, startService, type Running } from './service.ts'
import { keepWriteKeys } from './write-keys.ts'

/** A stop that takes longer is cut: what is in the log is not lost by it. */
const STOP_MAX_MS = 10_000

/** What an operator can mend. */
const EXPECTED = [
  ConfigError,
  DataFolderLockedError,
  LogUnusableError,
  MigrationError,
  RecoveryError,
  StoreError,
] as const

// Whoever read what is said here may have gone: no reason to end otherwise than in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  await main()
} catch (error) {
  // That is one line; the rest is a bug and shows where.
  const isExpected = EXPECTED.some((kind) => error instanceof kind)
  const says =
    folderTrouble(error) ?? (error instanceof Error ? (isExpected ? error.message : error.stack) : String(error))
  process.stderr.write(`cartbeat: ${says}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  for (const line of misspeltSettings()) process.stderr.write(`cartbeat: ${line}\n`)
  const config = readConfig(process.argv.slice(2))
  const ending = onEnd()
  const starting = config.demo ? playDemo(config, config.demo) : run(config)
  const running = await Promise.race([starting, ending])
  // Nothing was taken yet, and a start may wait long for what it needs.
  if (running === 'signal') process.exit(0)
  const why = await Promise.race([ending, running.failed])
  if (why instanceof Error) process.stderr.write(`cartbeat: ${why.message}\n`)
  else say('cartbeat: stopping')
  const cut = setTimeout(cutOff, STOP_MAX_MS)
  await running.stop()
  clearTimeout(cut)
  process.exit(why instanceof Error ? 1 : 0)
}

async function run(config: ServiceConfig): Promise<Running> {
  const { role, dataDir, kafka } = config
  if (role !== 'all') {
    const running = await startRole(role, { ...config, writeKeys: config.writeKeys ?? '' })
    say(`cartbeat: ${role} listening on ${running.url}, log in Kafka's topic ${kafka?.settings.topic}`)
    return running
  }
  const writeKeys = await keepWriteKeys(dataDir, config.writeKeys)
  const running = await startService({ ...config, writeKeys })
  say(`cartbeat: listening on ${running.url}, data in ${dataDir}, write keys ${writeKeys}`)
  return running
}

async function playDemo(config: ServiceConfig, demo: DemoConfig): Promise<Running> {
  const { service, showUrl, watchUrl, stop } = await startDemo(config, demo)
  say(
    `\n  Cartbeat is live.\n\n    dashboard  ${service.url}/\n    a show     ${showUrl}\n    watch it   ${watchUrl}\n`,
  )
  say('  Two simulated shows are running. Ctrl-C ends them.\n')
  if (demo.open) openInBrowser(showUrl)
  return {
    ...service,
    async stop() {
      await stop()
      // Files the engine was just done with may still come and go.
      await rm(config.dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Resolves at the first Ctrl-C or termination; a second one ends at once. */
function onEnd(): Promise<'signal'> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) cutOff()
        asked = true
        resolve('signal')
      })
    }
  })
}

/** Ends at once. Not by exit(): that waits for threads, and one in the middle of a query of the engine may never end. */
function cutOff(): void {
  process.kill(process.pid, 'SIGKILL')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
