// In a large show memory is what is slow: hardly anything that a heartbeat goes to is in the processor's cache, and one event
// after another would wait for half a dozen places in turn. Looked at together beforehand, the waits of many events
// pass at once. Only reads; of what it finds identify.ts makes sure again when the event's turn has come.
import type { Event } from '../../events/contract.ts'
import type { State } from '../state/state.ts'
import type { Session } from '../state/visitor.ts'
import { REPORT_WIDTH } from './reports.ts'

/** Looked at together: few enough that what they go to is still in the second level cache when their turn comes. */
export const AHEAD = 64

/** Keeps the engine from leaving out what is read for nothing. */
const read = new Float64Array(1)

/**
 * Reads what AHEAD events from `from` on will go to, each round what the one before has found. Returns the first session of each
 * event's sessionId.
 */
export function lookAhead(state: State, events: readonly Event[], from: number): readonly (Session | null)[] {
  const ids: (string | null)[] = []
  for (let i = from; i < Math.min(from + AHEAD, events.length); i++) ids.push((events[i] as Event).sessionId)
  const found = state.sessions.getAll(ids)
  let sum = 0
  for (let i = 0; i < found.length; i++) {
    const session = found[i] as Session | null
    if (session === null) continue
    const { heard_ms, change, timeout_s, reports, minute, visitor } = session
    sum += heard_ms + change + timeout_s + reports.length + (minute?.minute ?? 0) + visitor.touches.length
  }
  for (let i = 0; i < found.length; i++) {
    const session = found[i] as Session | null
    if (session === null) continue
    const { reports, minute, visitor } = session
    sum += (reports[reports.length - REPORT_WIDTH] ?? 0) + (minute?.played_ms ?? 0)
    sum += visitor.id.length + visitor.seen_ms + (visitor.touches[visitor.touches.length - 1]?.last_ms ?? 0)
  }
  read[0] = sum
  return found
}

/** Reads the last report of AHEAD sessions from `from` on. */
export function lookAtReports(sessions: readonly Session[], from: number): void {
  const to = Math.min(from + AHEAD, sessions.length)
  let sum = 0
  for (let i = from; i < to; i++) {
    const { reports, timeout_s } = sessions[i] as Session
    sum += reports.length + timeout_s
  }
  for (let i = from; i < to; i++) {
    const { reports } = sessions[i] as Session
    sum += reports[reports.length - REPORT_WIDTH] ?? 0
  }
  read[0] = sum
}
