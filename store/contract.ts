// The record: ClickHouse, embedded (chDB) or a server, behind one small port.
import type { StoredTable, TableName } from './tables.ts'

/** A cell. Int64/UInt64 may be number (safe integers) or bigint; DateTime64(3) is Unix ms; null for Nullable alone. */
export type Cell = string | number | bigint | boolean | null | readonly string[] | readonly number[]
/** One row, by column name; a column left out gets its default. */
export type Row = Readonly<Record<string, Cell>>

/** Rows of one table: an array, or packed (packed.ts) where there are many. */
export interface Rows extends Iterable<Row> {
  readonly length: number
}

/** Rows of one flush, by table. Every row is absolute and keyed: writing it twice changes nothing. */
export type RowBatch = ReadonlyMap<TableName, Rows>

export interface QueryOptions {
  /** Bound as {name:Type} in the SQL. */
  readonly params?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
}

/** The service's own connection: may do everything. */
export interface Store {
  /** Resolves when the rows are durable; rejects otherwise, and the same rows may be given again. */
  insert(rows: ReadonlyMap<StoredTable, Rows>): Promise<void>
  /** Rows as objects. 64-bit integers arrive as strings when over 2^53, else as numbers. */
  query<T>(sql: string, options?: QueryOptions): Promise<readonly T[]>
  /** A statement without a result. */
  command(sql: string): Promise<void>
  ping(): Promise<boolean>
  close(): Promise<void>
}

export const SQL_FORMATS = ['json', 'csv', 'arrow'] as const
export type SqlFormat = (typeof SQL_FORMATS)[number]

/** Limits of an analyst's query; each has a default in store/limits.ts. */
export interface SqlLimits {
  readonly time_ms: number
  readonly memory_bytes: number
  readonly rows: number
  /** Of the result as written in the format asked for. */
  readonly answer_bytes: number
}

export interface SqlColumn {
  readonly name: string
  readonly type: string
}

/** A finished analyst's query. `bytes` is the body in the asked format (json: JSONCompact's data array). */
export interface SqlResult {
  readonly columns: readonly SqlColumn[]
  readonly rows: number
  readonly elapsed_ms: number
  /** What the engine read to answer; null where the format does not say. */
  readonly read: { readonly rows: number; readonly bytes: number } | null
  readonly bytes: Uint8Array
}

/** What an analyst's query ends in when it does not end in a result. */
export interface SqlFailure {
  readonly failure: 'syntax' | 'forbidden' | 'time' | 'memory' | 'rows' | 'unknown'
  /** ClickHouse's message without paths of the machine. */
  readonly message: string
}

/** Read-only SQL for people: a connection of its own, one statement, SELECT alone, no files, no network. */
export interface SqlConsole {
  run(sql: string, format: SqlFormat, params?: Readonly<Record<string, string>>): Promise<SqlResult | SqlFailure>
  close(): Promise<void>
}
