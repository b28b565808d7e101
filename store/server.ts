// The Store on a ClickHouse server or cluster, over HTTP. An insert is the same block of the Native format that goes into
// the embedded engine; it is acknowledged when its rows are in the table, and until then given again, the very same.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client'
import { StoreBusyError, StoreClosedError } from './connections.ts'
import type { QueryOptions, Store } from './contract.ts'
import {
  ATTEMPT_PAUSE_MS,
  INSERT_ATTEMPTS_MAX,
  INSERT_ROWS_MAX,
  INSERT_SILENCE_MS,
  QUERY_ATTEMPTS_MAX,
  QUERY_TIME_MAX_S,
  SERVER_READERS_MAX,
  SERVER_WRITERS_MAX,
  STATEMENT_SILENCE_MS,
  WAITING_QUERIES_MAX,
} from './limits.ts'
import { OPTIMIZE_ON_INSERT, writeInserts, type Blocks } from './native.ts'
import { readCompact, rowsOf } from './results.ts'
import type { JsonCompact } from './results.ts'
import { storeErrorOf } from './server-errors.ts'
import { connectServer } from './server-options.ts'
import type { ServerOptions } from './server-options.ts'
import { STORED_TABLES } from './tables.ts'
import type { StoredTable } from './tables.ts'

/** Waits of a server store; tests shorten them. */
export interface ServerPatience {
  readonly pause_ms: number
  readonly insertSilence_ms: number
  readonly querySilence_ms: number
}

const PATIENCE: ServerPatience = {
  pause_ms: ATTEMPT_PAUSE_MS,
  insertSilence_ms: INSERT_SILENCE_MS,
  // The server ends a query by itself before that.
  querySilence_ms: QUERY_TIME_MAX_S * 1000 + 5_000,
}

/** Of every request. */
const SETTINGS: ClickHouseSettings = {
  // A failure comes as the answer's status, not in the middle of its body.
  wait_end_of_query: 1,
  output_format_json_quote_64bit_integers: 1,
  date_time_input_format: 'best_effort',
}

/** On a cluster: views join and count over all shards, never within each. */
const CLUSTER_SETTINGS: ClickHouseSettings = { distributed_product_mode: 'global', skip_unavailable_shards: 0 }

/** Acknowledged means: in the table, on a cluster in most replicas of its shard. */
const INSERT_SETTINGS: ClickHouseSettings = { async_insert: 0, optimize_on_insert: OPTIMIZE_ON_INSERT }
const CLUSTER_INSERT_SETTINGS: ClickHouseSettings = { distributed_foreground_insert: 1, insert_quorum: 'auto' }

/** Speaks to the server; nothing is asked yet. The database and tables are there after migrateServer(). */
export function openServerStore(server: ServerOptions, patience: Partial<ServerPatience> = {}): Store {
  const { pause_ms, insertSilence_ms, querySilence_ms } = { ...PATIENCE, ...patience }
  const settings = { ...SETTINGS, ...(server.cluster === null ? {} : CLUSTER_SETTINGS) }
  const client = (connectionsMax: number, timeout_ms: number, more: ClickHouseSettings) =>
    connectServer(server, { connectionsMax, timeout_ms, settings: { ...settings, ...more } })
  const readers = client(SERVER_READERS_MAX, querySilence_ms, { max_execution_time: QUERY_TIME_MAX_S })
  const writers = client(SERVER_WRITERS_MAX, insertSilence_ms, {
    ...INSERT_SETTINGS,
    ...(server.cluster === null ? {} : CLUSTER_INSERT_SETTINGS),
  })
  const commands = client(1, STATEMENT_SILENCE_MS, {})
  const closing = new AbortController()
  let asked = 0

  /** Tries again what may pass, at most `most` times in all; rejects with a StoreError, or as whoever gave up says. */
  async function attempt<T>(
    most: number,
    request: (signal: AbortSignal) => Promise<T>,
    givenUp?: AbortSignal,
  ): Promise<T> {
    const signal = givenUp ? AbortSignal.any([givenUp, closing.signal]) : closing.signal
    for (let i = 1, wait_ms = pause_ms; ; i++, wait_ms *= 2) {
      signal.throwIfAborted()
      try {
        return await request(signal)
      } catch (error) {
        signal.throwIfAborted()
        const failure = storeErrorOf(error, server)
        if (!failure.passing || i >= most) throw failure
        await delay(wait_ms, undefined, { signal }).catch(() => {})
      }
    }
  }

  async function insertBlocks(table: StoredTable, { columns, bytes }: Blocks): Promise<void> {
    const names = columns.map((name) => `\`${name}\``).join(', ')
    const query = `INSERT INTO ${table} (${names}) FORMAT Native`
    // Named by its content, so a block is known again where and only where its rows are the same.
    const token = createHash('sha256').update(query).update(bytes).digest('hex')
    await attempt(INSERT_ATTEMPTS_MAX, async (signal) => {
      const { stream } = await writers.exec({
        query,
        values: Readable.from([bytes]),
        clickhouse_settings: { insert_deduplication_token: token },
        abort_signal: signal,
      })
      await stream.resume().toArray()
    })
  }

  return {
    async insert(batch) {
      function* inserts(): Iterable<readonly [StoredTable, Blocks]> {
        for (const [table, rows] of batch)
          for (const blocks of writeInserts(table, STORED_TABLES[table], rows, INSERT_ROWS_MAX)) yield [table, blocks]
      }
      // Side by side, in as many rows as there are connections. All have ended when this does, also when one failed: what
      // comes after a failure is the same batch, not a second one beside it.
      const left = inserts()
      const lines = Array.from({ length: SERVER_WRITERS_MAX }, async () => {
        for (const [table, blocks] of left) await insertBlocks(table, blocks)
      })
      const failed = (await Promise.allSettled(lines)).find((line) => line.status === 'rejected')
      if (failed) throw failed.reason
    },
    async query<T>(sql: string, options: QueryOptions = {}) {
      if (asked >= SERVER_READERS_MAX + WAITING_QUERIES_MAX) throw new StoreBusyError(`${asked} queries wait already`)
      asked++
      try {
        const ask = (signal: AbortSignal) => askJson(readers, sql, options.params ?? {}, signal)
        const answer = await attempt(QUERY_ATTEMPTS_MAX, ask, options.signal)
        return rowsOf<T>(answer)
      } finally {
        asked--
      }
    },
    async command(sql) {
      await attempt(1, (signal) => commands.command({ query: sql, abort_signal: signal }))
    },
    async ping() {
      return (await readers.ping({ select: true, abort_signal: closing.signal })).success
    },
    async close() {
      closing.abort(new StoreClosedError())
      await Promise.all([readers.close(), writers.close(), commands.close()])
    },
  }
}

async function askJson(
  client: ClickHouseClient,
  query: string,
  params: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<JsonCompact> {
  const result = await client.query({ query, query_params: { ...params }, format: 'JSONCompact', abort_signal: signal })
  return readCompact(result)
}
