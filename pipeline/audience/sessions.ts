// Sessions: one tab's visit to one show or to the store. Clients without sessionIds get them made here, from the log
// alone: a new one after sessionGap_ms of the viewer's silence, named by the messageId of its first event.
import type { Event } from '../../events/contract.ts'
import { MADE_SESSIONS_PER_VISITOR_MAX, SESSIONS_PER_VISITOR_MAX } from '../limits.ts'
import type { Show } from '../state/show.ts'
import { NONE, type State } from '../state/state.ts'
import { UNCHANGED, type Session, type Visitor } from '../state/visitor.ts'
import { seenIn } from './visitors.ts'

export function findSession(state: State, id: string, showId: string): Session | null {
  let session = state.sessions.get(id) ?? null
  while (session !== null && session.show.id !== showId) session = session.next
  return session
}

/** The session made earlier that an event without sessionId belongs to; null when it begins a new one. */
export function findMadeSession(visitor: Visitor, show: Show, at_ms: number, gap_ms: number): Session | null {
  for (let i = visitor.made.length - 1; i >= 0; i--) {
    const session = visitor.made[i]
    if (session === undefined || session.show !== show) continue
    if (at_ms >= session.startedAt_ms - gap_ms && at_ms <= session.endedAt_ms + gap_ms) return session
  }
  return null
}

/** Null when the visitor has SESSIONS_PER_VISITOR_MAX. */
export function openMadeSession(
  state: State,
  visitor: Visitor,
  show: Show,
  event: Event,
  at_ms: number,
): Session | null {
  const session = openSession(state, visitor, show, madeId(state, event, show), event, at_ms)
  if (session === null) return null
  visitor.made.push(session)
  if (visitor.made.length > MADE_SESSIONS_PER_VISITOR_MAX) visitor.made.shift()
  return session
}

/** Null when the visitor has SESSIONS_PER_VISITOR_MAX. */
export function openSession(
  state: State,
  visitor: Visitor,
  show: Show,
  id: string,
  event: Event,
  at_ms: number,
): Session | null {
  if (visitor.sessions.length >= SESSIONS_PER_VISITOR_MAX) return null
  const session: Session = {
    id,
    visitor,
    show,
    seenAs: seenIn(state, visitor, show),
    next: state.sessions.get(id) ?? null,
    seen: [],
    userId: '',
    userAt_ms: NONE,
    source: event.source,
    channel: event.channel,
    screen: event.screen,
    connection: event.connection,
    latestAt_ms: NONE,
    latestSeq: NONE,
    heard_ms: state.time_ms,
    startedAt_ms: at_ms,
    endedAt_ms: at_ms,
    firstJoinedAt_ms: NONE,
    reported_ms: 0,
    played_ms: 0,
    rebuffer_ms: 0,
    startup_ms: NONE,
    startupAt_ms: NONE,
    failures: 0,
    droppedFrames: 0,
    heartbeats: 0,
    events: 0,
    comments: 0,
    reactions: 0,
    shares: 0,
    impressions: 0,
    clicks: 0,
    carts: 0,
    checkouts: 0,
    orders: 0,
    pageViews: 0,
    late: 0,
    reports: [],
    reportsCut: false,
    timedOut: false,
    timeout_s: NONE,
    started: false,
    minutes: [],
    watchBucket: NONE,
    change: UNCHANGED,
    changed_ms: NONE,
  }
  state.sessions.set(id, session)
  visitor.sessions.push(session)
  show.totals.sessions += 1
  return session
}

/** `~` and the messageId; with the visitor as well where another visitor's session took that name. */
function madeId(state: State, event: Event, show: Show): string {
  const id = `~${event.messageId}`
  return findSession(state, id, show.id) === null ? id : `${id}~${event.visitorId}`
}
