// Connections to the embedded engine. A connection runs one query at a time, so queries take one from a pool; one whose
// query failed or was given up is thrown away: it may still be computing, and may hand its rows to the next query.
import { createClient } from '@clickhouse/client'
import type { ClickHouseClient, ClickHouseClientConfigOptions } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

export type Connection = ClickHouseClient

/** Settings become the connection's own, for its life. */
export type Settings = Readonly<Record<string, string | number>>

/** Set on every connection. */
const SETTINGS: Settings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_arrow_compression_method: 'none',
  date_time_input_format: 'best_effort',
}

export async function connect(path: string, settings: Settings = {}): Promise<Connection> {
  const connection = createClient({ connection: chdbConnection(path) })
  try {
    const all = Object.entries({ ...SETTINGS, ...settings })
    await connection.command({
      query: `SET ${all.map(([name, value]) => `${name} = ${typeof value === 'number' ? value : `'${value}'`}`).join(', ')}`,
    })
    return connection
  } catch (error) {
    await connection.close()
    throw error
  }
}

/**
 * chdb types its connection by @clickhouse/client-common, the client by its own copy of it: the same contract, which the
 * compiler tells apart by a private field of SettingsMap, a class neither is given here.
 */
function chdbConnection(path: string): NonNullable<ClickHouseClientConfigOptions['connection']> {
  return createChdbConnection({ path }) as unknown as NonNullable<ClickHouseClientConfigOptions['connection']>
}

export interface Pool {
  /** Runs `use` with a connection of its own. Rejects when too many wait, and after close. */
  run<T>(use: (connection: Connection) => Promise<T>): Promise<T>
  /** Resolves when every query has ended and every connection is closed; those that wait are rejected. */
  close(): Promise<void>
}

export interface PoolOptions {
  readonly connect: () => Promise<Connection>
  readonly connectionsMax: number
  readonly waitingMax: number
}

export function createPool(options: PoolOptions): Pool {
  const free: Connection[] = []
  const waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = []
  let taken = 0
  let closed = false
  let emptied = () => {}

  async function take(): Promise<Connection> {
    if (closed) throw new StoreClosedError()
    if (taken >= options.connectionsMax) {
      if (waiting.length >= options.waitingMax) throw new StoreBusyError(`${waiting.length} queries wait already`)
      // Whoever lets a connection go passes its turn on, so `taken` stays as it is.
      await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
    } else {
      taken++
    }
    try {
      return free.pop() ?? (await options.connect())
    } catch (error) {
      passOn()
      throw error
    }
  }

  function passOn(): void {
    const next = waiting.shift()
    if (next) next.resolve()
    else if (--taken === 0) emptied()
  }

  return {
    async run(use) {
      const connection = await take()
      let kept = false
      try {
        const result = await use(connection)
        kept = !closed
        return result
      } finally {
        try {
          if (kept) free.push(connection)
          else await connection.close()
        } finally {
          // Also where it could not be closed: who waits has its turn all the same.
          passOn()
        }
      }
    },
    async close() {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new StoreClosedError())
      await Promise.all(free.splice(0).map((connection) => connection.close()))
      if (taken > 0) await new Promise<void>((resolve) => (emptied = resolve))
    },
  }
}

export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError'
  constructor() {
    super('the store is closed')
  }
}

/** More queries wait than WAITING_QUERIES_MAX. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError'
}
