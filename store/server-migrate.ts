// A server's database, made and brought up to date.
import { connectServer } from './server-options.ts'
import type { ServerOptions } from './server-options.ts'
import type { Store } from './contract.ts'
import { serverDdl } from './ddl.ts'
import { STATEMENT_SILENCE_MS } from './limits.ts'
import { migrate, readMigrations } from './migrate.ts'
import type { MigrateOptions, Migration } from './migrate.ts'
import { MigrationError } from './migration-error.ts'
import { StoreError, UNKNOWN_DATABASE, storeErrorOf } from './server-errors.ts'

/**
 * Makes the database where there is none, runs the migrations, and makes sure that what is there is what the settings
 * say: one server or this cluster. Returns the names of the migrations this call ran.
 */
export async function migrateServer(
  server: ServerOptions,
  store: Store,
  options: Omit<MigrateOptions, 'ddl'> = {},
): Promise<readonly string[]> {
  if (!(await hasDatabase(store))) await createDatabase(server)
  const migrations = options.migrations ?? (await readServerMigrations())
  const ran = await migrate(store, { ...options, migrations, ddl: serverDdl(server.cluster, server.database) })
  await checkLayout(server, store)
  return ran
}

const SERVER_FOLDER = new URL('../sql/server/', import.meta.url)

/** Those of a server alone. */
export async function readServerFiles(): Promise<readonly Migration[]> {
  return readMigrations(SERVER_FOLDER)
}

/** Those of every database, then those of a server alone, whose names begin with "server_". */
export async function readServerMigrations(): Promise<readonly Migration[]> {
  const own = await readServerFiles()
  return [...(await readMigrations()), ...own.map(({ name, sql }) => ({ name: `server_${name}`, sql }))]
}

/** Asked first: whoever runs on a database made for them need not have the right to make one. */
async function hasDatabase(store: Store): Promise<boolean> {
  try {
    await store.query('SELECT 1')
    return true
  } catch (error) {
    if (error instanceof StoreError && error.code === UNKNOWN_DATABASE) return false
    throw error
  }
}

async function createDatabase(server: ServerOptions): Promise<void> {
  if (!/^\w+$/.test(server.database)) throw new MigrationError(`"${server.database}" is no name for a database`)
  const client = connectServer(server, { connectionsMax: 1, timeout_ms: STATEMENT_SILENCE_MS, inDatabase: false })
  const onCluster = server.cluster === null ? '' : ` ON CLUSTER '${server.cluster.replace(/[\\']/g, '\\$&')}'`
  try {
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${server.database}${onCluster}` })
  } catch (error) {
    throw storeErrorOf(error, server)
  } finally {
    await client.close()
  }
}

/** Writing past the Distributed tables would put a key’s rows into several shards: counted twice, and nobody told. Rejects with MigrationError. */
export async function checkLayout({ cluster, database }: ServerOptions, store: Store): Promise<void> {
  const [table] = await store.query<{ engine: string; engine_full: string }>(
    `SELECT engine, engine_full FROM system.tables WHERE database = currentDatabase() AND name = 'events_log'`,
  )
  const found = table?.engine === 'Distributed' ? (/Distributed\('?([^',]+)/.exec(table.engine_full)?.[1] ?? '') : null
  if (found === cluster) return
  const says = (name: string | null) => (name === null ? 'without a cluster' : `for the cluster ${name}`)
  throw new MigrationError(
    `database ${database} was made ${says(found)} and is used ${says(cluster)}: give another database, or the cluster it was made for`,
  )
}
