// The clicks an order's lines go back to: the visitor's last one on the product, in the show the order counts for.
import { CLICKS_PER_VISITOR_MAX } from '../limits.ts'
import type { Step } from '../state/step.ts'
import type { Click, Visitor } from '../state/visitor.ts'

/** Remembers a click in a show, by occurredAt. */
export function rememberClick(step: Step, productId: string): void {
  const { event, visitor, at_ms } = step
  if (visitor === null || event.showId === null) return
  const clicks = visitor.clicks
  let place = clicks.length
  while (place > 0 && (clicks[place - 1]?.at_ms ?? 0) > at_ms) place -= 1
  clicks.splice(place, 0, { showId: event.showId, productId, momentId: step.momentId, at_ms })
  if (clicks.length > CLICKS_PER_VISITOR_MAX) clicks.shift()
}

/** The last click on a product in a show, at or before a time and not before another; null when none. */
export function lastClick(
  visitor: Visitor,
  showId: string,
  productId: string,
  at_ms: number,
  from_ms: number,
): Click | null {
  for (let i = visitor.clicks.length - 1; i >= 0; i--) {
    const click = visitor.clicks[i]
    if (click === undefined || click.at_ms > at_ms) continue
    if (click.at_ms < from_ms) return null
    if (click.productId === productId && click.showId === showId) return click
  }
  return null
}
