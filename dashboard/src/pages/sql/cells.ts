// The cells of a result: how each is written, on which side it stands, how wide its column is. Pure.
import type { SqlAnswer } from '../../../../api/contract.ts'
import { NNBSP } from '../../format/formats.ts'
import { harmless } from '../../format/spreadsheet.ts'
import { shortType } from './tables.ts'

export type Column = SqlAnswer['columns'][number]

export const isNumeric = (type: string): boolean =>
  /^((Nullable|LowCardinality)\()*(U?Int\d|Float|B?Float|Decimal)/.test(type)
/** Dates line up as numbers do. */
export const hasDigits = (type: string): boolean => isNumeric(type) || /Date/.test(type)
const isInteger = (type: string): boolean => /^((Nullable|LowCardinality)\()*U?Int\d/.test(type)

const grouped = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })

/** As it stands in the table: whole numbers grouped, everything else as it came. 64-bit integers beyond 2^53 are text. */
export function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return 'NULL'
  if (isInteger(type)) {
    if (typeof value === 'number') return grouped.format(value)
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return grouped.format(BigInt(value))
  }
  return plainText(value)
}

/** As it is copied: no grouping. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const WIDTH_MIN_CH = 6
const WIDTH_MAX_CH = 44
const BOLD = 1.15
/** Rows looked at for a width: a table of many thousands need not be read through. */
const SAMPLE_ROWS = 200

/** Width of each column in characters of its head and first rows. */
export function columnWidths(columns: readonly Column[], data: SqlAnswer['data']): readonly number[] {
  const sample = data.slice(0, SAMPLE_ROWS)
  return columns.map(({ name, type }, at) => {
    const longest = sample.reduce(
      (most, row) => Math.max(most, widthOf(cellText(row[at], type))),
      // A name is set bold, wider than digits are.
      Math.max(Math.ceil(widthOf(name) * BOLD), widthOf(shortType(type))),
    )
    return Math.min(WIDTH_MAX_CH, Math.max(WIDTH_MIN_CH, longest)) + 2
  })
}

/** Full-width letters take two. */
function widthOf(text: string): number {
  let width = 0
  for (const letter of text.slice(0, 2 * WIDTH_MAX_CH))
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 2 : 1
  return width
}

/**
 * Tab-separated with a head, as spreadsheets paste it. Tabs and line ends inside a cell become blanks; a text that begins like
 * a formula gets an apostrophe before it, a number does not.
 */
export function tabSeparated(answer: Pick<SqlAnswer, 'columns' | 'data'>): string {
  const line = (cells: readonly string[]): string => cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')
  const cell = (value: unknown, at: number): string =>
    isNumeric(answer.columns[at]?.type ?? '') ? plainText(value) : harmless(plainText(value))
  const head = line(answer.columns.map(({ name }) => harmless(name)))
  return [head, ...answer.data.map((row) => line(row.map(cell)))].join('\n') + '\n'
}

/** Rows of a scrolled table that are drawn: those in sight and a few around them. */
export function rowsInSight(
  total: number,
  row_px: number,
  scrolled_px: number,
  height_px: number,
): { readonly from: number; readonly to: number } {
  const AROUND = 12
  const first = Math.min(Math.max(0, Math.floor(scrolled_px / row_px) - AROUND), Math.max(0, total - 1))
  return { from: first, to: Math.min(total, first + Math.ceil(height_px / row_px) + 2 * AROUND) }
}

/** 1300000 -> "1.3 MB": decimal units, as disks and networks count. */
export const byteText = (bytes: number): string => scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])
/** 1073741824 -> "1 GiB": binary units, as memory is set. */
export const memoryText = (bytes: number): string => scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB'])

function scaled(bytes: number, step: number, units: readonly string[]): string {
  let value = bytes
  let unit = 0
  while (value >= step - 0.5 && unit < units.length - 1) {
    value /= step
    unit++
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1
  return value.toLocaleString(undefined, { maximumFractionDigits: digits }) + NNBSP + units[unit]
}
