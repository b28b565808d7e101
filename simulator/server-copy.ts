// The shop's own server reports an order too: another library, no session, the same order id.
import type { OrderBody, ProductLine } from '../events/contract.ts'
import type { Happening, Visitor } from './happening.ts'
import { sendAll, type Emission, type Faults, type PlannedRequest } from './outbox.ts'
import { chance, type Random } from './random.ts'
import { playVisit, type Ending } from './visit.ts'
import { shopServer } from './visitors.ts'

export function serverCopy(
  shopper: Visitor,
  order: OrderBody,
  at_ms: number,
  random: Random,
  faults: Faults,
): Generator<Emission<PlannedRequest>, void, void> {
  // A server that was not given the browser's id knows the customer's alone: for us another visitor, who saw no show.
  const isStranger = chance(random.fork(`${order.orderId} known`), 0.35)
  const known = isStranger ? (shopper.userId ?? `guest-${order.orderId}`) : shopper.visitorId
  const server = shopServer(known, shopper.userId)
  const visit = { visitor: server, sessionId: null, showId: null, channel: null }
  const happenings: Generator<Happening, Ending, void> = playVisit(visit, random.fork(order.orderId), (open) =>
    open.at(at_ms, (then_ms) => {
      open.say('order.completed', then_ms, settled(order, random.fork(`${order.orderId} till`)))
      open.end({ how: 'sent', at_ms: then_ms })
    }),
  )
  return sendAll(happenings, random.fork(`${order.orderId} out`), { ...faults, flaw: 0, crawl: 0 })
}

/** Some pay with a voucher, of which the page that reports the order knows nothing: a tenth off each piece. */
function settled(order: OrderBody, random: Random): OrderBody {
  if (!chance(random, 0.4)) return { ...order, sentBy: 'server' }
  const off_minor = ({ price_minor }: ProductLine) => Math.round((price_minor ?? 0) / 10)
  const lines = order.lines.map((line) => ({ ...line, price_minor: (line.price_minor ?? 0) - off_minor(line) }))
  const saved_minor = order.lines.reduce((sum, line) => sum + line.quantity * off_minor(line), 0)
  const total = { ...order.total, amount_minor: order.total.amount_minor - saved_minor }
  return { ...order, lines, total, sentBy: 'server' }
}
