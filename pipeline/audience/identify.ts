// Whom an event is about, and whether it was seen before.
import type { Event } from '../../events/contract.ts'
import { showOfEvent, STORE } from '../shows/shows.ts'
import type { State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import { admitMessage, admitSeq } from './duplicates.ts'
import { findMadeSession, findSession, openMadeSession, openSession } from './sessions.ts'
import { visitorOf } from './visitors.ts'

/** The event in its place, with its visitor, show and session made where new; null for a duplicate. */
export function identify(state: State, event: Event, offset: number, index: number): Step | null {
  const at_ms = Math.min(event.occurredAt_ms, state.time_ms)
  const late = at_ms < state.time_ms - state.settings.closeAfter_ms
  const step = { state, event, offset, index, at_ms, late, momentId: '', productId: '' }
  const untracked = { ...UNTRACKED, ...step }

  const numbered = event.sessionId !== null && event.seq !== null
  const showId = event.showId ?? STORE
  const known = event.sessionId === null ? null : findSession(state, event.sessionId, showId)
  if (known !== null && event.seq !== null) {
    if (!admitSeq(state, known, event.seq)) return null
    const visitor = known.visitor.id === event.visitorId ? known.visitor : visitorOf(state, event.visitorId)
    return { ...step, visitor, show: known.show, session: known }
  }

  const visitor = visitorOf(state, event.visitorId)
  if (visitor === null) {
    state.overflow.unremembered += 1
    return untracked
  }
  if (!numbered && !admitMessage(state, visitor, event.messageId)) return null
  const show = known?.show ?? showOfEvent(state, showId)
  if (show === null)
    return numbered && !admitMessage(state, visitor, event.messageId) ? null : { ...untracked, visitor }
  if (known !== null) return { ...step, visitor, show, session: known }
  if (event.sessionId === null && isServers(event)) return { ...step, visitor, show, session: null }

  const session =
    event.sessionId === null
      ? (findMadeSession(visitor, show, at_ms, state.settings.sessionGap_ms) ??
        openMadeSession(state, visitor, show, event, at_ms))
      : openSession(state, visitor, show, event.sessionId, event, at_ms)
  if (session === null)
    return numbered && !admitMessage(state, visitor, event.messageId) ? null : { ...untracked, visitor }
  if (numbered && event.seq !== null) admitSeq(state, session, event.seq)
  return { ...step, visitor, show, session }
}

const UNTRACKED = { visitor: null, show: null, session: null }

/** What a shop's server says of an order is no visit. */
function isServers(event: Event): boolean {
  return event.kind === 'order.refunded' || (event.kind === 'order.completed' && event.body.sentBy === 'server')
}
