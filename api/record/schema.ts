// The tables and views as ClickHouse documents them: the migrations' comments are the documentation.
import type { Store } from '../../store/contract.ts'
import type { SchemaTable } from '../contract.ts'

interface TableRow {
  readonly name: string
  readonly comment: string
  readonly is_view: number
  readonly rows: number | null
  /** [name, type, comment] a column. */
  readonly columns: readonly (readonly [string, string, string])[]
}

/** Views people read first, then the base tables, each by name. */
export async function loadSchema(store: Pick<Store, 'query'>): Promise<readonly SchemaTable[]> {
  const rows = await store.query<TableRow>(
    `SELECT t.name AS name, t.comment AS comment, toUInt8(t.engine = 'View') AS is_view, toFloat64(t.total_rows) AS rows,
      arrayMap(column -> (column.2, column.3, column.4), arraySort(groupArray((c.position, c.name, c.type, c.comment)))) AS columns
    FROM system.tables AS t JOIN system.columns AS c ON c.database = t.database AND c.table = t.name
    WHERE t.database = currentDatabase() AND NOT match(t.name, '^(migration|checkpoint_)')
    GROUP BY name, comment, is_view, rows ORDER BY is_view DESC, name`,
  )
  return rows.map((row) => ({
    name: row.name,
    comment: row.comment,
    kind: row.is_view === 1 ? 'view' : 'table',
    rows: row.is_view === 1 ? null : row.rows,
    columns: row.columns.map(([name, type, comment]) => ({ name, type, comment })),
  }))
}
