// Random logs for property tests: viewers of every kind of client in two shows and the store, a host, bots, quarantined
// events, late ones, duplicates, ticks and records sent twice. Few names, so that everything meets everything.
import fc from 'fast-check'
import { MOMENT_KINDS, PLAYER_STATES, type Event, type LogBatch } from '../events/contract.ts'
import type { SteppedRecord } from './contract.ts'
import { event, moment, NOTHING_SAID, order, player, product, T0 } from './scenario.fixture.ts'

const PRODUCTS = ['lamp', 'mug', 'rug']
const page = { url: null, path: '/', title: null, referrer: null }

const who = fc.record({
  visitorId: fc.constantFrom('v1', 'v2', 'v3'),
  showId: fc.constantFrom('show1', 'show1', 'show2', null),
  /** 0 and 1 number their events, 2 has sessions alone, 3 nothing. */
  client: fc.integer({ min: 0, max: 3 }),
  source: fc.constantFrom('web', 'app'),
  screen: fc.constantFrom('phone' as const, 'desktop' as const),
  latency_ms: fc.option(fc.integer({ min: 0, max: 8_000 }), { nil: null }),
  userId: fc.option(fc.constantFrom('u1', 'u2'), { nil: null }),
})

const act = fc.record({
  who,
  after_ms: fc.integer({ min: 0, max: 200_000 }),
  delay_ms: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 5_000 }) }, fc.integer({ min: 0, max: 90_000 })),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('beat' as const) },
    fc.constantFrom(
      'player',
      'comment',
      'reaction',
      'share',
      'page',
      'seen',
      'clicked',
      'added',
      'checkout',
      'order',
      'custom',
    ),
    fc.constantFrom('start', 'end', 'moment', 'momentEnd'),
  ),
  state: fc.constantFrom('playing' as const, ...PLAYER_STATES),
  played_ms: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }),
  number: fc.integer({ min: 0, max: 5 }),
  momentKind: fc.constantFrom(...MOMENT_KINDS),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function eventOf({ who, after_ms, what, state, played_ms, number, momentKind }: Act, at: number, seq: number): Event {
  const { client, visitorId, ...fields } = who
  const sessionId = client === 3 ? null : `s-${visitorId}-${client}`
  const of = { ...fields, visitorId, sessionId, seq: client < 2 ? seq : null, messageId: `m${at}` }
  const host = {
    showId: who.showId ?? 'show1',
    visitorId: 'host',
    sessionId: null,
    messageId: `h${at}`,
    source: 'host',
  }
  const productId = PRODUCTS[number % 3] ?? ''
  const body = player(state, { played_ms, bitrate_bps: 1_500_000, startup_ms: number === 0 ? 700 : null })
  switch (what) {
    case 'beat':
      return event('player.heartbeat', after_ms, body, of)
    case 'player':
      return event(number < 2 ? 'player.starting' : number < 4 ? 'player.playing' : 'player.failed', after_ms, body, of)
    case 'comment':
      return event(
        'chat.posted',
        after_ms,
        { commentId: `c${at}`, text: 'hello', lang: 'en', author: null, role: 'viewer', replyTo: null },
        of,
      )
    case 'reaction':
      return event('reaction.sent', after_ms, { reaction: number < 3 ? 'heart' : 'clap', count: number + 1 }, of)
    case 'share':
      return event('share.sent', after_ms, { target: null }, of)
    case 'page':
      return event('page.viewed', after_ms, page, of)
    case 'seen':
      return event('product.seen', after_ms, product(productId), of)
    case 'clicked':
      return event('product.clicked', after_ms, product(productId), of)
    case 'added':
      return event(number < 4 ? 'product.added' : 'product.removed', after_ms, product(productId), of)
    case 'checkout':
      return event(
        'checkout.started',
        after_ms,
        { checkoutId: null, lines: order('o', PRODUCTS.slice(0, 1 + (number % 3))).lines },
        of,
      )
    case 'order':
      return event(
        'order.completed',
        after_ms,
        order(`o${number}`, PRODUCTS.slice(number % 3), number < 3 ? 'browser' : 'server'),
        of,
      )
    case 'custom':
      return event('custom', after_ms, null, of)
    case 'start':
      return event('show.started', after_ms, { ...NOTHING_SAID, title: `title ${number}` }, host)
    case 'end':
      return event('show.ended', after_ms, NOTHING_SAID, host)
    case 'moment': {
      const ends_ms = number < 2 ? T0 + after_ms + 20_000 : null
      return event('moment.started', after_ms, moment(`moment${number}`, momentKind, productId, ends_ms), host)
    }
    case 'momentEnd':
      return event('moment.ended', after_ms, moment(`moment${number}`, momentKind, productId), host)
  }
}

/** A log of one partition, in order, with offsets from 0. */
export const stream: fc.Arbitrary<readonly SteppedRecord[]> = fc
  .record({
    acts: fc.array(act, { minLength: 1, maxLength: 60 }),
    perRecord: fc.integer({ min: 1, max: 5 }),
    twice: fc.integer({ min: 2, max: 9 }),
    repeated: fc.integer({ min: 3, max: 12 }),
  })
  .map(({ acts, perRecord, twice, repeated }) => {
    const next = new Map<string, number>()
    const arrivals = [...acts]
      .sort((a, b) => a.after_ms - b.after_ms)
      .map((act, at) => {
        const session = `${act.who.visitorId} ${act.who.client} ${act.who.showId}`
        const seq = next.get(session) ?? 0
        next.set(session, seq + 1)
        const event = eventOf(act, at, seq)
        return { event, at_ms: event.occurredAt_ms + act.delay_ms }
      })
      .flatMap((arrival, i) => (i % twice === 1 ? [arrival, { ...arrival, at_ms: arrival.at_ms + 3_000 }] : [arrival]))
      .sort((a, b) => a.at_ms - b.at_ms)
    const batches: { batch: LogBatch; at_ms: number }[] = []
    for (let i = 0; i < arrivals.length; i += perRecord) {
      const some = arrivals.slice(i, i + perRecord)
      const batch = collected(
        batches.length + 1,
        some.map(({ event }) => event),
      )
      const at_ms = Math.max(...some.map((arrival) => arrival.at_ms))
      batches.push({ batch, at_ms })
      if (batches.length % repeated === 0) batches.push({ batch, at_ms: at_ms + 1 })
      if (batches.length % 4 === 0) batches.push({ batch: tick, at_ms: at_ms + 2_000 })
    }
    return [...batches, { batch: tick, at_ms: T0 + 900_000 }].map(({ batch, at_ms }, offset) => ({
      offset,
      appendedAt_ms: at_ms,
      batch,
    }))
  })

const tick: LogBatch = { collectorId: 'tick', number: 0, received: [], events: [], quarantined: [] }

/** As the collector of the home partition counts: what it kept, what it did not, and bots. */
function collected(number: number, events: readonly Event[]): LogBatch {
  const quarantined =
    number % 3 === 0
      ? [
          {
            source: 'web',
            receivedAt_ms: T0,
            messageId: null,
            reason: 'malformed' as const,
            path: 'x',
            expected: 'y',
            found: 'z',
            raw: '{}',
          },
        ]
      : []
  const bots = number % 4 === 0 ? 2 : 0
  const received = ['web', 'app', 'host'].map((source) => {
    const own = events.filter((event) => event.source === source).length
    return source === 'web'
      ? { source, events: own + quarantined.length + bots, bots }
      : { source, events: own, bots: 0 }
  })
  return { collectorId: 'c1', number, received, events, quarantined }
}
