// What the tables hold in the end, as ReplacingMergeTree(version) read with FINAL has it: of each key the row of the
// highest version. Keys are read from the migrations, so that there is one truth about them.
import { readdirSync, readFileSync } from 'node:fs'
import type { Row, RowBatch } from '../store/contract.ts'
import { TABLE_NAMES, type TableName } from '../store/tables.ts'

const FOLDER = new URL('../sql/migrations/', import.meta.url)
const SQL = readdirSync(FOLDER)
  .toSorted()
  .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
  .join('\n')

/** Columns of each table's key. */
export const KEYS: ReadonlyMap<TableName, readonly string[]> = new Map(
  TABLE_NAMES.map((table) => [table, keyOf(table)]),
)

/** Names of each table's columns. */
export const COLUMNS: ReadonlyMap<TableName, ReadonlySet<string>> = new Map(
  TABLE_NAMES.map((table) => [table, columnsOf(table)]),
)

export type FinalTables = Map<TableName, Map<string, Row>>

/** Writes a batch. Throws when a key has two different rows of one version: they would win by chance. */
export function write(tables: FinalTables, batch: RowBatch): void {
  for (const [name, rows] of batch) {
    const table = tables.get(name) ?? new Map<string, Row>()
    tables.set(name, table)
    for (const row of rows) {
      const key = JSON.stringify(KEYS.get(name)?.map((column) => row[column]))
      const before = table.get(key)
      if (
        before !== undefined &&
        before['version'] === row['version'] &&
        JSON.stringify(before) !== JSON.stringify(row)
      ) {
        throw new Error(`${name} has ${JSON.stringify(before)} and ${JSON.stringify(row)}`)
      }
      if (before === undefined || Number(row['version']) >= Number(before['version'])) table.set(key, row)
    }
  }
}

/** What a row of a window must say for it to mean anything: a join taken back leaves a row of zeros, which adds nothing. */
const MEASURES: Partial<Record<TableName, readonly string[]>> = {
  audience_seconds_log: ['joins', 'leaves'],
  show_minutes_log: [
    'joins',
    'leaves',
    'new_viewers',
    'played_ms',
    'comments',
    'reactions',
    'shares',
    'impressions',
    'clicks',
    'carts',
    'checkouts',
  ],
}

/** Tables as plain values without versions and rows that add nothing, to compare by what they mean. */
export function meaning(tables: FinalTables): Record<string, Record<string, Row>> {
  const says = (name: TableName, row: Row): boolean => MEASURES[name]?.some((column) => row[column] !== 0) ?? true
  return Object.fromEntries(
    [...tables].map(([name, table]) => [
      name,
      Object.fromEntries(
        [...table]
          .filter(([, row]) => says(name, row))
          .map(([key, { version: _version, ...row }]): [string, Row] => [key, row])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ]),
  )
}

function definition(table: TableName): string {
  const from = SQL.indexOf(`CREATE TABLE IF NOT EXISTS ${table} (`)
  if (from < 0) throw new Error(`no table ${table} in the migrations`)
  const next = SQL.indexOf('CREATE TABLE', from + 1)
  return SQL.slice(from, next < 0 ? SQL.length : next)
}

function keyOf(table: TableName): readonly string[] {
  const columns = /ORDER BY \(([^)]*)\)/.exec(definition(table))?.[1]
  if (columns === undefined) throw new Error(`no ORDER BY of ${table} in the migrations`)
  return columns.split(/,\s*/).map((column) => column.replaceAll('`', ''))
}

function columnsOf(table: TableName): ReadonlySet<string> {
  const body = definition(table).replace(/'(?:[^']|'')*'/g, "''")
  const columns = body.slice(body.indexOf('(') + 1, body.indexOf(') ENGINE'))
  const made = [...columns.matchAll(/(?:^|,)\s*`?(\w+)`? [A-Z]/g)]
  return new Set([...made, ...added(table)].flatMap((match) => match[1] ?? []))
}

function added(table: TableName): Iterable<RegExpExecArray> {
  const statements = [...SQL.matchAll(new RegExp(`ALTER TABLE ${table}\\s[^;]*;`, 'g'))].join('\n')
  return statements.matchAll(/ADD COLUMN IF NOT EXISTS `?(\w+)`?/g)
}
