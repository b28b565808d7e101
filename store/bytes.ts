// A byte buffer that grows: little-endian numbers, varints and length-prefixed UTF-8.

const FIRST_BYTES = 4 * 1024
/** A varint of 32 bits takes at most 5 bytes. */
const VARINT_BYTES_MAX = 5

export class ByteWriter {
  #bytes: Buffer
  #at = 0

  constructor(bytes: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(bytes, FIRST_BYTES))
  }

  /** What was written; the writer is used up. */
  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#at)
  }

  uint8(n: number): void {
    this.#room(1)
    this.#bytes[this.#at++] = n
  }

  uint16(n: number): void {
    this.#room(2)
    this.#at = this.#bytes.writeUInt16LE(n, this.#at)
  }

  uint32(n: number): void {
    this.#room(4)
    this.#at = this.#bytes.writeUInt32LE(n, this.#at)
  }

  /** A safe integer, as two's complement of 64 bits. */
  int64(n: number): void {
    this.#room(8)
    const high = Math.floor(n / 2 ** 32)
    this.#bytes.writeUInt32LE(n - high * 2 ** 32, this.#at)
    this.#at = this.#bytes.writeInt32LE(high, this.#at + 4)
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
