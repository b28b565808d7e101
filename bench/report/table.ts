// The figures as a table for people: a line each, and below it what limits it and the further numbers.
import { meets, type Figure } from './figure.ts'

const HEAD = ['', 'value', 'unit', 'spread', 'runs', 'target', 'met']
/** Columns of words; those of numbers stand to the right. */
const LEFT = new Set([0, 2, 5, 6])

/** The whole table, lines joined by newlines. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (LEFT.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const lines = [line(HEAD), widths.map((width) => '-'.repeat(width)).join('  ')]
  figures.forEach((figure, i) => {
    lines.push(line(rows[i + 1] ?? []), `    ${figure.what}`)
    const details = Object.entries(figure.details).map(([name, value]) => `${name} ${shown(value)}`)
    if (details.length > 0) lines.push(`    ${details.join(', ')}`)
    lines.push(`    limited by: ${figure.limitedBy}`)
  })
  return lines.join('\n')
}

function cells(figure: Figure): readonly string[] {
  const { name, value, unit, spread, runs, limit } = figure
  const met = meets(figure)
  return [
    name,
    number(value),
    unit,
    spread === null ? '' : `± ${(spread * 100).toFixed(1)} %`,
    String(runs),
    limit === null ? '' : `${limit.is} ${number(limit.value)}`,
    met === null ? '' : met ? 'yes' : 'NO',
  ]
}

const shown = (value: number | boolean): string => (typeof value === 'number' ? number(value) : value ? 'yes' : 'no')

/** 123456.7 as 123,457; small numbers with up to two decimals. */
function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 })
}
