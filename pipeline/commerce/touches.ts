// Which show a visitor touched last: any event with a showId is a touch. Kept as stretches of one show after another,
// by occurredAt, so that an order asks for the one at its own time whatever came since.
import { TOUCHES_PER_VISITOR_MAX } from '../limits.ts'
import { STORE } from '../shows/shows.ts'
import type { Step } from '../state/step.ts'
import type { Touch, Visitor } from '../state/visitor.ts'

export function rememberTouch(step: Step): void {
  const { show, visitor, at_ms } = step
  if (visitor === null || show === null || show.id === STORE) return
  const showId = show.id
  const touches = visitor.touches
  const last = touches[touches.length - 1]
  if (last !== undefined && last.showId === showId && at_ms >= last.first_ms) {
    if (at_ms > last.last_ms) last.last_ms = at_ms
    return
  }
  if (touches.length === 0) {
    visitor.touches = [{ showId, first_ms: at_ms, last_ms: at_ms }]
    return
  }
  insert(touches, showId, at_ms)
  if (touches.length > TOUCHES_PER_VISITOR_MAX) touches.shift()
}

/** The show last touched at or before a time and not before another; null when none. */
export function lastTouch(visitor: Visitor, at_ms: number, from_ms: number): string | null {
  for (let i = visitor.touches.length - 1; i >= 0; i--) {
    const touch = visitor.touches[i]
    if (touch === undefined || touch.first_ms > at_ms) continue
    return Math.min(touch.last_ms, at_ms) >= from_ms ? touch.showId : null
  }
  return null
}

/** A touch from before the newest stretch began, or of another show: lengthens a neighbour, parts one, or stands alone. */
function insert(touches: Touch[], showId: string, at_ms: number): void {
  let place = touches.length
  while (place > 0 && (touches[place - 1]?.first_ms ?? 0) > at_ms) place -= 1
  const before = touches[place - 1]
  const after = touches[place]
  if (before !== undefined && before.showId === showId) {
    before.last_ms = Math.max(before.last_ms, at_ms)
    return
  }
  if (before !== undefined && before.last_ms > at_ms) {
    touches.splice(place, 0, { showId, first_ms: at_ms, last_ms: at_ms }, { ...before, first_ms: before.last_ms })
    before.last_ms = Math.min(before.last_ms, at_ms)
    return
  }
  if (after !== undefined && after.showId === showId) {
    after.first_ms = at_ms
    return
  }
  touches.splice(place, 0, { showId, first_ms: at_ms, last_ms: at_ms })
}
