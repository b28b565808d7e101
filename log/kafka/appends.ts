// Appends on their way. Rules of exactness:
// 1. Of a partition one batch is under way at a time; what comes meanwhile goes in the next. So records stand in the order
//    of their collector's numbers, and the processor can drop a batch that was written twice.
// 2. A batch that may not have been written is sent again as it was, before anything later, until it is acknowledged or its
//    time is over. Then its appends reject: whether it was written is not known, and the collector goes on under a new id.
// 3. Without Kafka's idempotence: its sequence numbers add nothing to 1 and 2, and lost or reused ones lose records.
import type { Clock } from '../../events/contract.ts'
import { LogFullError, type Append, type Appended } from '../contract.ts'
import {
  APPEND_TIMEOUT_MS,
  BATCH_BYTES_MAX,
  IN_FLIGHT_BYTES_MAX,
  REQUEST_BYTES_MAX,
  RETRY_FIRST_MS,
  RETRY_MOST_MS,
} from './limits.ts'
import type { Answer, Batch, Produced, Wire } from './wire.ts'

export interface Appends {
  /** Resolves in the given order once all are durable. Rejects with LogFullError (nothing sent) or AppendFailedError. */
  append(records: readonly Append[]): Promise<readonly Appended[]>
  /** Resolves when nothing waits or is under way. */
  idle(): Promise<void>
}

/** Not acknowledged in time, or refused by the broker. It may have been written all the same. */
export class AppendFailedError extends Error {
  override readonly name = 'AppendFailedError'
}

export interface AppendsOptions {
  readonly wire: Pick<Wire, 'leaderOf' | 'produce' | 'recover'>
  /** Called with what is durable: the partition's highest new offset. */
  readonly onAppended: (partition: number, offset: number) => void
  /** Stamps batches where the topic's time is the writers'; the broker's does where not given. */
  readonly clock?: Clock
  readonly inFlightBytesMax?: number
  readonly timeout_ms?: number
  readonly report: (message: string) => void
}

interface Item {
  readonly partition: number
  /** The caller may use its own again; and kafkajs writes what is no Buffer as text, which no reader gets past. */
  readonly bytes: Buffer
  readonly done: PromiseWithResolvers<Appended>
}

/** A partition's way to its leader. */
interface Way {
  readonly partition: number
  readonly waiting: Item[]
  /** Sent, or to be sent again; null: the next one is made of what waits. */
  batch: { readonly items: readonly Item[]; readonly until_ms: number; readonly stampedAt_ms: number | null } | null
  underWay: boolean
  pause_ms: number
  pausedUntil_ms: number
}

