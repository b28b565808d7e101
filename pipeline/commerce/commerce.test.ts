import { describe, expect, it } from 'vitest'
import {
  event,
  HOUR,
  moment,
  NOTHING_SAID,
  order,
  product,
  scenario,
  SECOND,
  T0,
  type Scenario,
} from '../scenario.fixture.ts'

const host = { visitorId: 'host', sessionId: null, source: 'host' }
const pin = (after_ms: number, id: string, productId: string) =>
  event('moment.started', after_ms, moment(id, 'pin', productId), { ...host, messageId: `h${id}` })
const page = { url: null, path: null, title: null, referrer: null }
const orders = (story: Scenario) =>
  story.table('orders_log').map((row) => [row['order_id'], row['show_id'], row['moment_id']])

describe('the product funnel', () => {
  it('counts by product, moment the viewer saw, and minute', () => {
    const story = scenario()
    story.send([pin(10_000, 'p1', 'lamp')])
    story.send([
      event('product.seen', 9_000, product('lamp')),
      event('product.seen', 12_000, product('lamp'), { latency_ms: 2_001 }),
      event('product.seen', 12_001, product('lamp'), { latency_ms: 2_001 }),
      event('product.clicked', 13_000, product('mug')),
      event('product.clicked', 13_001, product('lamp')),
      event('product.viewed', 14_000, product('lamp')),
      event('product.added', 15_000, product('lamp')),
      event('product.removed', 16_000, product('lamp')),
    ])
    story.send([
      event('checkout.started', 61_000, { checkoutId: null, lines: order('o', ['lamp', 'lamp', 'mug']).lines }),
    ])
    const S0 = T0 / 1000
    const zero = { impressions: 0, clicks: 0, carts: 0, removals: 0, checkouts: 0 }
    expect(story.table('product_minutes_log').map(({ show_id: _, ...row }) => row)).toEqual([
      { ...zero, product_id: 'lamp', moment_id: '', minute: S0, impressions: 2 },
      { ...zero, product_id: 'lamp', moment_id: 'p1', minute: S0, impressions: 1, clicks: 1, carts: 1, removals: 1 },
      { ...zero, product_id: 'mug', moment_id: '', minute: S0, clicks: 1 },
      { ...zero, product_id: 'lamp', moment_id: 'p1', minute: S0 + 60, checkouts: 1 },
      { ...zero, product_id: 'mug', moment_id: '', minute: S0 + 60, checkouts: 1 },
    ])
    const sums = { impressions: 3, clicks: 2, carts: 1, checkouts: 1 }
    expect(story.table('sessions_log')).toMatchObject([{ ...sums, events: 9 }])
    expect(story.table('show_totals_log')).toMatchObject([sums])
    expect(story.table('show_minutes_log')).toMatchObject([{ impressions: 3, clicks: 2, carts: 1 }, { checkouts: 1 }])
    expect(story.table('events_log').filter((row) => row['kind'] === 'product.viewed')).toMatchObject([
      { product_id: 'lamp', moment_id: 'p1' },
    ])
  })

  it('counts the store as the show without a name', () => {
    const story = scenario()
    story.send([event('product.seen', 0, product('lamp'), { showId: null })])
    expect(story.table('product_minutes_log')).toMatchObject([{ show_id: '', product_id: 'lamp', impressions: 1 }])
    expect(story.table('sessions_log')).toMatchObject([{ show_id: '', impressions: 1 }])
    expect(story.frame().shows).toEqual([])
  })

  it('leaves late events out of the minutes, not out of the session', () => {
    const story = scenario()
    story.tick(HOUR)
    story.send([event('product.clicked', 0, product('lamp'))], HOUR)
    expect(story.table('product_minutes_log')).toEqual([])
    expect(story.table('show_minutes_log')).toEqual([])
    expect(story.table('sessions_log')).toMatchObject([{ clicks: 1, late: 1 }])
    expect(story.table('show_totals_log')).toMatchObject([{ clicks: 1, late: 1 }])
  })
})

