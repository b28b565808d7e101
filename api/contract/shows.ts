// Shows: the list, one of them, its minutes and its viewers' curve.
import type { CatalogueEntry, Channel, ShowKind } from '../../events/contract.ts'
import type { Moment } from './moments.ts'
import type { QualityNow } from './quality.ts'

export type ShowStatus = 'scheduled' | 'live' | 'ended' | 'undeclared'

export interface ShowSummary {
  readonly showId: string
  readonly title: string
  readonly kind: ShowKind
  readonly channel: Channel
  readonly host: string
  readonly currency: string
  readonly status: ShowStatus
  readonly plannedStart_ms: number | null
  readonly startedAt_ms: number | null
  readonly endedAt_ms: number | null
  readonly viewersNow: number
  readonly peakViewers: number
  readonly uniqueViewers: number
  readonly played_ms: number
  readonly comments: number
  readonly orders: number
  readonly buyers: number
  readonly revenue_minor: number
}

export const SHOW_SHAPE_POINTS_MAX = 60

export interface ShowListEntry extends ShowSummary {
  /**
   * The shape of its evening: most viewers in each equal stretch, oldest first, at most SHOW_SHAPE_POINTS_MAX; empty for
   * shows nobody joined, and for all but the newest.
   */
  readonly shape: readonly number[]
}

/** GET /v1/shows */
export interface ShowList {
  readonly shows: readonly ShowListEntry[]
  /** Give as `before` for the next page; null at the end. */
  readonly next: string | null
}

/**
 * Whether the numbers may still grow. `provisional` while the show runs, and after its end until finalAt_ms: buyers have a
 * day to order after they saw it, and browsers that were offline another day to report.
 */
export interface Finality {
  readonly state: 'running' | 'provisional' | 'final'
  /** When the show has ended. */
  readonly finalAt_ms: number | null
  /** What had been sold when the show ended, of what is known now; null while it runs. */
  readonly atEnd: { readonly orders: number; readonly revenue_minor: number } | null
}

/** GET /v1/shows/:showId : computed in SQL, from what is stored. */
export interface ShowDetail extends ShowSummary {
  readonly products: readonly CatalogueEntry[]
  readonly moments: readonly Moment[]
  readonly peakAt_ms: number | null
  readonly medianWatch_ms: number | null
  readonly reactions: number
  readonly shares: number
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly checkouts: number
  readonly late: number
  readonly quality: QualityNow
  /** Share of the viewers who joined that had watched at least `watched_ms`: [{watched_ms, viewers}], from 0. */
  readonly retention: readonly { readonly watched_ms: number; readonly viewers: number }[]
  readonly finality: Finality
}

/** One minute of a show. */
export interface TimelineMinute {
  /** Unix s. */
  readonly minute: number
  /** Concurrent viewers at the minute's end, and the most in it. */
  readonly viewers: number
  readonly peakViewers: number
  readonly joins: number
  readonly leaves: number
  readonly newViewers: number
  readonly played_ms: number
  readonly comments: number
  readonly reactions: number
  readonly shares: number
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly checkouts: number
  readonly orders: number
  readonly revenue_minor: number
}

/** GET /v1/shows/:showId/timeline */
export interface Timeline {
  readonly minutes: readonly TimelineMinute[]
  readonly moments: readonly Moment[]
}

export const CURVE_POINTS_MAX = 1800

/** A second of the viewers' curve. The last closeAfter seconds are provisional and may be sent again. */
export interface CurvePoint {
  /** Unix s. */
  readonly t: number
  readonly viewers: number
}

/** GET /v1/shows/:showId/curve : the whole show, thinned to at most CURVE_POINTS_MAX; its peak is always among them. */
export interface ViewersCurve {
  readonly points: readonly CurvePoint[]
}
