// The live stream: everything a host sees now, and the messages that carry it.
import type { CatalogueEntry } from '../../events/contract.ts'
import type { Comment } from './comments.ts'
import type { Moment } from './moments.ts'
import type { QualityGroup, QualityNow } from './quality.ts'
import type { CurvePoint, ShowStatus, ShowSummary } from './shows.ts'
import type { Dear, Mood, QuestionQueue, Wants, Wrong } from './voice.ts'

export interface EngagementPart {
  readonly part: 'comments' | 'reactions' | 'clicks' | 'carts' | 'shares'
  /** Points it adds to the score. */
  readonly points: number
  /** Change of the points against 3 minutes ago; null before there are. */
  readonly change: number | null
  /** In the last minute, per 1000 viewer-minutes. */
  readonly rate: number
  /** Usual rate, of this show's last 20 minutes and past shows. */
  readonly usual: number
}

export interface Engagement {
  /** 0-100; null until there are ENGAGEMENT_MIN_VIEWER_MINUTES. */
  readonly score: number | null
  readonly change: number | null
  /** Middle half of the score over the last 20 minutes. */
  readonly usualLow: number | null
  readonly usualHigh: number | null
  readonly parts: readonly EngagementPart[]
}

export interface FunnelWindow {
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly checkouts: number
  readonly orders: number
  readonly revenue_minor: number
}

export interface PinnedProduct {
  readonly momentId: string
  readonly productId: string
  readonly pinnedAt_ms: number
  /** The running offer on it. */
  readonly offer_minor: number | null
  readonly last10: FunnelWindow
  readonly before10: FunnelWindow
}

/** A partition whose viewers the glass shows late, or not at all. */
export interface Lagging {
  /** The slowest. Its time is `at_ms`, unless it is missing. */
  readonly partition: number
  /** It has told nothing since the service looks. */
  readonly isMissing: boolean
  /** How many more lag or are missing. */
  readonly others: number
}

/** Everything a host sees now, absolute. Sent whole in every frame: small, and a lost frame costs nothing. */
export interface LiveNow {
  readonly status: ShowStatus
  /** Partition time of the slowest partition: how old the data is at most. */
  readonly at_ms: number
  /** The server's clock when it sent this. */
  readonly sentAt_ms: number
  readonly viewers: number
  readonly peakViewers: number
  readonly peakAt_ms: number | null
  readonly viewersMinuteAgo: number | null
  readonly joinsLastMinute: number
  readonly leavesLastMinute: number
  readonly uniqueViewers: number
  readonly medianWatch_ms: number | null
  readonly played_ms: number
  readonly comments: number
  readonly commentsLastMinute: number
  readonly reactions: number
  /** Reactions of the last minute, most first, at most 6. */
  readonly reactionsLastMinute: readonly { readonly reaction: string; readonly count: number }[]
  readonly shares: number
  readonly orders: number
  readonly buyers: number
  readonly revenue_minor: number
  readonly engagement: Engagement
  readonly pinned: PinnedProduct | null
  /** Last 20 minutes together. */
  readonly quality: QualityNow
  readonly qualityGroups: readonly QualityGroup[]
  readonly mood: Mood
  readonly wants: Wants
  readonly wrong: Wrong | null
  /** null while hardly anybody complains of the price. */
  readonly dear: Dear | null
  /** One sentence about what is wrong with the stream, and for whom, with the worst group; null when nothing is. */
  readonly streamAlert: {
    readonly text: string
    readonly since_ms: number
    readonly screen: string
    readonly connection: string
  } | null
  /**
   * Trust strip. lag_ms: sentAt_ms - at_ms. gaps: stretches of the show the live path has not got and is reading back from
   * the record; 0 when whole. lagging: null while no partition is behind the others. duplicates and events: of everything received, over all shows. late: of this show.
   */
  readonly trust: {
    readonly lag_ms: number
    readonly lagging: Lagging | null
    readonly gaps: number
    readonly duplicates: number
    readonly events: number
    readonly late: number
  }
}

/** SSE event `snapshot`: the first message, and after a resume that reaches too far back. */
export interface LiveSnapshot {
  readonly show: ShowSummary
  readonly products: readonly CatalogueEntry[]
  readonly moments: readonly Moment[]
  readonly now: LiveNow
  /** The whole show, thinned to at most CURVE_POINTS_MAX, newest last. */
  readonly curve: readonly CurvePoint[]
  /** Newest last, at most 50. */
  readonly comments: readonly Comment[]
  readonly questions: QuestionQueue
}

/** SSE event `frame`, each FRAME_INTERVAL_MS while the show runs: replace `now`, merge `curve` by t, append `comments`. */
export interface LiveFrame {
  readonly now: LiveNow
  readonly curve: readonly CurvePoint[]
  readonly comments: readonly Comment[]
  /** Set when they changed. */
  readonly show: ShowSummary | null
  readonly products: readonly CatalogueEntry[] | null
  readonly moments: readonly Moment[] | null
  readonly questions: QuestionQueue | null
}
