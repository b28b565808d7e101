// The tables in the order they are read: views by what they speak of, the raw logs behind them apart. Pure.
import type { SchemaTable } from '../../../../api/contract.ts'

export interface TableGroup {
  readonly title: string
  readonly tables: readonly SchemaTable[]
}

const GROUPS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: 'Shows', names: ['shows', 'show_totals', 'show_minutes', 'moments'] },
  { title: 'Viewers', names: ['concurrency', 'sessions', 'session_minutes', 'audience_seconds', 'quality_minutes'] },
  { title: 'What they say', names: ['comments', 'questions', 'question_marks', 'reaction_minutes'] },
  { title: 'What they buy', names: ['product_minutes', 'orders', 'order_lines', 'store_baseline'] },
  { title: 'Everything received', names: ['events', 'quarantine', 'intake'] },
]

/** Views by group; views no group names come last among them. Tables are under `raw`. */
export function groupTables(tables: readonly SchemaTable[]): {
  readonly groups: readonly TableGroup[]
  readonly raw: readonly SchemaTable[]
} {
  const views = tables.filter((table) => table.kind === 'view')
  const named = new Set(GROUPS.flatMap((group) => group.names))
  const groups = [
    ...GROUPS.map(({ title, names }) => ({
      title,
      tables: names.flatMap((name) => views.find((view) => view.name === name) ?? []),
    })),
    { title: 'More', tables: views.filter((view) => !named.has(view.name)) },
  ]
  return {
    groups: groups.filter((group) => group.tables.length > 0),
    raw: tables.filter((table) => table.kind === 'table'),
  }
}

/** Tables whose name, or one of whose columns, holds the words; with a column's match only the columns that do. */
export function findTables(tables: readonly SchemaTable[], words: string): readonly SchemaTable[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return tables
  return tables.flatMap((table) => {
    if (table.name.includes(wanted)) return table
    const columns = table.columns.filter(
      ({ name, comment }) => name.toLowerCase().includes(wanted) || comment.toLowerCase().includes(wanted),
    )
    return columns.length > 0 ? { ...table, columns } : []
  })
}

const UNITS: Readonly<Record<string, string>> = { ms: 'ms', minor: 'minor', kbps: 'kbit/s', at: 'UTC' }

/** The unit a column's name ends in; dates say their zone. */
export function unitOf(column: { readonly name: string; readonly type: string }): string {
  if (/Date/.test(column.type)) return 'UTC'
  return UNITS[column.name.split('_').at(-1) ?? ''] ?? ''
}

/** LowCardinality and Nullable say how it is stored, not what it is. */
export function shortType(type: string): string {
  const inner = /^(?:LowCardinality|SimpleAggregateFunction\(\w+, )\((.*)\)$/.exec(type)?.[1] ?? type
  return inner.replace(/^Nullable\((.*)\)$/, '$1?').replace(/^(DateTime(?:64)?)\(.*\)(\??)$/, '$1$2')
}

/** " UTC" of a time in it, which the pages show by the reader's own clock. */
export const zoneOf = (type: string): string => (type.includes("'UTC'") ? ' UTC' : '')
