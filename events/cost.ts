// What an event costs whoever works on it, in plain events: an address that is bounded in these is bounded in the work it makes.
import type { Event } from './contract.ts'
import { COMMENT_LENGTH_PER_EVENT, EVENTS_PER_COMMENT, LINES_PER_EVENT } from './limits.ts'

/** How much more than a plain event, which costs 1; a whole number from 0. */
export function extraCost(event: Event): number {
  switch (event.kind) {
    case 'chat.posted':
      return EVENTS_PER_COMMENT - 1 + Math.floor(event.body.text.length / COMMENT_LENGTH_PER_EVENT)
    case 'checkout.started':
    case 'order.completed':
      return Math.floor(event.body.lines.length / LINES_PER_EVENT)
    default:
      return 0
  }
}
