// One order an order id, over every partition and every show: which of its copies say where it was sold and what it came to,
// and what a show has sold. The same rule as the view `orders`.
import type { OrderFrame } from '../../pipeline/contract.ts'
import {
  SHOW_BUYERS_MAX,
  SHOW_ORDER_LINES_MAX,
  SHOW_SALES_MAX,
  SHOWLESS_ORDER_LINES_MAX,
  SHOWLESS_ORDERS_MAX,
} from '../limits.ts'
import { joinKey } from './fields.ts'

/** A copy of an order as frames or rows gave it. */
export interface OrderCopy extends OrderFrame {
  /** '' for one of no show. */
  readonly showId: string
  readonly logId: string
}

/** What one show has sold: sums that follow every change of which copies count. */
export interface Sales {
  orders: number
  /** Lines of the copies remembered. */
  lines: number
  /** Some of its orders are in the sums alone. */
  hasForgotten: boolean
  /** Orders of each buyer remembered, and how many buyers are no longer. */
  readonly buyers: Map<string, number>
  forgottenBuyers: number
  /** Minor units by currency. */
  readonly revenue: Map<string, number>
  /** [orders, units, minor units] by minute (Unix s), product and currency. */
  readonly products: Map<string, number[]>
}

/** The copies of an order that count. */
interface Order {
  /** Attributed to a show: where, when and to whom it was sold. */
  readonly sold: OrderCopy
  /** Proven, and of no show: what it came to, unless `sold` is proven itself. */
  readonly paid: OrderCopy | null
}

export interface OrderBook {
  /** By order id. */
  readonly orders: Map<string, Order>
  /** Ids of the orders that count for a show, in the order they came. */
  readonly byShow: Map<string, Set<string>>
  readonly sales: Map<string, Sales>
  /** Proven copies of no show whose order no show has yet: it may come. */
  readonly showless: Map<string, OrderCopy>
  showlessLines: number
}

export function createOrderBook(): OrderBook {
  return { orders: new Map(), byShow: new Map(), sales: new Map(), showless: new Map(), showlessLines: 0 }
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
  const known = book.orders.get(copy.orderId)
  if (!copy.attributed) return takeShowless(book, copy, known)
  if (known && !isBetter(copy, known.sold)) return []
  const order = { sold: copy, paid: known ? known.paid : takeWaiting(book, copy.orderId) }
  if (known) {
    count(salesOf(book, known.sold.showId), known, -1)
    book.byShow.get(known.sold.showId)?.delete(copy.orderId)
  }
  book.orders.set(copy.orderId, order)
  const sales = salesOf(book, copy.showId)
  count(sales, order, 1)
  let ids = book.byShow.get(copy.showId)
  if (!ids) book.byShow.set(copy.showId, (ids = new Set()))
  ids.add(copy.orderId)
  while (ids.size > most || (sales.lines > SHOW_ORDER_LINES_MAX && ids.size > 1)) forgetOldest(book, ids, sales)
  return known && known.sold.showId !== copy.showId ? [copy.showId, known.sold.showId] : [copy.showId]
}

/**
 * Takes what the record has of a show's orders. It tells all of them each time: once some are no longer remembered, those not
 * known are taken for these, and news come by frames alone. Answers the shows whose sales changed.
 */
export function takeRecorded(
  book: OrderBook,
  showId: string,
  copies: readonly OrderCopy[],
  most: number,
): readonly string[] {
  const hasForgotten = salesOf(book, showId).hasForgotten
  const taken = hasForgotten ? copies.filter(({ orderId }) => book.orders.has(orderId)) : copies
  return [...new Set(taken.flatMap((copy) => takeOrder(book, copy, most)))]
}

/** What a show has sold so far. */
export function salesOf(book: OrderBook, showId: string): Sales {
  let sales = book.sales.get(showId)
  if (!sales) {
    sales = {
      ...{ orders: 0, lines: 0, hasForgotten: false, forgottenBuyers: 0 },
      ...{ buyers: new Map(), revenue: new Map(), products: new Map() },
    }
    book.sales.set(showId, sales)
  }
  return sales
}

