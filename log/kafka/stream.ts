// What was fetched of one partition ahead of its reader: batches as they came, and the records of those a read has inflated.
import type { LogRecord, ReadLimit } from '../contract.ts'
import { decodeBatch, type RawBatch } from './batches.ts'
import { FETCHED_AHEAD_BYTES, INFLATED_AHEAD_BYTES } from './limits.ts'
import type { Fetched } from './wire.ts'

export interface Stream {
  readonly partition: number
  /** Offset of the next record to give, and of the next to fetch. */
  position: number
  next: number
  /** The offset the next append gets, as last heard. */
  end: number
  /** Fetched, in order: first what is inflated and not yet given, then what is not yet inflated. */
  ahead: LogRecord[]
  ahead_bytes: number
  batches: RawBatch[]
  batches_bytes: number
  /** The log no longer, or not yet, has what was asked for. */
  isOutOfRange: boolean
  usedAt_ms: number
  /** Resolves at the next changed(), or after ms. */
  change(ms: number): Promise<void>
  changed(): void
}

export function createStream(partition: number, from: number, end: number): Stream {
  const waiting = new Set<() => void>()
  return {
    partition,
    position: from,
    next: from,
    end,
    ahead: [],
    ahead_bytes: 0,
    batches: [],
    batches_bytes: 0,
    isOutOfRange: false,
    usedAt_ms: performance.now(),
    change(ms) {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, ms)
        waiting.add(wake)
      })
    },
    changed() {
      for (const wake of waiting) wake()
    },
  }
}

/** Takes in what a fetch at `next` brought: batches come whole, so the first records may be known already. */
export function put(stream: Stream, { end, batches }: Fetched): void {
  for (const batch of batches) {
    if (batch.next <= stream.next) continue
    stream.batches.push(batch)
    stream.batches_bytes += batch.bytes.length
    stream.next = batch.next
  }
  stream.end = Math.max(end, stream.next)
  stream.changed()
}

/** Whether more may be fetched. */
export function hasRoom(stream: Stream): boolean {
  return stream.batches_bytes < FETCHED_AHEAD_BYTES
}

/** Inflates what `take` is to give, batch by batch. Rejects with BatchUnreadableError where that is the next one. */
export async function inflate(stream: Stream, limit: ReadLimit): Promise<void> {
  const enough_bytes = Math.min(limit.bytes, INFLATED_AHEAD_BYTES)
  while (stream.ahead.length < limit.records && stream.ahead_bytes < enough_bytes) {
    const batch = stream.batches[0]
    if (!batch) return
    let records: readonly LogRecord[]
    try {
      records = await decodeBatch(stream.partition, batch)
    } catch (error) {
      // What stands before it is given first.
      if (stream.ahead.length > 0) return
      throw error
    }
    stream.batches.shift()
    stream.batches_bytes -= batch.bytes.length
    const known = stream.ahead.at(-1)?.offset ?? stream.position - 1
    for (const record of records) {
      if (record.offset <= known) continue
      stream.ahead.push(record)
      stream.ahead_bytes += record.bytes.length
    }
  }
}

/** Gives the next records, at least one if there is one. */
export function take(stream: Stream, limit: ReadLimit): readonly LogRecord[] {
  let bytes = 0
  let count = 0
  for (const record of stream.ahead) {
    if (count >= limit.records) break
    bytes += record.bytes.length
    if (count > 0 && bytes > limit.bytes) break
    count++
  }
  const taken = stream.ahead.splice(0, count)
  for (const record of taken) stream.ahead_bytes -= record.bytes.length
  stream.position = taken.length > 0 ? (taken.at(-1) as LogRecord).offset + 1 : stream.position
  return taken
}
