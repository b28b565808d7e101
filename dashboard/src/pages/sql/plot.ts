// What of a result can be drawn: numbers by a name as bars, by a time as a line. Pure.
import type { SqlAnswer } from '../../../../api/contract.ts'
import { cellText, isNumeric, type Column } from './cells.ts'

/** Bars drawn; more are a texture. The first rows are, as the query sorted them. */
export const BARS_MAX = 40
/** Points drawn, thinned evenly: more than a screen has columns. */
export const POINTS_MAX = 2_000

export interface Plottable {
  readonly kind: 'bars' | 'line'
  /** Columns that together name a bar, or the one that says a point's time. */
  readonly by: readonly number[]
  /** Columns of numbers that can be drawn. */
  readonly values: readonly number[]
  /** The one to begin with: what the query sorts by, else the first. */
  readonly first: number
}

const isTime = ({ type }: Column): boolean => /^((Nullable|LowCardinality)\()*Date/.test(type)
/** Bounds of an interval: drawn with the number they bound, not by themselves. */
const isBound = ({ name }: Column): boolean => /^(low|high|lower|upper)$/i.test(name)

/** null where there is nothing to compare: a single row, no number, or nothing that names one. */
export function plottable({ columns, data }: Pick<SqlAnswer, 'columns' | 'data'>, sql: string): Plottable | null {
  if (data.length < 2) return null
  const at = (fits: (column: Column) => boolean): number[] => columns.flatMap((one, i) => (fits(one) ? [i] : []))
  const values = at((column) => isNumeric(column.type) && !isBound(column))
  const [time] = at(isTime)
  const names = at(({ type }) => /String|Enum/.test(type) && !/^(Array|Map|Tuple)/.test(type))
  const isLine = time !== undefined && isRising(data, time)
  const by = isLine ? [time] : telling(data, names)
  const sorted = /ORDER\s+BY\s+(?:\w+\.)?(\w+)/i.exec(sql.slice(sql.toUpperCase().lastIndexOf('ORDER BY')))?.[1]
  const first = values.find((i) => columns[i]!.name === sorted) ?? values[0]
  if (by.length === 0 || first === undefined) return null
  return { kind: isLine ? 'line' : 'bars', by, values, first }
}

/** As many of the names as tell the rows apart. */
function telling(data: SqlAnswer['data'], names: readonly number[]): readonly number[] {
  const rows = data.slice(0, BARS_MAX)
  const some = names.findIndex(
    (_, i) =>
      new Set(rows.map((row) => JSON.stringify(names.slice(0, i + 1).map((at) => row[at])))).size === rows.length,
  )
  return some < 0 ? names : names.slice(0, some + 1)
}

/** Whether a time goes one way through the rows: a curve, not a list of events in the order of something else. */
function isRising(data: SqlAnswer['data'], at: number): boolean {
  const times = data.map((row) => String(row[at]))
  const up = times.every((time, i) => i === 0 || time >= times[i - 1]!)
  return up || times.every((time, i) => i === 0 || time <= times[i - 1]!)
}

/** A cell as a number; 64-bit ones come as text. null for what is none. */
export function numberOf(cell: unknown): number | null {
  const value = typeof cell === 'number' ? cell : typeof cell === 'string' && cell !== '' ? Number(cell) : NaN
  return Number.isFinite(value) ? value : null
}

export interface Bar {
  readonly name: string
  readonly value: number
  /** As the table writes it. */
  readonly text: string
  readonly low: number | null
  readonly high: number | null
}

/** The first BARS_MAX rows that have the number. */
export function barsOf(
  { columns, data }: Pick<SqlAnswer, 'columns' | 'data'>,
  by: readonly number[],
  at: number,
): readonly Bar[] {
  const bound = (name: RegExp): number => columns.findIndex((column) => name.test(column.name))
  const [low, high] = [bound(/^(low|lower)$/i), bound(/^(high|upper)$/i)]
  return data.slice(0, BARS_MAX).flatMap((row): Bar[] => {
    const value = numberOf(row[at])
    if (value === null) return []
    const ends = [numberOf(row[low]), numberOf(row[high])]
    // Bounds that do not hold the number are of another one.
    const own = (ends[0] ?? value) <= value && (ends[1] ?? value) >= value
    return [
      {
        name: by.map((i) => cellText(row[i], columns[i]!.type) || 'empty').join(', '),
        value,
        text: cellText(row[at], columns[at]!.type),
        low: own ? ends[0]! : null,
        high: own ? ends[1]! : null,
      },
    ]
  })
}

export interface Point {
  /** Unix ms. */
  readonly at_ms: number
  readonly value: number
}

/** Points in the order of time, at most POINTS_MAX. */
export function pointsOf({ data }: Pick<SqlAnswer, 'data'>, by: number, at: number): readonly Point[] {
  const step = Math.ceil(data.length / POINTS_MAX)
  return data
    .filter((_, i) => i % step === 0)
    .flatMap((row): Point[] => {
      // ClickHouse writes "2025-10-16 20:47:12.000" of UTC.
      const text = String(row[by])
      const at_ms = Date.parse(text.includes(':') ? text.replace(' ', 'T') + 'Z' : text)
      const value = numberOf(row[at])
      return value === null || Number.isNaN(at_ms) ? [] : [{ at_ms, value }]
    })
    .toSorted((a, b) => a.at_ms - b.at_ms)
}
