// What viewers and hosts do in a small world, each event with the moment it reaches a collector.
import type { Bodies, Event, EventKind, EventOf, PlayerState } from '../../../events/contract.ts'
import { event, T0 } from '../../scenario.fixture.ts'
import type { Random } from './random.fixture.ts'

export interface Span {
  readonly start_ms: number
  readonly length_ms: number
}

export interface Delivery {
  readonly at_ms: number
  readonly event: Event
}

const SHOWS = ['show-a', 'show-b']
const PRODUCTS = ['lamp', 'mug']
export const SOURCES = ['web', 'app']

/** Of nobody and in no show, where `more` does not say. */
function makeEvent<K extends EventKind>(
  kind: K,
  body: Bodies[K],
  more: Partial<Omit<EventOf<K>, 'kind' | 'body'>> & { readonly occurredAt_ms: number },
): Event {
  const nobody = { messageId: '', visitorId: '', sessionId: null, showId: null, receivedAt_ms: more.occurredAt_ms }
  return event(kind, more.occurredAt_ms - T0, body, { ...nobody, ...more })
}

/** What the hosts of all shows do. */
export function hostEvents(random: Random, { start_ms, length_ms }: Span): Delivery[] {
  const found: Delivery[] = []
  for (const showId of SHOWS) {
    const say = <K extends EventKind>(kind: K, body: Bodies[K], at_ms: number) =>
      found.push({
        at_ms,
        event: makeEvent(kind, body, { visitorId: `host-${showId}`, showId, occurredAt_ms: at_ms, source: 'app' }),
      })
    const products = PRODUCTS.map((productId, i) => ({
      productId,
      title: productId,
      number: i + 1,
      price_minor: 900,
      image: null,
    }))
    const show = {
      title: showId,
      showKind: 'demo',
      channel: 'site',
      host: 'Mei',
      currency: 'EUR',
      plannedStart_ms: null,
      products,
    } as const
    let at_ms = start_ms + random.between(0, 20_000)
    say('show.started', show, at_ms)
    for (let m = 0; at_ms < start_ms + length_ms - 60_000; m++) {
      at_ms += random.between(5_000, 60_000)
      const moment = {
        momentId: `${showId}-${m}`,
        momentKind: random.pick(['pin', 'pin', 'offer'] as const),
        title: null,
        productId: random.pick(PRODUCTS),
        price_minor: null,
        endsAt_ms: null,
      }
      say('moment.started', moment, at_ms)
      if (random.chance(0.5)) say('moment.ended', moment, at_ms + random.between(1_000, 30_000))
    }
    if (random.chance(0.5))
      say('show.ended', { ...show, title: null, products: null }, start_ms + length_ms - random.between(0, 9_000))
  }
  return found
}

/** One visitor's visits: one after another or at once, some with sequence numbers, some from a client without sessions. */
export function visit(random: Random, { start_ms, length_ms }: Span, visitorId: string): Delivery[] {
  const found: Delivery[] = []
  for (let s = random.between(1, 2); s > 0; s--) {
    const showId = random.chance(0.75) ? random.pick(SHOWS) : null
    const plain = random.chance(0.25)
    const source = random.pick(SOURCES)
    const sessionId = plain ? null : `${visitorId}-session-${s}`
    const network_ms = random.pick([300, 2_000, 2_000, 20_000])
    let occurredAt_ms = start_ms + random.between(0, Math.floor(length_ms * 0.6))
    let state: PlayerState = 'starting'
    for (let seq = 0, most = random.between(3, 14); seq < most; seq++) {
      const chosen = choose(random, showId !== null, state, `${visitorId}-${s}-${seq}`)
      if (chosen.kind.startsWith('player.')) state = (chosen.body as Bodies['player.playing']).state
      const event = makeEvent(chosen.kind, chosen.body, {
        visitorId,
        sessionId,
        showId,
        source,
        occurredAt_ms,
        seq: plain ? null : seq,
        latency_ms: random.chance(0.5) ? random.between(500, 20_000) : null,
      } as never)
      // Most arrive soon; some after their windows have closed.
      const delay_ms = random.chance(0.06) ? random.between(30_000, 60_000) : random.between(20, network_ms)
      found.push({ at_ms: occurredAt_ms + delay_ms, event })
      occurredAt_ms += random.between(10, 12_000)
    }
  }
  return found
}

type Choice = { [K in EventKind]: { readonly kind: K; readonly body: Bodies[K] } }[EventKind]

function choose(random: Random, isShow: boolean, state: PlayerState, id: string): Choice {
  const productId = random.pick(PRODUCTS)
  const product = { productId, quantity: 1, price_minor: 900, currency: 'EUR', title: null }
  const player = {
    state,
    played_ms: random.chance(0.7) ? random.between(0, 5_000) : null,
    rebuffer_ms: random.between(0, 200),
    startup_ms: null,
    position_ms: random.chance(0.5) ? random.between(0, 100_000) : null,
    bitrate_bps: 2_000_000,
    droppedFrames: random.between(0, 3),
    hidden: random.chance(0.15),
    muted: random.chance(0.3),
    fullscreen: false,
    error: null,
  }
  const order = {
    orderId: `order-${id}`,
    total: { amount_minor: 900, currency: 'EUR' },
    lines: [product],
    sentBy: 'browser',
  } as const
  const shop: Choice[] = [
    { kind: 'product.seen', body: product },
    { kind: 'product.clicked', body: product },
    { kind: 'product.added', body: product },
    { kind: 'checkout.started', body: { checkoutId: null, lines: [product] } },
    { kind: 'order.completed', body: order },
    { kind: 'page.viewed', body: { url: null, path: '/', title: null, referrer: null } },
    { kind: 'custom', body: null },
  ]
  const watch: Choice[] = [
    { kind: 'player.starting', body: { ...player, state: 'starting' } },
    { kind: 'player.playing', body: { ...player, state: 'playing', startup_ms: random.between(100, 9_000) } },
    { kind: 'player.heartbeat', body: player },
    { kind: 'player.heartbeat', body: player },
    { kind: 'player.heartbeat', body: player },
    { kind: 'player.rebuffer_started', body: { ...player, state: 'rebuffering' } },
    { kind: 'player.paused', body: { ...player, state: 'paused' } },
    { kind: 'player.ended', body: { ...player, state: 'ended' } },
    {
      kind: 'chat.posted',
      body: {
        commentId: `comment-${id}`,
        text: 'how big is it?',
        lang: 'en',
        author: null,
        role: 'viewer',
        replyTo: null,
      },
    },
    { kind: 'reaction.sent', body: { reaction: random.pick(['❤', '👏']), count: random.between(1, 5) } },
    { kind: 'share.sent', body: { target: null } },
  ]
  return random.pick(isShow && random.chance(0.7) ? watch : shop)
}
