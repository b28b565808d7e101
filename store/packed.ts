// Rows of a table packed as they come. As objects they would live until the next insert, grow old in memory there, and
// cost the collector of garbage more than everything that made them.
import { ByteWriter } from './bytes.ts'
import type { Cell, Row, Rows } from './contract.ts'
import { columnOf, FIRST_CELLS, holdsText, plainType, type PackedColumn } from './packed-columns.ts'
import type { ColumnType } from './tables.ts'

/**
 * Rows of one block. A column of numbers of so many is small enough for the allocator to keep and give again: from 128 kB on
 * each is memory the system hands out page by page, which was a fifth of the pipeline's thread.
 */
const BLOCK_ROWS = 4_096
/** Of a column's name, its type and the lengths of both. */
const HEAD_BYTES_MAX = 128

/** A row that cannot be written: an unknown column, or a cell of the wrong type or out of range. A bug of the caller. */
export class RowError extends Error {
  override readonly name = 'RowError'
}

export type Columns = Readonly<Record<string, ColumnType>>

interface Block {
  readonly columns: PackedColumn[]
  rows: number
}

/** Rows that are held as columns of bytes. Going through them makes objects of them again. */
export class PackedRows implements Rows {
  readonly #table: string
  readonly #types: Columns
  #blocks: Block[] = []
  #open: Block | null = null
  length = 0

  /** `table` is for messages. */
  constructor(table: string, columns: Columns) {
    this.#table = table
    this.#types = columns
  }

  /**
   * Takes a row. A column no row names is left out; one that only some name is zero, empty or null in the others. Throws
   * RowError; what was added before is then of no use any more.
   */
  add(row: Row): void {
    const block = this.#open !== null && this.#open.rows < BLOCK_ROWS ? this.#open : this.#begin(row)
    const { columns } = block
    let i = 0
    let isLike = true
    // Rows of a table mostly have one shape: the columns come in the order of the first row's names.
    for (const name in row) {
      const column = columns[i]
      if (column === undefined || column.name !== name) {
        isLike = false
        break
      }
      if (!column.put(row[name])) throw this.#refused(column, row[name])
      i++
    }
    if (!isLike || i < columns.length) this.#addOther(block, row, i)
    block.rows++
    this.length++
  }

  /** Rows are of this version from now on. */
  stamp(version: number): void {
    for (const { columns } of this.#blocks)
      for (const column of columns) if (column.name === 'version') column.fill(version)
  }

  /** Whether a cell of the column may hold the text: false only where none does. */
  mayHold(name: string, text: string): boolean {
    return this.#blocks.some(({ columns }) =>
      holdsText(
        columns.find((column) => column.name === name),
        text,
      ),
    )
  }

  /** All rows of several of one table. They must not be added to any more. */
  static join(all: readonly PackedRows[]): PackedRows {
    const [first] = all
    if (first === undefined) throw new Error('there is nothing to join')
    const joined = new PackedRows(first.#table, first.#types)
    for (const { length } of all) joined.length += length
    joined.#blocks = all.flatMap((rows) => rows.#blocks)
    return joined
  }

  /** The same rows in parts of about so many rows, a block more at the most. */
  *parts(rows: number): Iterable<PackedRows> {
    let part = new PackedRows(this.#table, this.#types)
    for (const block of this.#blocks) {
      if (part.length > 0 && part.length + block.rows > rows) {
        yield part
        part = new PackedRows(this.#table, this.#types)
      }
      part.#blocks.push(block)
      part.length += block.rows
    }
    if (part.length > 0) yield part
  }

  /** Blocks of the Native format, and their columns in order. */
  write(): { readonly columns: readonly string[]; readonly bytes: Uint8Array } {
    const named = new Set(this.#blocks.flatMap(({ columns }) => columns.map(({ name }) => name)))
    const names = Object.keys(this.#types).filter((name) => named.has(name))
    // All of it at once: with an insert's bytes moved each time they double, as many again are new memory.
    const cells = this.#blocks.flatMap(({ columns }) => columns.map(({ bytes }) => bytes + HEAD_BYTES_MAX))
    const out = new ByteWriter(cells.reduce((sum, bytes) => sum + bytes, HEAD_BYTES_MAX))
    for (const { columns, rows } of this.#blocks) {
      out.varint(names.length)
      out.varint(rows)
      for (const name of names) {
        const column = columns.find((column) => column.name === name) ?? this.#blank(name, rows)
        out.string(name)
        out.string(plainType(column.type))
        column.write(out)
      }
    }
    return { columns: names, bytes: out.written() }
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (const { columns, rows } of this.#blocks) {
      const cells = columns.map((column) => [...column.cells()])
      for (let i = 0; i < rows; i++)
        yield Object.fromEntries(columns.map(({ name }, at) => [name, cells[at]?.[i] ?? null])) as Row
    }
  }

  #begin(row: Row): Block {
    // Behind a full block comes mostly another: it begins with the room for one.
    const room = this.#open === null ? FIRST_CELLS : BLOCK_ROWS
    this.#open = { columns: Object.keys(row).map((name) => this.#blank(name, 0, room)), rows: 0 }
    this.#blocks.push(this.#open)
    return this.#open
  }

  /** A row of another shape, of which the first `done` columns are taken. */
  #addOther(block: Block, row: Row, done: number): void {
    const taken = new Set<string>()
    block.columns.forEach((column, i) => {
      taken.add(column.name)
      if (i < done) return
      const cell = Object.hasOwn(row, column.name) ? row[column.name] : undefined
      if (!column.put(cell)) throw this.#refused(column, cell)
    })
    for (const [name, cell] of Object.entries(row)) {
      if (taken.has(name)) continue
      const column = this.#blank(name, block.rows)
      if (!column.put(cell)) throw this.#refused(column, cell)
      block.columns.push(column)
    }
  }

  #blank(name: string, rows: number, room = FIRST_CELLS): PackedColumn {
    const type = Object.hasOwn(this.#types, name) ? this.#types[name] : undefined
    if (type === undefined) throw new RowError(`${this.#table} has no column ${name}`)
    const column = columnOf(name, type, room)
    for (let i = 0; i < rows; i++) column.put(undefined)
    return column
  }

  #refused({ name, type }: PackedColumn, cell: Cell | undefined): RowError {
    return new RowError(`${this.#table}.${name} is ${type} and cannot be ${show(cell)}`)
  }
}

/** The rows of all, in order; packed where all of them are. */
export function joinRows(all: readonly Rows[]): Rows {
  if (all.length === 1) return all[0] as Rows
  if (all.every((rows) => rows instanceof PackedRows)) return PackedRows.join(all)
  return all.flatMap((rows) => [...rows])
}

function show(cell: Cell | undefined): string {
  const text = typeof cell === 'bigint' ? `${cell}n` : (JSON.stringify(cell) ?? String(cell))
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}
