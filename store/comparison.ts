// Two databases of one engine, table by table: how many rows, and one hash over all of them. What differs by nature stays out:
// `version`, which tells at which flush a row was last written, and `stored_at`.
import type { Store } from './contract.ts'
import { localOf } from './ddl.ts'
import { TABLES, TABLE_NAMES, type TableName } from './tables.ts'

export interface ComparisonOptions {
  readonly store: Pick<Store, 'query'>
  /** Databases. */
  readonly here: string
  readonly there: string
  readonly logId: string
  /** One show; null: all there is of the log. Tables that are not by show are then left out. */
  readonly showId: string | null
  /** By partition, the offset `there` begins at, where it does not begin with the log; null: with the log. */
  readonly from: readonly number[] | null
  /** The tables are a cluster's: keys are those of the shards' own. */
  readonly isCluster?: boolean
}

export interface TableComparison {
  readonly table: TableName
  readonly rows: { readonly here: number; readonly there: number }
  /** 16 hex digits. */
  readonly hash: { readonly here: string; readonly there: string }
  readonly equal: boolean
  /** Where they are not. `example`: the key of one row at fault. */
  readonly difference: {
    readonly onlyHere: number
    readonly onlyThere: number
    readonly changed: number
    readonly example: string
  } | null
}

/** A hash over all of a table takes its time; the queries of the service are bounded tighter. */
export const COMPARISON_TIME_MAX_S = 3600
const TIME = `SETTINGS max_execution_time = ${COMPARISON_TIME_MAX_S}`

const LEFT_OUT = new Set(['version', 'stored_at'])

/** Every table the processor writes, in the order they are declared; those left out by `showId` are not in the list. */
export async function compareTables(options: ComparisonOptions): Promise<readonly TableComparison[]> {
  const keys = await readKeys(options)
  const compared: TableComparison[] = []
  for (const table of TABLE_NAMES) {
    if (options.showId !== null && !isByShow(table)) continue
    compared.push(await compareTable(table, keys.get(table) ?? [], options))
  }
  return compared
}

async function readKeys({
  store,
  here,
  isCluster = false,
}: ComparisonOptions): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await store.query<{ name: string; sorting_key: string }>(
    'SELECT name, sorting_key FROM system.tables WHERE database = {here:String}',
    { params: { here } },
  )
  const found = new Map(rows.map(({ name, sorting_key }) => [name, sorting_key.split(', ')]))
  return new Map(TABLE_NAMES.map((table) => [table, found.get(isCluster ? localOf(table) : table) ?? []]))
}

async function compareTable(
  table: TableName,
  key: readonly string[],
  options: ComparisonOptions,
): Promise<TableComparison> {
  const { store, logId, showId } = options
  const params = { logId, showId: showId ?? '', from: options.from ?? [] }
  const columns = Object.keys(TABLES[table]).filter((column) => !LEFT_OUT.has(column))
  const hash = `sipHash64(tuple(${columns.map(quote).join(', ')}))`
  const rowsOf = (database: string) =>
    `FROM ${quote(database)}.${table} FINAL WHERE ${scope(table, key, database, options)}`
  const side = async (database: string) => {
    const [row] = await store.query<{ n: number; h: string }>(
      `SELECT toFloat64(count()) AS n, hex(sum(${hash})) AS h ${rowsOf(database)} ${TIME}`,
      { params },
    )
    return { rows: row?.n ?? 0, hash: row?.h ?? '' }
  }
  const here = await side(options.here)
  const there = await side(options.there)
  const equal = here.rows === there.rows && here.hash === there.hash
  const name = `toString(tuple(${key.map(quote).join(', ')}))`
  const half = (database: string, is: string) =>
    `SELECT ${name} AS key, ${hash} AS h, ${is} AS there ${rowsOf(database)}`
  const [difference] = equal
    ? []
    : await store.query<NonNullable<TableComparison['difference']>>(
        `SELECT toFloat64(countIf(sides = [0])) AS onlyHere, toFloat64(countIf(sides = [1])) AS onlyThere,
           toFloat64(countIf(length(sides) = 2)) AS changed, min(key) AS example
         FROM (
           SELECT key, arraySort(groupArray(there)) AS sides, uniqExact(h) AS different
           FROM (${half(options.here, 'toUInt8(0)')} UNION ALL ${half(options.there, 'toUInt8(1)')})
           GROUP BY key
         ) WHERE NOT (length(sides) = 2 AND different = 1) ${TIME}`,
        { params },
      )
  return {
    table,
    rows: { here: here.rows, there: there.rows },
    hash: { here: here.hash, there: there.hash },
    equal,
    difference: difference ?? null,
  }
}

const quote = (name: string): string => `\`${name}\``
const has = (table: TableName, column: string): boolean => Object.hasOwn(TABLES[table], column)
/** The lines of a show's orders are by their order. */
const isByShow = (table: TableName): boolean => has(table, 'show_id') || table === 'order_lines_log'

/** Which rows of a table are compared. */
function scope(table: TableName, key: readonly string[], database: string, options: ComparisonOptions): string {
  const conditions = ['log_id = {logId:String}']
  const copy = '(log_id, partition, `offset`, `index`)'
  if (options.showId !== null)
    conditions.push(
      has(table, 'show_id')
        ? 'show_id = {showId:String}'
        : `${copy} IN (SELECT ${copy.slice(1, -1)} FROM ${quote(database)}.orders_log WHERE show_id = {showId:String})`,
    )
  if (options.from !== null) {
    const keys = key.map(quote).join(', ')
    conditions.push(
      has(table, 'offset')
        ? '`offset` >= {from:Array(UInt64)}[partition + 1]'
        : // Totals of what happened before are in one of them alone.
          `(${keys}) IN (SELECT ${keys} FROM ${quote(options.there)}.${table})`,
    )
  }
  return conditions.join(' AND ')
}
