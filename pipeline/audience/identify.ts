// Whom an event is about, and whether it was seen before.
import type { Event } from '../../events/contract.ts'
import { showOfEvent, STORE } from '../shows/shows.ts'
import type { Show } from '../state/show.ts'
import { timeOf } from '../state/occurred.ts'
import type { State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import type { Session, Visitor } from '../state/visitor.ts'
import { admitMessage, admitSeq } from './duplicates.ts'
import { findMadeSession, findSession, openMadeSession, openSession } from './sessions.ts'
import { visitorOf } from './visitors.ts'

/**
 * The event in its place, with its visitor, show and session made where new; null for a duplicate. `ahead` is a session of its
 * sessionId that was found earlier, null where there was none.
 */
export function identify(
  state: State,
  event: Event,
  offset: number,
  index: number,
  ahead: Session | null,
): Step | null {
  const showId = event.showId ?? STORE
  const known = event.sessionId === null ? null : knownSession(state, event.sessionId, showId, ahead)
  if (known !== null && event.seq !== null) {
    if (!admitSeq(state, known, event.seq)) return null
    const visitor = known.visitor.id === event.visitorId ? known.visitor : visitorOf(state, event.visitorId)
    return place(state, event, offset, index, visitor, known.show, known)
  }

  const visitor = visitorOf(state, event.visitorId)
  if (visitor === null) {
    state.overflow.unremembered += 1
    return place(state, event, offset, index, null, null, null)
  }
  const numbered = event.sessionId !== null && event.seq !== null
  if (!numbered && !admitMessage(state, visitor, event.source, event.messageId)) return null
  const show = known?.show ?? showOfEvent(state, showId)
  if (show !== null && event.sessionId === null && isServers(event)) {
    return place(state, event, offset, index, visitor, show, null)
  }
  const session = known ?? (show === null ? null : sessionFor(state, visitor, show, event))
  if (session !== null) {
    if (numbered && event.seq !== null) admitSeq(state, session, event.seq)
    return place(state, event, offset, index, visitor, show, session)
  }
  // Beyond a bound no session remembers its number: its messageId has to do.
  if (numbered && !admitMessage(state, visitor, event.source, event.messageId)) return null
  return place(state, event, offset, index, visitor, null, null)
}

function knownSession(state: State, id: string, showId: string, ahead: Session | null): Session | null {
  // Of this id in this show there is one alone, as long as it is not forgotten.
  if (ahead !== null && !ahead.forgotten && ahead.show.id === showId) return ahead
  return findSession(state, id, showId)
}

/** The event's session; null beyond SESSIONS_PER_VISITOR_MAX. */
function sessionFor(state: State, visitor: Visitor, show: Show, event: Event): Session | null {
  const at_ms = timeOf(state, event)
  if (event.sessionId !== null) return openSession(state, visitor, show, event.sessionId, event, at_ms)
  const made = findMadeSession(visitor, show, at_ms, state.settings.sessionGap_ms)
  return made ?? openMadeSession(state, visitor, show, event, at_ms)
}

function place(
  state: State,
  event: Event,
  offset: number,
  index: number,
  visitor: Visitor | null,
  show: Show | null,
  session: Session | null,
): Step {
  const at_ms = timeOf(state, event)
  const late = at_ms < state.time_ms - state.settings.closeAfter_ms
  return { state, event, offset, index, at_ms, late, visitor, show, session, momentId: '', productId: '' }
}

/** What a shop's server says of an order is no visit. */
function isServers(event: Event): boolean {
  return event.kind === 'order.refunded' || (event.kind === 'order.completed' && event.body.sentBy === 'server')
}
