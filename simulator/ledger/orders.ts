// Orders: all copies of one id are one order, counted for the show its visitor touched last.
import type { OrderBody } from '../../events/contract.ts'

/** One copy of an order as it came in. */
export interface OrderCopy {
  readonly order: OrderBody
  readonly showId: string
  readonly visitorId: string
  readonly at_ms: number
  /** Moment of each line's click, '' for none. */
  readonly moments: readonly string[]
}

/** Orders of a show, '' being the store. */
export interface OrderTally {
  orders: number
  units: number
  readonly buyers: Set<string>
  readonly revenue_minor: Map<string, number>
  /** Orders and units by product, and goods sold in minor units. */
  readonly products: Map<string, { orders: number; units: number; revenue_minor: number }>
}

/** One copy an order: one that counts for a show before one that does not, then the earliest. */
export function better(a: OrderCopy, b: OrderCopy): boolean {
  const [isShows, wasShows] = [a.showId !== '', b.showId !== '']
  return isShows !== wasShows ? isShows : a.at_ms < b.at_ms
}

export function tallyOrders(copies: Iterable<OrderCopy>): ReadonlyMap<string, OrderTally> {
  const shows = new Map<string, OrderTally>()
  for (const { order, showId, visitorId } of copies) {
    const tally = shows.get(showId) ?? {
      orders: 0,
      units: 0,
      buyers: new Set(),
      revenue_minor: new Map(),
      products: new Map(),
    }
    shows.set(showId, tally)
    const { amount_minor, currency } = order.total
    tally.orders++
    tally.buyers.add(visitorId)
    tally.revenue_minor.set(currency, (tally.revenue_minor.get(currency) ?? 0) + amount_minor)
    for (const line of order.lines) {
      const product = tally.products.get(line.productId) ?? { orders: 0, units: 0, revenue_minor: 0 }
      tally.products.set(line.productId, product)
      product.orders++
      product.units += line.quantity
      product.revenue_minor += line.quantity * (line.price_minor ?? 0)
      tally.units += line.quantity
    }
  }
  return shows
}

/** How many lines each show, product and moment has. */
export function linesOf(copies: Iterable<OrderCopy>): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const { order, showId, moments } of copies) {
    for (const [i, { productId }] of order.lines.entries()) {
      const key = `${showId} ${productId} ${moments[i] ?? ''}`
      lines.set(key, (lines.get(key) ?? 0) + 1)
    }
  }
  return lines
}
