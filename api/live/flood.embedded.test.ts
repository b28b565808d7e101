// A show somebody floods with the key of its page: what is read of it is bounded, and the pages go on.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Row } from '../../store/contract.ts'
import type { TableName } from '../../store/tables.ts'
import type { ProductTable } from '../contract.ts'
import { HISTORY_PRODUCTS_PER_MINUTE_MAX } from '../limits.ts'
import { PRODUCTS_MAX } from '../shows/products.ts'
import { openWorld, type World } from '../world.fixture.ts'
import { loadHistory } from './history.ts'

const T0 = Date.UTC(2026, 4, 1, 12)
let world: World
beforeAll(async () => {
  world = await openWorld(T0)
})
afterAll(() => world.close())

const key = { log_id: 'log', partition: 0, version: 1 }
const insert = (...rows: readonly (readonly [TableName, readonly Row[]])[]) => world.store.insert(new Map(rows))

it('reads of a flood the proven orders first, the newest comments, and no more than its bound', async () => {
  const order = { ...key, index: 0, show_id: 'flooded', total_minor: 100, currency: 'EUR', proven: false }
  const comment = { ...key, index: 0, show_id: 'flooded', role: 'viewer', question_key: 'price|', visitor_id: 'v' }
  await insert(
    [
      'orders_log',
      Array.from({ length: 100 }, (_, n) => ({ ...order, offset: n, order_id: `o${n}`, occurred_at: T0 + n })),
    ],
    [
      'order_lines_log',
      [{ ...key, offset: 7, index: 0, order_id: 'o7', line: 0, product_id: 'pan', quantity: 1, price_minor: 100 }],
    ],
    [
      'comments_log',
      Array.from({ length: 100 }, (_, n) => ({ ...comment, offset: n, occurred_at: T0 + n, text: `${n}`.padEnd(200) })),
    ],
  )
  await insert(['orders_log', [{ ...order, offset: 200, order_id: 'real', occurred_at: T0 + 500, proven: true }]])
  const all = await loadHistory(world.store, 'flooded', 0)
  expect([all.orders.length, all.said.length]).toEqual([101, 100])
  expect(all.orders.find(({ orderId }) => orderId === 'o7')?.lines).toMatchObject([{ productId: 'pan' }])
  const some = await loadHistory(world.store, 'flooded', 0, 10_000)
  expect(some.orders.slice(0, 3).map(({ orderId }) => orderId)).toEqual(['real', 'o0', 'o1'])
  expect(some.orders.length).toBeLessThan(35)
  expect(some.said.at(-1)?.text.trim()).toBe('99')
  expect(some.said.length).toBeLessThan(35)
})

it('reads of a minute no more made-up products than frames tell of, and those with a moment always', async () => {
  const product = { ...key, show_id: 'made-up', minute: T0 / 1000, clicks: 1 }
  const some = Array.from({ length: HISTORY_PRODUCTS_PER_MINUTE_MAX + 50 }, (_, n) => ({
    ...product,
    product_id: `p${n}`,
  }))
  await insert(['product_minutes_log', [...some, { ...product, product_id: 'pinned', moment_id: 'm' }]])
  const { products } = await loadHistory(world.store, 'made-up', 0)
  expect(products.length).toBe(HISTORY_PRODUCTS_PER_MINUTE_MAX + 1)
  expect(products.some(({ words }) => words[0] === 'pinned')).toBe(true)
})

it('shows a table of products with the real ones first, however many orders and products were made up', async () => {
  const orders = 200_000
  const rows = (table: string, columns: string, values: string, count: number) =>
    world.store.command(`INSERT INTO ${table} (${columns}) SELECT ${values} FROM numbers(${count})`)
  await insert(
    [
      'shows_log',
      [
        {
          log_id: 'log',
          version: 1,
          show_id: 'many',
          currency: 'EUR',
          started_at: T0,
          ended_at: T0 + 1e6,
          products: JSON.stringify([{ productId: 'pan', title: 'Pan', number: 1, price_minor: 100, image: null }]),
        },
      ],
    ],
    ['product_minutes_log', [{ ...key, show_id: 'many', minute: T0 / 1000, product_id: 'pan', clicks: 1 }]],
  )
  const place = 'log_id, partition, offset, index, version'
  const placed = "'log', 0, number + 1000, 0, 1"
  const at = `fromUnixTimestamp64Milli(${T0} + number, 'UTC')`
  await rows(
    'orders_log',
    `${place}, show_id, order_id, occurred_at, total_minor, currency`,
    `${placed}, 'many', toString(number), ${at}, 100, 'EUR'`,
    orders,
  )
  await rows(
    'order_lines_log',
    `${place}, line, order_id, product_id, quantity, price_minor`,
    `${placed}, 0, toString(number), 'pan', 1, 100`,
    orders,
  )
  await rows(
    'product_minutes_log',
    'log_id, partition, version, show_id, minute, product_id, clicks',
    `'log', 0, 1, 'many', toDateTime(${T0 / 1000}), concat('made-up-', toString(number)), 2`,
    PRODUCTS_MAX + 100,
  )
  const { products } = await world.get<ProductTable>('/v1/shows/many/products')
  expect(products.length).toBe(PRODUCTS_MAX)
  expect(products[0]).toMatchObject({ productId: 'pan', orders, clicks: 1 })
  expect(products[0]?.ordersByMinute.reduce((sum, count) => sum + count, 0)).toBe(orders)
})
