// Rows to ClickHouse's Native format: column by column, which the engine takes in 10 times as fast as JSON.
// Source: https://clickhouse.com/docs/interfaces/formats/Native, and the block layout without revision (files have none):
// column count, row count, then name, type and data of each column; lengths are varints, numbers little-endian.
import type { Cell, Row } from './contract.ts'
import { ByteWriter } from './bytes.ts'
import type { ColumnType } from './tables.ts'

/**
 * Rows of one block. A block is written column by column, so its rows are gone through once a column: few enough to stay
 * in the processor's cache meanwhile. With 200,000 in one block a row costs three times as much.
 */
const BLOCK_ROWS = 512
/** Room taken at first; the buffer doubles from there. */
const BYTES_PER_ROW = 256

/** A row that cannot be written: an unknown column, or a cell of the wrong type or out of range. A bug of the caller. */
export class RowError extends Error {
  override readonly name = 'RowError'
}

export type Columns = Readonly<Record<string, ColumnType>>

export interface Blocks {
  /** Columns in it, in order: for the INSERT's column list, so that the others get their defaults. */
  readonly columns: readonly string[]
  readonly bytes: Uint8Array
}

/**
 * The rows as blocks one after another, which the engine takes in as one. A column no row names is left out; one that only
 * some rows name is zero, empty or null in the others. `table` is for messages.
 */
export function writeBlocks(table: string, columns: Columns, rows: readonly Row[]): Blocks {
  const named = namedColumns(table, columns, rows)
  const out = new ByteWriter(rows.length * BYTES_PER_ROW)
  for (let from = 0; from === 0 || from < rows.length; from += BLOCK_ROWS) {
    writeBlock(out, table, columns, named, rows.slice(from, from + BLOCK_ROWS))
  }
  return { columns: named, bytes: out.take() }
}

function writeBlock(
  out: ByteWriter,
  table: string,
  columns: Columns,
  named: readonly string[],
  rows: readonly Row[],
): void {
  out.varint(named.length)
  out.varint(rows.length)
  for (const name of named) {
    const type = columns[name] as ColumnType
    const plain = type === 'LowCardinality(String)' ? 'String' : type
    out.string(name)
    out.string(plain)
    const nullable = plain.startsWith('Nullable(')
    if (nullable) out.bytes8(nullsOf(rows, name))
    const base = nullable ? plain.slice('Nullable('.length, -1) : plain
    const put = WRITERS[base]
    if (!put) throw new RowError(`${table}.${name}: no writer for ${type}`)
    const bad = put(out, rows, name, nullable)
    if (bad >= 0) throw new RowError(`${table}.${name} is ${type} and cannot be ${show(rows[bad]?.[name])}`)
  }
}

/** Columns that occur in the rows, in the table's order. */
function namedColumns(table: string, columns: Columns, rows: readonly Row[]): string[] {
  const found = new Set<string>()
  // Rows of a table mostly have one shape: names are looked at again only where they differ from the row before.
  let last: string[] = []
  for (const row of rows) {
    let i = 0
    for (const name in row) {
      if (last[i] !== name) found.add((last[i] = name))
      i++
    }
    if (i < last.length) last = last.slice(0, i)
  }
  for (const name of found) if (!Object.hasOwn(columns, name)) throw new RowError(`${table} has no column ${name}`)
  return Object.keys(columns).filter((name) => found.has(name))
}

/** Numbers of one column on their way: one array for all, since a new one is memory asked of the system each time. */
const numbers = new Float64Array(BLOCK_ROWS)
const blank = (length: number): Float64Array => numbers.subarray(0, length).fill(0)

/** 1 where there is no value. */
function nullsOf(rows: readonly Row[], name: string): Float64Array {
  const nulls = blank(rows.length)
  for (let i = 0; i < rows.length; i++) if (((rows[i] as Row)[name] ?? null) === null) nulls[i] = 1
  return nulls
}

/** Writes a column; returns the number of the first row it cannot write, or -1. null is written as zero if nullable. */
type ColumnWriter = (out: ByteWriter, rows: readonly Row[], name: string, nullable: boolean) => number

/**
 * Whole numbers from `min` to `max`. With `stops`, one above is written as `max`: a sum of what senders say may be any, and
 * rows that cannot be written hold up all others for ever. Gathered first, then written in one go: a cell of a row costs a look-up by name.
 */
