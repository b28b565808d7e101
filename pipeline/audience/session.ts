// A session with nothing in it yet, and its place among those of the same id.
import type { Show } from '../state/show.ts'
import { NONE, type State } from '../state/state.ts'
import { UNCHANGED, type Session, type SessionMinute, type Visitor, type VisitorShow } from '../state/visitor.ts'

/** What a session takes from its latest event. */
export type LatestOf = Pick<Session, 'source' | 'channel' | 'screen' | 'connection'>

/** Every session is made here, so that all have one shape. */
export function blankSession(id: string, visitor: Visitor, show: Show, seenAs: VisitorShow, of: LatestOf): Session {
  return {
    id,
    visitor,
    show,
    seenAs,
    next: null,
    seen: [],
    userId: '',
    userAt_ms: NONE,
    source: of.source,
    channel: of.channel,
    screen: of.screen,
    connection: of.connection,
    latestAt_ms: NONE,
    latestSeq: NONE,
    heard_ms: NONE,
    startedAt_ms: NONE,
    endedAt_ms: NONE,
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
    forgotten: false,
    started: false,
    minutes: [],
    watchBucket: NONE,
    change: UNCHANGED,
    changed_ms: NONE,
  }
}

export function blankMinute(sessionId: string, showId: string, visitorId: string, minute: number): SessionMinute {
  return {
    sessionId,
    showId,
    visitorId,
    minute,
    heartbeats: 0,
    played_ms: 0,
    rebuffer_ms: 0,
    latencySum_ms: 0,
    latencyCount: 0,
    bitrateSum_kbps: 0,
    bitrateCount: 0,
    droppedFrames: 0,
    dirty: false,
  }
}

/** A session id may be in use in several shows: they hang on one another. */
export function linkSession(state: State, session: Session): void {
  session.next = state.sessions.get(session.id) ?? null
  state.sessions.set(session.id, session)
}

/** Takes a forgotten session out. Rows still due keep it until they are taken. */
export function unlinkSession(state: State, session: Session): void {
  state.sessionCount -= 1
  session.forgotten = true
  const first = state.sessions.get(session.id)
  if (first === session) {
    if (session.next === null) state.sessions.delete(session.id)
    else state.sessions.set(session.id, session.next)
    return
  }
  let before = first
  while (before !== undefined && before.next !== session) before = before.next ?? undefined
  if (before !== undefined) before.next = session.next
}
