import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Row } from '../../store/contract.ts'
import type { TableName } from '../../store/tables.ts'
import type {
  CommentPage,
  MomentList,
  MomentResults,
  ProductTable,
  ShowDetail,
  ShowList,
  Timeline,
  ViewersCurve,
} from '../contract.ts'
import { UNDECLARED_LISTED_MAX } from '../shows/summaries.ts'
import { EXPECTED, T0, playSmallShow } from '../small-show.fixture.ts'
import type { World } from '../world.fixture.ts'
import { openWorld } from '../world.fixture.ts'

let world: World
beforeAll(async () => {
  world = await openWorld(T0)
  await playSmallShow(world)
})
afterAll(() => world.close())

const { peakAt_ms, medianWatch_ms, reactions, shares, impressions, clicks, carts, checkouts, late, ...summary } =
  EXPECTED

describe('shows from the record', () => {
  it('are listed with their totals', async () => {
    const { shows, next } = await world.get<ShowList>('/v1/shows')
    expect(next).toBeNull()
    expect(shows).toEqual([
      {
        showId: 's',
        title: 'Kitchen',
        kind: 'demo',
        channel: 'site',
        host: 'Mira',
        currency: 'EUR',
        status: 'ended',
        plannedStart_ms: null,
        startedAt_ms: T0,
        endedAt_ms: T0 + 50_000,
        viewersNow: 0,
        ...summary,
        // Of the seconds at EXPECTED, the most in each ten.
        shape: [3, 2, 2, 1, 0],
      },
    ])
  })

  it('are told whole', async () => {
    const detail = await world.get<ShowDetail>('/v1/shows/s')
    expect(detail).toMatchObject({
      ...EXPECTED,
      // Starts within 0.7, 0.8 and 1.5 s: two between 500 and 1000, the median three quarters up that bucket.
      quality: { attempts: 4, starts: 3, failures: 1, startup_ms: 875, played_ms: 53_000, rebuffer_ms: 3000 },
    })
    expect(detail.products.map((product) => product.productId)).toEqual(['p1', 'p2'])
    // v1 watched 32 s, v2 21 s, v3 nothing.
    expect(detail.retention[0]).toEqual({ watched_ms: 0, viewers: 3 })
    for (const { watched_ms, viewers } of detail.retention.slice(1)) {
      expect(viewers).toBe(watched_ms <= 21_000 ? 2 : watched_ms <= 32_000 ? 1 : 0)
    }
    expect(detail.retention.at(-1)?.viewers).toBe(0)
  })

  it('have their minutes', async () => {
    const { minutes, moments } = await world.get<Timeline>('/v1/shows/s/timeline')
    expect(minutes).toEqual([
      {
        minute: T0 / 1000,
        viewers: 0,
        peakViewers: 3,
        joins: 4,
        leaves: 4,
        newViewers: 3,
        played_ms: 53_000,
        comments: 2, // the late one is in no minute
        reactions: 5,
        shares: 1,
        impressions: 3,
        clicks: 2,
        carts: 1,
        checkouts: 1,
        orders: 2,
        revenue_minor: 12_700,
      },
    ])
    expect(moments).toEqual([
      {
        momentId: 'm1',
        kind: 'pin',
        title: '',
        productId: 'p1',
        price_minor: null,
        startsAt_ms: T0 + 10_000,
        endsAt_ms: T0 + 35_000,
        plannedEnd_ms: null,
      },
    ])
    expect((await world.get<MomentList>('/v1/shows/s/moments')).moments).toEqual(moments)
  })

  it('show their comments page by page, newest first, and find text', async () => {
    const texts: string[] = []
    let path: string | null = '/v1/shows/s/comments?limit=1'
    for (let page = 0; path !== null && page < 9; page++) {
      const answer: CommentPage = await world.get(path)
      texts.push(...answer.comments.map((comment) => comment.text))
      path = answer.next === null ? null : `/v1/shows/s/comments?limit=1&before=${encodeURIComponent(answer.next)}`
    }
    expect(texts).toEqual(['nice', 'Does it work on induction?', 'late hello'])
    const found = await world.get<CommentPage>('/v1/shows/s/comments?q=INDUCTION')
    expect(
      found.comments.map(({ commentId, at_ms, lang, productId }) => ({ commentId, at_ms, lang, productId })),
    ).toEqual([{ commentId: 'c1', at_ms: T0 + 15_000, lang: 'en', productId: 'p1' }])
  })

  it('have their curve, second by second', async () => {
    const { points } = await world.get<ViewersCurve>('/v1/shows/s/curve')
    // +1 at 1, 5 and 8, -1 at 10 and 20, +1 at 25, -1 at 30 and 40; between them the number stands.
    const changes = [
      [1, 1],
      [5, 2],
      [8, 3],
      [10, 2],
      [20, 1],
      [25, 2],
      [30, 1],
      [40, 0],
    ] as const
    const standing = (second: number): number => changes.findLast(([at]) => at <= second)?.[1] ?? 0
    expect(points).toEqual(Array.from({ length: 40 }, (_, i) => ({ t: T0 / 1000 + i + 1, viewers: standing(i + 1) })))
  })

  it('say what each moment did', async () => {
    const { moments } = await world.get<MomentResults>('/v1/shows/s/moments/results')
    expect(moments).toEqual([
      {
        ...(await world.get<MomentList>('/v1/shows/s/moments')).moments[0],
        // The pin ran from second 10 to 35: the third viewer had just left, one was still there at its end.
        viewersAtStart: 2,
        viewersAtEnd: 1,
        peakViewers: 2,
        comments: 2,
        revenue_minor: 12_700,
        pace: {
          during: { orders: 2, ms: 25_000 },
          before: { orders: 0, ms: 10_000 },
          ratio: null,
          lacks: 'it began with the show',
        },
        // Both clicked the pan while it was pinned; the lid was not.
        own: { impressions: 2, clicks: 2, carts: 1, orders: 2, revenue_minor: 11_700 },
      },
    ])
  })

  it('set orders in a moment against the five minutes before it', async () => {
    const minute = (at: number): number => T0 + at * 60_000
    const key = { log_id: 'log', partition: 0, version: 1, show_id: 'paced' }
    // Two long before, six in the minutes before, eight meanwhile (one of them in dollars), one at the very end.
    const at = [1, 2, 5, 6, 7, 8, 9, 9.9, 10, 11, 12, 13, 14, 15, 16, 19.9, 20]
    const orders = at.map((when, i) => ({
      ...key,
      offset: 40 + i,
      index: 0,
      order_id: `paced-${i}`,
      occurred_at: minute(when),
      total_minor: 100,
      currency: when === 11 ? 'USD' : 'EUR',
    }))
    const show = { show_id: 'paced', currency: 'EUR', started_at: T0, ended_at: minute(30) }
    const ran = { starts_at: minute(10), ends_at: minute(20) }
    await world.store.insert(
      new Map<TableName, readonly Row[]>([
        ['shows_log', [{ log_id: 'log', version: 1, ...show }]],
        ['moments_log', [{ log_id: 'log', version: 1, show_id: 'paced', moment_id: 'g', kind: 'game', ...ran }]],
        ['orders_log', orders],
      ]),
    )
    const { moments } = await world.get<MomentResults>('/v1/shows/paced/moments/results')
    expect(moments).toMatchObject([
      {
        revenue_minor: 700,
        own: null,
        // 0.8 a minute against 1.2.
        pace: { during: { orders: 8, ms: 600_000 }, before: { orders: 6, ms: 300_000 }, lacks: null },
      },
    ])
    expect(moments[0]?.pace.ratio?.value).toBeCloseTo(2 / 3, 12)
  })

  it('are provisional until no order and no report can come any more', async () => {
    const { finality } = await world.get<ShowDetail>('/v1/shows/s')
    const finalAt_ms = T0 + 50_000 + 48 * 3_600_000 + 30_000
    expect(finality).toEqual({ state: 'provisional', finalAt_ms, atEnd: { orders: 2, revenue_minor: 12_700 } })

    // One order a second before the end, one a second after.
    const key = { log_id: 'log', partition: 0, version: 1 }
    const order = { ...key, index: 0, show_id: 'later', total_minor: 500, currency: 'EUR' }
    await world.store.insert(
      new Map<TableName, readonly Row[]>([
        [
          'shows_log',
          [{ log_id: 'log', version: 1, show_id: 'later', currency: 'EUR', started_at: T0, ended_at: T0 + 1e6 }],
        ],
        [
          'orders_log',
          [
            { ...order, offset: 20, order_id: 'before', occurred_at: T0 + 1e6 - 1000 },
            { ...order, offset: 21, order_id: 'after', occurred_at: T0 + 1e6 + 1000 },
          ],
        ],
      ]),
    )
    const later = await world.get<ShowDetail>('/v1/shows/later')
    expect(later).toMatchObject({ orders: 2, revenue_minor: 1000 })
    expect(later.finality).toMatchObject({ state: 'provisional', atEnd: { orders: 1, revenue_minor: 500 } })

    const before = world.now
    world.now = finalAt_ms
    expect((await world.get<ShowDetail>('/v1/shows/s')).finality.state).toBe('final')
    expect((await world.get<ProductTable>('/v1/shows/s/products')).provisional).toBe(false)
    world.now = before
  })

  it('lose no comment between pages, not even of one millisecond', async () => {
    const at = { log_id: 'log', show_id: 'busy', occurred_at: T0, version: 1, role: 'viewer' }
    const rows = Array.from({ length: 12 }, (_, i) => ({
      ...at,
      partition: i % 2,
      offset: Math.floor(i / 4),
      index: i % 4,
      comment_id: `c${i}`,
      text: `${i}`,
    }))
    await world.store.insert(
      new Map<TableName, readonly Row[]>([
        ['comments_log', rows],
        ['show_totals_log', [{ log_id: 'log', partition: 0, show_id: 'busy', first_at: T0, last_at: T0, version: 1 }]],
      ]),
    )
    const found: string[] = []
    let next: string | null = null
    do {
      const before: string = next === null ? '' : `&before=${next}`
      const page: CommentPage = await world.get(`/v1/shows/busy/comments?limit=5${before}`)
      found.push(...page.comments.map((comment) => comment.commentId))
      next = page.next
    } while (next !== null)
    expect(found).toHaveLength(12)
    expect(new Set(found).size).toBe(12)
  })

  it('stand beside the store product by product', async () => {
    const table = await world.get<ProductTable>('/v1/shows/s/products')
    const [pan, lid] = table.products
    expect(pan).toMatchObject({
      productId: 'p1',
      title: 'Pan',
      number: 1,
      price_minor: 3900,
      impressions: 2,
      clicks: 2,
      carts: 1,
      checkouts: 1,
      orders: 2,
      units: 3,
      revenue_minor: 11_700,
      ctr: { x: 2, n: 2, rate: 1 },
      ctor: { x: 2, n: 2, rate: 1 },
      gpm_minor: 5_850_000,
      ordersByMinute: [2],
    })
    expect(lid).toMatchObject({ orders: 1, units: 1, revenue_minor: 1000, ctor: { x: 1, n: 0, rate: null, low: null } })
    // Two of three viewers bought the pan; of the store's five visitors one did, and nobody the lid.
    expect(pan?.comparison).toMatchObject({ show: { x: 2, n: 3 }, store: { x: 1, n: 5 }, lift: null })
    expect(pan?.comparison.lacks).toBe('2 buyers in the show and 1 in the store, needs 10 each')
    expect(lid?.comparison).toMatchObject({ show: { x: 1, n: 3 }, store: { x: 0, n: 5 } })
    expect(table.all).toMatchObject({ show: { x: 2, n: 3 }, store: { x: 1, n: 5 } })
    expect(table).toMatchObject({
      currency: 'EUR',
      storeFrom_ms: T0 - 28 * 86_400_000,
      storeTo_ms: T0 + 50_000,
      provisional: true,
      minimumBuyers: 10,
    })
    // Together: the order of pan and lid is one order, so two, and three of the pan's and lid's four pieces are pans.
    expect(table.totals).toMatchObject({
      impressions: 3,
      clicks: 2,
      carts: 1,
      checkouts: 1,
      orders: 2,
      units: 4,
      revenue_minor: 12_700,
      ctr: { x: 2, n: 3 },
      ctor: { x: 2, n: 2 },
      gpm_minor: 4_233_333,
      ordersByMinute: [2],
    })
  })

  it('have money in whole minor units, averages too', async () => {
    const key = { log_id: 'log', partition: 0, version: 1 }
    const order = { ...key, offset: 9, index: 0, order_id: 'thirds' }
    await world.store.insert(
      new Map<TableName, readonly Row[]>([
        ['product_minutes_log', [{ ...key, show_id: 'thirds', product_id: 'p1', minute: T0 / 1000, impressions: 3 }]],
        ['orders_log', [{ ...order, show_id: 'thirds', occurred_at: T0, total_minor: 1000, currency: 'EUR' }]],
        ['order_lines_log', [{ ...order, line: 0, product_id: 'p1', quantity: 1, price_minor: 1000 }]],
        ['show_totals_log', [{ ...key, show_id: 'thirds', first_at: T0, last_at: T0 }]],
      ]),
    )
    const { products } = await world.get<ProductTable>('/v1/shows/thirds/products')
    // 1000 minor units over three impressions are 333,333.33 a thousand.
    expect(products).toMatchObject([{ productId: 'p1', revenue_minor: 1000, gpm_minor: 333_333 }])
  })

  it('tell of too many products those most clicked, then most seen', async () => {
    const key = { log_id: 'log', partition: 0, version: 1, show_id: 'many' }
    const row = (product_id: string, rest: Row) => ({ ...key, product_id, minute: T0 / 1000, ...rest })
    const seen = Array.from({ length: 999 }, (_, n) => `m${String(n).padStart(3, '0')}`)
    await world.store.insert(
      new Map<TableName, readonly Row[]>([
        [
          'product_minutes_log',
          [
            row('a', { impressions: 1 }),
            ...seen.toReversed().map((id) => row(id, { impressions: 2 })),
            row('z', { clicks: 1 }),
          ],
        ],
        ['show_totals_log', [{ ...key, first_at: T0, last_at: T0 }]],
      ]),
    )
    const { products } = await world.get<ProductTable>('/v1/shows/many/products')
    expect(products.map(({ productId }) => productId)).toEqual(['z', ...seen])
  })

  it('answer with problems', async () => {
    const missing = await world.request('/v1/shows/none')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('content-type')).toBe('application/problem+json')
    expect(await missing.json()).toMatchObject({ status: 404, code: 'show_not_found' })
    for (const query of ['limit=0', 'limit=1e3', 'limit=201', 'before=abc', `q=${'x'.repeat(513)}`]) {
      const answer = await world.request(`/v1/shows/s/comments?${query}`)
      expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid_query' })
    }
    const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const cursors = ['abc', cursorOf(1, T0), cursorOf(3, T0, 's'), cursorOf(1, 0.5, 's'), cursorOf(1, T0, 7)]
    for (const query of ['limit=0', 'limit=501', ...cursors.map((cursor) => `before=${cursor}`)]) {
      const answer = await world.request(`/v1/shows?${query}`)
      expect(await answer.json(), query).toMatchObject({ status: 400, code: 'invalid_query' })
    }
  })
})

