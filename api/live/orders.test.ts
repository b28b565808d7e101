import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHOW_BUYERS_MAX, SHOW_ORDER_LINES_MAX, SHOW_SALES_MAX, SHOWLESS_ORDERS_MAX } from '../limits.ts'
import { joinKey } from './fields.ts'
import { orderFrame } from './frames.fixture.ts'
import type { OrderCopy } from './orders.ts'
import { createOrderBook, forgetOrders, isBetter, salesOf, takeOrder, takeRecorded } from './orders.ts'

const copy = (said: Partial<OrderCopy> & { readonly orderId: string }): OrderCopy => ({
  ...orderFrame({ total_minor: 1000, ...said }),
  logId: 'log',
  showId: 's',
  ...said,
})

const copies = fc.array(
  fc.record({
    orderId: fc.constantFrom('o1', 'o2', 'o3'),
    showId: fc.constantFrom('s', 't', ''),
    proven: fc.boolean(),
    at_ms: fc.integer({ min: 0, max: 200_000 }),
    partition: fc.integer({ min: 0, max: 3 }),
    offset: fc.integer({ min: 0, max: 3 }),
    visitorId: fc.constantFrom('v', 'w'),
    quantity: fc.integer({ min: 0, max: 3 }),
    currency: fc.constantFrom('EUR', 'USD'),
  }),
  { maxLength: 20 },
)

/** By the rule as it stands in words: the least of a list of reasons, each compared only where those before are equal. */
const least = (given: readonly OrderCopy[], reasons: (copy: OrderCopy) => readonly number[]) =>
  given.toSorted((a, b) => {
    const [ours, theirs] = [reasons(a), reasons(b)]
    const at = ours.findIndex((value, i) => value !== theirs[i])
    return at < 0 ? 0 : (ours[at] ?? 0) - (theirs[at] ?? 0)
  })[0]
const place = ({ at_ms, partition, offset, index }: OrderCopy) => [at_ms, partition, offset, index]
const unless = (holds: boolean) => (holds ? 0 : 1)

