// Rows to ClickHouse's Native format: column by column, which the engine takes in 10 times as fast as JSON.
// Source: https://clickhouse.com/docs/interfaces/formats/Native, and the block layout without revision (files have none):
// column count, row count, then name, type and data of each column; lengths are varints, numbers little-endian.
import type { Rows } from './contract.ts'
import { PackedRows, type Columns } from './packed.ts'

/**
 * optimize_on_insert of an insert. Otherwise the engine merges each block's rows by key first, which took two fifths of an insert
 * for hardly anything: a key stands twice in a flush only where a session came, was forgotten, and came again within it. FINAL and
 * merges then keep the last, as they do of those over several flushes.
 */
export const OPTIMIZE_ON_INSERT = 0

export interface Blocks {
  /** Columns in it, in order: for the INSERT's column list, so that the others get their defaults. */
  readonly columns: readonly string[]
  readonly bytes: Uint8Array
}

/** The rows as blocks one after another, which the engine takes in as one. `table` is for messages. Throws RowError. */
export function writeBlocks(table: string, columns: Columns, rows: Rows): Blocks {
  return pack(table, columns, rows).write()
}

/** The same as so many inserts of at most about `rowsMax` rows each. */
export function* writeInserts(table: string, columns: Columns, rows: Rows, rowsMax: number): Iterable<Blocks> {
  for (const part of pack(table, columns, rows).parts(rowsMax)) yield part.write()
}

/** The rows packed; themselves where they are. */
function pack(table: string, columns: Columns, rows: Rows): PackedRows {
  if (rows instanceof PackedRows) return rows
  const packed = new PackedRows(table, columns)
  for (const row of rows) packed.add(row)
  return packed
}
