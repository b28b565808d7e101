// One column of rows on their way to the store: cells are written where they will stand as they come, so that nothing of a
// row but its bytes is kept until the next insert.
import { ByteWriter, type Width } from './bytes.ts'
import type { Cell } from './contract.ts'
import type { ColumnType } from './tables.ts'

/** Cells there is room for at first where no more is said; doubled from there. */
export const FIRST_CELLS = 32
/** Bytes of text there is room for at first, a cell. */
const TEXT_BYTES = 16

export interface PackedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly length: number
  /** What write() writes. */
  readonly bytes: number
  /** Adds a cell, undefined for zero, empty or null; false where the column cannot hold it. */
  put(cell: Cell | undefined): boolean
  /** Makes a cell of every row the same. */
  fill(cell: Cell): void
  /** The column as the Native format has it, after its name and type. */
  write(out: ByteWriter): void
  /** What was put, as it is written. */
  cells(): Iterable<Cell>
}

/** With room for so many cells. Throws for a type there is no column of. */
export function columnOf(name: string, type: ColumnType, room: number): PackedColumn {
  const plain = plainType(type)
  const nullable = plain.startsWith('Nullable(')
  const base = nullable ? plain.slice('Nullable('.length, -1) : plain
  if (base === 'String') return new TextColumn(name, type, nullable, room)
  if (base === 'Array(UInt32)') return new ListColumn(name, type)
  const kind = NUMBERS[base]
  if (kind === undefined) throw new Error(`${name}: no column of type ${type}`)
  return new NumberColumn(name, type, kind, nullable, room)
}

/** As the Native format names it: how often words repeat is the table's affair. */
export const plainType = (type: ColumnType): string => (type === 'LowCardinality(String)' ? 'String' : type)

interface NumberKind {
  readonly min: number
  readonly max: number
  /** Whole numbers beyond are written as `max`: a sum of what senders say may be any, and a row that cannot be written holds up all. */
  readonly stops: boolean
  /** Also takes bigints, from here to there. */
  readonly bigints: readonly [bigint, bigint] | null
  readonly isFlag: boolean
  /** Bytes of a number. */
  readonly width: Width
}

function whole(min: number, max: number, width: Width, stops = true): NumberKind {
  return { min, max, stops, bigints: null, isFlag: false, width }
}

/** ClickHouse's bounds of DateTime64(3): the years 1900 to 2299. Unix ms. */
const DATETIME64_MIN_MS = Date.UTC(1900, 0, 1)
const DATETIME64_MAX_MS = Date.UTC(2299, 11, 31, 23, 59, 59, 999)
const UINT32_MAX = 2 ** 32 - 1
const SAFE = Number.MAX_SAFE_INTEGER

const NUMBERS: Readonly<Record<string, NumberKind>> = {
  Bool: { ...whole(0, 1, 1), isFlag: true },
  UInt8: whole(0, 255, 1),
  UInt16: whole(0, 65_535, 2),
  UInt32: whole(0, UINT32_MAX, 4),
  UInt64: { ...whole(0, SAFE, 8), bigints: [0n, 2n ** 64n - 1n] },
  Int8: whole(-(2 ** 7), 2 ** 7 - 1, 1),
  Int16: whole(-(2 ** 15), 2 ** 15 - 1, 2),
  Int32: whole(-(2 ** 31), 2 ** 31 - 1, 4),
  Int64: { ...whole(-SAFE, SAFE, 8), bigints: [-(2n ** 63n), 2n ** 63n - 1n] },
  "DateTime('UTC')": whole(0, UINT32_MAX, 4, false),
  "DateTime64(3, 'UTC')": whole(DATETIME64_MIN_MS, DATETIME64_MAX_MS, 8, false),
}

