// SQL for people on a server: the same checks as embedded, and behind them a user of the server's that may read and no more,
// or where none was given the service's own made read-only for each request.
import { createHash } from 'node:crypto'
import type { Settings } from './connections.ts'
import { consoleSettings, openSqlConsole } from './console.ts'
import type { SqlConsole, SqlLimits, Store } from './contract.ts'
import { serverDdl } from './ddl.ts'
import { SQL_GRACE_MS, SQL_LIMITS } from './limits.ts'
import { AUTHENTICATION_FAILED, storeErrorOf } from './server-errors.ts'
import { connectServer } from './server-options.ts'
import type { ServerOptions } from './server-options.ts'
import { readersOf } from './server-readers.ts'

export interface ServerSqlConsoleOptions {
  readonly server: ServerOptions
  /** Password of the user DATABASE_analyst, as ensureAnalyst() made it; null: the service's own user. */
  readonly analystPassword: string | null
  readonly limits?: SqlLimits
}

export async function openServerSqlConsole(options: ServerSqlConsoleOptions): Promise<SqlConsole> {
  const { server, analystPassword, limits = SQL_LIMITS } = options
  const who = analystPassword === null ? server : analystOf(server, analystPassword)
  const { readonly, ...bounds } = consoleSettings(limits)
  const settings: Settings = {
    ...bounds,
    output_format_json_quote_64bit_integers: 1,
    output_format_arrow_compression_method: 'none',
    // A query nobody waits for any more ends with its connection.
    cancel_http_readonly_queries_on_client_close: 1,
    ...(server.cluster === null ? {} : { distributed_product_mode: 'global' }),
    // The analyst's profile says so already, and where it does it cannot be set.
    ...(analystPassword === null ? { readonly } : {}),
  }
  const more = {
    connectionsMax: 1,
    timeout_ms: limits.time_ms + SQL_GRACE_MS,
    settings,
  }
  return openSqlConsole({ connect: async () => connectServer(who, more), limits, hidden: [] })
}

/**
 * Makes the user DATABASE_analyst, with the role of sql/server, where there is none, and gives it this password. It goes
 * to the server as its SHA-256, so that no query log shows it. Run after ensureReaders().
 */
export async function ensureAnalyst(server: ServerOptions, store: Store, password: string): Promise<void> {
  const analyst = analystOf(server, password)
  const client = connectServer(analyst, { connectionsMax: 1, timeout_ms: SQL_LIMITS.time_ms })
  try {
    await client.command({ query: 'SELECT 1' })
    return
  } catch (error) {
    const failure = storeErrorOf(error, analyst)
    if (failure.code !== AUTHENTICATION_FAILED) throw failure
  } finally {
    await client.close()
  }
  const role = readersOf(server.database)
  const identified = `IDENTIFIED WITH sha256_hash BY '${createHash('sha256').update(password).digest('hex')}'`
  const ddl = serverDdl(server.cluster, server.database)
  for (const statement of [
    `CREATE USER IF NOT EXISTS ${analyst.username} ${identified} DEFAULT ROLE ${role} SETTINGS PROFILE '${role}'`,
    // One that was there before may have had another password.
    `ALTER USER ${analyst.username} ${identified}`,
    `GRANT ${role} TO ${analyst.username}`,
  ])
    for (const each of ddl(statement)) await store.command(each)
}

function analystOf(server: ServerOptions, password: string): ServerOptions {
  return { ...server, username: `${server.database}_analyst`, password }
}
