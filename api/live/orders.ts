// One order an order id, over every partition and every show: which of its copies counts, where, and what a show has sold.
import type { OrderFrame } from '../../pipeline/contract.ts'
import { SHOW_ORDER_LINES_MAX, SHOW_SALES_MAX } from '../limits.ts'
import { joinKey } from './fields.ts'

/** A copy of an order as one show's frames or rows gave it. */
export interface OrderCopy extends OrderFrame {
  readonly showId: string
  readonly logId: string
}

/** What one show has sold: sums that follow every change of which copy counts. */
export interface Sales {
  orders: number
  /** Lines of the orders remembered. */
  lines: number
  /** Orders of each buyer. */
  readonly buyers: Map<string, number>
  /** Minor units by currency. */
  readonly revenue: Map<string, number>
  /** [orders, units, minor units] by minute (Unix s), product and currency. */
  readonly products: Map<string, number[]>
}

export interface OrderBook {
  /** The copy that counts, by order id. */
  readonly best: Map<string, OrderCopy>
  /** Ids of the orders that count for a show, in the order they came. */
  readonly byShow: Map<string, Set<string>>
  readonly sales: Map<string, Sales>
}

export function createOrderBook(): OrderBook {
  return { best: new Map(), byShow: new Map(), sales: new Map() }
}

/** Attributed first, then proven, then the least of (time, partition, offset, index); the log's id decides between logs alone. */
export function isBetter(a: OrderCopy, b: OrderCopy): boolean {
  if (a.attributed !== b.attributed) return a.attributed
  const proven = a.proven === true
  if (proven !== (b.proven === true)) return proven
  if (a.at_ms !== b.at_ms) return a.at_ms < b.at_ms
  if (a.partition !== b.partition) return a.partition < b.partition
  if (a.offset !== b.offset) return a.offset < b.offset
  if (a.index !== b.index) return a.index < b.index
  return a.logId < b.logId
}

/** Takes a copy in. Answers the shows whose sales changed: none when the copy does not count. */
export function takeOrder(book: OrderBook, copy: OrderCopy, most: number): readonly string[] {
  const known = book.best.get(copy.orderId)
  if (known && !isBetter(copy, known)) return []
  book.best.set(copy.orderId, copy)
  if (known) {
    count(salesOf(book, known.showId), known, -1)
    book.byShow.get(known.showId)?.delete(copy.orderId)
  }
  const sales = salesOf(book, copy.showId)
  count(sales, copy, 1)
  let ids = book.byShow.get(copy.showId)
  if (!ids) book.byShow.set(copy.showId, (ids = new Set()))
  ids.add(copy.orderId)
  while (ids.size > most || (sales.lines > SHOW_ORDER_LINES_MAX && ids.size > 1)) forgetOldest(book, ids, sales)
  return known && known.showId !== copy.showId ? [copy.showId, known.showId] : [copy.showId]
}

/** What a show has sold so far. */
export function salesOf(book: OrderBook, showId: string): Sales {
  let sales = book.sales.get(showId)
  if (!sales) {
    sales = { orders: 0, lines: 0, buyers: new Map(), revenue: new Map(), products: new Map() }
    book.sales.set(showId, sales)
  }
  return sales
}

/** Forgets a show's orders with it. */
export function forgetOrders(book: OrderBook, showId: string): void {
  for (const id of book.byShow.get(showId) ?? []) book.best.delete(id)
  book.byShow.delete(showId)
  book.sales.delete(showId)
}

/** It stays in the sums; only a copy of it that came now would count again. */
function forgetOldest(book: OrderBook, ids: Set<string>, sales: Sales): void {
  for (const id of ids) {
    ids.delete(id)
    sales.lines -= book.best.get(id)?.lines.length ?? 0
    book.best.delete(id)
    return
  }
}

function count(sales: Sales, order: OrderCopy, sign: 1 | -1): void {
  sales.orders += sign
  sales.lines += sign * order.lines.length
  add(sales.buyers, order.visitorId, sign)
  add(sales.revenue, order.currency, sign * order.total_minor)
  const minute = Math.floor(order.at_ms / 60_000) * 60
  const counted = new Set<string>()
  for (const line of order.lines) {
    const key = joinKey(minute, line.productId, order.currency)
    const [orders = 0, units = 0, revenue = 0] = sales.products.get(key) ?? []
    const first = counted.has(line.productId) ? 0 : sign
    counted.add(line.productId)
    const revenueNow = revenue + sign * line.quantity * line.price_minor
    sales.products.set(key, [orders + first, units + sign * line.quantity, revenueNow])
  }
  for (const oldest of sales.products.keys()) {
    if (sales.products.size <= SHOW_SALES_MAX) return
    sales.products.delete(oldest)
  }
}

function add(sums: Map<string, number>, key: string, change: number): void {
  const now = (sums.get(key) ?? 0) + change
  if (now === 0) sums.delete(key)
  else sums.set(key, now)
}
