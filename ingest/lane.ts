// One way into the log: partitions whose records are appended together. All partitions of a log that writes an append whole
// (LMDB), each by itself where the log takes them one by one (Kafka), so that one that takes nothing holds up no other.
//
// Rules of exactness:
// 1. A request's events are put within one turn of the event loop, so those of a lane are all in one group.
// 2. A group is one append: where the log can (LMDB), all of its records are written or none.
// 3. Of a lane one append is in flight at a time. Records of a partition therefore stand in the order of their numbers, and
//    the processor, which knows them by collectorId and partition, may drop a number at or below the last it saw.
// 4. A number is never given to other content after an append that may have been written. A full log wrote nothing, so
//    its numbers are taken back; after any other failure the lane goes on under a new collectorId, from 1. The others keep
//    theirs: no partition is ever told a number of another one.
import { randomUUID } from 'node:crypto'
import { encodeBatch } from '../events/codec.ts'
import { LogFullError, type Append, type EventLog } from '../log/contract.ts'
import { createChunk, halve, toBatch, type Chunk } from './chunk.ts'

export interface LaneOptions {
  readonly log: EventLog
  readonly partitions: readonly number[]
  readonly collectorId: string
  /** Weight at which a record is sealed. */
  readonly recordBytes: number
  /** No record of more than one event is written larger than this. */
  readonly recordBytesMax: number
  /** Told when a group is opened: due() is then to be called in a while. */
  readonly onOpened: () => void
  /** Told when a group is sealed, and its append begins. */
  readonly onSealed: () => void
  readonly onSettled: (bytes: number, failed: boolean) => void
}

/** What is appended together. */
export interface Group {
  /** By partition, chunks of about recordBytes; the last is open. */
  readonly parts: Map<number, Chunk[]>
  bytes: number
  full: boolean
  /** The last request that put something in: the batcher's own. */
  request: number
  readonly settled: PromiseWithResolvers<void>
}

export interface Lane {
  /** The group that is open; opens one where there is none. */
  group(): Group
  /** The open chunk of a partition, in which `bytes` more are put. */
  chunk(partition: number, bytes: number): Chunk
  /** What is open has waited long enough. */
  due(): void
  /** Weight put and not yet settled, and of it in the open group. */
  readonly pending_bytes: number
  readonly open_bytes: number
  /** Resolves once everything put is settled. */
  close(): Promise<void>
}

export function createLane(options: LaneOptions): Lane {
  const { log, partitions, recordBytes, recordBytesMax } = options
  let collectorId = options.collectorId
  let lastNumbers: ReadonlyMap<number, number> = new Map()
  let open: Group | null = null
  let inFlight: Promise<void> | null = null
  let isDue = false
  let pending_bytes = 0

  function group(): Group {
    if (open === null) {
      open = { parts: new Map(), bytes: 0, full: false, request: -1, settled: Promise.withResolvers() }
      // A request that went away must not turn a refused append into an unhandled rejection.
      open.settled.promise.catch(() => {})
      isDue = false
      options.onOpened()
    }
    return open
  }

  function chunk(partition: number, bytes: number): Chunk {
    const into = group()
    let chunks = into.parts.get(partition)
    if (chunks === undefined) into.parts.set(partition, (chunks = []))
    let last = chunks.at(-1)
    if (last === undefined || last.bytes >= recordBytes) {
      last = createChunk(partition)
      chunks.push(last)
    }
    last.bytes += bytes
    into.bytes += bytes
    pending_bytes += bytes
    if (last.bytes >= recordBytes && !into.full) {
      into.full = true
      queueMicrotask(flushIfDue)
    }
    return last
  }

  function flushIfDue(): void {
    if (open === null || inFlight !== null || !(isDue || open.full)) return
    const sealed = open
    open = null
    options.onSealed()
    inFlight = flush(sealed).finally(() => {
      inFlight = null
      flushIfDue()
    })
  }

  /** The group's records; counts up the numbers. What is packed is let go: the log may take milliseconds. */
  function pack({ parts }: Group, numbers: Map<number, number>): readonly Append[] {
    const records: Append[] = []
    for (const partition of partitions) for (const part of parts.get(partition) ?? []) packChunk(part, numbers, records)
    parts.clear()
    return records
  }

  /** A weight tells only about how many bytes it becomes, so what has become too many is halved. */
  function packChunk(part: Chunk, numbers: Map<number, number>, into: Append[]): void {
    const { partition } = part
    const number = (numbers.get(partition) ?? 0) + 1
    const bytes = encodeBatch(toBatch(part, collectorId, number))
    const halves = bytes.length > recordBytesMax ? halve(part) : null
    if (halves !== null) return halves.forEach((half) => packChunk(half, numbers, into))
    numbers.set(partition, number)
    into.push({ partition, bytes })
  }

  async function flush(sealed: Group): Promise<void> {
    const before = lastNumbers
    const numbers = new Map(before)
    try {
      const records = pack(sealed, numbers)
      lastNumbers = numbers
      await log.append(records)
      settle(sealed, false)
      sealed.settled.resolve()
    } catch (error) {
      if (error instanceof LogFullError) lastNumbers = before
      else {
        collectorId = randomUUID()
        lastNumbers = new Map()
      }
      settle(sealed, true)
      sealed.settled.reject(error)
    }
  }

  function settle({ bytes }: Group, failed: boolean): void {
    pending_bytes -= bytes
    options.onSettled(bytes, failed)
  }

  return {
    group,
    chunk,
    due() {
      isDue = true
      flushIfDue()
    },
    get pending_bytes() {
      return pending_bytes
    },
    get open_bytes() {
      return open?.bytes ?? 0
    },
    async close() {
      isDue = true
      flushIfDue()
      while (inFlight !== null) {
        isDue = true
        await inFlight
      }
    },
  }
}
