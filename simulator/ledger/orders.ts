// Orders: all copies of one id are one order, counted for the show its visitor touched last, at what the shop itself says.
import type { OrderBody } from '../../events/contract.ts'

/** One copy of an order as it came in. */
export interface OrderCopy {
  readonly order: OrderBody
  readonly showId: string
  readonly visitorId: string
  readonly at_ms: number
  /** Moment of each line's click, '' for none. */
  readonly moments: readonly string[]
  /** Sent with the secret key of the shop's server. */
  readonly proven: boolean
}

/** Of an order's copies the one that says where it was sold, and the one that says what was paid. */
export interface OrderCopies {
  readonly sold: OrderCopy
  readonly paid: OrderCopy
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

export function addCopy(known: OrderCopies | undefined, copy: OrderCopy): OrderCopies {
  if (!known) return { sold: copy, paid: copy }
  const { sold, paid } = known
  const isShows = ({ showId }: OrderCopy) => showId !== ''
  const isProven = ({ proven }: OrderCopy) => proven
  return {
    sold: isFirst(copy, sold, [isShows, isProven]) ? copy : sold,
    paid: isFirst(copy, paid, [isProven, isShows]) ? copy : paid,
  }
}

/** Whoever is the first thing that the other is not; both or neither: the earlier. */
function isFirst(a: OrderCopy, b: OrderCopy, things: readonly ((copy: OrderCopy) => boolean)[]): boolean {
  const telling = things.find((is) => is(a) !== is(b))
  return telling ? telling(a) : a.at_ms < b.at_ms
}

/** As it counts: the shop's lines and total, each product in the moment the page knows of. */
export function asCounted({ sold, paid }: OrderCopies): OrderCopy {
  const moment = (productId: string) =>
    sold.moments[sold.order.lines.findIndex((line) => line.productId === productId)] ?? ''
  return { ...sold, order: paid.order, moments: paid.order.lines.map(({ productId }) => moment(productId)) }
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
