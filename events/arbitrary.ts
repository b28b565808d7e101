// fast-check arbitraries of the contract's types, for property tests of every part.
import fc from 'fast-check'
import {
  CHANNELS,
  CONNECTIONS,
  EVENT_KINDS,
  MOMENT_KINDS,
  QUESTION_MARKS,
  PLAYER_STATES,
  QUARANTINE_REASONS,
  SCREENS,
  SHOW_KINDS,
  type Event,
  type EventKind,
  type LogBatch,
} from './contract.ts'

/** Records with the ordinary prototype, as the codec gives them back. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true })
}

/** Text as validation lets it through: any Unicode, well-formed. */
const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }))
const id = fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.uuid())
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const natural = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
const unix_ms = fc.integer({ min: 0, max: 4_102_444_800_000 })
const minor = natural(1_000_000_000_000)
const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'XXX')
const money = record({ amount_minor: minor, currency })
const line = record({
  productId: id,
  quantity: natural(1000),
  price_minor: orNull(minor),
  currency: orNull(currency),
})
const duration = natural(86_400_000)

const player = record({
  state: fc.constantFrom(...PLAYER_STATES),
  played_ms: orNull(duration),
  rebuffer_ms: duration,
  startup_ms: orNull(duration),
  position_ms: orNull(natural(0xffff_ffff)),
  bitrate_bps: orNull(natural(10_000_000_000)),
  droppedFrames: natural(1000),
  hidden: fc.boolean(),
  muted: fc.boolean(),
  fullscreen: fc.boolean(),
  error: orNull(text),
})
const product = record({
  productId: id,
  quantity: natural(1000),
  price_minor: orNull(minor),
  currency: orNull(currency),
  title: orNull(text),
})
const catalogueEntry = record({
  productId: id,
  title: text,
  number: fc.integer({ min: 1, max: 100 }),
  price_minor: orNull(minor),
  image: orNull(text),
})
const show = record({
  title: orNull(text),
  showKind: orNull(fc.constantFrom(...SHOW_KINDS)),
  channel: orNull(fc.constantFrom(...CHANNELS)),
  host: orNull(text),
  currency: orNull(currency),
  plannedStart_ms: orNull(unix_ms),
  products: orNull(fc.array(catalogueEntry, { maxLength: 3 })),
})
const moment = record({
  momentId: id,
  momentKind: fc.constantFrom(...MOMENT_KINDS),
  title: orNull(text),
  productId: orNull(id),
  price_minor: orNull(minor),
  endsAt_ms: orNull(unix_ms),
})

function bodyOf(kind: EventKind): fc.Arbitrary<unknown> {
  if (kind.startsWith('player.')) return player
  if (kind.startsWith('product.')) return product
  if (kind.startsWith('show.')) return show
  if (kind.startsWith('moment.')) return moment
  if (kind === 'visitor.erased') return record({ visitorId: id })
  if (kind === 'question.marked') return record({ questionKey: id, mark: fc.constantFrom(...QUESTION_MARKS) })
  switch (kind) {
    case 'page.viewed':
      return record({ url: orNull(text), path: orNull(text), title: orNull(text), referrer: orNull(text) })
    case 'consent.changed':
      return record({ analytics: fc.boolean() })
    case 'chat.posted':
      return record({
        commentId: id,
        text,
        lang: orNull(fc.constantFrom('en', 'de', 'zh-Hans', 'th')),
        author: orNull(text),
        role: fc.constantFrom('viewer', 'host', 'moderator'),
        replyTo: orNull(id),
      })
    case 'reaction.sent':
      return record({ reaction: text, count: fc.integer({ min: 1, max: 1000 }) })
    case 'share.sent':
      return record({ target: orNull(text) })
    case 'checkout.started':
      return record({ checkoutId: orNull(id), lines: fc.array(line, { maxLength: 3 }) })
    case 'order.completed':
      return record({
        orderId: id,
        total: money,
        lines: fc.array(line, { maxLength: 3 }),
        sentBy: fc.constantFrom('browser', 'server'),
      })
    case 'order.refunded':
      return record({ orderId: id, total: orNull(money) })
    default:
      return fc.constant(null)
  }
}

/** What JSON.parse can give, -0 aside (JSON text has no way back to it from a stringified 0). */
const json = orNull(fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }), { maxKeys: 4 })).map(
  (value) => (value === null ? null : (JSON.parse(JSON.stringify(value)) as Record<string, unknown>)),
)

/** An event of one kind, every field within the contract. */
export function eventOfKind(kind: EventKind): fc.Arbitrary<Event> {
  return record({
    kind: fc.constant(kind),
    name: text,
    messageId: id,
    visitorId: id,
    userId: orNull(id),
    sessionId: orNull(id),
    seq: orNull(natural(0xffff_ffff)),
    showId: orNull(id),
    occurredAt_ms: unix_ms,
    receivedAt_ms: unix_ms,
    mediaTime_ms: orNull(unix_ms),
    latency_ms: orNull(duration),
    source: text,
    channel: orNull(fc.constantFrom(...CHANNELS)),
    screen: fc.constantFrom(...SCREENS),
    connection: fc.constantFrom(...CONNECTIONS),
    body: bodyOf(kind),
    type: fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias'),
    properties: json,
    context: json,
  }).map((event) => event as Event)
}

/** An event of any kind. */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof(...EVENT_KINDS.map(eventOfKind))

/** A whole record. */
export const anyBatch: fc.Arbitrary<LogBatch> = record({
  collectorId: id,
  number: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  received: fc.array(record({ source: text, events: natural(1e9), bots: natural(1e9) }), { maxLength: 3 }),
  events: fc.array(anyEvent, { maxLength: 12 }),
  quarantined: fc.array(
    record({
      source: text,
      receivedAt_ms: unix_ms,
      messageId: orNull(id),
      reason: fc.constantFrom(...QUARANTINE_REASONS),
      path: text,
      expected: text,
      found: text,
      raw: text,
    }),
    { maxLength: 3 },
  ),
})