/** Forgets a show's orders with it. */
export function forgetOrders(book: OrderBook, showId: string): void {
  for (const id of book.byShow.get(showId) ?? []) book.orders.delete(id)
  book.byShow.delete(showId)
  book.sales.delete(showId)
}

function takeShowless(book: OrderBook, copy: OrderCopy, known: Order | undefined): readonly string[] {
  if (copy.proven !== true) return []
  if (!known) {
    wait(book, copy)
    return []
  }
  if (known.paid && !isBetter(copy, known.paid)) return []
  const order = { ...known, paid: copy }
  book.orders.set(copy.orderId, order)
  const sales = salesOf(book, known.sold.showId)
  count(sales, known, -1)
  count(sales, order, 1)
  return known.sold.proven === true ? [] : [known.sold.showId]
}

function wait(book: OrderBook, copy: OrderCopy): void {
  const { showless } = book
  const waiting = showless.get(copy.orderId)
  if (waiting && !isBetter(copy, waiting)) return
  takeWaiting(book, copy.orderId)
  showless.set(copy.orderId, copy)
  book.showlessLines += copy.lines.length
  for (const oldest of showless.keys()) {
    const isFull = showless.size > SHOWLESS_ORDERS_MAX || book.showlessLines > SHOWLESS_ORDER_LINES_MAX
    if (!isFull || showless.size === 1) return
    takeWaiting(book, oldest)
  }
}

function takeWaiting(book: OrderBook, orderId: string): OrderCopy | null {
  const waiting = book.showless.get(orderId)
  if (!waiting) return null
  book.showless.delete(orderId)
  book.showlessLines -= waiting.lines.length
  return waiting
}

/** Sold as the one copy says, paid as the other. Moments of lines are left to SQL: nothing live is counted by them. */
function together({ sold, paid }: Order): OrderCopy {
  if (paid === null || sold.proven === true) return sold
  const { total_minor, currency, lines } = paid
  return { ...sold, proven: true, total_minor, currency, lines: lines.length > 0 ? lines : sold.lines }
}

/** It stays in the sums; only a copy of it that a frame told now would count again. */
function forgetOldest(book: OrderBook, ids: Set<string>, sales: Sales): void {
  sales.hasForgotten = true
  for (const id of ids) {
    ids.delete(id)
    sales.lines -= linesOf(book.orders.get(id))
    book.orders.delete(id)
    return
  }
}

function linesOf(order: Order | undefined): number {
  return order ? order.sold.lines.length + (order.paid?.lines.length ?? 0) : 0
}

function count(sales: Sales, copies: Order, sign: 1 | -1): void {
  const order = together(copies)
  sales.orders += sign
  sales.lines += sign * linesOf(copies)
  countBuyer(sales, order.visitorId, sign)
  add(sales.revenue, order.currency, sign * order.total_minor)
  const minute = Math.floor(order.at_ms / 60_000) * 60
  const counted = new Set<string>()
  for (const line of order.lines) {
    const key = joinKey(minute, line.productId, order.currency)
    const [orders = 0, units = 0, revenue = 0] = sales.products.get(key) ?? []
    const first = counted.has(line.productId) ? 0 : sign
    counted.add(line.productId)
    const revenueNow = revenue + sign * line.quantity * line.price_minor
    const now = [orders + first, units + sign * line.quantity, revenueNow]
    if (now.some((value) => value !== 0)) sales.products.set(key, now)
    else sales.products.delete(key)
  }
  for (const oldest of sales.products.keys()) {
    if (sales.products.size <= SHOW_SALES_MAX) return
    sales.products.delete(oldest)
  }
}

/** Of one who is forgotten nothing is taken back, and their next order counts them once more. */
function countBuyer(sales: Sales, visitorId: string, sign: 1 | -1): void {
  const { buyers } = sales
  if (sign < 0 && !buyers.has(visitorId)) return
  add(buyers, visitorId, sign)
  for (const oldest of buyers.keys()) {
    if (buyers.size <= SHOW_BUYERS_MAX) return
    buyers.delete(oldest)
    sales.forgottenBuyers += 1
  }
}

function add(sums: Map<string, number>, key: string, change: number): void {
  const now = (sums.get(key) ?? 0) + change
  if (now === 0) sums.delete(key)
  else sums.set(key, now)
}