describe('the order book', () => {
  it('counts each order once, sold as its attributed copy says and paid as its proven one, in whatever order they come', () => {
    fc.assert(
      fc.property(copies, (given) => {
        const book = createOrderBook()
        const all = given.map(({ quantity, ...said }, index) =>
          copy({
            ...said,
            index,
            attributed: said.showId !== '',
            total_minor: 1 + quantity * 500,
            lines: quantity === 0 ? [] : [{ productId: 'p', momentId: '', quantity, price_minor: 500 }],
          }),
        )
        for (const each of all) takeOrder(book, each, 1000)
        const orders = [...Map.groupBy(all, (each) => each.orderId).values()].flatMap((same) => {
          const sold = least(same, (each) => [unless(each.attributed), unless(each.proven === true), ...place(each)])
          const paid = least(same, (each) => [unless(each.proven === true), unless(each.attributed), ...place(each)])
          return sold && paid ? [{ sold, paid, lines: paid.lines.length > 0 ? paid.lines : sold.lines }] : []
        })
        for (const showId of ['s', 't']) {
          const own = orders.filter(({ sold }) => sold.showId === showId)
          const sales = salesOf(book, showId)
          expect(sales.orders).toBe(own.length)
          expect(sales.buyers.size).toBe(new Set(own.map(({ sold }) => sold.visitorId)).size)
          for (const currency of ['EUR', 'USD']) {
            const sums = own.filter(({ paid }) => paid.currency === currency)
            expect(sales.revenue.get(currency) ?? 0).toBe(sums.reduce((sum, { paid }) => sum + paid.total_minor, 0))
          }
          const units = [...sales.products.values()].reduce((sum, values) => sum + (values[1] ?? 0), 0)
          expect(units).toBe(own.reduce((sum, { lines }) => sum + (lines[0]?.quantity ?? 0), 0))
        }
      }),
    )
  })

  it("takes what an order came to from the shop's copy, and minute and buyer from the page's", () => {
    const line = { productId: 'p', momentId: 'm', quantity: 1, price_minor: 99_900 }
    const page = copy({ orderId: 'o', at_ms: 61_000, total_minor: 99_900, lines: [line, { ...line, productId: 'r' }] })
    const told = { ...line, momentId: '', price_minor: 4000 }
    const shop = copy({
      ...{ orderId: 'o', showId: '', attributed: false, proven: true, visitorId: 'u', at_ms: 130_000 },
      ...{ total_minor: 4490, lines: [told, { ...told, productId: 'q', price_minor: 490 }] },
    })
    for (const order of [
      [page, shop],
      [shop, page],
      [shop, page, shop, page],
    ]) {
      const book = createOrderBook()
      for (const each of order) takeOrder(book, each, 10)
      expect(salesOf(book, 's')).toMatchObject({
        orders: 1,
        buyers: new Map([['v', 1]]),
        revenue: new Map([['EUR', 4490]]),
      })
      expect(salesOf(book, 's').products).toEqual(
        new Map([
          [joinKey(60, 'p', 'EUR'), [1, 1, 4000]],
          [joinKey(60, 'q', 'EUR'), [1, 1, 490]],
        ]),
      )
      expect(salesOf(book, '')).toMatchObject({ orders: 0 })
    }
  })

  it('bounds the copies without a show it keeps for one to come, the oldest forgotten first', () => {
    const book = createOrderBook()
    const shops = (n: number) => copy({ orderId: `o${n}`, showId: '', attributed: false, proven: true, total_minor: 7 })
    for (let n = 0; n <= SHOWLESS_ORDERS_MAX; n++) takeOrder(book, shops(n), 10)
    for (const n of [0, 1]) takeOrder(book, copy({ orderId: `o${n}`, total_minor: 100 }), 10)
    expect(salesOf(book, 's').revenue).toEqual(new Map([['EUR', 107]]))
  })

  it('bounds the buyers it remembers, and still counts those it forgot', () => {
    const book = createOrderBook()
    for (let n = 0; n < SHOW_BUYERS_MAX + 5; n++) takeOrder(book, copy({ orderId: `o${n}`, visitorId: `v${n}` }), 10)
    takeOrder(book, copy({ orderId: 'again', visitorId: `v${SHOW_BUYERS_MAX}` }), 10)
    const { buyers, forgottenBuyers } = salesOf(book, 's')
    expect([buyers.size, forgottenBuyers]).toEqual([SHOW_BUYERS_MAX, 5])
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
    expect(book.orders.size).toBe(3)
    expect(salesOf(book, 's').orders).toBe(5)
    forgetOrders(book, 's')
    expect([book.orders.size, book.byShow.size, book.sales.size]).toEqual([0, 0, 0])
  })

  it('does not count again what the record tells of orders it no longer remembers', () => {
    const book = createOrderBook()
    const told = Array.from({ length: 5 }, (_, i) => copy({ orderId: `o${i}`, at_ms: i }))
    // The first look may bring more than is remembered.
    takeRecorded(book, 's', told, 3)
    expect([salesOf(book, 's').orders, book.orders.size]).toEqual([5, 3])
    takeOrder(book, copy({ orderId: 'new', at_ms: 9 }), 3)
    const better = { ...copy({ orderId: 'o4', at_ms: 4 }), proven: true, total_minor: 7 }
    expect(takeRecorded(book, 's', [...told, better], 3)).toEqual(['s'])
    expect(salesOf(book, 's')).toMatchObject({ orders: 6, revenue: new Map([['EUR', 5007]]) })
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
    expect(book.orders.size).toBe(SHOW_ORDER_LINES_MAX / 1000)
    expect(salesOf(book, 's').products.size).toBe(SHOW_SALES_MAX)
    expect(salesOf(book, 's').products.has(joinKey(0, '299.999', 'EUR'))).toBe(true)
  })
})
