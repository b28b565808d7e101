// Whose clock says when.
import type { Event } from '../../events/contract.ts'
import { COLLECTOR_BEHIND_MS } from '../limits.ts'
import type { State } from './state.ts'

/**
 * When it happened by the log's time. A collector appends within seconds of receiving, so one that received long before the
 * log's time has a clock that is behind: what it corrected by its clock is moved by as much. One that is ahead moves nothing
 * beyond the log's time.
 */
export function timeOf(state: Pick<State, 'time_ms'>, event: Pick<Event, 'occurredAt_ms' | 'receivedAt_ms'>): number {
  const behind_ms = state.time_ms - event.receivedAt_ms
  const at_ms = behind_ms > COLLECTOR_BEHIND_MS ? event.occurredAt_ms + behind_ms : event.occurredAt_ms
  return Math.min(at_ms, state.time_ms)
}
