// One viewer's event on its way through the concerns: where it stands, and whom it is about.
import type { Event } from '../../events/contract.ts'
import type { Show } from './show.ts'
import type { State } from './state.ts'
import type { Session, Visitor } from './visitor.ts'

export interface Step {
  readonly state: State
  readonly event: Event
  readonly offset: number
  readonly index: number
  /** occurredAt, never after partition time. */
  readonly at_ms: number
  /** Its windows are closed: it counts in sessions and totals, not in seconds and minutes. */
  readonly late: boolean
  /** Null with no room. */
  readonly visitor: Visitor | null
  /** Null beyond a bound: the event is kept raw and counts nowhere else. */
  readonly show: Show | null
  /** Null beyond a bound, and for what servers send without one. */
  readonly session: Session | null
  /** What the viewer saw, for the event's row: set by the concern that knows. */
  momentId: string
  productId: string
}