class NumberColumn implements PackedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly #kind: NumberKind
  readonly #min: number
  readonly #max: number
  readonly #nullable: boolean
  #values: Float64Array
  /** Places without a value; empty until the first. */
  #nulls: Uint8Array | null = null
  /** Values no number holds exactly, by place. */
  #bigs: Map<number, bigint> | null = null
  length = 0

  constructor(name: string, type: ColumnType, kind: NumberKind, nullable: boolean, room: number) {
    this.#values = new Float64Array(room)
    this.name = name
    this.type = type
    this.#kind = kind
    this.#min = kind.min
    this.#max = kind.isFlag ? -1 : kind.max
    this.#nullable = nullable
  }

  put(cell: Cell | undefined): boolean {
    if (this.length === this.#values.length) this.#grow()
    if (typeof cell === 'number' && cell >= this.#min && cell <= this.#max && Number.isInteger(cell)) {
      this.#values[this.length++] = cell
      return true
    }
    return this.#putOther(cell)
  }

  get bytes(): number {
    return this.length * (this.#kind.width + (this.#nullable ? 1 : 0))
  }

  fill(cell: Cell): void {
    if (typeof cell !== 'number') throw new Error(`${this.name} is filled with numbers alone`)
    this.#values.fill(cell, 0, this.length)
  }

  write(out: ByteWriter): void {
    if (this.#nullable) out.raw(this.#nulls?.subarray(0, this.length) ?? new Uint8Array(this.length))
    const values = this.#values.subarray(0, this.length)
    if (this.#bigs === null) return out.numbers(values, this.#kind.width)
    for (let i = 0; i < values.length; i++) out.bigint64(this.#bigs.get(i) ?? BigInt(values[i] ?? 0))
  }

  *cells(): Iterable<Cell> {
    for (let i = 0; i < this.length; i++) {
      const value = this.#values[i] ?? 0
      if (this.#nulls?.[i] === 1) yield null
      else if (this.#kind.isFlag) yield value === 1
      else yield this.#bigs?.get(i) ?? value
    }
  }

  #putOther(cell: Cell | undefined): boolean {
    const { stops, bigints, isFlag, max } = this.#kind
    let value = 0
    if (cell === null) {
      if (!this.#nullable) return false
      this.#setNull()
    } else if (cell === undefined) {
      if (this.#nullable) this.#setNull()
    } else if (typeof cell === 'boolean') {
      if (!isFlag) return false
      value = Number(cell)
    } else if (typeof cell === 'bigint') {
      if (bigints === null || cell < bigints[0] || cell > bigints[1]) return false
      ;(this.#bigs ??= new Map()).set(this.length, cell)
    } else if (typeof cell === 'number') {
      if (isFlag || !stops || !(cell > max) || !Number.isInteger(cell)) return false
      value = max
    } else return false
    this.#values[this.length++] = value
    return true
  }

  #setNull(): void {
    this.#nulls ??= new Uint8Array(this.#values.length)
    this.#nulls[this.length] = 1
  }

  #grow(): void {
    const values = new Float64Array(this.#values.length * 2)
    values.set(this.#values)
    this.#values = values
    if (this.#nulls === null) return
    const nulls = new Uint8Array(values.length)
    nulls.set(this.#nulls)
    this.#nulls = nulls
  }
}

class TextColumn implements PackedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly #nullable: boolean
  readonly #out: ByteWriter
  #nulls: number[] = []
  #before: string | null = null
  length = 0

  constructor(name: string, type: ColumnType, nullable: boolean, room: number) {
    this.#out = new ByteWriter(room * TEXT_BYTES)
    this.name = name
    this.type = type
    this.#nullable = nullable
  }

  put(cell: Cell | undefined): boolean {
    if (typeof cell === 'string') {
      // In most columns most rows have the same.
      if (cell === this.#before) this.#out.again()
      else this.#out.string(cell)
      this.#before = cell
    } else {
      const isMissing = cell === undefined || (cell === null && this.#nullable)
      if (!isMissing) return false
      if (this.#nullable) this.#nulls.push(this.length)
      this.#out.string('')
      this.#before = ''
    }
    this.length++
    return true
  }

  get bytes(): number {
    return this.#out.written().length + (this.#nullable ? this.length : 0)
  }

  fill(): void {
    throw new Error(`${this.name} is filled with numbers alone`)
  }

  write(out: ByteWriter): void {
    if (this.#nullable) {
      const nulls = new Uint8Array(this.length)
      for (const place of this.#nulls) nulls[place] = 1
      out.raw(nulls)
    }
    out.raw(this.#out.written())
  }

  *cells(): Iterable<Cell> {
    const bytes = this.#out.written()
    const nulls = new Set(this.#nulls)
    let at = 0
    for (let i = 0; i < this.length; i++) {
      let length = 0
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] ?? 0
        length += (byte & 127) * 2 ** shift
        if (byte < 128) break
      }
      yield nulls.has(i) ? null : bytes.toString('utf8', at, at + length)
      at += length
    }
  }

  /** Whether the text stands anywhere in its cells: at once, where going through them would take long. */
  holds(text: string): boolean {
    return this.#out.written().includes(text)
  }
}

/** Whether some cell has the text in it; also of a column of other things. */
export function holdsText(column: PackedColumn | undefined, text: string): boolean {
  return column instanceof TextColumn && column.holds(text)
}

/** Running lengths of all rows first, then the items of all rows. */
const isUint32 = (cell: unknown): cell is number =>
  typeof cell === 'number' && Number.isInteger(cell) && cell >= 0 && cell <= UINT32_MAX

class ListColumn implements PackedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly #lists: (readonly number[])[] = []

  constructor(name: string, type: ColumnType) {
    this.name = name
    this.type = type
  }

  get length(): number {
    return this.#lists.length
  }

  get bytes(): number {
    return this.#lists.reduce((sum, { length }) => sum + length * 4, this.#lists.length * 8)
  }

  put(cell: Cell | undefined): boolean {
    const list = cell ?? []
    if (!Array.isArray(list)) return false
    if (!list.every(isUint32)) return false
    this.#lists.push([...list])
    return true
  }

  fill(): void {
    throw new Error(`${this.name} is filled with numbers alone`)
  }

  write(out: ByteWriter): void {
    let end = 0
    out.numbers(
      Float64Array.from(this.#lists, (list) => (end += list.length)),
      8,
    )
    out.numbers(Float64Array.from(this.#lists.flat()), 4)
  }

  cells(): Iterable<Cell> {
    return this.#lists
  }
}
