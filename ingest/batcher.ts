// Packs what many requests bring into few records, and tells each request when its own are durable.
//
// Rules of exactness:
// 1. A request's events are put within one turn of the event loop, so they are all in one group.
// 2. A group is one append: where the log can (LMDB), all of its records are written or none.
// 3. One append is in flight at a time. Records of a partition therefore stand in the order of their numbers, and the
//    processor may drop a number at or below the last it saw.
// 4. A number is never given to other content after an append that may have been written. A full log wrote nothing, so
//    its numbers are taken back; after any other failure the batcher goes on under a new collectorId, from 1.
import { randomUUID } from 'node:crypto'
import { encodeBatch } from '../events/codec.ts'
import { HOME_PARTITION, type Event, type Quarantined } from '../events/contract.ts'
import { toJson } from '../events/reading.ts'
import { LogFullError, type Append, type EventLog } from '../log/contract.ts'
import { createChunk, halve, putEvent, putQuarantined, putReceived, toBatch, type Chunk } from './chunk.ts'

export interface BatcherOptions {
  readonly log: EventLog
  readonly collectorId: string
  readonly flushAfter_ms: number
  /** Weight at which a record is sealed. */
  readonly recordBytes: number
  /** No record of more than one event is written larger than this. */
  readonly recordBytesMax: number
}

export interface Batcher {
  /** Each put belongs to the group whose durable() is asked for in the same turn. `bytes`: its weight (events/weight.ts). */
  putEvent(partition: number, event: Event, bytes: number): void
  putQuarantined(partition: number, quarantined: Quarantined, bytes: number): void
  putBot(source: string): void
  /** Into every partition; counted as received at home. */
  putHost(event: Event): void
  /** Resolves once what was put so far in this turn is durable; rejects if it was not taken. */
  durable(): Promise<void>
  /** Bytes put and not yet settled. */
  readonly pending_bytes: number
  readonly appends: number
  readonly failedAppends: number
  /** Resolves once everything put is settled. */
  close(): Promise<void>
}

interface Group {
  /** Per partition, chunks of about recordBytes; the last is open. */
  readonly parts: Chunk[][]
  bytes: number
  full: boolean
  readonly settled: PromiseWithResolvers<void>
}

export function createBatcher(options: BatcherOptions): Batcher {
  const { log, flushAfter_ms, recordBytes, recordBytesMax } = options
  const { partitions } = log
  let collectorId = options.collectorId
  let lastNumbers: number[] = Array.from({ length: partitions }, () => 0)
  let open: Group | null = null
  let timer: NodeJS.Timeout | null = null
  let inFlight: Promise<void> | null = null
  let due = false
  let pending_bytes = 0
  let appends = 0
  let failedAppends = 0

  function group(): Group {
    if (open === null) {
      open = {
        parts: Array.from({ length: partitions }, () => []),
        bytes: 0,
        full: false,
        settled: Promise.withResolvers(),
      }
      // A request that went away must not turn a refused append into an unhandled rejection.
      open.settled.promise.catch(() => {})
      due = false
      timer = setTimeout(onTimer, flushAfter_ms)
    }
    return open
  }

  /** The open chunk of a partition with room for `bytes` more. */
  function chunk(partition: number, bytes: number): Chunk {
    const into = group()
    const chunks = into.parts[partition]
    if (chunks === undefined) throw new RangeError(`no partition ${partition} of ${partitions}`)
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

  function onTimer(): void {
    timer = null
    due = true
    flushIfDue()
  }

  function flushIfDue(): void {
    if (open === null || inFlight !== null || !(due || open.full)) return
    const sealed = open
    open = null
    if (timer !== null) clearTimeout(timer)
    timer = null
    inFlight = flush(sealed).finally(() => {
      inFlight = null
      flushIfDue()
    })
  }

  /** The group's records; counts up the numbers. What is packed is let go: the log may take milliseconds. */
  function pack({ parts }: Group, numbers: number[]): readonly Append[] {
    const records: Append[] = []
    for (const chunks of parts) for (const part of chunks) packChunk(part, numbers, records)
    parts.length = 0
    return records
  }

  /** A weight tells only about how many bytes it becomes, so what has become too many is halved. */
  function packChunk(part: Chunk, numbers: number[], into: Append[]): void {
    const { partition } = part
    const number = (numbers[partition] ?? 0) + 1
    const bytes = encodeBatch(toBatch(part, collectorId, number))
    const halves = bytes.length > recordBytesMax ? halve(part) : null
    if (halves !== null) return halves.forEach((half) => packChunk(half, numbers, into))
    numbers[partition] = number
    into.push({ partition, bytes })
  }

  async function flush(sealed: Group): Promise<void> {
    const before = lastNumbers
    const numbers = before.slice()
    try {
      const records = pack(sealed, numbers)
      lastNumbers = numbers
      appends++
      await log.append(records)
      pending_bytes -= sealed.bytes
      sealed.settled.resolve()
    } catch (error) {
      failedAppends++
      pending_bytes -= sealed.bytes
      if (error instanceof LogFullError) lastNumbers = before
      else {
        collectorId = randomUUID()
        lastNumbers = before.map(() => 0)
      }
      sealed.settled.reject(error)
    }
  }

  return {
    putEvent(partition, event, bytes) {
      putEvent(chunk(partition, bytes), event)
    },
    putQuarantined(partition, quarantined, bytes) {
      putQuarantined(chunk(partition, bytes), quarantined)
    },
    putBot(source) {
      putReceived(chunk(HOME_PARTITION, 0), source, 1, 1)
    },
    putHost(event) {
      const bytes = toJson(event).length
      for (let partition = 0; partition < partitions; partition++) putEvent(chunk(partition, bytes), event)
    },
    durable: () => open?.settled.promise ?? Promise.resolve(),
    get pending_bytes() {
      return pending_bytes
    },
    get appends() {
      return appends
    },
    get failedAppends() {
      return failedAppends
    },
    async close() {
      due = true
      flushIfDue()
      while (inFlight !== null) {
        due = true
        await inFlight
      }
    },
  }
}