it('waits a moment for a show that was just declared', async () => {
  const declared = await world.request('/v1/shows/new', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"title":"New"}',
  })
  expect(declared.status).toBe(202)
  const [page, stream] = [world.request('/v1/shows/new'), world.request('/v1/shows/new/live')]
  world.frames()
  await world.flush()
  expect(await (await page).json()).toMatchObject({ showId: 'new', title: 'New', status: 'scheduled' })
  expect((await stream).status).toBe(200)
  await (await stream).body?.cancel()
})

it('leads on to every show, page by page, though many began at one moment', async () => {
  const night = T0 + 1_800_000
  const declared = (showId: string, started_at: number, rest: Row) => ({
    ...{ log_id: 'log', show_id: showId, title: showId, products: '', version: 1, started_at },
    ...rest,
  })
  const over = { ended_at: night + 60_000 }
  await world.store.insert(
    new Map<TableName, readonly Row[]>([
      [
        'shows_log',
        [
          // The one on air leads, though it is the oldest of them.
          declared('night-live', night - 1000, {}),
          ...['night-c', 'night-a', 'night-b'].map((showId) => declared(showId, night, over)),
          declared('night-newer', night + 1, over),
        ],
      ],
    ]),
  )
  const all = (await world.get<ShowList>('/v1/shows')).shows.map(({ showId }) => showId)
  expect(all.filter((showId) => showId.startsWith('night'))).toEqual([
    ...['night-live', 'night-newer', 'night-a', 'night-b', 'night-c'],
  ])
  const paged: string[] = []
  let next: string | null = null
  do {
    const before: string = next === null ? '' : `&before=${next}`
    const page: ShowList = await world.get(`/v1/shows?limit=2${before}`)
    expect(page.shows).toHaveLength(page.next === null ? ((all.length - 1) % 2) + 1 : 2)
    paged.push(...page.shows.map(({ showId }) => showId))
    next = page.next
  } while (next !== null && paged.length < 100)
  expect(paged).toEqual(all)
})

