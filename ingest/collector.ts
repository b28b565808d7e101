// The door: every Segment client may send here. A request is admitted (key, rate, room), read (bytes, JSON, envelope),
// and its events walk the steps; the answer waits until they are durable.
import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { isObject, toJson } from '../events/reading.ts'
import { LogClosedError, LogFullError } from '../log/contract.ts'
import { clientAddress, incomingOf } from './address.ts'
import { answerJson, answerPreflight, answerRefusal, type Refusal } from './answers.ts'
import { createBatcher } from './batcher.ts'
import { createBodies } from './bodies.ts'
import { inflate, parseJson, readBytes } from './body.ts'
import type { Collector, CollectorOptions } from './contract.ts'
import { createCounters } from './counters.ts'
import { CALLS, METRICS_PATH, openEnvelope } from './envelope.ts'
import { createHostDoor } from './host-door.ts'
import { takeIn } from './intake.ts'
import { keyOfRequest } from './keys.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { createRates } from './rate.ts'

/** A request read whole, and not yet looked into. */
interface Arrived {
  readonly bytes: Buffer
  readonly type: string | null
  readonly now_ms: number
  readonly headerKey: string | null
  readonly charge: (events: number) => void
  readonly userAgent: string | undefined
}

export function createCollector(options: CollectorOptions): Collector {
  const { log, clock, keys, secretKeys, keepHeartbeats = false, proxies = 0, collectorId = randomUUID() } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const batcher = createBatcher({ ...limits, log, collectorId })
  const keyRates = createRates(limits.keyEventsPerS, limits.keyEventsBurst, limits.rateBuckets)
  const addressRates = createRates(limits.addressEventsPerS, limits.addressEventsBurst, limits.rateBuckets)
  const bodies = createBodies({
    max: limits.pendingBytes,
    addressMax: limits.addressReadingBytes,
    period_ms: limits.bodyPeriod_ms,
  })
  const counters = createCounters()
  let closed = false

  /** Why nothing more may come in now. */
  const noRoom = (bytes: number): Refusal | null =>
    closed ? 'closing' : batcher.pending_bytes + bytes > limits.pendingBytes ? 'overloaded' : null

  function refuse(reason: Refusal, retryAfter_ms = 0): Response {
    counters.refused[reason]++
    return answerRefusal(reason, retryAfter_ms)
  }

  /** What reading so many bytes costs an address, in events. */
  const worth = (bytes: number): number => Math.max(1, Math.ceil(bytes / limits.bytesPerEvent))

  async function take(c: Context, type: string | null): Promise<Response> {
    const now_ms = clock()
    const full = noRoom(0)
    if (full !== null) return refuse(full)

    const incoming = incomingOf(c.env)
    const address = clientAddress(incoming, proxies)
    const addressWait_ms = address === null ? 0 : addressRates.wait(address, now_ms)
    if (addressWait_ms > 0) return refuse('too_many_requests', addressWait_ms)
    const headerKey = keyOfRequest(c.req.header('authorization'), c.req.url)
    if (headerKey !== null && !keys.has(headerKey)) return refuse('unknown_key')
    const earlyWait_ms = headerKey === null ? 0 : keyRates.wait(headerKey, now_ms)
    if (earlyWait_ms > 0) return refuse('too_many_requests', earlyWait_ms)

    // What an address is charged does not wait for its key or its JSON to be right.
    const charge = (events: number): void => {
      if (address !== null && events > 0) addressRates.take(address, events, now_ms)
    }
    const packed = await readBytes(c.req.raw, incoming, limits.bodyBytes, bodies, address)
    if ('failure' in packed) {
      charge(1)
      return unread(packed.failure)
    }
    counters.bytes += packed.bytes.length
    const plain = await inflate(packed.bytes, limits.inflatedBytes)
    const read = worth('failure' in plain ? limits.inflatedBytes : plain.bytes.length)
    charge(read)
    if ('failure' in plain) return unread(plain.failure)
    return receive({ bytes: plain.bytes, type, now_ms, headerKey, charge, userAgent: c.req.header('user-agent') })
  }

  /**
   * Not async, and nothing in it waits: the frame of an async function would hold what was parsed until it is durable, and
   * the collector of garbage would copy it meanwhile.
   */
  function receive({ bytes, type, now_ms, headerKey, charge, userAgent }: Arrived): Response | Promise<Response> {
    const { value: body, wellFormed } = parseJson(bytes)
    if (!isObject(body)) return unread('unreadable')

    const { events, sentAt_ms, batchContext, writeKey } = openEnvelope(body, type)
    const key = headerKey ?? writeKey
    const source = key === null ? undefined : keys.get(key)
    if (key === null || source === undefined) return refuse('unknown_key')
    if (events.length > limits.batchEvents) return refuse('too_large')
    // Each event keeps the batch's context: a few kilobytes sent may be many megabytes to keep.
    const context_bytes = batchContext === null ? 0 : toJson(batchContext).length
    const kept_bytes = bytes.length + events.length * context_bytes
    if (kept_bytes > limits.inflatedBytes) return refuse('too_large')
    const keyWait_ms = keyRates.wait(key, now_ms)
    if (keyWait_ms > 0) return refuse('too_many_requests', keyWait_ms)
    const fullNow = noRoom(kept_bytes)
    if (fullNow !== null) return refuse(fullNow)
    keyRates.take(key, events.length, now_ms)
    charge(Math.max(events.length, worth(kept_bytes)) - worth(bytes.length))

    const passage = {
      source,
      receivedAt_ms: now_ms,
      sentAt_ms,
      batchContext,
      wellFormed,
      type,
      isSecretKey: secretKeys?.has(key) ?? false,
      keepHeartbeats,
      partitions: log.partitions,
      userAgent,
    }
    try {
      const taken = takeIn(events, passage, batcher, counters, charge)
      return taken === null ? refuse('overloaded') : taken.then(answerJson, failed)
    } catch (error) {
      return failed(error)
    }
  }

  function failed(error: unknown): Response {
    return refuse(error instanceof LogFullError ? 'full' : error instanceof LogClosedError ? 'closing' : 'not_written')
  }

  function unread(code: Refusal): Response {
    if (code === 'unreadable') counters.unreadable++
    return refuse(code)
  }

  const app = new Hono()
  for (const [path, type] of Object.entries(CALLS)) {
    app.options(path, (c) => answerPreflight(c.req.header('access-control-request-headers') ?? null))
    app.post(path, async (c) => {
      counters.requests++
      const answer = await take(c, type)
      counters.answers[answer.status] = (counters.answers[answer.status] ?? 0) + 1
      return answer
    })
  }
  app.options(METRICS_PATH, (c) => answerPreflight(c.req.header('access-control-request-headers') ?? null))
  app.post(METRICS_PATH, () => answerJson({ success: true }))

  return {
    app,
    host: createHostDoor(batcher, clock, () => closed),
    stats: () => ({
      ...counters,
      answers: { ...counters.answers },
      refused: { ...counters.refused },
      quarantined: { ...counters.quarantined },
      pending_bytes: batcher.pending_bytes + bodies.bytes,
      appends: batcher.appends,
      failedAppends: batcher.failedAppends,
    }),
    async close() {
      closed = true
      await batcher.close()
    },
  }
}
