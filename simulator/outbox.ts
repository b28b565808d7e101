// From what happened to requests: a browser's queue with its flush rule, on a network that delays, loses answers and
// sends twice.
import type { Connection } from '../events/contract.ts'
import { FLAWS } from './flaws.ts'
import type { Happening } from './happening.ts'
import { between, chance, identifier, logNormal, pick, type Random } from './random.ts'
import type { Ending } from './visit.ts'
import { toWire } from './wire.ts'

/** One POST /v1/batch as planned. */
export interface PlannedRequest {
  readonly step: 'request'
  /** Arrives at the collector; virtual time, Unix ms. */
  readonly at_ms: number
  /** Left the browser; true time. */
  readonly sent_ms: number
  readonly userAgent: string
  readonly happenings: readonly Happening[]
  /** The body, made when asked for. */
  body(writeKey: string): string
}

/** What an actor gives the plan: nothing it gives later leaves earlier than `sent_ms`. */
export interface Emission<Step> {
  readonly sent_ms: number
  readonly step: Step | null
}

/** Probabilities per request. */
export interface Faults {
  /** The answer is lost: the whole batch is sent again, under the same ids. */
  readonly resend: number
  /** One event of it is sent again with a later batch. */
  readonly repeat: number
  /** The first tries fail: it comes seconds late. */
  readonly delay: number
  /** It crawls: seconds pass between leaving and arriving, which looks like a slow clock. */
  readonly crawl: number
  /** A broken event rides along. */
  readonly flaw: number
}
export const NO_FAULTS: Faults = { resend: 0, repeat: 0, delay: 0, crawl: 0, flaw: 0 }
export const USUAL_FAULTS: Faults = { resend: 0.006, repeat: 0.004, delay: 0.02, crawl: 0.002, flaw: 0.003 }

/** Waits this long for company: longer than the SDK, so that a thousand viewers arriving at once cost fewer requests. */
const FLUSH_AFTER_MS = 400
const BATCH_MAX = 50
/** Median way to the collector by connection; whole ms. */
const WAY_MS: Readonly<Record<Connection, number>> = {
  ethernet: 15,
  wifi: 30,
  '5g': 40,
  '4g': 80,
  '3g': 250,
  '2g': 700,
  offline: 700,
  unknown: 40,
}

/** Turns a visit into requests; `happenings` ascending in time. */
export function* sendAll(
  happenings: Generator<Happening, Ending, void>,
  random: Random,
  faults: Faults,
): Generator<Emission<PlannedRequest>, void, void> {
  let queue: Happening[] = []
  let flush_ms = Infinity
  let repeat: Happening | null = null

  function* flush(sent_ms: number): Generator<Emission<PlannedRequest>, void, void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH_MAX)
      const first = batch[0]
      if (!first) return
      if (repeat && !batch.includes(repeat)) batch.push(repeat)
      repeat = chance(random, faults.repeat) ? pick(random, batch) : null
      if (repeat?.flaw) repeat = null
      if (chance(random, faults.flaw)) batch.push(flawed(random, batch[batch.length - 1] ?? first))
      const crawl_ms = chance(random, faults.crawl) ? between(random, 2_000, 7_000) : 0
      const way_ms = Math.round(logNormal(random, WAY_MS[first.visit.visitor.connection], 0.4)) + crawl_ms
      yield { sent_ms, step: request(batch, sent_ms, way_ms) }
      if (chance(random, faults.resend)) {
        const again_ms = sent_ms + way_ms + between(random, 900, 4_000)
        yield { sent_ms, step: request(batch, again_ms, way_ms) }
      }
    }
    flush_ms = Infinity
  }

  for (;;) {
    const next = happenings.next()
    const next_ms = next.value.at_ms
    if (flush_ms < Infinity && flush_ms <= next_ms) yield* flush(flush_ms)
    if (next.done) {
      const ending = next.value
      if (ending.how === 'lost') return
      yield* flush(ending.how === 'kept' ? ending.until_ms : lastOf(queue))
      return
    }
    queue.push(next.value)
    if (flush_ms === Infinity) {
      const delay_ms = chance(random, faults.delay) ? between(random, 1_500, 8_000) : 0
      flush_ms = next.value.at_ms + FLUSH_AFTER_MS + delay_ms
    }
    flush_ms = Math.max(flush_ms, next.value.notBefore_ms)
  }
}

/** When the last thing in the queue may leave. */
function lastOf(queue: readonly Happening[]): number {
  return queue.reduce((latest_ms, { at_ms, notBefore_ms }) => Math.max(latest_ms, at_ms, notBefore_ms), 0)
}

function request(happenings: readonly Happening[], sent_ms: number, way_ms: number): PlannedRequest {
  const visitor = happenings[0]?.visit.visitor
  const skew_ms = visitor?.skew_ms ?? 0
  return {
    step: 'request',
    at_ms: sent_ms + way_ms,
    sent_ms,
    userAgent: visitor?.userAgent ?? '',
    happenings,
    body: (writeKey) =>
      JSON.stringify({
        writeKey,
        sentAt: new Date(sent_ms + skew_ms).toISOString(),
        batch: happenings.map(toWire),
      }),
  }
}

/** A broken event from the same page: its own id, no running number. */
function flawed(random: Random, beside: Happening): Happening {
  return {
    kind: 'custom',
    body: null,
    visit: beside.visit,
    messageId: `x-${identifier(random, 22)}`,
    seq: null,
    at_ms: beside.at_ms,
    latency_ms: null,
    notBefore_ms: beside.notBefore_ms,
    flaw: pick(random, FLAWS),
  }
}
