// Who may read, on a server: the role and its settings profile are the server's own and in no backup of a database, so they
// are looked for at every start, and not taken from what the database says it has had.
import type { Store } from './contract.ts'
import { serverDdl } from './ddl.ts'
import { readServerFiles } from './server-migrate.ts'
import type { ServerOptions } from './server-options.ts'
import { splitStatements } from './statements.ts'

/** The role of those who may only read a database, and the name of its settings profile. */
export function readersOf(database: string): string {
  return `${database}_reader`
}

/**
 * Runs sql/server where the role, its profile or its grant is missing. Asked first: on a cluster a statement waits for every
 * node, and a start must not. Rejects with StoreError.
 */
export async function ensureReaders(
  { cluster, database }: ServerOptions,
  store: Pick<Store, 'query' | 'command'>,
): Promise<void> {
  const [found] = await store.query<{ profiles: number; grants: number }>(
    `SELECT (SELECT toFloat64(count()) FROM system.settings_profiles WHERE name = {readers:String}) AS profiles,
       (SELECT toFloat64(count()) FROM system.grants
        WHERE role_name = {readers:String} AND access_type = 'SELECT' AND database = {database:String}) AS grants`,
    { params: { readers: readersOf(database), database } },
  )
  if (found && found.profiles > 0 && found.grants > 0) return
  const ddl = serverDdl(cluster, database)
  // Each is IF NOT EXISTS, or changes nothing where it was done: several processes may run them at once.
  for (const { sql } of await readServerFiles())
    for (const statement of splitStatements(sql)) for (const each of ddl(statement)) await store.command(each)
}