// Last: the shows stay.
it('lists what hosts declared before what anyone with a write key can name', async () => {
  const totals = {
    log_id: 'x',
    partition: 0,
    viewers: 1,
    visitors: 1,
    sessions: 1,
    played_ms: 0,
    comments: 0,
    version: 1,
  }
  const more = { reactions: 0, shares: 0, impressions: 0, clicks: 0, carts: 0, checkouts: 0, late: 0 }
  const junk = Array.from({ length: 600 }, (_, n) => ({
    ...totals,
    ...more,
    show_id: `junk${n}`,
    first_at: T0 + 3_600_000 + n,
    last_at: T0 + 3_600_000 + n,
  }))
  await world.store.insert(new Map<TableName, readonly Row[]>([['show_totals_log', junk]]))
  const names: string[] = []
  let next: string | null = null
  do {
    const before: string = next === null ? '' : `&before=${next}`
    const page: ShowList = await world.get(`/v1/shows?limit=40${before}`)
    names.push(...page.shows.map(({ showId }) => showId))
    next = page.next
  } while (next !== null && names.length < 600)
  const first = names.findIndex((name) => name.startsWith('junk'))
  expect(names.indexOf('s')).toBeLessThan(first)
  expect(names.slice(first)).toEqual(Array.from({ length: UNDECLARED_LISTED_MAX }, (_, n) => `junk${599 - n}`))
})
