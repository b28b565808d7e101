// The shop's own server reports an order too: another library, no session, the same order id.
import type { OrderBody } from '../events/contract.ts'
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
  // A server that was not given the browser's id knows the customer's alone: for us another visitor.
  const known = shopper.userId !== null && chance(random, 0.35) ? shopper.userId : shopper.visitorId
  const server = shopServer(known, shopper.userId)
  const visit = { visitor: server, sessionId: null, showId: null, channel: null }
  const happenings: Generator<Happening, Ending, void> = playVisit(visit, random.fork(order.orderId), (open) =>
    open.at(at_ms, (then_ms) => {
      open.say('order.completed', then_ms, { ...order, sentBy: 'server' })
      open.end({ how: 'sent', at_ms: then_ms })
    }),
  )
  return sendAll(happenings, random.fork(`${order.orderId} out`), { ...faults, flaw: 0, crawl: 0 })
}
