// Which body is the n-th: every template in turn, each for all copies, so that all viewers are at the same moment of the
// show. When the stretch is over it begins anew with viewers who were not there before.
import { copyOf, BATCH_EVENTS, type Template, type Templates } from './templates.ts'

export interface Schedule {
  /** How many times the small show's viewers there are. */
  readonly copies: number
  body(n: number): Buffer
  /** Where the n-th stands in the show, ms since the beginning. */
  at_ms(n: number): number
}

/** The traffic of a show with so many events a second. */
export function createSchedule({ list, eventsPerS }: Templates, rate: number): Schedule {
  const copies = Math.max(1, Math.round(rate / eventsPerS))
  const place = (n: number) => {
    const batch = Math.floor(n / copies)
    const round = Math.floor(batch / list.length)
    return { template: list[batch % list.length] as Template, copy: (n % copies) + round * copies, round }
  }
  const stretch_ms = ((list.length * BATCH_EVENTS) / eventsPerS) * 1000
  return {
    copies,
    body(n) {
      const { template, copy } = place(n)
      return copyOf(template, copy)
    },
    at_ms(n) {
      const { template, round } = place(n)
      return round * stretch_ms + template.at_ms
    },
  }
}

/** Events due after so long: the rate grows evenly over the ramp, and stays. */
export function dueEvents(after_ms: number, rate: number, ramp_ms: number): number {
  const perMs = rate / 1000
  if (after_ms < ramp_ms) return (perMs * after_ms ** 2) / (2 * ramp_ms)
  return perMs * (after_ms - ramp_ms / 2)
}
