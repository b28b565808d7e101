// Record batches as Kafka keeps them: found in what a fetch brought without being inflated, and decoded one by one as somebody
// reads on. A batch may inflate to thousands of times its size, so what is fetched is no measure of what is decoded.
// Source of the layout: Apache Kafka's documentation, "Record Batch" (magic 2).
import { createRequire } from 'node:module'
import type { LogRecord } from '../contract.ts'
import { newDecoder, type Decoder } from './inside.ts'
import { INFLATED_BYTES_MAX } from './limits.ts'

const require = createRequire(import.meta.url)

/** One batch, whole and still compressed. */
export interface RawBatch {
  /** Offset of its first record, and the one after its last. */
  readonly first: number
  readonly next: number
  readonly bytes: Buffer
}

/** A batch that no reader gets past: it inflates beyond INFLATED_BYTES_MAX, or is not what was written. */
export class BatchUnreadableError extends Error {
  override readonly name = 'BatchUnreadableError'
  constructor(partition: number, offset: number, cause: unknown) {
    super(`partition ${partition}: the batch at offset ${offset} cannot be decoded: ${whyOf(cause)}`, { cause })
  }
}

const LENGTH_AT = 8
/** What the length does not count: the offset and itself. */
const BEFORE_LENGTH_BYTES = 12
const MAGIC_AT = 16
const CRC_AT = 17
const CRC_COVERS_FROM = 21
const LAST_OFFSET_DELTA_AT = 23
const HEADER_BYTES = 61
const MAGIC = 2

/** The batches of one partition's answer; a broker may cut the last one off, which is left out. */
export function splitBatches(bytes: Buffer): readonly RawBatch[] {
  const batches: RawBatch[] = []
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const first = Number(bytes.readBigInt64BE(at))
    const size = BEFORE_LENGTH_BYTES + bytes.readInt32BE(at + LENGTH_AT)
    // No batch, and nothing behind it can be found: it is given as it is, to fail at its offset when it is read.
    if (size < HEADER_BYTES) return [...batches, { first, next: first + 1, bytes: bytes.subarray(at) }]
    if (at + size > bytes.length) break
    const next = first + bytes.readInt32BE(at + LAST_OFFSET_DELTA_AT) + 1
    batches.push({ first, next, bytes: bytes.subarray(at, at + size) })
    at += size
  }
  return batches
}

const decodeRecordBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (decoder: Decoder) => Promise<{
  readonly records: readonly { readonly offset: string; readonly timestamp: string; readonly value: Buffer | null }[]
}>
const crc32C = require('kafkajs/src/protocol/recordBatch/crc32C') as (bytes: Buffer) => number

/** Its records, in order. Rejects with BatchUnreadableError. */
export async function decodeBatch(partition: number, { first, bytes }: RawBatch): Promise<readonly LogRecord[]> {
  try {
    if (bytes.readInt32BE(LENGTH_AT) + BEFORE_LENGTH_BYTES !== bytes.length) throw new Error('it has no length')
    const magic = bytes.readInt8(MAGIC_AT)
    if (magic !== MAGIC) throw new Error(`it has message format ${magic}, not ${MAGIC}`)
    // kafkajs does not look; a disk that lies is found out here, and another copy may be right.
    if (crc32C(bytes.subarray(CRC_COVERS_FROM)) !== bytes.readUInt32BE(CRC_AT))
      throw new Error('its checksum is not that of its bytes')
    const { records } = await decodeRecordBatch(newDecoder(bytes))
    return records.map(({ offset, timestamp, value }) => ({
      offset: Number(offset),
      appendedAt_ms: Number(timestamp),
      bytes: value ?? new Uint8Array(),
    }))
  } catch (error) {
    throw new BatchUnreadableError(partition, first, error)
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
  return isTooLarge ? `it inflates to more than ${INFLATED_BYTES_MAX / 2 ** 20} MiB` : error.message
}