function whole(
  min: number,
  max: number,
  write: (out: ByteWriter, values: Float64Array) => void,
  stops = false,
): ColumnWriter {
  return (out, rows, name, nullable) => {
    const values = blank(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const cell = (rows[i] as Row)[name]
      if (typeof cell === 'number' && cell >= min && cell <= max && Number.isInteger(cell)) values[i] = cell
      else if (stops && typeof cell === 'number' && cell > max && Number.isInteger(cell)) values[i] = max
      else if (!isMissing(cell, nullable)) return i
    }
    write(out, values)
    return -1
  }
}

/** 64 bits: safe integers as numbers, any others as bigints. */
function long(min: bigint, max: bigint): ColumnWriter {
  const safe = whole(min === 0n ? 0 : -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, write64, true)
  return (out, rows, name, nullable) => {
    const bad = safe(out, rows, name, nullable)
    if (bad < 0 || typeof (rows[bad] as Row)[name] !== 'bigint') return bad
    for (let i = 0; i < rows.length; i++) {
      const cell = (rows[i] as Row)[name]
      if (isMissing(cell, nullable)) out.bigint64(0n)
      else if (typeof cell === 'number' && Number.isSafeInteger(cell) && cell >= min) out.bigint64(BigInt(cell))
      else if (typeof cell === 'bigint' && cell >= min && cell <= max) out.bigint64(cell)
      else return i
    }
    return -1
  }
}

const isMissing = (cell: Cell | undefined, nullable: boolean): boolean =>
  cell === undefined || (cell === null && nullable)

function writeStrings(out: ByteWriter, rows: readonly Row[], name: string, nullable: boolean): number {
  let before: string | null = null
  for (let i = 0; i < rows.length; i++) {
    const cell = (rows[i] as Row)[name]
    const text = isMissing(cell, nullable) ? '' : cell
    if (typeof text !== 'string') return i
    if (text === before) out.again()
    else out.string(text)
    before = text
  }
  return -1
}

function writeFlags(out: ByteWriter, rows: readonly Row[], name: string, nullable: boolean): number {
  const values = blank(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const cell = (rows[i] as Row)[name]
    if (typeof cell === 'boolean') values[i] = Number(cell)
    else if (!isMissing(cell, nullable)) return i
  }
  out.bytes8(values)
  return -1
}

/** ClickHouse's bounds of DateTime64(3): the years 1900 to 2299. Unix ms. */
const DATETIME64_MIN_MS = Date.UTC(1900, 0, 1)
const DATETIME64_MAX_MS = Date.UTC(2299, 11, 31, 23, 59, 59, 999)

const UINT32_MAX = 2 ** 32 - 1

const write8 = (out: ByteWriter, values: Float64Array): void => out.bytes8(values)
const write16 = (out: ByteWriter, values: Float64Array): void => out.bytes16(values)
const write32 = (out: ByteWriter, values: Float64Array): void => out.bytes32(values)
const write64 = (out: ByteWriter, values: Float64Array): void => out.bytes64(values)

const WRITERS: Readonly<Record<string, ColumnWriter>> = {
  String: writeStrings,
  Bool: writeFlags,
  UInt8: whole(0, 255, write8, true),
  UInt16: whole(0, 65_535, write16, true),
  UInt32: whole(0, UINT32_MAX, write32, true),
  UInt64: long(0n, 2n ** 64n - 1n),
  Int8: whole(-(2 ** 7), 2 ** 7 - 1, write8, true),
  Int16: whole(-(2 ** 15), 2 ** 15 - 1, write16, true),
  Int32: whole(-(2 ** 31), 2 ** 31 - 1, write32, true),
  Int64: long(-(2n ** 63n), 2n ** 63n - 1n),
  "DateTime('UTC')": whole(0, UINT32_MAX, write32),
  "DateTime64(3, 'UTC')": whole(DATETIME64_MIN_MS, DATETIME64_MAX_MS, write64),
  'Array(UInt32)': writeArrays,
}

/** Running lengths of all rows first, then the items of all rows. */
function writeArrays(out: ByteWriter, rows: readonly Row[], name: string): number {
  const ends = blank(rows.length)
  const items: number[] = []
  for (let i = 0; i < rows.length; i++) {
    const array = (rows[i] as Row)[name] ?? []
    if (!Array.isArray(array)) return i
    for (const item of array as readonly Cell[]) {
      if (typeof item !== 'number' || !Number.isInteger(item) || item < 0 || item > UINT32_MAX) return i
      items.push(item)
    }
    ends[i] = items.length
  }
  out.bytes64(ends)
  out.bytes32(Float64Array.from(items))
  return -1
}

function show(cell: Cell | undefined): string {
  const text = typeof cell === 'bigint' ? `${cell}n` : (JSON.stringify(cell) ?? String(cell))
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}
