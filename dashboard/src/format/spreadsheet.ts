// What spreadsheets take: their formulas kept out, and files of comma-separated rows. Pure but for download.

/** What a spreadsheet would run: the same beginnings as in the CSV the service gives. */
const FORMULA = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/
/** By it Excel knows UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/** A text that begins like a formula gets an apostrophe before it. Not for numbers. */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** A number as it is, null an empty cell. */
export type Cell = string | number | null

/** Rows as a file of RFC 4180 with a byte order mark; texts are made harmless and quoted where they must be. */
export function commaSeparated(rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string => {
    if (value === null) return ''
    if (typeof value === 'number') return String(value)
    const text = harmless(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return BYTE_ORDER_MARK + rows.map((row) => row.map(cell).join(',') + '\r\n').join('')
}

/** Gives the reader a file. */
export function download(name: string, file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
