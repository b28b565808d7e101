// How people buy: seen, clicked, added, checked out, ordered, each with its chance and its time to think.
import type { CatalogueEntry, OrderBody, ProductBody, ProductLine } from '../events/contract.ts'
import { chance, identifier, logNormal, weighted, type Random } from './random.ts'
import type { OpenVisit } from './visit.ts'

/** Chances of going from one step to the next. */
export interface Appetite {
  readonly click: number
  readonly add: number
  readonly checkout: number
  readonly order: number
}
/** In a show, at a pinned product; offers and games raise the first two. */
export const SHOW_APPETITE: Appetite = { click: 0.13, add: 0.3, checkout: 0.62, order: 0.72 }
/** Beside the pinned product viewers look at the others too, less keenly. */
export const SHELF_APPETITE: Appetite = { click: 0.04, add: 0.22, checkout: 0.55, order: 0.7 }
/** In the regular store. */
export const STORE_APPETITE: Appetite = { click: 0.16, add: 0.16, checkout: 0.5, order: 0.6 }

/** What is to be paid now, and told to whoever else reports orders. */
export interface Till {
  /** Price of the product at the time, as the shopper sees it. */
  price(product: CatalogueEntry, at_ms: number): number
  readonly currency: string
  /** false: the browser's own report of the order never leaves (an ad blocker). */
  readonly browserReports: boolean
  ordered(order: OrderBody, at_ms: number): void
}

export interface Shopper {
  /** Shows the product; what follows follows. */
  see(product: CatalogueEntry, at_ms: number, appetite: Appetite): void
}

/** Units in a cart line that nobody exceeds. */
const LINES_MOST = 6

export function createShopper(open: OpenVisit, till: Till): Shopper {
  const { random } = open
  const cart = new Map<string, ProductLine>()
  const seen = new Set<string>()

  function bodyOf(product: CatalogueEntry, at_ms: number, quantity = 1): ProductBody {
    return {
      productId: product.productId,
      title: product.title,
      quantity,
      price_minor: till.price(product, at_ms),
      currency: till.currency,
    }
  }
  function see(product: CatalogueEntry, at_ms: number, appetite: Appetite): void {
    open.say('product.seen', at_ms, bodyOf(product, at_ms))
    // A product seen twice is clicked less gladly: most who want it have clicked already.
    const tired = seen.has(product.productId) ? 0.4 : 1
    seen.add(product.productId)
    if (chance(random, appetite.click * tired)) {
      open.at(at_ms + thinking(random, 7_000), (then_ms) => click(product, then_ms, appetite))
    }
  }
  function click(product: CatalogueEntry, at_ms: number, appetite: Appetite): void {
    open.say('product.clicked', at_ms, bodyOf(product, at_ms))
    if (chance(random, 0.7)) {
      open.at(at_ms + thinking(random, 900), (then_ms) => open.say('product.viewed', then_ms, bodyOf(product, then_ms)))
    }
    if (chance(random, appetite.add)) {
      open.at(at_ms + thinking(random, 12_000), (then_ms) => add(product, then_ms, appetite))
    }
  }
  function add(product: CatalogueEntry, at_ms: number, appetite: Appetite): void {
    if (cart.size >= LINES_MOST) return
    const body = bodyOf(product, at_ms, weighted(random, QUANTITIES))
    const { title: _, ...line } = body
    cart.set(product.productId, line)
    open.say('product.added', at_ms, body)
    if (chance(random, 0.08)) {
      open.at(at_ms + thinking(random, 15_000), (then_ms) => {
        if (cart.delete(product.productId)) open.say('product.removed', then_ms, body)
      })
    } else if (chance(random, appetite.checkout)) {
      open.at(at_ms + thinking(random, 15_000), (then_ms) => checkout(then_ms, appetite))
    }
  }
  function checkout(at_ms: number, appetite: Appetite): void {
    if (cart.size === 0) return
    const lines = [...cart.values()]
    open.say('checkout.started', at_ms, { checkoutId: `k-${identifier(random, 12)}`, lines })
    if (chance(random, appetite.order)) open.at(at_ms + thinking(random, 25_000), (then_ms) => order(then_ms, lines))
  }
  function order(at_ms: number, lines: readonly ProductLine[]): void {
    if (lines.some((line) => !cart.has(line.productId))) return
    cart.clear()
    const goods = lines.reduce((sum, line) => sum + (line.price_minor ?? 0) * line.quantity, 0)
    const shipping = goods >= FREE_SHIPPING_MINOR ? 0 : 490
    const body: OrderBody = {
      orderId: `o-${identifier(random, 14)}`,
      total: { amount_minor: goods + shipping, currency: till.currency },
      lines,
      sentBy: 'browser',
    }
    if (till.browserReports) open.say('order.completed', at_ms, body)
    till.ordered(body, at_ms)
  }
  return { see }
}

const QUANTITIES = [
  [1, 86],
  [2, 11],
  [3, 2],
  [4, 1],
] as const
const FREE_SHIPPING_MINOR = 5_000

/** A moment of thought, around its median. */
function thinking(random: Random, median_ms: number): number {
  return Math.round(Math.max(250, logNormal(random, median_ms, 0.6)))
}