export function createAppends(options: AppendsOptions): Appends {
  const { wire, onAppended, report } = options
  const { inFlightBytesMax = IN_FLIGHT_BYTES_MAX, timeout_ms = APPEND_TIMEOUT_MS } = options
  const ways = new Map<number, Way>()
  const busy = new Set<number>()
  const idlers = new Set<() => void>()
  let inFlight_bytes = 0
  let scheduled = false

  /** In a moment, so that appends of one turn share a request. */
  function schedule(in_ms = 0): void {
    if (in_ms > 0) return void setTimeout(pump, in_ms)
    if (scheduled) return
    scheduled = true
    queueMicrotask(() => {
      scheduled = false
      pump()
    })
  }

  function pump(): void {
    const now_ms = performance.now()
    const byNode = new Map<number, Way[]>()
    let leaderless: Way | null = null
    for (const way of ways.values()) {
      if (way.underWay || way.pausedUntil_ms > now_ms || !(way.batch ?? way.waiting.length)) continue
      const stampedAt_ms = options.clock?.() ?? null
      way.batch ??= { items: takeBatch(way.waiting), until_ms: now_ms + timeout_ms, stampedAt_ms }
      const node = wire.leaderOf(way.partition)
      if (node === null) {
        leaderless = way
        again(way, 'it has no leader')
      } else if (!busy.has(node)) byNode.set(node, [...(byNode.get(node) ?? []), way])
    }
    if (leaderless) void wire.recover(null)
    for (const [node, its] of byNode) void send(node, withinRequest(its))
  }

  async function send(node: number, its: readonly Way[]): Promise<void> {
    busy.add(node)
    for (const way of its) way.underWay = true
    try {
      const answers = await wire.produce(node, its.map(batchOf))
      const byPartition = new Map(answers.map((answer) => [answer.partition, answer]))
      const settled = its.map((way) => settle(way, byPartition.get(way.partition)))
      if (settled.includes(false)) await wire.recover(null)
    } catch (error) {
      for (const way of its) again(way, String(error))
      await wire.recover(node)
    }
    for (const way of its) way.underWay = false
    busy.delete(node)
    schedule()
  }

  /** true: the partition has its answer, for good or ill. */
  function settle(way: Way, answer: Answer<Produced> | undefined): boolean {
    const { items = [], stampedAt_ms = null } = way.batch ?? {}
    if (!answer) return again(way, 'the broker said nothing of it')
    if ('error' in answer) {
      if (answer.retriable) return again(way, answer.error)
      finish(way, (item) => item.done.reject(new AppendFailedError(failure(way, answer.error))))
      return true
    }
    onAppended(way.partition, answer.offset + items.length - 1)
    finish(way, (item, i) =>
      item.done.resolve({
        partition: way.partition,
        offset: answer.offset + i,
        appendedAt_ms: stampedAt_ms ?? answer.appendedAt_ms,
      }),
    )
    return true
  }

  /** The batch is sent again after a pause, or given up. Always false. */
  function again(way: Way, why: string): false {
    const now_ms = performance.now()
    if (way.batch && now_ms >= way.batch.until_ms)
      finish(way, (item) => item.done.reject(new AppendFailedError(failure(way, why))))
    else {
      if (way.pause_ms === 0) report(`${failure(way, why)}, will be tried again`)
      way.pause_ms = Math.min(RETRY_MOST_MS, way.pause_ms * 2 || RETRY_FIRST_MS)
      way.pausedUntil_ms = now_ms + way.pause_ms
      schedule(way.pause_ms + 1)
    }
    return false
  }

  function finish(way: Way, tell: (item: Item, i: number) => void): void {
    const items = way.batch?.items ?? []
    way.batch = null
    way.pause_ms = 0
    for (const item of items) inFlight_bytes -= sizeOf(item.bytes)
    items.forEach(tell)
    if (inFlight_bytes === 0) for (const wake of idlers) wake()
  }

  return {
    async append(records) {
      const bytes = records.reduce((sum, record) => sum + sizeOf(record.bytes), 0)
      if (inFlight_bytes > 0 && inFlight_bytes + bytes > inFlightBytesMax)
        throw new LogFullError('appends come faster than the brokers take them')
      inFlight_bytes += bytes
      const items = records.map(({ partition, bytes: given }): Item => {
        const done = Promise.withResolvers<Appended>()
        const item = { partition, bytes: Buffer.from(given), done }
        wayOf(partition).waiting.push(item)
        return item
      })
      schedule()
      const settled = await Promise.allSettled(items.map((item) => item.done.promise))
      return settled.map((each) => {
        if (each.status === 'rejected') throw each.reason
        return each.value
      })
    },
    async idle() {
      while (inFlight_bytes > 0) {
        const { promise, resolve } = Promise.withResolvers<void>()
        idlers.add(resolve)
        await promise
        idlers.delete(resolve)
      }
    },
  }

  function wayOf(partition: number): Way {
    const there = ways.get(partition)
    if (there) return there
    const made: Way = { partition, waiting: [], batch: null, underWay: false, pause_ms: 0, pausedUntil_ms: 0 }
    ways.set(partition, made)
    return made
  }
}

/** What a record costs beside its payload, about; so that empty ones are bounded too. */
const RECORD_OVERHEAD_BYTES = 16
const sizeOf = (bytes: Uint8Array): number => bytes.length + RECORD_OVERHEAD_BYTES

function takeBatch(waiting: Item[]): readonly Item[] {
  let bytes = 0
  let count = 0
  for (const item of waiting) {
    bytes += sizeOf(item.bytes)
    if (count > 0 && bytes > BATCH_BYTES_MAX) break
    count++
  }
  return waiting.splice(0, count)
}

/** As many as one request takes, those that wait longest first. */
function withinRequest(ways: readonly Way[]): readonly Way[] {
  let bytes = 0
  const ordered = ways.toSorted((a, b) => (a.batch?.until_ms ?? 0) - (b.batch?.until_ms ?? 0))
  return ordered.filter((way, i) => {
    bytes += (way.batch?.items ?? []).reduce((sum, item) => sum + sizeOf(item.bytes), 0)
    return i === 0 || bytes <= REQUEST_BYTES_MAX
  })
}

function batchOf({ partition, batch }: Way): Batch {
  const values = (batch?.items ?? []).map((item) => item.bytes)
  return { partition, values, stampedAt_ms: batch?.stampedAt_ms ?? null }
}

function failure({ partition }: Way, why: string): string {
  return `partition ${partition}: an append was not acknowledged (${why})`
}
