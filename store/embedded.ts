// The Store on the embedded ClickHouse. Rows go in as files of the Native format, one a table: the client's own insert
// takes text alone, which costs the engine ten times as much.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { connect, createPool } from './connections.ts'
import type { Connection, Settings } from './connections.ts'
import type { Store } from './contract.ts'
import { openEngine } from './engine.ts'
import { INSERT_ROWS_MAX, QUERY_TIME_MAX_S, READERS_MAX, WAITING_QUERIES_MAX } from './limits.ts'
import { OPTIMIZE_ON_INSERT, writeInserts, type Blocks } from './native.ts'
import { bindParams } from './params.ts'
import { readCompact, rowsOf } from './results.ts'
import { STORED_TABLES } from './tables.ts'
import type { StoredTable } from './tables.ts'

/** The engine's own. */
export const EMBEDDED_DATABASE = 'default'

export interface EmbeddedStoreOptions {
  /** The data folder; ClickHouse's data lives in its `clickhouse` folder. */
  readonly dir: string
  /** The database of the tables, which must be there; the service's own when left out. */
  readonly database?: string
}

/**
 * Opens the ClickHouse of a data folder, in any thread of the process that has the folder locked. Each store has
 * connections of its own. Its tables are there after migrate(store).
 *
 * The engine belongs to the process, and the first thread to END after opening it takes it from all others (chdb closes
 * every connection when a thread's environment goes). So a thread that opened a store ends last: close the stores of the
 * others, and their queries, before.
 */
export async function openEmbeddedStore({ dir, database = EMBEDDED_DATABASE }: EmbeddedStoreOptions): Promise<Store> {
  const engine = openEngine(dir)
  async function connectTo(settings: Settings): Promise<Connection> {
    const connection = await connect(engine.path, settings)
    if (database !== EMBEDDED_DATABASE) await connection.command({ query: `USE \`${database}\`` })
    return connection
  }
  const readers = createPool({
    connect: () => connectTo({ max_execution_time: QUERY_TIME_MAX_S }),
    connectionsMax: READERS_MAX,
    waitingMax: WAITING_QUERIES_MAX,
  })
  const writers = createPool({
    connect: () => connectTo({ optimize_on_insert: OPTIMIZE_ON_INSERT }),
    connectionsMax: 1,
    waitingMax: WAITING_QUERIES_MAX,
  })
  await removeLeftovers(engine.inserts)
  let files = 0

  /** Writes the blocks to a file of their own; returns the statement that takes them in. */
  async function stage(table: StoredTable, { columns, bytes }: Blocks, staged: string[]): Promise<string> {
    const file = join(engine.inserts, `${process.pid}-${threadId}-${files++}.native`)
    staged.push(file)
    await writeFile(file, bytes)
    const names = columns.map((name) => `\`${name}\``).join(', ')
    return `INSERT INTO ${table} (${names}) FROM INFILE '${file.replace(/[\\']/g, '\\$&')}' FORMAT Native`
  }

  return {
    async insert(batch) {
      const staged: string[] = []
      try {
        const statements: string[] = []
        for (const [table, rows] of batch)
          for (const blocks of writeInserts(table, STORED_TABLES[table], rows, INSERT_ROWS_MAX))
            statements.push(await stage(table, blocks, staged))
        if (statements.length === 0) return
        // One after the other in one go; the first that fails ends it, and the caller gives all rows again.
        await writers.run((connection) => connection.command({ query: statements.join(';\n') }))
      } finally {
        await Promise.all(staged.map((file) => rm(file, { force: true })))
      }
    },
    async query<T>(sql: string, options: { params?: Readonly<Record<string, unknown>>; signal?: AbortSignal } = {}) {
      const query = bindParams(sql, options.params)
      const answer = readers.run(async (connection) => {
        return readCompact(await connection.query({ query, format: 'JSONCompact' }))
      })
      return rowsOf<T>(await untilAborted(answer, options.signal))
    },
    async command(sql) {
      await writers.run((connection) => connection.command({ query: sql }))
    },
    async ping() {
      return readers.run(async (connection) => (await connection.ping()).success).catch(() => false)
    },
    async close() {
      await Promise.all([readers.close(), writers.close()])
      engine.close()
    },
  }
}

/** Files of a process that died before its insert ended: the rows are in the log and come again. */
async function removeLeftovers(folder: string): Promise<void> {
  const stale = (await readdir(folder)).filter((name) => !name.startsWith(`${process.pid}-`))
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })))
}

/**
 * The engine cannot be stopped in the middle of a query: whoever gives up goes, the query keeps its connection until it
 * ends, at QUERY_TIME_MAX_S at the latest.
 */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
  })
}
