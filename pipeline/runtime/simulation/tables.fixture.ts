// Tables in memory with the meaning of ReplacingMergeTree(version) read with FINAL: of each key the row with the highest
// version, of equal versions the one inserted last.
import type { Row, RowBatch } from '../../../store/contract.ts'
import { TABLE_NAMES } from '../../../store/tables.ts'
import type { TableName } from '../../../store/tables.ts'
import { KEYS } from '../../final-tables.fixture.ts'

export function keyOf(table: TableName, row: Row): string {
  return (KEYS.get(table) ?? []).map((column) => String(row[column])).join('\u0001')
}

export interface Tables {
  insert(table: TableName, rows: readonly Row[]): void
  /** Of one table, by key. */
  rowsOf(table: TableName): Map<string, Row>
  /** What a view sees: by table and key. */
  final(): ReadonlyMap<TableName, ReadonlyMap<string, Row>>
  /** Rows of one key and version that were not the same: must stay empty. */
  readonly contradictions: readonly string[]
}

export function createTables(): Tables {
  const tables = new Map<TableName, Map<string, Row>>()
  const contradictions: string[] = []
  const rowsOf = (table: TableName) => {
    const there = tables.get(table) ?? new Map<string, Row>()
    tables.set(table, there)
    return there
  }
  return {
    contradictions,
    rowsOf,
    insert(table, rows) {
      const there = rowsOf(table)
      for (const row of rows) {
        const key = keyOf(table, row)
        const before = there.get(key)
        const version = Number(row['version'])
        if (before && Number(before['version']) === version && !areEqual(before, row))
          contradictions.push(`${table} ${JSON.stringify(before)} and ${JSON.stringify(row)}`)
        if (!before || version >= Number(before['version'])) there.set(key, row)
      }
    },
    final: () => tables,
  }
}

/** What differs between two sets of tables but for versions, a line each, at most `most`. */
export function differences(found: Tables, expected: Tables, most = 5): string[] {
  const lines: string[] = []
  for (const table of TABLE_NAMES) {
    const [a, b] = [found.final().get(table), expected.final().get(table)]
    for (const key of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
      const [x, y] = [a?.get(key), b?.get(key)]
      if (saysNothing(table, x) && saysNothing(table, y)) continue
      if (x && y && areEqual({ ...x, version: 0 }, { ...y, version: 0 })) continue
      lines.push(`${table}: found ${x ? JSON.stringify(x) : 'nothing'}, expected ${y ? JSON.stringify(y) : 'nothing'}`)
      if (lines.length >= most) return lines
    }
  }
  return lines
}

/** A second in which joins and leaves were taken back is the same as none. */
function saysNothing(table: TableName, row: Row | undefined): boolean {
  return row === undefined || (table === 'audience_seconds_log' && row['joins'] === 0 && row['leaves'] === 0)
}

function areEqual(a: Row, b: Row): boolean {
  const columns = Object.keys(a)
  if (columns.length !== Object.keys(b).length) return false
  return columns.every((column) => a[column] === b[column] || JSON.stringify(a[column]) === JSON.stringify(b[column]))
}

/** An insert as the store does it: each table in two parts, one after another, so that any of them may be the last. */
export function partsOf(rows: RowBatch): { readonly table: TableName; readonly rows: readonly Row[] }[] {
  return [...rows].flatMap(([table, packed]) => {
    const all = [...packed]
    const half = Math.ceil(all.length / 2)
    return [all.slice(0, half), all.slice(half)]
      .filter((some) => some.length > 0)
      .map((some) => ({ table, rows: some }))
  })
}
