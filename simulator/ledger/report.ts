// The books, added up.
import type { EventKind, QuarantineReason } from '../../events/contract.ts'
import { linesOf, tallyOrders, type OrderCopy, type OrderTally } from './orders.ts'
import { peakOf, settle, timeOut } from './presence.ts'
import { playedOf, type Funnel, type ShowTally } from './tally.ts'

/** Events sent, duplicates and bots and all: received = stored + folded + duplicate + bot + the sum of quarantined. */
export interface Intake {
  received: number
  stored: number
  /** Timely heartbeats. */
  folded: number
  duplicate: number
  bot: number
  /** Of stored. */
  late: number
  /** Host calls, which are not in the others. */
  hosts: number
  readonly quarantined: Partial<Record<QuarantineReason, number>>
}

export interface ShowReport {
  readonly kinds: Readonly<Partial<Record<EventKind, number>>>
  readonly visitors: number
  readonly viewers: number
  readonly sessions: number
  readonly played_ms: number
  /** Watch time of each session, by its id. */
  readonly playedBySession: ReadonlyMap<string, number>
  readonly joins: ReadonlyMap<number, number>
  readonly leaves: ReadonlyMap<number, number>
  readonly peakViewers: number
  readonly peakAt_s: number
  readonly comments: number
  readonly reactions: ReadonlyMap<string, number>
  readonly shares: number
  readonly funnel: Readonly<Funnel>
  readonly products: ReadonlyMap<string, Readonly<Funnel>>
  readonly moments: ReadonlyMap<string, Readonly<Funnel>>
  readonly late: number
}

export interface LedgerReport {
  readonly intake: Readonly<Intake>
  /** By showId; '' is the store. */
  readonly shows: ReadonlyMap<string, ShowReport>
  /** By the show they count for. */
  readonly orders: ReadonlyMap<string, OrderTally>
  /** Lines of orders by "show product moment", the moment being that of the click behind the line. */
  readonly lines: ReadonlyMap<string, number>
}

export function reportOf(
  intake: Intake,
  shows: ReadonlyMap<string, ShowTally>,
  copies: Iterable<OrderCopy>,
  now_ms: number,
): LedgerReport {
  return {
    intake: { ...intake, quarantined: { ...intake.quarantined } },
    shows: new Map([...shows].map(([showId, tally]) => [showId, showOf(tally, now_ms)])),
    orders: tallyOrders(copies),
    lines: linesOf(copies),
  }
}

function showOf(tally: ShowTally, now_ms: number): ShowReport {
  // On copies: what is still waiting may get company later.
  const audience = { joins: new Map(tally.audience.joins), leaves: new Map(tally.audience.leaves) }
  const playedBySession = new Map<string, number>()
  for (const [id, session] of tally.sessions) {
    playedBySession.set(id, playedOf(session))
    const presence = { ...session.presence, waiting: [...session.presence.waiting] }
    settle(presence, audience, Infinity)
    timeOut(presence, audience, now_ms)
  }
  const peak = peakOf(audience)
  return {
    kinds: Object.fromEntries(tally.kinds),
    visitors: tally.visitors.size,
    viewers: tally.viewers.size,
    sessions: tally.sessions.size,
    played_ms: [...playedBySession.values()].reduce((sum, each) => sum + each, 0),
    playedBySession,
    joins: audience.joins,
    leaves: audience.leaves,
    peakViewers: peak.viewers,
    peakAt_s: peak.second,
    comments: tally.comments,
    reactions: tally.reactions,
    shares: tally.shares,
    funnel: tally.funnel,
    products: tally.products,
    moments: tally.moments,
    late: tally.late,
  }
}
