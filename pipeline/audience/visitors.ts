// Visitors: known from their first event until dedupe_ms after their last, when no duplicate of theirs can come any more.
// Whoever comes back after that is new: a visitor counts anew, and a client that goes on under the same sessionId begins a
// session whose row takes the place of the old one (Cartbeat's own SDK takes a new id by then).
import { FORGET_PER_STEP_MAX, FORGET_RECHECK_MS, QUIET_MS, SHOWS_PER_VISITOR_MAX } from '../limits.ts'
import { appended } from '../state/appended.ts'
import { ownText } from '../state/own-text.ts'
import { push, shiftUntil } from '../state/queue.ts'
import type { Show } from '../state/show.ts'
import { NONE, type State } from '../state/state.ts'
import type { Visitor, VisitorShow } from '../state/visitor.ts'
import { unlinkSession } from './session.ts'

/** The visitor, made if unknown; null when there is no room and none is quiet. */
export function visitorOf(state: State, id: string): Visitor | null {
  const known = state.visitors.get(id)
  if (known !== undefined) return known
  if (state.visitors.size >= state.room.visitors && !makeRoom(state)) return null
  const own = ownText(id)
  const visitor: Visitor = {
    id: own,
    seen_ms: state.time_ms,
    sessions: [],
    made: [],
    shows: [],
    messages: null,
    touches: [],
    clicks: [],
    place: 0,
  }
  state.visitors.set(own, visitor)
  push(state.newcomers, state.time_ms + state.settings.dedupe_ms, visitor)
  return visitor
}

/** The visitor's record in a show, made and counted at the first event there; null beyond SHOWS_PER_VISITOR_MAX. */
export function seenIn(visitor: Visitor, show: Show): VisitorShow | null {
  for (const seen of visitor.shows) if (seen.show === show) return seen
  if (visitor.shows.length >= SHOWS_PER_VISITOR_MAX) return null
  const seen: VisitorShow = { show, joined_ms: NONE }
  visitor.shows = appended(visitor.shows, seen)
  show.totals.visitors += 1
  return seen
}

/** Forgets visitors and sessions whose time has come, a bounded number a step. */
export function forgetSilent(state: State): void {
  const horizon_ms = state.time_ms - state.settings.dedupe_ms
  for (let i = 0; i < FORGET_PER_STEP_MAX; i++) {
    const visitor = shiftUntil(state.known, state.time_ms) ?? shiftUntil(state.newcomers, state.time_ms)
    if (visitor === undefined) return
    if (visitor.seen_ms <= horizon_ms) {
      forget(state, visitor)
      continue
    }
    const kept = visitor.sessions.filter((session) => session.heard_ms > horizon_ms)
    for (const session of visitor.sessions) if (session.heard_ms <= horizon_ms) unlinkSession(state, session)
    visitor.sessions = kept
    visitor.made = visitor.made.filter((session) => kept.includes(session))
    push(state.known, state.time_ms + FORGET_RECHECK_MS, visitor)
  }
}

/** Forgets one quiet visitor before their time. False when none of those looked at is quiet. */
export function makeRoom(state: State): boolean {
  for (let i = 0; i < FORGET_PER_STEP_MAX; i++) {
    const visitor = shiftUntil(state.newcomers, Infinity) ?? shiftUntil(state.known, Infinity)
    if (visitor === undefined) return false
    if (visitor.seen_ms <= state.time_ms - QUIET_MS) {
      forget(state, visitor)
      state.overflow.forgottenEarly += 1
      return true
    }
    push(state.known, state.time_ms + FORGET_RECHECK_MS, visitor)
  }
  return false
}

function forget(state: State, visitor: Visitor): void {
  for (const session of visitor.sessions) unlinkSession(state, session)
  state.messages -= visitor.messages?.size ?? 0
  state.clicks -= visitor.clicks.length
  state.visitors.delete(visitor.id)
}
