// What a replay found, for people: a line a table.
import type { TableComparison } from '../../store/comparison.ts'
import type { ReplayReport } from './replay.ts'

const HEAD = ['table', 'rows here', 'rows there', 'hash here', 'hash there', ''] as const

export function reportText({ stretches, events, rows, database, model, tables }: ReplayReport): string {
  const records = stretches.reduce((sum, { from, until }) => sum + until - from, 0)
  const lines = [
    `${records} records of ${stretches.length} partitions, ${events} events, ${rows} rows written, comments scored by ${model}`,
  ]
  if (tables !== null) lines.push('', ...tableLines(tables), '', verdict(tables))
  if (database !== null) lines.push(`kept in the database ${database}`)
  return `${lines.join('\n')}\n`
}

function tableLines(tables: readonly TableComparison[]): string[] {
  const cells = tables.map(({ table, rows, hash, equal }) => [
    table,
    String(rows.here),
    String(rows.there),
    hash.here,
    hash.there,
    equal ? 'equal' : 'DIFFERENT',
  ])
  const widths = HEAD.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(HEAD), ...cells.map(line), ...tables.flatMap(differenceLine)]
}

function differenceLine({ table, difference }: TableComparison): string[] {
  if (difference === null) return []
  const { changed, onlyHere, onlyThere, example } = difference
  return [`${table}: ${changed} rows differ, ${onlyHere} are only here, ${onlyThere} only there; the first: ${example}`]
}

function verdict(tables: readonly TableComparison[]): string {
  const different = tables.filter(({ equal }) => !equal)
  return different.length === 0
    ? `All ${tables.length} tables are what the log says.`
    : `${different.length} of ${tables.length} tables differ: ${different.map(({ table }) => table).join(', ')}.`
}
