// Moments of a show, and what they did.
import type { MomentKind } from '../../events/contract.ts'
import type { Estimate } from './estimates.ts'

export interface Moment {
  readonly momentId: string
  readonly kind: MomentKind
  readonly title: string
  readonly productId: string | null
  readonly price_minor: number | null
  readonly startsAt_ms: number
  readonly endsAt_ms: number | null
  readonly plannedEnd_ms: number | null
}

/** GET /v1/shows/:showId/moments : oldest first. */
export interface MomentList {
  readonly moments: readonly Moment[]
}

/** Two counts over two stretches of time. `ratio` null means "not yet": `lacks` says what is missing. */
export interface Pace {
  readonly during: { readonly orders: number; readonly ms: number }
  readonly before: { readonly orders: number; readonly ms: number }
  /** Orders per minute during / before, score interval. */
  readonly ratio: Estimate | null
  readonly lacks: string | null
}

/** What happened while a moment ran, whoever caused it; and what is counted for the moment itself. */
export interface MomentResult extends Moment {
  /** Viewers when it began and when it ended (or now), and the most between. */
  readonly viewersAtStart: number
  readonly viewersAtEnd: number
  readonly peakViewers: number
  readonly comments: number
  /** Of all orders placed meanwhile. */
  readonly revenue_minor: number
  /** All orders of the show per minute while it ran, against the minutes just before. */
  readonly pace: Pace
  /**
   * Of its product, by the moment the viewer saw: null where nothing is counted for it. An offer during a pin of the same
   * product has none: the pin has it.
   */
  readonly own: {
    readonly impressions: number
    readonly clicks: number
    readonly carts: number
    readonly orders: number
    readonly revenue_minor: number
  } | null
}

/** GET /v1/shows/:showId/moments/results : oldest first. */
export interface MomentResults {
  readonly moments: readonly MomentResult[]
}
