// Orders: a row a copy, since the browser's and the shop's server's are one order only by its id. The show is the one the
// event carries, else the one the visitor touched last; the moment of a line is that of the click that led to it. A copy
// that the shop proves is told to the glass even where no show is known of it: its money counts for a copy of a show.
import type { EventOf, ProductLine } from '../../events/contract.ts'
import type { OrderFrame } from '../contract.ts'
import { forgetBefore, forgetOldest } from '../audience/duplicates.ts'
import { ORDERS_PER_FRAME_MAX } from '../limits.ts'
import { keepActive } from '../shows/active.ts'
import { remembered } from '../state/remembered.ts'
import type { State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import type { Click } from '../state/visitor.ts'
import { lastClicks } from './clicks.ts'
import { lastTouch } from './touches.ts'

export function applyOrder(step: Step, event: EventOf<'order.completed'>): void {
  const { state, session, at_ms, offset, index } = step
  const body = event.body
  const from_ms = at_ms - state.settings.attribution_ms
  const showId = event.showId ?? (step.visitor === null ? null : lastTouch(step.visitor, at_ms, from_ms)) ?? ''
  const clicks = clicksFor(step, showId, body.lines, from_ms)
  step.momentId = latest(body.lines.map(({ productId }) => clicks.get(productId) ?? null))?.momentId ?? ''
  if (body.lines.length === 1) step.productId = body.lines[0]?.productId ?? ''
  const proof = body.proven === true ? { proven: true } : {}
  state.dirty.orders.add({
    log_id: state.logId,
    partition: state.partition,
    offset,
    index,
    order_id: body.orderId,
    visitor_id: event.visitorId,
    user_id: event.userId ?? '',
    session_id: session?.id ?? event.sessionId ?? '',
    show_id: showId,
    moment_id: step.momentId,
    sent_by: body.sentBy,
    proven: body.proven === true,
    occurred_at: at_ms,
    total_minor: body.total.amount_minor,
    currency: body.total.currency,
    late: step.late,
    version: offset,
  })
  const lines = body.lines.map((line) => ({
    productId: line.productId,
    momentId: clicks.get(line.productId)?.momentId ?? '',
    quantity: line.quantity,
    price_minor: line.price_minor ?? 0,
  }))
  lines.forEach((line, i) => {
    state.dirty.orderLines.add({
      log_id: state.logId,
      partition: state.partition,
      offset,
      index,
      line: i,
      order_id: body.orderId,
      product_id: line.productId,
      quantity: line.quantity,
      price_minor: line.price_minor,
      moment_id: line.momentId,
      version: offset,
    })
  })
  if (session !== null && isFirstCopy(state, body.orderId)) session.orders += 1
  const told: OrderFrame = {
    orderId: body.orderId,
    partition: state.partition,
    offset,
    index,
    at_ms,
    visitorId: event.visitorId,
    attributed: showId !== '',
    ...proof,
    total_minor: body.total.amount_minor,
    currency: body.total.currency,
    late: step.late,
    lines,
  }
  if (showId === '') {
    if (body.proven === true) keepForFrame(state.showlessOrders, told)
    return
  }
  const show = state.shows.get(showId)
  if (show === undefined) return
  show.unframed = true
  keepActive(state, show)
  keepForFrame(show.orders, told)
}

function keepForFrame(orders: OrderFrame[], told: OrderFrame): void {
  orders.push(told)
  if (orders.length > ORDERS_PER_FRAME_MAX) orders.shift()
}

function clicksFor(
  step: Step,
  showId: string,
  lines: readonly ProductLine[],
  from_ms: number,
): ReadonlyMap<string, Click> {
  if (step.visitor === null || showId === '') return new Map()
  const productIds = lines.map(({ productId }) => productId)
  return lastClicks(step.visitor, showId, productIds, step.at_ms, from_ms)
}

function latest(clicks: readonly (Click | null)[]): Click | null {
  return clicks.reduce(
    (latest, click) => (click !== null && click.at_ms > (latest?.at_ms ?? -1) ? click : latest),
    null,
  )
}

function isFirstCopy(state: State, orderId: string): boolean {
  const id = remembered(orderId)
  // In saved states there may be longer ones.
  if (state.orderIds.has(id) || state.orderIds.has(orderId)) return false
  forgetBefore(state.orderIds, state.time_ms - state.settings.dedupe_ms)
  if (state.orderIds.size >= state.room.orderIds) forgetOldest(state.orderIds)
  state.orderIds.set(id, state.time_ms)
  return true
}
