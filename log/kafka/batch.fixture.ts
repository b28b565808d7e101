// Record batches as a producer writes them, by kafkajs' encoder, which brokers check; and how much of them was inflated.
import { createRequire } from 'node:module'
import kafkajs from 'kafkajs'
import { installZstd } from './zstd.ts'

const require = createRequire(import.meta.url)
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch: (options: object) => Promise<{ readonly buffer: Buffer }>
}
const Record = require('kafkajs/src/protocol/recordBatch/record/v0') as (options: object) => unknown
const Long = require('kafkajs/src/utils/long') as { fromNumber(value: number): unknown }
const { CompressionCodecs, CompressionTypes } = kafkajs

/** A batch of zstd that begins at offset `first`, all of its records of the time `at_ms`. */
export async function encodeBatch(first: number, values: readonly (string | Buffer)[], at_ms = 1000): Promise<Buffer> {
  installZstd()
  const batch = await RecordBatch({
    compression: CompressionTypes.ZSTD,
    firstOffset: Long.fromNumber(first),
    firstTimestamp: at_ms,
    maxTimestamp: at_ms,
    lastOffsetDelta: values.length - 1,
    records: values.map((value, i) => Record({ offsetDelta: i, timestampDelta: 0, value: Buffer.from(value) })),
  })
  return batch.buffer
}

/** Counts what is inflated from now on. */
export function countInflated(): { bytes: number } {
  installZstd()
  const count = { bytes: 0 }
  const codec = CompressionCodecs[CompressionTypes.ZSTD]?.() as { decompress(bytes: Buffer): Promise<Buffer> }
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    ...codec,
    async decompress(bytes: Buffer) {
      const inflated = await codec.decompress(bytes)
      count.bytes += inflated.length
      return inflated
    },
  })
  return count
}