describe('orders', () => {
  it('say of a copy that it is proven', () => {
    const story = scenario()
    story.send([event('order.completed', 1_000, { ...order('o1', ['lamp']), proven: true })])
    expect(story.table('orders_log')).toMatchObject([{ order_id: 'o1', proven: true }])
    expect(story.frame().shows.flatMap(({ orders }) => orders)).toMatchObject([{ orderId: 'o1', proven: true }])
  })

  it('are told to the glass without a show where the shop proves them, and then alone', () => {
    const story = scenario()
    const store = { showId: null, sessionId: 'store' }
    story.send([event('order.completed', 1_000, { ...order('o1', ['lamp'], 'server'), proven: true }, store)])
    story.send([event('order.completed', 2_000, order('o2', ['lamp']), store)])
    expect(story.frame().orders).toMatchObject([
      { orderId: 'o1', attributed: false, proven: true, total_minor: 500, lines: [{ productId: 'lamp' }] },
    ])
    expect(story.frame()).not.toHaveProperty('orders')
  })

  it('count for the moment the viewer saw when clicking, line by line', () => {
    const story = scenario()
    story.send([pin(0, 'p1', 'lamp')])
    story.send([event('product.clicked', 20_000, product('lamp'))])
    story.send([pin(30_000, 'p2', 'mug')])
    // Five seconds behind the broadcast this viewer still sees the first pin when the second runs.
    story.send([event('product.clicked', 33_000, product('lamp'), { latency_ms: 5_000 })])
    story.send([event('product.clicked', 40_000, product('mug'), { latency_ms: 5_000 })])
    story.send([event('order.completed', 90_000, order('o1', ['lamp', 'mug', 'rug']), { userId: 'u' })])
    expect(story.table('orders_log')).toEqual([
      {
        offset: 5,
        index: 0,
        order_id: 'o1',
        visitor_id: 'v1',
        user_id: 'u',
        session_id: 's1',
        show_id: 'show',
        moment_id: 'p2',
        proven: false,
        sent_by: 'browser',
        occurred_at: T0 + 90_000,
        total_minor: 1500,
        currency: 'EUR',
        late: false,
      },
    ])
    const lines = story
      .table('order_lines_log')
      .map((row) => [row['line'], row['product_id'], row['moment_id'], row['price_minor'], row['quantity']])
    expect(lines).toEqual([
      [0, 'lamp', 'p1', 500, 1],
      [1, 'mug', 'p2', 500, 1],
      [2, 'rug', '', 500, 1],
    ])
    expect(story.frame().shows[0]?.orders).toMatchObject([
      {
        orderId: 'o1',
        attributed: true,
        at_ms: T0 + 90_000,
        lines: [{ momentId: 'p1' }, { momentId: 'p2' }, { momentId: '' }],
      },
    ])
    expect(story.frame().shows.flatMap((show) => show.orders)).toEqual([])
  })

  it('in the store count for the show touched last, within a day', () => {
    const inStore = { showId: null, sessionId: 'store' }
    const story = scenario()
    story.send([event('page.viewed', 0, page, { showId: 'a', sessionId: 'sa' })])
    story.send([event('page.viewed', 10_000, page, { showId: 'b', sessionId: 'sb' })])
    story.send([event('order.completed', 24 * HOUR + 10_000, order('o1', ['lamp']), inStore)])
    story.send([event('order.completed', 24 * HOUR + 10_001, order('o2', ['lamp']), inStore)])
    expect(orders(story)).toEqual([
      ['o1', 'b', ''],
      ['o2', '', ''],
    ])
  })

  it('go by when things occurred, not by when they came', () => {
    const story = scenario()
    const touch = (after_ms: number, showId: string) =>
      event('page.viewed', after_ms, page, { showId, sessionId: `s${showId}` })
    story.send([touch(0, 'a')])
    story.send([touch(5_000, 'b')])
    story.send([touch(20_000, 'a')])
    // Between two touches that had come before it.
    story.send([touch(8_000, 'c')], 21_000)
    const store = { showId: null, sessionId: 'store' }
    const at = [-1, 0, 4_999, 5_000, 8_000, 19_999, 20_000]
    story.send(
      at.map((after_ms, i) => event('order.completed', after_ms, order(`o${i}`, ['lamp']), store)),
      22_000,
    )
    expect(orders(story).map(([, show]) => show)).toEqual(['', 'a', 'a', 'b', 'c', 'c', 'a'])
  })

  it('that carry a show are a touch of it themselves', () => {
    const story = scenario()
    story.send([event('order.completed', 0, order('o1', ['lamp']))])
    story.send([event('order.completed', 1_000, order('o2', ['lamp']), { showId: null, sessionId: 'store' })])
    expect(orders(story).map(([, show]) => show)).toEqual(['show', 'show'])
  })

  it('take no moment of another show, and none from before the day', () => {
    const story = scenario()
    story.send([pin(0, 'p1', 'lamp')])
    story.send([event('product.clicked', 1_000, product('lamp'))])
    story.send([event('page.viewed', 2_000, page, { showId: 'other', sessionId: 'so' })])
    story.send([event('order.completed', 3_000, order('o1', ['lamp']), { showId: null, sessionId: 'store' })])
    story.send([event('order.completed', 24 * HOUR + 1_001, order('o2', ['lamp']))])
    expect(orders(story)).toEqual([
      ['o1', 'other', ''],
      ['o2', 'show', ''],
    ])
  })

  it('are a row a copy, and one order in their session', () => {
    const story = scenario()
    const server = { sessionId: null, showId: null, messageId: 'server' }
    story.send([event('order.completed', 1_000, order('o1', ['lamp'], 'server'), server)])
    story.send([event('order.completed', 2_000, order('o1', ['lamp']), { messageId: 'one' })])
    story.send([event('order.completed', 3 * SECOND, order('o1', ['lamp']), { messageId: 'two' })])
    expect(orders(story)).toEqual([
      ['o1', '', ''],
      ['o1', 'show', ''],
      ['o1', 'show', ''],
    ])
    // The shop's server is no visit.
    expect(story.table('sessions_log')).toMatchObject([{ session_id: 's1', orders: 1, events: 2 }])
    expect(story.table('events_log').map((row) => row['session_id'])).toEqual(['', 's1', 's1'])
    expect(story.table('show_totals_log')).toMatchObject([
      { show_id: '', visitors: 1, sessions: 0 },
      { show_id: 'show', visitors: 1, sessions: 1 },
    ])
  })

  it('keep their show even when the host ends it', () => {
    const story = scenario()
    story.send([event('show.started', 0, NOTHING_SAID, { ...host, messageId: 'h1' })])
    story.send([event('page.viewed', 1_000, page)])
    story.send([event('show.ended', 2_000, NOTHING_SAID, { ...host, messageId: 'h2' })])
    story.send([event('order.completed', HOUR, order('o1', ['lamp']), { showId: null, sessionId: 'store' })])
    expect(orders(story)).toEqual([['o1', 'show', '']])
    expect(story.frame().shows[0]).toMatchObject({ orders: [{ orderId: 'o1' }] })
  })
})
