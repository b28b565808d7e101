// How long the record keeps what it holds, by ClickHouse's own TTL: rows past it go when their part is merged.
import type { Store } from './contract.ts'
import { localOf } from './ddl.ts'
import type { TableName } from './tables.ts'

/** Days; null: for ever. Shows, orders and what is counted by minute stay whatever is said here. */
export interface Retention {
  /** Events as they came, and those refused. */
  readonly events_days: number | null
  /** Sessions of visitors, what they wrote. */
  readonly sessions_days: number | null
}

export const KEEP_ALL: Retention = { events_days: null, sessions_days: null }

/** The time a row's age counts from. */
const AGES: readonly (readonly [TableName, string, keyof Retention])[] = [
  ['events_log', 'occurred_at', 'events_days'],
  ['quarantine_log', 'received_at', 'events_days'],
  ['sessions_log', 'ended_at', 'sessions_days'],
  ['session_minutes_log', 'minute', 'sessions_days'],
  ['comments_log', 'occurred_at', 'sessions_days'],
]

/** Makes the tables keep rows so long; asks for no change where it is so already. Run after the migrations. */
export async function applyRetention(store: Store, retention: Retention, cluster: string | null): Promise<void> {
  for (const [name, column, setting] of AGES) {
    const table = cluster === null ? name : localOf(name)
    const [found] = await store.query<{ engine_full: string }>(
      `SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = {table:String}`,
      { params: { table } },
    )
    const now = / TTL (.*?)(?: SETTINGS |$)/.exec(found?.engine_full ?? '')?.[1] ?? null
    const days = retention[setting]
    const wanted = days === null ? null : `toDateTime(${column}) + toIntervalDay(${days})`
    if (now === wanted) continue
    const on = cluster === null ? table : `${table} ON CLUSTER '${cluster.replace(/[\\']/g, '\\$&')}'`
    await store.command(`ALTER TABLE ${on} ${wanted === null ? 'REMOVE TTL' : `MODIFY TTL ${wanted}`}`)
  }
}
