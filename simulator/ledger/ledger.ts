// The simulator's own books: what it sent, and what must come out of it. Knows what truly happened, not what anyone
// makes of it: nothing in here reads the product's code, only its words.
import type { ProductLine, QuarantineReason } from '../../events/contract.ts'
import type { Happening } from '../happening.ts'
import type { HostCall } from '../host.ts'
import type { PlannedRequest } from '../outbox.ts'
import { firstTime } from './copies.ts'
import { createMoments } from './moments.ts'
import { addCopy, asCounted, type OrderCopies, type OrderCopy } from './orders.ts'
import { isPresent, reportPresence } from './presence.ts'
import { reportOf, type Intake, type LedgerReport } from './report.ts'
import { ATTRIBUTION_MS, isLate, occurredAt, SESSION_GAP_MS } from './rules.ts'
import { count, emptyFunnel, emptyShow, entry, type Funnel, type SessionTally, type ShowTally } from './tally.ts'

export type { LedgerReport, ShowReport } from './report.ts'

export interface Ledger {
  /** A request the collector has answered for; `at_ms` when it arrived, where that is not as planned. */
  sent(request: PlannedRequest, at_ms?: number): void
  host(call: HostCall, at_ms: number): void
  /** Everything so far. */
  report(): LedgerReport
}

/** What attribution needs of a visitor: shows touched and products clicked, in order of arrival. */
interface Past {
  readonly touches: { readonly showId: string; readonly at_ms: number }[]
  readonly clicks: {
    readonly showId: string
    readonly productId: string
    readonly momentId: string
    readonly at_ms: number
  }[]
  readonly messages: Set<string>
  /** Sessions made for a client that has none, by show. */
  readonly made: Map<string, SessionTally[]>
}

/** `serverKey`: what the shop's server sends is sent with a secret key, so what it says of money is believed. */
export function createLedger({ serverKey = false }: { readonly serverKey?: boolean } = {}): Ledger {
  const intake: Intake = { received: 0, stored: 0, folded: 0, duplicate: 0, bot: 0, late: 0, hosts: 0, quarantined: {} }
  const shows = new Map<string, ShowTally>()
  const pasts = new Map<string, Past>()
  const orders = new Map<string, OrderCopies>()
  const moments = createMoments()
  let last_ms = 0

  function take(happening: Happening, request: PlannedRequest, at_ms: number): void {
    const { visit, flaw } = happening
    const { visitor } = visit
    intake.received++
    if (visitor.bot) return void intake.bot++
    if (flaw) return refuse(flaw.reason)
    const past = entry(pasts, visitor.visitorId, newPast)
    const show = entry(shows, visit.showId ?? '', emptyShow)
    const when_ms = occurredAt(happening.at_ms, request.sent_ms, at_ms)
    const session = sessionOf(happening, show, past, when_ms)
    if (!session) return void intake.duplicate++
    const late = isLate(when_ms, at_ms)
    if (late) {
      intake.late++
      show.late++
    }
    if (happening.kind === 'player.heartbeat' && !late) intake.folded++
    else intake.stored++
    count(show.kinds, happening.kind)
    show.visitors.add(visitor.visitorId)
    if (session !== 'none') {
      session.started_ms = Math.min(session.started_ms, when_ms)
      session.ended_ms = Math.max(session.ended_ms, when_ms)
    }
    if (visit.showId !== null) past.touches.push({ showId: visit.showId, at_ms: when_ms })
    apply(happening, { show, session: session === 'none' ? null : session, past, when_ms, late, at_ms })
  }

  function refuse(reason: QuarantineReason): void {
    intake.quarantined[reason] = (intake.quarantined[reason] ?? 0) + 1
  }

  interface Place {
    readonly show: ShowTally
    readonly session: SessionTally | null
    readonly past: Past
    readonly when_ms: number
    readonly late: boolean
    readonly at_ms: number
  }

  function apply(happening: Happening, place: Place): void {
    const { show, session, late, when_ms } = place
    switch (happening.kind) {
      case 'chat.posted':
        show.comments++
        return
      case 'reaction.sent':
        count(show.reactions, happening.body.reaction, happening.body.count)
        return
      case 'share.sent':
        show.shares++
        return
      case 'product.seen':
        return product(happening, place, happening.body.productId, 'impressions')
      case 'product.clicked':
        return product(happening, place, happening.body.productId, 'clicks')
      case 'product.added':
        return product(happening, place, happening.body.productId, 'carts')
      case 'product.removed':
        return product(happening, place, happening.body.productId, 'removals')
      case 'checkout.started':
        show.funnel.checkouts++
        for (const line of happening.body.lines) productMinute(happening, place, line.productId, 'checkouts')
        return
      case 'order.completed': {
        const copy = orderCopy(happening, place)
        orders.set(copy.order.orderId, addCopy(orders.get(copy.order.orderId), copy))
        return
      }
    }
    if (session && happening.body && 'state' in happening.body) {
      session.reported_ms += happening.body.played_ms ?? 0
      if (late) return
      const present = isPresent(happening.body)
      if (present) show.viewers.add(happening.visit.visitor.visitorId)
      const report = { at_ms: when_ms, seq: happening.seq ?? -1, present }
      reportPresence(session.presence, show.audience, report, place.at_ms)
    }
  }

  function product(happening: Happening, place: Place, productId: string, step: keyof Funnel): void {
    place.show.funnel[step]++
    const momentId = productMinute(happening, place, productId, step)
    const { showId } = happening.visit
    if (step === 'clicks' && showId) place.past.clicks.push({ showId, productId, momentId, at_ms: place.when_ms })
  }

  /** The moment the viewer saw; counted with it unless late. */
  function productMinute(happening: Happening, place: Place, productId: string, step: keyof Funnel): string {
    const saw_ms = place.when_ms - (happening.latency_ms ?? 0)
    const momentId = moments.of(happening.visit.showId ?? '', productId, saw_ms)
    if (!place.late) {
      entry(place.show.products, productId, emptyFunnel)[step]++
      entry(place.show.moments, `${productId} ${momentId}`, emptyFunnel)[step]++
    }
    return momentId
  }

  function orderCopy(happening: Extract<Happening, { kind: 'order.completed' }>, place: Place): OrderCopy {
    const { visit, body } = happening
    const showId = visit.showId ?? lastShow(place.past, place.when_ms)
    return {
      order: body,
      showId,
      visitorId: visit.visitor.visitorId,
      at_ms: place.when_ms,
      moments: body.lines.map((line: ProductLine) => clickedIn(place.past, showId, line.productId, place.when_ms)),
      proven: serverKey && body.sentBy === 'server',
    }
  }

  return {
    sent(request, at_ms = request.at_ms) {
      last_ms = Math.max(last_ms, at_ms)
      for (const happening of request.happenings) take(happening, request, at_ms)
    },
    host(call, at_ms) {
      last_ms = Math.max(last_ms, at_ms)
      intake.hosts++
      moments.host(call, at_ms)
    },
    report: () => reportOf(intake, shows, [...orders.values()].map(asCounted), last_ms),
  }
}

