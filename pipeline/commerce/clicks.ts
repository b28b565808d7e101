// The clicks an order's lines go back to: the visitor's last one on the product, in the show the order counts for.
import { CLICKS_PER_VISITOR, CLICKS_PER_VISITOR_MAX } from '../limits.ts'
import { ownText } from '../state/own-text.ts'
import { STORE } from '../shows/shows.ts'
import type { Step } from '../state/step.ts'
import type { Click, Visitor } from '../state/visitor.ts'

/** Remembers a click in a show, by occurredAt. */
export function rememberClick(step: Step, productId: string): void {
  const { state, show, visitor, at_ms } = step
  if (visitor === null || show === null || show.id === STORE) return
  const clicks = visitor.clicks
  let place = clicks.length
  while (place > 0 && (clicks[place - 1]?.at_ms ?? 0) > at_ms) place -= 1
  clicks.splice(place, 0, { showId: show.id, productId: ownText(productId), momentId: step.momentId, at_ms })
  state.clicks += 1
  const full = state.clicks > state.room.visitors * CLICKS_PER_VISITOR
  if (clicks.length <= (full ? 1 : CLICKS_PER_VISITOR_MAX)) return
  clicks.shift()
  state.clicks -= 1
}

/** The last click on each of some products in a show, at or before a time and not before another; of some there may be none. */
export function lastClicks(
  visitor: Visitor,
  showId: string,
  productIds: Iterable<string>,
  at_ms: number,
  from_ms: number,
): ReadonlyMap<string, Click> {
  const wanted = new Set(productIds)
  const found = new Map<string, Click>()
  for (let i = visitor.clicks.length - 1; i >= 0 && wanted.size > 0; i--) {
    const click = visitor.clicks[i]
    if (click === undefined || click.at_ms > at_ms) continue
    if (click.at_ms < from_ms) break
    if (click.showId === showId && wanted.delete(click.productId)) found.set(click.productId, click)
  }
  return found
}
