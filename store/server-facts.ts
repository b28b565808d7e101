// What can be seen of a ClickHouse server, for whoever has to mend it. Nothing is judged here.
import type { ClickHouseClient } from '@clickhouse/client'
import type { Store } from './contract.ts'
import { FACTS_BYTES_MAX, STATEMENT_SILENCE_MS } from './limits.ts'
import { compareMigrations } from './migrate.ts'
import type { MigrationState } from './migrate.ts'
import { MigrationError } from './migration-error.ts'
import { StoreError, SYNTAX_ERROR, storeErrorOf } from './server-errors.ts'
import { checkLayout, readServerMigrations } from './server-migrate.ts'
import { connectServer } from './server-options.ts'
import type { ServerOptions } from './server-options.ts'
import { openServerStore } from './server.ts'

export interface ServerFacts {
  /** e.g. "26.7.2.1" */
  readonly version: string
  readonly clock: ClockFacts
  /** Rights the service's user lacks, as GRANT has them; null: the server is too old to be asked. */
  readonly missingRights: readonly string[] | null
  /** null: the database is not there yet. */
  readonly tables: TableFacts | null
  readonly disks: readonly { readonly name: string; readonly free_bytes: number; readonly size_bytes: number }[]
}

export interface ClockFacts {
  /** How far the other's clock is ahead of this machine's, ms; less than 0: behind. */
  readonly ahead_ms: number
  /** It may be off by so much: half the time the question took. */
  readonly uncertain_ms: number
}

export interface TableFacts {
  readonly migrations: MigrationState
  /** What is wrong with how the tables are laid out; null: nothing. */
  readonly layout: string | null
  /** The partition of a table with most parts; null: there are none. Inserts are slowed at `delayAt`. */
  readonly parts: { readonly table: string; readonly parts: number; readonly delayAt: number } | null
  /** Replicas that take no rows now, by table. */
  readonly readonlyReplicas: readonly string[]
  /** Age of the newest checkpoint of each partition, the oldest of those; null: there are none. */
  readonly checkpointAge_ms: number | null
}

/** Rejects with StoreError when the server does not answer or refuses the user. */
export async function readServerFacts(asked: ServerOptions): Promise<ServerFacts> {
  let isCut = false
  const server = { ...asked, answers: { bytesMax: FACTS_BYTES_MAX, onCut: () => (isCut = true) } }
  const client = connectServer(server, { connectionsMax: 2, timeout_ms: STATEMENT_SILENCE_MS, inDatabase: false })
  try {
    const asked_ms = Date.now()
    const [about] = await rows<{ version: string; now_ms: number }>(
      client,
      'SELECT version() AS version, toFloat64(toUnixTimestamp64Milli(now64(3))) AS now_ms',
    )
    const answered_ms = Date.now()
    const disks = await rows<ServerFacts['disks'][number]>(
      client,
      `SELECT name, toFloat64(free_space) AS free_bytes, toFloat64(total_space) AS size_bytes FROM system.disks
       WHERE total_space > 0 AND total_space < 1e18`,
    )
    const hasDatabase = await rows(client, `SELECT 1 FROM system.databases WHERE name = '${server.database}'`)
    return {
      version: about?.version ?? '',
      clock: {
        ahead_ms: (about?.now_ms ?? 0) - (asked_ms + answered_ms) / 2,
        uncertain_ms: (answered_ms - asked_ms) / 2,
      },
      missingRights: await missingRights(client, server),
      tables: hasDatabase.length > 0 ? await readTables(client, server) : null,
      disks,
    }
  } catch (error) {
    if (isCut) throw new StoreError(tooLong(server), null, false)
    throw storeErrorOf(error, server)
  } finally {
    await client.close()
  }
}

function tooLong({ url }: ServerOptions): string {
  return `${new URL(url).host} answers with more than ${FACTS_BYTES_MAX / 2 ** 20} MiB, which no ClickHouse does`
}