const newPast = (): Past => ({ touches: [], clicks: [], messages: new Set(), made: new Map() })

/** The event's session; null for an event that came before, 'none' for what a server says, which is no visit. */
function sessionOf(happening: Happening, show: ShowTally, past: Past, when_ms: number): SessionTally | 'none' | null {
  const { visit, seq, messageId, kind } = happening
  if (visit.sessionId !== null && seq !== null) {
    const { sessionId } = visit
    const session = entry(show.sessions, sessionId, () => newSession(sessionId, when_ms))
    return firstTime(session.numbers, seq) ? session : null
  }
  if (past.messages.has(messageId)) return null
  past.messages.add(messageId)
  if (kind === 'order.refunded' || (kind === 'order.completed' && happening.body.sentBy === 'server')) return 'none'
  const made = entry(past.made, visit.showId ?? '', () => [])
  const open = made.findLast(
    (one) => when_ms >= one.started_ms - SESSION_GAP_MS && when_ms <= one.ended_ms + SESSION_GAP_MS,
  )
  if (open) return open
  const session = newSession(`made ${messageId}`, when_ms)
  made.push(session)
  show.sessions.set(session.sessionId, session)
  return session
}

function newSession(sessionId: string, when_ms: number): SessionTally {
  return {
    sessionId,
    numbers: { below: 0, above: new Set() },
    presence: { waiting: [], present: false, last_ms: 0 },
    started_ms: when_ms,
    ended_ms: when_ms,
    reported_ms: 0,
  }
}

/** The show touched last at or before the time, within the day before it. */
function lastShow(past: Past, at_ms: number): string {
  const touches = past.touches.filter((touch) => touch.at_ms <= at_ms && touch.at_ms >= at_ms - ATTRIBUTION_MS)
  return touches.reduce((last, touch) => (touch.at_ms >= last.at_ms ? touch : last), { showId: '', at_ms: -1 }).showId
}

/** The moment of the last click on the product in the show. */
function clickedIn(past: Past, showId: string, productId: string, at_ms: number): string {
  const clicks = past.clicks.filter(
    (click) =>
      click.showId === showId &&
      click.productId === productId &&
      click.at_ms <= at_ms &&
      click.at_ms >= at_ms - ATTRIBUTION_MS,
  )
  return clicks.reduce((last, click) => (click.at_ms >= last.at_ms ? click : last), { momentId: '', at_ms: -1 })
    .momentId
}
