// What was fetched of one partition ahead of its reader.
import type { LogRecord, ReadLimit } from '../contract.ts'
import type { Fetched } from './wire.ts'

export interface Stream {
  readonly partition: number
  /** Offset of the next record to give, and of the next to fetch. */
  position: number
  next: number
  /** The offset the next append gets, as last heard. */
  end: number
  /** Fetched and not yet given, in order. */
  ahead: LogRecord[]
  ahead_bytes: number
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
export function put(stream: Stream, { end, records }: Fetched): void {
  for (const record of records) {
    if (record.offset < stream.next) continue
    stream.ahead.push(record)
    stream.ahead_bytes += record.bytes.length
    stream.next = record.offset + 1
  }
  stream.end = Math.max(end, stream.next)
  stream.changed()
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
