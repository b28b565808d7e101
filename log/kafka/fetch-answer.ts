// What a broker answers to a Fetch, with each partition's batches left as they came: kafkajs' own decoding inflates all of
// them before it gives anything.
// Source of the layout: Apache Kafka, FetchResponse.json, version 11: the highest that kafkajs asks in, and every broker speaks it
// that knows a topic's id (see topic-id.ts).
import { splitBatches, type RawBatch } from './batches.ts'
import { newDecoder, type Decoder } from './inside.ts'

export interface FetchedPartition {
  readonly partition: number
  readonly errorCode: number
  /** The offset the next append gets, as far as replicas have it. */
  readonly highWatermark: number
  readonly batches: readonly RawBatch[]
}

export interface FetchAnswer {
  /** For the whole request; 0: none. */
  readonly errorCode: number
  readonly partitions: readonly FetchedPartition[]
}

/** Of a request for one topic or more; the partitions of all. */
export function decodeFetch(bytes: Buffer): FetchAnswer {
  const decoder = newDecoder(bytes)
  decoder.readInt32() // throttle time
  const errorCode = decoder.readInt16()
  decoder.readInt32() // session
  const topics = decoder.readArray((topic) => {
    topic.readString() // name
    return topic.readArray(decodePartition)
  })
  return { errorCode, partitions: topics.flat() }
}

function decodePartition(decoder: Decoder): FetchedPartition {
  const partition = decoder.readInt32()
  const errorCode = decoder.readInt16()
  const highWatermark = Number(decoder.readInt64())
  decoder.readInt64() // last stable offset
  decoder.readInt64() // log start offset
  decoder.readArray((aborted) => [aborted.readInt64(), aborted.readInt64()]) // transactions
  decoder.readInt32() // preferred replica
  const length = decoder.readInt32()
  // A copy: what waits of one partition must not hold the others' bytes.
  const batches = length > 0 ? splitBatches(Buffer.from(decoder.readBytes(length))) : []
  return { partition, errorCode, highWatermark, batches }
}
