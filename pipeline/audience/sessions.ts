// Sessions: one tab's visit to one show or to the store. Clients without sessionIds get them made here, from the log
// alone: a new one after sessionGap_ms of the viewer's silence, named by the messageId of its first event.
import type { Event } from '../../events/contract.ts'
import { MADE_SESSIONS_PER_VISITOR_MAX, SESSIONS_PER_VISITOR_MAX } from '../limits.ts'
import { appended } from '../state/appended.ts'
import { ownText } from '../state/own-text.ts'
import type { Show } from '../state/show.ts'
import type { State } from '../state/state.ts'
import { Session, type Visitor } from '../state/visitor.ts'
import { linkSession } from './session.ts'
import { makeRoom, seenIn } from './visitors.ts'

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

/** Null beyond SESSIONS_PER_VISITOR_MAX, SHOWS_PER_VISITOR_MAX, or with no room. */
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

/** Null beyond SESSIONS_PER_VISITOR_MAX, SHOWS_PER_VISITOR_MAX, or with no room. */
export function openSession(
  state: State,
  visitor: Visitor,
  show: Show,
  id: string,
  event: Event,
  at_ms: number,
): Session | null {
  if (visitor.sessions.length >= SESSIONS_PER_VISITOR_MAX) return null
  // Seen now, so that making room does not forget this very visitor.
  visitor.seen_ms = state.time_ms
  if (state.sessionCount >= state.room.sessions && !makeRoom(state)) return null
  const seenAs = seenIn(visitor, show)
  if (seenAs === null) return null
  const session = new Session(ownText(id), visitor, show, seenAs, event)
  session.source = ownText(event.source)
  session.heard_ms = state.time_ms
  session.startedAt_ms = at_ms
  session.endedAt_ms = at_ms
  linkSession(state, session)
  state.sessionCount += 1
  visitor.sessions = appended(visitor.sessions, session)
  show.totals.sessions += 1
  return session
}

/** `~` and the messageId; with the visitor as well where another visitor's session took that name. */
function madeId(state: State, event: Event, show: Show): string {
  const id = `~${event.messageId}`
  return findSession(state, id, show.id) === null ? id : `${id}~${event.visitorId}`
}
