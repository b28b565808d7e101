// What viewers and hosts send in a small world, and what the collector makes of it: a plan of log appends over time, and
// a ledger of what was sent, which the tables must agree with in the end.
import { encodeBatch } from '../../../events/codec.ts'
import type { Bodies, Event, EventKind, LogBatch, PlayerState, Quarantined } from '../../../events/contract.ts'
import { HOME_PARTITION } from '../../../events/contract.ts'
import { partitionOf } from '../../../events/partition.ts'
import type { Append } from '../../../log/contract.ts'
import type { Random } from './random.fixture.ts'

export interface Traffic {
  /** What to append when, one log append each; a record sent twice stands in it twice. */
  readonly appends: readonly { readonly at_ms: number; readonly records: readonly Append[] }[]
  readonly ledger: ReadonlyMap<string, Ledger>
  readonly end_ms: number
}

/** By source: the conservation sum as the senders know it. */
export interface Ledger {
  received: number
  /** Of them, sent for the first time and valid. */
  kept: number
  duplicate: number
  quarantined: number
  bot: number
}

export interface TrafficOptions {
  readonly partitions: number
  readonly start_ms: number
  readonly length_ms: number
  readonly visitors: number
}

interface Delivery {
  readonly at_ms: number
  readonly event: Event
}

const SHOWS = ['show-a', 'show-b']
const PRODUCTS = ['lamp', 'mug']
const SOURCES = ['web', 'app']

export function createTraffic(random: Random, options: TrafficOptions): Traffic {
  const { partitions, start_ms, length_ms, visitors } = options
  const deliveries: Delivery[] = hostEvents(random, options)
  for (let v = 0; v < visitors; v++) deliveries.push(...visit(random, options, `visitor-${v}-${random.between(0, 99)}`))
  deliveries.forEach(
    (delivery, i) => (deliveries[i] = { ...delivery, event: { ...delivery.event, messageId: `m${i}` } }),
  )
  // A client that got no answer sends again, under the same ids.
  for (const { at_ms, event } of [...deliveries])
    if (random.chance(0.12)) deliveries.push({ at_ms: at_ms + random.between(100, 40_000), event })
  deliveries.sort((a, b) => a.at_ms - b.at_ms)

  const ledger = new Map(
    SOURCES.map((source) => [source, { received: 0, kept: 0, duplicate: 0, quarantined: 0, bot: 0 }]),
  )
  const of = (source: string) => ledger.get(source) as Ledger
  const seen = new Set<string>()
  const appends: { at_ms: number; records: Append[] }[] = []
  const numbers = new Map<string, number>()
  let collectorId = 'collector-1'

  for (let at_ms = start_ms; deliveries.length > 0; at_ms += random.between(200, 9_000)) {
    const now: Event[] = []
    while (deliveries[0] && deliveries[0].at_ms <= at_ms)
      now.push({ ...(deliveries.shift() as Delivery).event, receivedAt_ms: at_ms })
    // Collectors come and go, each with an id and numbers of its own.
    if (random.chance(0.04)) collectorId = `collector-${random.between(2, 1_000_000)}`
    const records: Append[] = []
    for (let partition = 0; partition < partitions; partition++) {
      const events = now.filter((e) => isHost(e) || partitionOf(e.visitorId, partitions) === partition)
      const quarantined = random.chance(0.08) ? [quarantine(random, at_ms)] : []
      const bots = random.chance(0.05) ? [{ source: random.pick(SOURCES), events: 2, bots: 2 }] : []
      if (events.length + quarantined.length + bots.length === 0) continue
      const counted = events.filter((e) => !isHost(e) || partition === HOME_PARTITION)
      const received = [
        ...counted.map((e) => ({ source: e.source, events: 1, bots: 0 })),
        ...quarantined.map((q) => ({ source: q.source, events: 1, bots: 0 })),
        ...bots,
      ]
      for (const each of received) {
        of(each.source).received += each.events
        of(each.source).bot += each.bots
      }
      for (const { source } of quarantined) of(source).quarantined++
      for (const event of counted) {
        const id = idOf(event)
        if (seen.has(id)) of(event.source).duplicate++
        else of(event.source).kept++
        seen.add(id)
      }
      const place = `${collectorId} ${partition}`
      const number = (numbers.get(place) ?? 0) + 1
      numbers.set(place, number)
      const batch: LogBatch = { collectorId, number, received: merge(received), events, quarantined }
      records.push({ partition, bytes: encodeBatch(batch) })
    }
    if (records.length === 0) continue
    appends.push({ at_ms, records })
    // A record sent twice: the collector did not hear that the first was taken.
    if (random.chance(0.1)) appends.push({ at_ms: at_ms + random.between(1, 30), records })
  }
  return { appends, ledger, end_ms: Math.max(start_ms + length_ms, appends.at(-1)?.at_ms ?? 0) }
}

const isHost = (event: Event) => event.kind.startsWith('show.') || event.kind.startsWith('moment.')

/** By what the contract tells duplicates. */
function idOf(event: Event): string {
  return event.seq !== null && event.sessionId !== null
    ? JSON.stringify([event.visitorId, event.sessionId, event.showId, event.seq])
    : JSON.stringify([event.visitorId, event.messageId])
}

function merge(received: LogBatch['received']): LogBatch['received'] {
  const by = new Map<string, { source: string; events: number; bots: number }>()
  for (const { source, events, bots } of received) {
    const sum = by.get(source) ?? { source, events: 0, bots: 0 }
    by.set(source, { source, events: sum.events + events, bots: sum.bots + bots })
  }
  return [...by.values()]
}

function quarantine(random: Random, at_ms: number): Quarantined {
  return {
    source: random.pick(SOURCES),
    receivedAt_ms: at_ms,
    messageId: null,
    reason: 'malformed',
    path: 'properties.price',
    expected: 'a number',
    found: '"x"',
    raw: '{}',
  }
}

function makeEvent<K extends EventKind>(
  kind: K,
  body: Bodies[K],
  more: Partial<Event> & { occurredAt_ms: number },
): Event {
  return {
    kind,
    name: kind,
    messageId: '',
    visitorId: '',
    userId: null,
    sessionId: null,
    seq: null,
    showId: null,
    receivedAt_ms: more.occurredAt_ms,
    mediaTime_ms: null,
    latency_ms: null,
    source: 'web',
    channel: 'site',
    screen: 'phone',
    connection: 'wifi',
    type: 'track',
    properties: null,
    context: null,
    body,
    ...more,
  } as Event
}

function hostEvents(random: Random, { start_ms, length_ms }: TrafficOptions): Delivery[] {
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
function visit(random: Random, { start_ms, length_ms }: TrafficOptions, visitorId: string): Delivery[] {
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
