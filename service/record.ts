// The record the service runs on: ClickHouse embedded in the data folder, or a server; migrated, with SQL for people.
import { setTimeout as delay } from 'node:timers/promises'
import type { SqlConsole, Store } from '../store/contract.ts'
import { openEmbeddedSqlConsole } from '../store/embedded-console.ts'
import { openEmbeddedStore } from '../store/embedded.ts'
import { migrate } from '../store/migrate.ts'
import { applyRetention } from '../store/retention.ts'
import type { Retention } from '../store/retention.ts'
import { ensureAnalyst, openServerSqlConsole } from '../store/server-console.ts'
import { StoreError } from '../store/server-errors.ts'
import { migrateServer } from '../store/server-migrate.ts'
import type { ServerOptions } from '../store/server-options.ts'
import { ensureReaders } from '../store/server-readers.ts'
import { openServerStore } from '../store/server.ts'
import type { ClickHouseConfig } from './config.ts'

export interface OpenedRecord {
  readonly store: Store
  readonly sql: SqlConsole
  close(): Promise<void>
}

/** A server that is starting as well is waited for. */
const WAIT_MAX_MS = 120_000
const WAIT_PAUSE_MS = 1_000

export async function openRecord(
  dataDir: string,
  clickhouse: ClickHouseConfig | null,
  retention: Retention,
  report: (message: string) => void,
): Promise<OpenedRecord> {
  const record = clickhouse === null ? await openEmbedded(dataDir) : await openServer(clickhouse, report)
  try {
    await applyRetention(record.store, retention, clickhouse?.cluster ?? null)
    return record
  } catch (error) {
    await record.close()
    throw error
  }
}

async function openEmbedded(dir: string): Promise<OpenedRecord> {
  // The console's connection comes first: the engine takes its users file from the first one opened.
  const sql = await openEmbeddedSqlConsole({ dir })
  const store = await openEmbeddedStore({ dir })
  await migrate(store)
  return { store, sql, close: () => closeBoth(store, sql) }
}

async function openServer(clickhouse: ClickHouseConfig, report: (message: string) => void): Promise<OpenedRecord> {
  const { analystPassword, ...server } = clickhouse
  return migrated(server, report, async (store) => {
    if (analystPassword !== null) await ensureAnalyst(server, store, analystPassword)
    const sql = await openServerSqlConsole({ server, analystPassword })
    return { store, sql, close: () => closeBoth(store, sql) }
  })
}

/** The server's tables alone, for who asks nothing of people's: waited for and migrated as for openRecord. */
export async function openServerTables(
  { analystPassword: _, ...server }: ClickHouseConfig,
  retention: Retention,
  report: (message: string) => void,
): Promise<Store> {
  return migrated(server, report, async (store) => {
    await applyRetention(store, retention, server.cluster ?? null)
    return store
  })
}

/** Gives what `use` makes of the server's store; the store is closed where it rejects. */
async function migrated<T>(
  server: ServerOptions,
  report: (message: string) => void,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = openServerStore(server)
  try {
    await untilAnswered(store, report)
    await migrateServer(server, store)
    await ensureReaders(server, store)
    return await use(store)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Resolves at the server's first answer, whatever it says; rejects when there is none for WAIT_MAX_MS. */
async function untilAnswered(store: Store, report: (message: string) => void): Promise<void> {
  const until_ms = performance.now() + WAIT_MAX_MS
  for (let tries = 0; ; tries++) {
    try {
      await store.query('SELECT 1')
      return
    } catch (error) {
      if (error instanceof StoreError && error.code !== null) return
      if (performance.now() > until_ms) throw error
      if (tries === 0) report(`${error instanceof Error ? error.message : String(error)}; waiting for it`)
      await delay(WAIT_PAUSE_MS)
    }
  }
}

async function closeBoth(store: Store, sql: SqlConsole): Promise<void> {
  await store.close()
  await sql.close()
}
