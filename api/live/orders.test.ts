import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHOW_ORDER_LINES_MAX, SHOW_SALES_MAX } from '../limits.ts'
import { joinKey } from './fields.ts'
import { orderFrame } from './frames.fixture.ts'
import type { OrderCopy } from './orders.ts'
import { createOrderBook, forgetOrders, isBetter, salesOf, takeOrder } from './orders.ts'

const copy = (said: Partial<OrderCopy> & { readonly orderId: string }): OrderCopy => ({
  ...orderFrame({ total_minor: 1000, ...said }),
  logId: 'log',
  showId: 's',
  ...said,
})

const copies = fc.array(
  fc.record({
    orderId: fc.constantFrom('o1', 'o2', 'o3'),
    showId: fc.constantFrom('s', 't'),
    at_ms: fc.integer({ min: 0, max: 200_000 }),
    partition: fc.integer({ min: 0, max: 3 }),
    offset: fc.integer({ min: 0, max: 3 }),
    visitorId: fc.constantFrom('v', 'w'),
    quantity: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 20 },
)

describe('the order book', () => {
  it('counts the best copy of each order alone, in whatever order copies come', () => {
    fc.assert(
      fc.property(copies, (given) => {
        const book = createOrderBook()
        const all = given.map(({ quantity, ...said }) =>
          copy({
            ...said,
            total_minor: quantity * 500,
            lines: [{ productId: 'p', momentId: '', quantity, price_minor: 500 }],
          }),
        )
        for (const each of all) takeOrder(book, each, 1000)
        const best = [...Map.groupBy(all, (each) => each.orderId).values()].map((same) =>
          same.reduce((a, b) => (isBetter(b, a) ? b : a)),
        )
        for (const showId of ['s', 't']) {
          const own = best.filter((each) => each.showId === showId)
          const sales = salesOf(book, showId)
          expect(sales.orders).toBe(own.length)
          expect(sales.buyers.size).toBe(new Set(own.map((each) => each.visitorId)).size)
          expect(sales.revenue.get('EUR') ?? 0).toBe(own.reduce((sum, each) => sum + each.total_minor, 0))
          const units = [...sales.products.values()].reduce((sum, values) => sum + (values[1] ?? 0), 0)
          expect(units).toBe(own.reduce((sum, each) => sum + (each.lines[0]?.quantity ?? 0), 0))
        }
      }),
    )
  })

  it('prefers attributed copies, then proven ones, then the earliest, then the least place', () => {
    const base = { orderId: 'o', at_ms: 5, partition: 1, offset: 1, index: 1 }
    const ranked = [
      copy({ ...base, proven: true, at_ms: 10, partition: 3 }),
      copy({ ...base, at_ms: 9, partition: 3 }),
      copy({ ...base, attributed: false, proven: true, at_ms: 7 }),
      copy({ ...base, attributed: false, at_ms: 1 }),
      copy({ ...base, attributed: false, at_ms: 1, partition: 2 }),
      copy({ ...base, attributed: false, at_ms: 1, partition: 2, offset: 2 }),
      copy({ ...base, attributed: false, at_ms: 1, partition: 2, offset: 2, index: 2 }),
      copy({ ...base, attributed: false, at_ms: 1, partition: 2, offset: 2, index: 2, logId: 'zog' }),
    ]
    for (const [i, better] of ranked.entries()) {
      for (const worse of ranked.slice(i + 1)) {
        expect(isBetter(better, worse)).toBe(true)
        expect(isBetter(worse, better)).toBe(false)
      }
    }
  })

  it('counts an order once a product, whatever its lines', () => {
    const book = createOrderBook()
    const line = { productId: 'p', momentId: '', quantity: 1, price_minor: 300 }
    takeOrder(book, copy({ orderId: 'o', at_ms: 61_000, lines: [line, { ...line, quantity: 2 }] }), 10)
    expect(salesOf(book, 's').products).toEqual(new Map([[joinKey(60, 'p', 'EUR'), [1, 3, 900]]]))
  })

  it('keeps sums of orders it no longer remembers, and forgets a show whole', () => {
    const book = createOrderBook()
    for (let i = 0; i < 5; i++) takeOrder(book, copy({ orderId: `o${i}`, at_ms: i }), 3)
    expect(book.best.size).toBe(3)
    expect(salesOf(book, 's').orders).toBe(5)
    forgetOrders(book, 's')
    expect([book.best.size, book.byShow.size, book.sales.size]).toEqual([0, 0, 0])
  })

  it('bounds what orders of a thousand lines make it remember', () => {
    const book = createOrderBook()
    const lines = (order: number) =>
      Array.from({ length: 1000 }, (_, i) => ({
        productId: `${order}.${i}`,
        momentId: '',
        quantity: 1,
        price_minor: 1,
      }))
    for (let i = 0; i < 300; i++) takeOrder(book, copy({ orderId: `o${i}`, at_ms: i, lines: lines(i) }), 1000)
    expect(salesOf(book, 's').orders).toBe(300)
    expect(book.best.size).toBe(SHOW_ORDER_LINES_MAX / 1000)
    expect(salesOf(book, 's').products.size).toBe(SHOW_SALES_MAX)
    expect(salesOf(book, 's').products.has(joinKey(0, '299.999', 'EUR'))).toBe(true)
  })
})
