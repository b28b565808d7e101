// The views on small logs of rows, against values worked out by hand.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LABELS } from '../comments/contract.ts'
import { CORRUPT_REASON, QUARANTINE_REASONS } from '../events/contract.ts'
import type { Row, Store } from '../store/contract.ts'
import { openEmbeddedStore } from '../store/embedded.ts'
import { migrate } from '../store/migrate.ts'
import type { RowOf, TableName } from '../store/tables.ts'

const dir = mkdtempSync(join(tmpdir(), 'cartbeat-views-'))
let store: Store
beforeEach(async () => {
  store = await openEmbeddedStore({ dir })
  await migrate(store)
})
afterEach(async () => {
  for (const { name } of await store.query<{ name: string }>(
    `SELECT name FROM system.tables WHERE name LIKE '%\\_log'`,
  ))
    await store.command(`DROP TABLE IF EXISTS ${name} SYNC`)
  await store.command('DROP TABLE IF EXISTS migrations SYNC')
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

const insert = <N extends TableName>(table: N, rows: readonly RowOf<N>[]) =>
  store.insert(new Map([[table, rows as readonly Row[]]]))
const LOG = { log_id: 'l', partition: 0, version: 1 }
/** 2026-01-01 00:00 UTC. */
const DAY_S = 1_767_225_600
const DAY_MS = DAY_S * 1000

describe('orders', () => {
  const copy = { log_id: 'l', partition: 0, index: 0, version: 1, visitor_id: 'v', currency: 'EUR', total_minor: 1000 }

  it('keeps one copy an order: attributed first, then proven, then the earliest, then the least place', async () => {
    await insert('orders_log', [
      { ...copy, order_id: 'attributed', offset: 1, show_id: '', occurred_at: DAY_MS, sent_by: 'server' },
      { ...copy, order_id: 'attributed', offset: 2, show_id: 's', occurred_at: DAY_MS + 9, sent_by: 'browser' },
      { ...copy, order_id: 'earliest', offset: 5, show_id: 's', occurred_at: DAY_MS + 2, total_minor: 2 },
      { ...copy, order_id: 'earliest', offset: 6, show_id: 't', occurred_at: DAY_MS + 1, total_minor: 1 },
      { ...copy, order_id: 'forged', offset: 7, show_id: 's', occurred_at: DAY_MS, total_minor: 900_000 },
      { ...copy, order_id: 'forged', offset: 8, show_id: 's', occurred_at: DAY_MS + 5, total_minor: 3, proven: true },
      { ...copy, order_id: 'forged', offset: 9, show_id: '', occurred_at: DAY_MS + 1, total_minor: 4, proven: true },
      { ...copy, order_id: 'place', partition: 2, offset: 1, show_id: 's', occurred_at: DAY_MS, total_minor: 2 },
      { ...copy, order_id: 'place', partition: 1, offset: 9, show_id: 's', occurred_at: DAY_MS, total_minor: 1 },
      { ...copy, order_id: 'offset', offset: 10, show_id: '', occurred_at: DAY_MS, total_minor: 2 },
      { ...copy, order_id: 'offset', offset: 9, index: 7, show_id: '', occurred_at: DAY_MS, total_minor: 1 },
      { ...copy, order_id: 'index', offset: 9, index: 7, show_id: '', occurred_at: DAY_MS, total_minor: 2 },
      { ...copy, order_id: 'index', offset: 9, index: 6, show_id: '', occurred_at: DAY_MS, total_minor: 1 },
    ])
    await insert('orders_log', [
      { ...copy, log_id: 'older', order_id: 'logs', offset: 0, show_id: '', occurred_at: DAY_MS - 5, total_minor: 2 },
      { ...copy, order_id: 'logs', offset: 9, show_id: 's', occurred_at: DAY_MS, total_minor: 1 },
      // The same copy written twice, as after a restart.
      { ...copy, order_id: 'attributed', offset: 2, show_id: 's', occurred_at: DAY_MS + 9, sent_by: 'browser' },
    ])
    expect(await store.query('SELECT order_id, show_id, total_minor FROM orders ORDER BY order_id')).toEqual([
      { order_id: 'attributed', show_id: 's', total_minor: 1000 },
      { order_id: 'earliest', show_id: 't', total_minor: 1 },
      { order_id: 'forged', show_id: 's', total_minor: 3 },
      { order_id: 'index', show_id: '', total_minor: 1 },
      { order_id: 'logs', show_id: 's', total_minor: 1 },
      { order_id: 'offset', show_id: '', total_minor: 1 },
      { order_id: 'place', show_id: 's', total_minor: 1 },
    ])
    // A question about the store must not see the copy that lost: the choice comes before the filter.
    expect(await store.query(`SELECT order_id FROM orders WHERE show_id = '' ORDER BY order_id`)).toEqual([
      { order_id: 'index' },
      { order_id: 'offset' },
    ])
    expect(
      await store.query(`SELECT order_id FROM orders WHERE sent_by = 'server' AND order_id = 'attributed'`),
    ).toEqual([])
  })

  it('takes the money of the copy the shop proves, and where it was sold of the one attributed to a show', async () => {
    const page = { ...copy, show_id: 's', moment_id: 'm', session_id: 'tab', sent_by: 'browser', occurred_at: DAY_MS }
    const shop = { ...copy, visitor_id: 'u', partition: 3, show_id: '', proven: true, sent_by: 'server' }
    const later = DAY_MS + 120_000
    await insert('orders_log', [
      { ...page, order_id: 'both', offset: 1, total_minor: 900_000, currency: 'USD' },
      { ...shop, order_id: 'both', offset: 1, occurred_at: later, total_minor: 4500 },
      { ...shop, order_id: 'both', offset: 2, occurred_at: later + 1, total_minor: 7 },
      { ...page, order_id: 'bare', offset: 2, total_minor: 800 },
      { ...shop, order_id: 'bare', offset: 3, occurred_at: later, total_minor: 750 },
      { ...page, order_id: 'seen', offset: 3, total_minor: 800 },
      { ...shop, order_id: 'seen', offset: 4, occurred_at: DAY_MS - 1, total_minor: 650 },
      { ...shop, order_id: 'seen', offset: 5, show_id: 't', occurred_at: later, total_minor: 600 },
      { ...shop, order_id: 'store', offset: 6, occurred_at: later, total_minor: 50 },
      { ...page, order_id: 'store', offset: 6, show_id: '', total_minor: 10 },
    ])
    const line = { log_id: 'l', partition: 0, index: 0, line: 0, product_id: 'p', quantity: 1, version: 1 }
    const told = { ...line, partition: 3, price_minor: 2000 }
    await insert('order_lines_log', [
      { ...line, order_id: 'both', offset: 1, price_minor: 450_000, quantity: 2, moment_id: 'm' },
      { ...line, order_id: 'both', offset: 1, line: 1, product_id: 'r', price_minor: 9, moment_id: 'n' },
      { ...told, order_id: 'both', offset: 1, quantity: 2 },
      { ...told, order_id: 'both', offset: 1, line: 1, product_id: 'q', price_minor: 500 },
      { ...line, order_id: 'bare', offset: 2, price_minor: 800, moment_id: 'm' },
    ])
    const orders = await store.query(
      `SELECT order_id, visitor_id, session_id, show_id, moment_id, sent_by, occurred_at, total_minor, currency, proven
       FROM orders ORDER BY order_id`,
    )
    const sold = { visitor_id: 'v', session_id: 'tab', show_id: 's', moment_id: 'm', sent_by: 'browser' }
    const paid = { occurred_at: '2026-01-01 00:00:00.000', currency: 'EUR', proven: true }
    const byShop = { ...paid, occurred_at: '2026-01-01 00:02:00.000', sent_by: 'server', visitor_id: 'u' }
    expect(orders).toEqual([
      { order_id: 'bare', ...sold, ...paid, total_minor: 750 },
      { order_id: 'both', ...sold, ...paid, total_minor: 4500 },
      { order_id: 'seen', ...byShop, session_id: '', show_id: 't', moment_id: '', total_minor: 600 },
      { order_id: 'store', ...byShop, session_id: '', show_id: '', moment_id: '', total_minor: 50 },
    ])
    // A product keeps the moment its click was for; what the shop's copy has no lines of, the page's tells.
    expect(
      await store.query(
        `SELECT order_id, line, product_id, quantity, revenue_minor, currency, show_id, moment_id, visitor_id
         FROM order_lines ORDER BY order_id, line`,
      ),
    ).toEqual([
      line_('bare', 0, 'p', 1, 800, 'm'),
      line_('both', 0, 'p', 2, 4000, 'm'),
      line_('both', 1, 'q', 1, 500, ''),
    ])
    function line_(order_id: string, at: number, product_id: string, quantity: number, minor: number, moment: string) {
      const fixed = { currency: 'EUR', show_id: 's', visitor_id: 'v' }
      return { order_id, line: at, product_id, quantity, revenue_minor: minor, ...fixed, moment_id: moment }
    }
  })

  it('takes the lines of the winning copy alone, into the product funnel by show, moment and minute', async () => {
    const line = { log_id: 'l', partition: 0, index: 0, version: 1 }
    await insert('orders_log', [
      { ...copy, order_id: 'o1', offset: 1, show_id: '', occurred_at: DAY_MS },
      { ...copy, order_id: 'o1', offset: 2, show_id: 's', occurred_at: DAY_MS + 61_000 },
      { ...copy, order_id: 'o2', offset: 3, show_id: 's', occurred_at: DAY_MS + 119_999 },
    ])
    await insert('order_lines_log', [
      { ...line, order_id: 'o1', offset: 1, line: 0, product_id: 'p', quantity: 9, price_minor: 1, moment_id: '' },
      { ...line, order_id: 'o1', offset: 2, line: 0, product_id: 'p', quantity: 2, price_minor: 150, moment_id: 'm' },
      { ...line, order_id: 'o1', offset: 2, line: 1, product_id: 'p', quantity: 1, price_minor: 100, moment_id: 'm' },
      { ...line, order_id: 'o1', offset: 2, line: 2, product_id: 'q', quantity: 1, price_minor: 70, moment_id: '' },
      { ...line, order_id: 'o2', offset: 3, line: 0, product_id: 'p', quantity: 3, price_minor: 100, moment_id: 'm' },
    ])
    const minute = { show_id: 's', product_id: 'p', minute: DAY_S + 60 }
    await insert('product_minutes_log', [
      { ...LOG, ...minute, moment_id: 'm', impressions: 10, clicks: 4, carts: 3, removals: 1, checkouts: 2 },
      { ...LOG, ...minute, partition: 1, moment_id: 'm', impressions: 5, clicks: 1 },
      { ...LOG, ...minute, moment_id: '', impressions: 1 },
    ])
    expect(
      await store.query(
        'SELECT order_id, line, product_id, revenue_minor, show_id FROM order_lines ORDER BY order_id, line',
      ),
    ).toEqual([
      { order_id: 'o1', line: 0, product_id: 'p', revenue_minor: 300, show_id: 's' },
      { order_id: 'o1', line: 1, product_id: 'p', revenue_minor: 100, show_id: 's' },
      { order_id: 'o1', line: 2, product_id: 'q', revenue_minor: 70, show_id: 's' },
      { order_id: 'o2', line: 0, product_id: 'p', revenue_minor: 300, show_id: 's' },
    ])
    const none = { impressions: 0, clicks: 0, carts: 0, removals: 0, checkouts: 0 }
    const sold = { show_id: 's', minute: '2026-01-01 00:01:00' }
    expect(await store.query('SELECT * FROM product_minutes ORDER BY product_id, moment_id')).toEqual([
      { ...sold, product_id: 'p', moment_id: '', ...none, impressions: 1, orders: 0, units: 0, revenue_minor: 0 },
      {
        ...sold,
        product_id: 'p',
        moment_id: 'm',
        impressions: 15,
        clicks: 5,
        carts: 3,
        removals: 1,
        checkouts: 2,
        orders: 2,
        units: 6,
        revenue_minor: 700,
      },
      { ...sold, product_id: 'q', moment_id: '', ...none, orders: 1, units: 1, revenue_minor: 70 },
    ])
  })
})

describe('audience', () => {
  it('adds joins and leaves over partitions and logs, and runs the sum by show', async () => {
    await insert('audience_seconds_log', [
      { ...LOG, show_id: 's', second: DAY_S, joins: 1, leaves: 1 },
      { ...LOG, partition: 1, show_id: 's', second: DAY_S, joins: 2, leaves: 0 },
      { ...LOG, show_id: 's', second: DAY_S + 7, joins: 1, leaves: 3 },
      { ...LOG, partition: 1, show_id: 's', second: DAY_S + 5, joins: 4, leaves: 0 },
      { ...LOG, show_id: 't', second: DAY_S + 6, joins: 1, leaves: 0 },
    ])
    await insert('audience_seconds_log', [{ ...LOG, version: 2, show_id: 's', second: DAY_S, joins: 2, leaves: 1 }])
    const at = (s: number) => `2026-01-01 00:00:0${s}`
    expect(await store.query('SELECT * FROM concurrency ORDER BY show_id, second')).toEqual([
      { show_id: 's', second: at(0), joins: 4, leaves: 1, viewers: 3 },
      { show_id: 's', second: at(5), joins: 4, leaves: 0, viewers: 7 },
      { show_id: 's', second: at(7), joins: 1, leaves: 3, viewers: 5 },
      { show_id: 't', second: at(6), joins: 1, leaves: 0, viewers: 1 },
    ])
    // A stretch of time cut out by the reader still counts who came before it.
    expect(await store.query(`SELECT viewers FROM concurrency WHERE show_id = 's' AND second >= ${DAY_S + 7}`)).toEqual(
      [{ viewers: 5 }],
    )
  })

  it('adds up minutes, quality and totals over partitions, each at its newest version', async () => {
    await insert('show_minutes_log', [
      { ...LOG, show_id: 's', minute: DAY_S, joins: 1, played_ms: 60_000, comments: 2 },
      { ...LOG, partition: 3, show_id: 's', minute: DAY_S, joins: 5, leaves: 2, played_ms: 1, new_viewers: 4 },
      { ...LOG, version: 4, show_id: 's', minute: DAY_S, joins: 2, played_ms: 61_000, comments: 3 },
    ])
    expect(
      await store.query('SELECT joins, leaves, new_viewers, played_ms, comments, reactions FROM show_minutes'),
    ).toEqual([{ joins: 7, leaves: 2, new_viewers: 4, played_ms: 61_001, comments: 3, reactions: 0 }])
    const cell = { show_id: 's', screen: 'phone', connection: '4g', minute: DAY_S }
    await insert('quality_minutes_log', [
      { ...LOG, ...cell, starts: 3, startup_buckets: [1, 0, 2, 0, 0, 0, 0, 0], bitrate_sum_kbps: 9000 },
      { ...LOG, ...cell, partition: 1, starts: 1, startup_buckets: [0, 0, 0, 0, 0, 0, 0, 1] },
      { ...LOG, ...cell, connection: 'wifi', starts: 1, startup_buckets: [0, 1, 0, 0, 0, 0, 0, 0] },
    ])
    expect(
      await store.query(
        'SELECT connection, starts, startup_buckets, bitrate_sum_kbps FROM quality_minutes ORDER BY connection',
      ),
    ).toEqual([
      { connection: '4g', starts: 4, startup_buckets: [1, 0, 2, 0, 0, 0, 0, 1], bitrate_sum_kbps: 9000 },
      { connection: 'wifi', starts: 1, startup_buckets: [0, 1, 0, 0, 0, 0, 0, 0], bitrate_sum_kbps: 0 },
    ])
    await insert('reaction_minutes_log', [
      { ...LOG, show_id: 's', minute: DAY_S, reaction: '❤️', count: 3 },
      { ...LOG, partition: 1, show_id: 's', minute: DAY_S, reaction: '❤️', count: 4 },
    ])
    expect(await store.query('SELECT reaction, count FROM reaction_minutes')).toEqual([{ reaction: '❤️', count: 7 }])
    await insert('show_totals_log', [
      { ...LOG, show_id: 's', first_at: DAY_MS + 5, last_at: DAY_MS + 100, viewers: 3, late: 1 },
      { ...LOG, partition: 1, show_id: 's', first_at: DAY_MS, last_at: DAY_MS + 99, viewers: 2 },
    ])
    expect(await store.query('SELECT first_at, last_at, viewers, late FROM show_totals')).toEqual([
      { first_at: '2026-01-01 00:00:00.000', last_at: '2026-01-01 00:00:00.100', viewers: 5, late: 1 },
    ])
  })
})

describe('shows', () => {
  it('lists declared and undeclared ones, by the newest declaration, and not the store', async () => {
    const declared = {
      log_id: 'l',
      version: 1,
      kind: 'demo',
      channel: 'site',
      host: 'Ann',
      currency: 'EUR',
      products: '[]',
    }
    await insert('shows_log', [
      { ...declared, show_id: 'live', title: 'Lamps', started_at: DAY_MS },
      { ...declared, show_id: 'over', title: 'Old', started_at: DAY_MS, ended_at: DAY_MS + 60_000 },
      { ...declared, show_id: 'soon', title: 'Soon', planned_start: DAY_MS + 9000 },
      { ...declared, show_id: 'again', title: 'First time', started_at: DAY_MS, ended_at: DAY_MS + 1 },
      { ...declared, log_id: 'newer', show_id: 'again', title: 'Second time', started_at: DAY_MS + 2 },
    ])
    await insert('show_totals_log', [
      { ...LOG, show_id: 'live', first_at: DAY_MS + 1, last_at: DAY_MS + 2 },
      { ...LOG, show_id: 'wild', first_at: DAY_MS + 3, last_at: DAY_MS + 4 },
      { ...LOG, show_id: '', first_at: DAY_MS, last_at: DAY_MS },
    ])
    const shows = await store.query(
      'SELECT show_id, declared, status, title, started_at, ended_at, first_at, last_at FROM shows ORDER BY show_id',
    )
    const at = (ms: number) => new Date(DAY_MS + ms).toISOString().replace('T', ' ').replace('Z', '')
    const unseen = { first_at: null, last_at: null }
    expect(shows).toEqual([
      {
        show_id: 'again',
        declared: true,
        status: 'live',
        title: 'Second time',
        started_at: at(2),
        ended_at: null,
        ...unseen,
      },
      {
        show_id: 'live',
        declared: true,
        status: 'live',
        title: 'Lamps',
        started_at: at(0),
        ended_at: null,
        first_at: at(1),
        last_at: at(2),
      },
      {
        show_id: 'over',
        declared: true,
        status: 'ended',
        title: 'Old',
        started_at: at(0),
        ended_at: at(60_000),
        ...unseen,
      },
      {
        show_id: 'soon',
        declared: true,
        status: 'scheduled',
        title: 'Soon',
        started_at: null,
        ended_at: null,
        ...unseen,
      },
      {
        show_id: 'wild',
        declared: false,
        status: 'undeclared',
        title: '',
        started_at: null,
        ended_at: null,
        first_at: at(3),
        last_at: at(4),
      },
    ])
  })
})

describe('intake', () => {
  it('balances by source over partitions, and says where it does not', async () => {
    await insert('intake_log', [
      { ...LOG, source: 'demo', received: 10, stored: 4, folded: 3, duplicate: 1, quarantined: 1, bot: 1, late: 2 },
      { ...LOG, partition: 1, source: 'demo', received: 5, stored: 5 },
      { ...LOG, source: 'shop', received: 3, stored: 2 },
      { ...LOG, version: 0, source: 'demo', received: 99 },
    ])
    const sum = { folded: 0, duplicate: 0, quarantined: 0, bot: 0, late: 0 }
    expect(await store.query('SELECT * FROM intake ORDER BY source')).toEqual([
      {
        source: 'demo',
        received: 15,
        stored: 9,
        folded: 3,
        duplicate: 1,
        quarantined: 1,
        bot: 1,
        late: 2,
        balanced: true,
      },
      { source: 'shop', received: 3, stored: 2, ...sum, balanced: false },
    ])
  })
})

describe('store baseline', () => {
  it('counts the store alone: visitors of the day, of the product, buyers and money', async () => {
    const seen = { log_id: 'l', version: 1, partition: 0, kind: 'product.clicked', occurred_at: DAY_MS, show_id: '' }
    await insert('events_log', [
      { ...seen, offset: 1, visitor_id: 'a', product_id: 'p' },
      { ...seen, offset: 2, visitor_id: 'a', product_id: 'p' },
      { ...seen, offset: 3, visitor_id: 'b', product_id: 'p' },
      { ...seen, offset: 4, visitor_id: 'b', product_id: 'q' },
      { ...seen, offset: 5, visitor_id: 'c', product_id: 'p', show_id: 's' },
    ])
    const visit = { ...LOG, started_at: DAY_MS, ended_at: DAY_MS }
    await insert('sessions_log', [
      { ...visit, session_id: '1', visitor_id: 'a', show_id: '' },
      { ...visit, session_id: '2', visitor_id: 'a', show_id: '' },
      { ...visit, session_id: '3', visitor_id: 'b', show_id: '' },
      { ...visit, session_id: '4', visitor_id: 'd', show_id: '' },
      { ...visit, session_id: '5', visitor_id: 'c', show_id: 's' },
    ])
    const order = { ...LOG, index: 0, currency: 'EUR', occurred_at: DAY_MS + 1 }
    await insert('orders_log', [
      { ...order, order_id: 'o1', offset: 6, visitor_id: 'a', show_id: '' },
      { ...order, order_id: 'o2', offset: 7, visitor_id: 'a', show_id: '' },
      { ...order, order_id: 'o3', offset: 8, visitor_id: 'c', show_id: 's' },
    ])
    const line = { ...LOG, index: 0, line: 0, product_id: 'p', price_minor: 100 }
    await insert('order_lines_log', [
      { ...line, order_id: 'o1', offset: 6, quantity: 1 },
      { ...line, order_id: 'o2', offset: 7, quantity: 2 },
      { ...line, order_id: 'o3', offset: 8, quantity: 5 },
    ])
    const day = { day: '2026-01-01', visitors: 3 }
    expect(await store.query('SELECT * FROM store_baseline ORDER BY product_id')).toEqual([
      {
        ...day,
        product_id: 'p',
        currency: 'EUR',
        product_visitors: 2,
        buyers: 1,
        orders: 2,
        units: 3,
        revenue_minor: 300,
      },
      { ...day, product_id: 'q', currency: '', product_visitors: 1, buyers: 0, orders: 0, units: 0, revenue_minor: 0 },
    ])
  })
})

describe('documentation', () => {
  it('says what every view and every column of it is', async () => {
    const views = await store.query<{ name: string; comment: string }>(
      `SELECT name, comment FROM system.tables WHERE database = currentDatabase() AND engine = 'View' ORDER BY name`,
    )
    expect(views.map((view) => view.name)).toEqual([
      'audience_seconds',
      'comments',
      'concurrency',
      'events',
      'intake',
      'moments',
      'order_lines',
      'orders',
      'product_minutes',
      'quality_minutes',
      'quarantine',
      'question_marks',
      'questions',
      'reaction_minutes',
      'session_minutes',
      'sessions',
      'show_minutes',
      'show_totals',
      'shows',
      'store_baseline',
    ])
    expect(views.filter((view) => view.comment === '')).toEqual([])
    expect(
      await store.query(
        `SELECT table, name FROM system.columns WHERE database = currentDatabase() AND comment = '' AND table IN
         (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View')`,
      ),
    ).toEqual([])
  })

  it('says what every table is', async () => {
    expect(
      await store.query(`SELECT name FROM system.tables WHERE database = currentDatabase() AND comment = ''`),
    ).toEqual([])
  })

  it('names every value of a closed list', async () => {
    const told = await store.query<{ comment: string }>(
      `SELECT comment FROM system.columns WHERE database = currentDatabase() AND (table, name) IN
         (('comments', 'labels'), ('quarantine', 'reason')) ORDER BY table`,
    )
    const words = told.map(({ comment }) => new Set(comment.split(/[^\w.]+/)))
    expect({
      labels: LABELS.filter((label) => !words[0]?.has(label)),
      reasons: [...QUARANTINE_REASONS, CORRUPT_REASON].filter((reason) => !words[1]?.has(reason)),
    }).toEqual({ labels: [], reasons: [] })
  })

  it('declares the types the views really have', async () => {
    const views = await store.query<{ name: string; as_select: string }>(
      `SELECT name, as_select FROM system.tables WHERE database = currentDatabase() AND engine = 'View'`,
    )
    for (const { name, as_select } of views) {
      const declared = await store.query(
        'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {name:String} ORDER BY position',
        { params: { name } },
      )
      const real = await store.query<{ name: string; type: string }>(`DESCRIBE (${as_select})`)
      expect({ name, columns: declared }).toEqual({ name, columns: real.map(({ name, type }) => ({ name, type })) })
    }
  })

  it('answers every view on empty tables', async () => {
    for (const { name } of await store.query<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View'`,
    ))
      expect(await store.query(`SELECT * FROM ${name}`)).toEqual([])
  })
})
