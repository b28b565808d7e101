// A byte buffer that grows: little-endian numbers, varints and length-prefixed UTF-8.

/** A varint of 32 bits takes at most 5 bytes. */
const VARINT_BYTES_MAX = 5
/** Strings up to here are written unit by unit; their length is one byte. */
const SHORT_MAX = 64

/** Bytes of a whole number. */
export type Width = 1 | 2 | 4 | 8

export class ByteWriter {
  #bytes: Buffer
  #at = 0
  /** Where the newest string begins. */
  #begun = 0

  constructor(bytes: number) {
    this.#bytes = Buffer.allocUnsafe(bytes)
  }

  /** What was written so far; good until more is. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  raw(bytes: Uint8Array): void {
    const at = this.#take(bytes.length)
    this.#bytes.set(bytes, at)
  }

  // Columns of whole numbers, so many bytes each, little-endian, below zero as two's complement. Bytes are set one by
  // one: in a loop that costs a tenth of a call into the runtime for each number.

  numbers(values: Float64Array, width: Width): void {
    if (width === 1) this.#bytes8(values)
    else if (width === 2) this.#bytes16(values)
    else if (width === 4) this.#bytes32(values)
    else this.#bytes64(values)
  }

  #bytes8(values: Float64Array): void {
    const at = this.#take(values.length)
    for (let i = 0; i < values.length; i++) this.#bytes[at + i] = values[i] as number
  }

  #bytes16(values: Float64Array): void {
    let at = this.#take(values.length * 2)
    for (let i = 0; i < values.length; i++, at += 2) {
      const n = values[i] as number
      this.#bytes[at] = n
      this.#bytes[at + 1] = n >> 8
    }
  }

  #bytes32(values: Float64Array): void {
    let at = this.#take(values.length * 4)
    for (let i = 0; i < values.length; i++, at += 4) this.#put32(values[i] as number, at)
  }

  #bytes64(values: Float64Array): void {
    let at = this.#take(values.length * 8)
    for (let i = 0; i < values.length; i++, at += 8) {
      const n = values[i] as number
      const high = Math.floor(n / 2 ** 32)
      this.#put32(n - high * 2 ** 32, at)
      this.#put32(high, at + 4)
    }
  }

  #put32(n: number, at: number): void {
    this.#bytes[at] = n
    this.#bytes[at + 1] = n >> 8
    this.#bytes[at + 2] = n >> 16
    this.#bytes[at + 3] = n >> 24
  }

  bigint64(n: bigint): void {
    this.#room(8)
    this.#at = this.#bytes.writeBigUInt64LE(BigInt.asUintN(64, n), this.#at)
  }

  varint(n: number): void {
    this.#room(VARINT_BYTES_MAX)
    this.#varint(n)
  }

  /** Length in bytes as varint, then the bytes; a lone surrogate becomes U+FFFD. */
  string(text: string): void {
    // UTF-8 takes at most 3 bytes a UTF-16 unit.
    this.#room(VARINT_BYTES_MAX + text.length * 3)
    this.#begun = this.#at
    if (!this.#ascii(text)) this.#utf8(text)
  }

  /** The string before once more: in most columns most rows have the same. */
  again(): void {
    const length = this.#at - this.#begun
    this.#room(length)
    const from = this.#begun
    this.#begun = this.#at
    if (length > SHORT_MAX) this.#bytes.copyWithin(this.#at, from, from + length)
    else for (let i = 0; i < length; i++) this.#bytes[this.#at + i] = this.#bytes[from + i] as number
    this.#at += length
  }

  /** Short ASCII, which ids and words are, without a call into the runtime; false where it is neither. */
  #ascii(text: string): boolean {
    if (text.length > SHORT_MAX) return false
    const at = this.#at + 1
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit > 127) return false
      this.#bytes[at + i] = unit
    }
    this.#bytes[this.#at] = text.length
    this.#at += 1 + text.length
    return true
  }

  #utf8(text: string): void {
    const start = this.#at
    // Most text is ASCII: write it where it lands if it is, and move it if its length needs another byte.
    const guess = varintBytes(text.length)
    const length = this.#bytes.write(text, start + guess)
    const needed = varintBytes(length)
    if (needed !== guess) this.#bytes.copyWithin(start + needed, start + guess, start + guess + length)
    this.#varint(length)
    this.#at += length
  }

  #varint(n: number): void {
    let rest = n
    while (rest > 127) {
      this.#bytes[this.#at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.#at++] = rest
  }

  #take(bytes: number): number {
    this.#room(bytes)
    this.#at += bytes
    return this.#at - bytes
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}

function varintBytes(n: number): number {
  let bytes = 1
  for (let rest = n; rest > 127; rest >>>= 7) bytes++
  return bytes
}