async function rows<T>(client: ClickHouseClient, query: string): Promise<readonly T[]> {
  const result = await client.query({ query, format: 'JSONEachRow' })
  return result.json<T>()
}

/** What the service does with its database, and for the role of those who may only read. */
const rightsOn = (database: string) => [
  `SELECT ON ${database}.*`,
  `INSERT ON ${database}.*`,
  `ALTER ON ${database}.*`,
  `CREATE TABLE ON ${database}.*`,
  `CREATE VIEW ON ${database}.*`,
  `DROP TABLE ON ${database}.*`,
  `DROP VIEW ON ${database}.*`,
  'ACCESS MANAGEMENT ON *.*',
]

async function missingRights(client: ClickHouseClient, server: ServerOptions): Promise<readonly string[] | null> {
  const missing: string[] = []
  for (const right of rightsOn(server.database)) {
    try {
      // The statement takes no FORMAT.
      const { stream } = await client.exec({ query: `CHECK GRANT ${right}` })
      const answer = (await stream.toArray()).join('').trim()
      if (answer !== '1') missing.push(right)
    } catch (error) {
      const failure = storeErrorOf(error, server)
      if (failure.code === SYNTAX_ERROR) return null
      throw failure
    }
  }
  return missing
}

async function readTables(client: ClickHouseClient, server: ServerOptions): Promise<TableFacts> {
  const store = openServerStore(server)
  try {
    const of = `database = '${server.database}'`
    const [parts] = await rows<NonNullable<TableFacts['parts']>>(
      client,
      `SELECT table, toUInt32(count()) AS parts,
         (SELECT toUInt32(value) FROM system.merge_tree_settings WHERE name = 'parts_to_delay_insert') AS delayAt
       FROM system.parts WHERE active AND ${of} GROUP BY table, partition_id ORDER BY parts DESC LIMIT 1`,
    )
    const replicas = await rows<{ table: string }>(
      client,
      `SELECT table FROM system.replicas WHERE is_readonly AND ${of}`,
    )
    return {
      migrations: await readMigrationState(store),
      layout: await layoutOf(server, store),
      parts: parts ?? null,
      readonlyReplicas: replicas.map(({ table }) => table),
      checkpointAge_ms: await checkpointAge(store),
    }
  } finally {
    await store.close()
  }
}

const UNKNOWN_TABLE = 60

/** A database that was made beforehand has had none. */
async function readMigrationState(store: Store): Promise<MigrationState> {
  const migrations = await readServerMigrations()
  return orWithoutTable(compareMigrations(store, migrations), {
    pending: migrations.map(({ name }) => name),
    changed: [],
    unknown: [],
  })
}

async function layoutOf(server: ServerOptions, store: Store): Promise<string | null> {
  const [made] = await store.query(
    `SELECT 1 AS made FROM system.tables WHERE database = currentDatabase() AND name = 'events_log'`,
  )
  if (!made) return null
  try {
    await checkLayout(server, store)
    return null
  } catch (error) {
    if (error instanceof MigrationError) return error.message
    throw error
  }
}

/** Of the log that was saved last: those of logs before it stay for ever. */
async function checkpointAge(store: Store): Promise<number | null> {
  const ask = store.query<{ age_ms: number }>(
    `SELECT toFloat64(dateDiff('millisecond', min(saved), now64(3))) AS age_ms FROM (
       SELECT max(saved_at) AS saved FROM checkpoint_markers
       WHERE log_id = (SELECT argMax(log_id, saved_at) FROM checkpoint_markers) GROUP BY partition
     ) HAVING count() > 0`,
  )
  const [found] = await orWithoutTable(ask, [])
  return found?.age_ms ?? null
}

async function orWithoutTable<T>(asked: Promise<T>, without: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof StoreError && error.code === UNKNOWN_TABLE) return without
    throw error
  }
}
