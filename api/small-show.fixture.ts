// A small show worked out by hand: three viewers, two orders, one late comment. What it comes to stands in EXPECTED.
import type { Event, EventOf } from '../events/contract.ts'
import type { World } from './world.fixture.ts'
import { event, player } from './world.fixture.ts'

/** The start of a minute. */
export const T0 = 1_790_000_040_000
const DAY_MS = 86_400_000

const running = new Map<string, number>()

/** The next event of a session of the show, at a second of it. */
function at<K extends Event['kind']>(
  second: number,
  session: string,
  kind: K,
  body: EventOf<K>['body'],
  said: Partial<EventOf<K>> = {},
): Event {
  const [visitorId = ''] = session.split('.')
  const seq = running.get(session) ?? 0
  running.set(session, seq + 1)
  const place = visitorId === 'v2' ? { screen: 'desktop', connection: 'wifi' } : {}
  return event(kind, {
    visitorId,
    sessionId: session,
    seq,
    showId: 's',
    occurredAt_ms: T0 + second * 1000,
    body,
    ...place,
    ...said,
  } as Partial<EventOf<K>> & { body: EventOf<K>['body']; visitorId: string; occurredAt_ms: number })
}

const product = (productId: string): EventOf<'product.seen'>['body'] => ({
  productId,
  quantity: 1,
  price_minor: 3900,
  currency: 'EUR',
  title: null,
})
const line = (productId: string, quantity: number, price_minor: number) => ({
  productId,
  quantity,
  price_minor,
  currency: 'EUR',
})
const comment = (commentId: string, text: string): EventOf<'chat.posted'>['body'] => ({
  commentId,
  text,
  lang: 'en',
  author: null,
  role: 'viewer',
  replyTo: null,
})

/** Plays it all: the store on the day before, then the show, then time until every window has closed. */
export async function playSmallShow(world: World): Promise<void> {
  running.clear()
  world.now = T0 - DAY_MS
  world.give(store())
  world.now = T0
  await declare(world)
  const events = show()
  let pinned = false
  for (const one of events) {
    world.now = one.occurredAt_ms
    if (!pinned && world.now >= T0 + 10_000) {
      pinned = true
      await pin(world)
    }
    world.give([one])
    world.frames()
  }
  world.now = T0 + 35_000
  await post(world, '/v1/shows/s/moments/m1/end')
  // Sent again: the same session and number, so it counts as a duplicate.
  world.give(events.filter((one) => one.kind === 'chat.posted').slice(1, 2))
  // Posted at second 2, heard of at 45: more than 30 s behind, so it is late.
  world.now = T0 + 45_000
  world.give([at(2, 'v2.b', 'chat.posted', comment('late', 'late hello'))])
  world.now = T0 + 50_000
  await post(world, '/v1/shows/s/end')
  world.frames()
  world.now = T0 + 180_000
  world.tick()
  world.frames()
  await world.flush()
}

async function declare(world: World): Promise<void> {
  const products = [
    { productId: 'p1', title: 'Pan', number: 1, price_minor: 3900, image: null },
    { productId: 'p2', title: 'Lid', number: 2, price_minor: 1000, image: null },
  ]
  const said = { title: 'Kitchen', kind: 'demo', channel: 'site', host: 'Mira', currency: 'EUR', products }
  await post(world, '/v1/shows/s/start', said)
}

async function pin(world: World): Promise<void> {
  const now = world.now
  world.now = T0 + 10_000
  await post(world, '/v1/shows/s/moments', { momentId: 'm1', kind: 'pin', productId: 'p1' })
  world.now = now
}

async function post(world: World, path: string, body: unknown = {}): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await world.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status !== 202) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}

