// What every event says about its session, its visitor and its show, whatever its kind.
import { markTotals } from '../shows/windows.ts'
import { ownText } from '../state/own-text.ts'
import { push } from '../state/queue.ts'
import { NONE, type State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import { BEATING, CHANGED, UNCHANGED, type Session } from '../state/visitor.ts'
import { seenIn } from './visitors.ts'

export function applyVisit(step: Step): void {
  const { state, event, visitor, show, session, at_ms } = step
  if (visitor !== null) {
    visitor.seen_ms = state.time_ms
    if (show !== null && session?.visitor !== visitor) seenIn(visitor, show)
  }
  if (show !== null) {
    const totals = show.totals
    if (totals.firstAt_ms === NONE || at_ms < totals.firstAt_ms) totals.firstAt_ms = at_ms
    if (at_ms > totals.lastAt_ms) totals.lastAt_ms = at_ms
    if (step.late) totals.late += 1
    show.heard_ms = state.time_ms
    markTotals(state, show)
  }
  if (session === null) return
  session.heard_ms = state.time_ms
  session.visitor.seen_ms = state.time_ms
  session.events += 1
  if (step.late) session.late += 1
  if (event.kind === 'page.viewed') session.pageViews += 1
  if (at_ms < session.startedAt_ms) session.startedAt_ms = at_ms
  if (at_ms > session.endedAt_ms) session.endedAt_ms = at_ms
  const seq = event.seq ?? NONE
  if (at_ms > session.latestAt_ms || (at_ms === session.latestAt_ms && seq >= session.latestSeq)) {
    session.latestAt_ms = at_ms
    session.latestSeq = seq
    if (session.source !== event.source) session.source = ownText(event.source)
    session.channel = event.channel
    session.screen = event.screen
    session.connection = event.connection
  }
  if (event.userId !== null && at_ms >= session.userAt_ms) {
    if (session.userId !== event.userId) session.userId = ownText(event.userId)
    session.userAt_ms = at_ms
  }
  if (event.kind === 'player.heartbeat') markBeating(state, session)
  else markChanged(state, session)
}

/** A row is due at the next taking of rows. */
export function markChanged(state: State, session: Session): void {
  if (session.change === CHANGED) return
  session.change = CHANGED
  state.dirty.sessions.push(session)
}

/** A row is due in a while: it beat. */
function markBeating(state: State, session: Session): void {
  if (session.change !== UNCHANGED) return
  session.change = BEATING
  session.changed_ms = state.time_ms
  push(state.dirty.beatingSessions, state.time_ms, session)
}
