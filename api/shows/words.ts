// Pieces of SQL that several queries share.

/** A DateTime64 column as Unix ms, a number. */
export const ms = (column: string): string => `toFloat64(toUnixTimestamp64Milli(${column}))`

/** A DateTime column as Unix s. */
export const seconds = (column: string): string => `toUInt32(${column})`

/** Columns as numbers, whatever their width: counts stay far under 2^53. */
export const numbers = (columns: readonly string[], from = ''): string =>
  columns.map((column) => `toFloat64(${from}${column}) AS ${column}`).join(', ')