function show(): readonly Event[] {
  const order = (
    orderId: string,
    total: number,
    lines: readonly ReturnType<typeof line>[],
    sentBy: 'browser' | 'server',
  ) => ({ orderId, total: { amount_minor: total, currency: 'EUR' }, lines, sentBy }) as const
  const events = [
    at(1, 'v1.a', 'player.starting', player({ state: 'starting', played_ms: 0 })),
    at(2, 'v1.a', 'player.playing', player({ startup_ms: 800 })),
    at(5, 'v2.b', 'player.starting', player({ state: 'starting' })),
    at(6, 'v2.b', 'player.playing', player({ startup_ms: 1500 })),
    at(8, 'v3.c', 'player.starting', player({ state: 'starting' })),
    at(10, 'v3.c', 'player.failed', player({ state: 'failed', error: 'MEDIA_ERR_NETWORK' })),
    at(11, 'v1.a', 'product.seen', product('p1')),
    at(12, 'v1.a', 'player.heartbeat', player({ played_ms: 10_000 })),
    at(12, 'v2.b', 'product.seen', product('p1')),
    at(13, 'v1.a', 'product.clicked', product('p1')),
    at(13, 'v2.b', 'product.seen', product('p2')),
    at(14, 'v1.a', 'product.added', product('p1')),
    at(15, 'v1.a', 'chat.posted', comment('c1', 'Does it work on induction?')),
    at(16, 'v1.a', 'reaction.sent', { reaction: '❤️', count: 5 }),
    at(16, 'v2.b', 'player.heartbeat', player({ played_ms: 10_000 })),
    at(17, 'v2.b', 'chat.posted', comment('c2', 'nice')),
    at(18, 'v1.a', 'checkout.started', { checkoutId: null, lines: [line('p1', 1, 3900)] }),
    at(18, 'v2.b', 'player.rebuffer_started', player({ state: 'rebuffering', played_ms: 2000 })),
    at(19, 'v1.a', 'order.completed', order('o1', 3900, [line('p1', 1, 3900)], 'browser')),
    at(19, 'v2.b', 'share.sent', { target: 'link' }),
    at(20, 'v1.a', 'player.paused', player({ state: 'paused', played_ms: 8000 })),
    // The shop's server reports the same order, not knowing of any show.
    event('order.completed', {
      visitorId: 'user-1',
      userId: 'user-1',
      occurredAt_ms: T0 + 21_000,
      body: order('o1', 3900, [line('p1', 1, 3900)], 'server'),
    }),
    at(21, 'v2.b', 'player.rebuffer_ended', player({ rebuffer_ms: 3000 })),
    at(22, 'v2.b', 'product.clicked', product('p1')),
    at(25, 'v1.d', 'player.starting', player({ state: 'starting' })),
    at(26, 'v1.d', 'player.playing', player({ startup_ms: 700 })),
    at(27, 'v2.b', 'order.completed', order('o2', 8800, [line('p1', 2, 3900), line('p2', 1, 1000)], 'browser')),
    at(30, 'v2.b', 'player.exited', player({ state: 'exited', played_ms: 9000 })),
    at(40, 'v1.d', 'player.exited', player({ state: 'exited', played_ms: 14_000 })),
  ]
  return events
}

/** Five visitors of the store look at the pan; one buys it, one buys something that is not in the show. */
function store(): readonly Event[] {
  return ['st1', 'st2', 'st3', 'st4', 'st5'].flatMap((visitorId, i) => {
    const said = { visitorId, sessionId: `${visitorId}.x`, occurredAt_ms: T0 - DAY_MS }
    const bought = ['p1', 'p9'][i]
    const total = { amount_minor: 3900, currency: 'EUR' }
    return [
      event('product.viewed', { ...said, seq: 0, body: product('p1') }),
      ...(bought === undefined
        ? []
        : [
            event('order.completed', {
              ...said,
              seq: 1,
              body: { orderId: `store-${i}`, total, lines: [line(bought, 1, 3900)], sentBy: 'browser' },
            }),
          ]),
    ]
  })
}

/** By hand, from the list above. Seconds of the curve: 1 +1, 5 +1, 8 +1, 10 -1, 20 -1, 25 +1, 30 -1, 40 -1. */
export const EXPECTED = {
  peakViewers: 3,
  peakAt_ms: T0 + 8000,
  uniqueViewers: 3,
  played_ms: 53_000, // 18 + 21 + 0 + 14 s
  medianWatch_ms: 16_000, // of 0, 14, 18, 21 s
  comments: 3, // one of them late
  reactions: 5,
  shares: 1,
  impressions: 3,
  clicks: 2,
  carts: 1,
  checkouts: 1,
  late: 1,
  orders: 2,
  buyers: 2,
  revenue_minor: 12_700,
} as const
