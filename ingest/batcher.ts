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
import { LogFullError, type Append, type EventLog } from '../log/contract.ts'
import { createChunk, putReceived, toBatch, type Chunk } from './chunk.ts'

export interface BatcherOptions {
  readonly log: EventLog
  readonly collectorId: string
  readonly flushAfter_ms: number
  readonly recordBytes: number
}

export interface Batcher {
  /** Each put belongs to the group whose durable() is asked for in the same turn. `bytes`: about its size as JSON. */
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
  const { log, flushAfter_ms, recordBytes } = options
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
      last = createChunk()
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
    for (const [partition, chunks] of parts.entries()) {
      for (const part of chunks) {
        const number = (numbers[partition] ?? 0) + 1
        numbers[partition] = number
        records.push({ partition, bytes: encodeBatch(toBatch(part, collectorId, number)) })
      }
    }
    parts.length = 0
    return records
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
      const into = chunk(partition, bytes)
      into.events.push(event)
      putReceived(into, event.source, 1, 0)
    },
    putQuarantined(partition, quarantined, bytes) {
      const into = chunk(partition, bytes)
      into.quarantined.push(quarantined)
      putReceived(into, quarantined.source, 1, 0)
    },
    putBot(source) {
      putReceived(chunk(HOME_PARTITION, 0), source, 1, 1)
    },
    putHost(event) {
      for (let partition = 0; partition < partitions; partition++) {
        const into = chunk(partition, HOST_EVENT_BYTES)
        into.events.push(event)
        if (partition === HOME_PARTITION) putReceived(into, event.source, 1, 0)
      }
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

/** A host event counts as about this large: a running order of some twenty products. */
const HOST_EVENT_BYTES = 2_048
