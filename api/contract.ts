// What the API answers: types of the REST resources and of the live stream. The dashboard imports types from here alone.
// Times are Unix ms (_ms) or Unix s where said; money is integer minor units of the show's currency; rates are never
// sent without their numerator and denominator.
import type { Label } from '../comments/contract.ts'
import type { CatalogueEntry, Channel, MomentKind, QuestionMark, ShowKind } from '../events/contract.ts'
export type { CatalogueEntry, Channel, Label, MomentKind, QuestionMark, ShowKind }

/** application/problem+json (RFC 9457). `code` is stable, for programs; `title` and `detail` are for people. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  /** With invalid_body: each field at fault. */
  readonly errors?: readonly { readonly path: string; readonly expected: string; readonly found: string }[]
}

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
}
export const SHOW_SHAPE_POINTS_MAX = 60

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

/** GET /v1/shows/:showId/curve : the whole show, thinned to at most CURVE_POINTS_MAX; its peak is always among them. */
export interface ViewersCurve {
  readonly points: readonly CurvePoint[]
}

/** GET /v1/shows/:showId/moments : oldest first. */
export interface MomentList {
  readonly moments: readonly Moment[]
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

/** Two counts over two stretches of time. `ratio` null means "not yet": `lacks` says what is missing. */
export interface Pace {
  readonly during: { readonly orders: number; readonly ms: number }
  readonly before: { readonly orders: number; readonly ms: number }
  /** Orders per minute during / before, score interval. */
  readonly ratio: Estimate | null
  readonly lacks: string | null
}

/** GET /v1/shows/:showId/moments/results : oldest first. */
export interface MomentResults {
  readonly moments: readonly MomentResult[]
}

export interface Comment {
  readonly id: string
  readonly commentId: string
  readonly at_ms: number
  readonly author: string | null
  readonly role: 'viewer' | 'host' | 'moderator'
  readonly text: string
  readonly lang: string | null
  /** The product it names, else the one pinned on the viewer's screen. */
  readonly productId: string | null
  /** -1 to 1; null: unscored, which is not neutral. */
  readonly sentiment: number | null
  readonly labels: readonly Label[]
  /** Equal for copies of one text. */
  readonly textKey: number
  /** Equal for questions of one meaning; '' for what is no question. */
  readonly questionKey: string
}

/** GET /v1/shows/:showId/comments?before=<cursor>&limit=&q= : newest first. */
export interface CommentPage {
  readonly comments: readonly Comment[]
  /** Give as `before` for the next page; null at the end. */
  readonly next: string | null
}

/** x of n with its rate and 95 % Wilson score interval; interval null when n is 0. */
export interface Proportion {
  readonly x: number
  readonly n: number
  readonly rate: number | null
  readonly low: number | null
  readonly high: number | null
}

/** An estimate with its 95 % interval. high null: unbounded. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number | null
}

/** Show against store. `lift`/`difference` null means "not yet": `lacks` says what is missing, for people, as "4 buyers, needs 10". */
export interface Comparison {
  readonly show: Proportion
  readonly store: Proportion
  /** show rate / store rate, Koopman score interval. */
  readonly lift: Estimate | null
  /** show rate - store rate, Newcombe hybrid score interval. */
  readonly difference: Estimate | null
  readonly lacks: string | null
}

/** The funnel of a product, or of all of a show together: an order with two of them is one order there. */
export interface ProductFigures {
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly checkouts: number
  readonly orders: number
  readonly units: number
  readonly revenue_minor: number
  /** CTR clicks/impressions, CTOR orders/clicks. */
  readonly ctr: Proportion
  readonly ctor: Proportion
  /** Revenue per 1000 impressions, rounded to minor units; null without impressions. */
  readonly gpm_minor: number | null
  /** Orders per minute of the show, oldest first, at most 240 points. */
  readonly ordersByMinute: readonly number[]
}

export interface ProductRow extends ProductFigures {
  readonly productId: string
  readonly title: string
  readonly number: number | null
  readonly image: string | null
  readonly price_minor: number | null
  /** Buyers of the product / viewers of the show, against buyers in the store / store visitors over the same days. */
  readonly comparison: Comparison
}

/** GET /v1/shows/:showId/products */
export interface ProductTable {
  readonly currency: string
  /** Any product of the show. */
  readonly all: Comparison
  readonly totals: ProductFigures
  readonly products: readonly ProductRow[]
  /** What the store side covers. */
  readonly storeFrom_ms: number
  readonly storeTo_ms: number
  /** true until the show's finality is `final`. */
  readonly provisional: boolean
  /** Least buyers on both sides for a ratio to be shown. */
  readonly minimumBuyers: number
}

// ---- live ----

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

export interface QualityNow {
  readonly attempts: number
  readonly starts: number
  readonly failures: number
  /** Median of first-frame times, interpolated in its bucket; null without starts. */
  readonly startup_ms: number | null
  readonly played_ms: number
  readonly rebuffer_ms: number
  readonly bitrate_kbps: number | null
  readonly latency_ms: number | null
}

export interface QualityCell {
  /** Unix s of the minute. */
  readonly minute: number
  readonly played_ms: number
  readonly rebuffer_ms: number
}

/** One row of the rebuffer strip: a screen class on a connection, the last 20 minutes. */
export interface QualityGroup {
  readonly screen: string
  readonly connection: string
  readonly cells: readonly QualityCell[]
}

/** The mean sentiment of a window over its viewers; null below MOOD_VIEWERS_MIN of them. 95 % interval. */
export interface MoodWindow {
  readonly viewers: number
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Mood {
  readonly last1: MoodWindow
  readonly last10: MoodWindow
  /** Viewers of the last 10 minutes by their mean, from -1 to 1 in equal steps. */
  readonly bars: readonly number[]
  /** Viewers a window needs. */
  readonly minimumViewers: number
}

/** Viewers of the last 5 minutes who want to buy or ask how to, and those of the 5 before. */
export interface Wants {
  readonly viewers: number
  readonly before: number
  /** Most first, at most 3. */
  readonly products: readonly { readonly productId: string; readonly viewers: number; readonly before: number }[]
}

/** What several viewers complain of: viewers in the last 5 minutes, and in the 5 before. */
export interface Wrong {
  readonly about: 'stream' | 'quality' | 'delivery' | 'price'
  readonly viewers: number
  readonly before: number
  /** Of the stream: what the players' reports say to it. */
  readonly says: string | null
}

/** Open questions of one meaning. */
export interface Question {
  readonly questionKey: string
  /** price, size, stock, shipping, material, use, discount, how_to_buy or other. */
  readonly topic: string
  readonly labels: readonly Label[]
  readonly productId: string | null
  /** Comments that ask it and viewers who do, since it was last closed. */
  readonly asked: number
  readonly askers: number
  readonly firstAsked_ms: number
  readonly lastAsked_ms: number
  /** Its first wording. */
  readonly example: string
  readonly lang: string | null
  readonly pinned: boolean
}

/** The questions nobody answered: pinned ones, then by how many ask (in coarse steps, so that the order can be read). */
export interface QuestionQueue {
  /** Questions open, and comments that ask them. */
  readonly open: number
  readonly asks: number
  /** The first 50. */
  readonly questions: readonly Question[]
  /** Questions closed so far, and the newest of them. */
  readonly closed: number
  readonly lastClosed: {
    readonly questionKey: string
    readonly example: string
    readonly closedBy: 'answered' | 'dismissed' | 'replied'
    readonly at_ms: number
  } | null
  /** From first asked to answered; null before there is one. */
  readonly medianAnswer_ms: number | null
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
  /** One sentence about what is wrong with the stream, and for whom; null when nothing is. */
  readonly streamAlert: { readonly text: string; readonly since_ms: number } | null
  /**
   * Trust strip. lag_ms: sentAt_ms - at_ms. gaps: stretches of the show the live path has not got and is reading back from
   * the record; 0 when whole. duplicates and events: of everything received, over all shows. late: of this show.
   */
  readonly trust: {
    readonly lag_ms: number
    readonly gaps: number
    readonly duplicates: number
    readonly events: number
    readonly late: number
  }
}

/** A second of the viewers' curve. The last closeAfter seconds are provisional and may be sent again. */
export interface CurvePoint {
  /** Unix s. */
  readonly t: number
  readonly viewers: number
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
export const CURVE_POINTS_MAX = 1800

// ---- host calls (loopback or CARTBEAT_ADMIN_TOKEN; JSON bodies; answer 202 {messageId} once durable) ----

/** PUT /v1/shows/:showId (schedule or change), POST /v1/shows/:showId/start */
export interface ShowDeclaration {
  readonly title?: string
  readonly kind?: ShowKind
  readonly channel?: Channel
  readonly host?: string
  readonly currency?: string
  readonly plannedStart_ms?: number
  readonly products?: readonly CatalogueEntry[]
}

/** POST /v1/shows/:showId/moments ; POST /v1/shows/:showId/moments/:momentId/end ends it (body {}). POST /v1/shows/:showId/end ends the show. */
export interface MomentDeclaration {
  /** Chosen by the server when left out. */
  readonly momentId?: string
  readonly kind: MomentKind
  readonly productId?: string
  readonly title?: string
  readonly price_minor?: number
  /** For the countdown and to end by itself. */
  readonly duration_ms?: number
}

/** POST /v1/shows/:showId/questions/mark : what the host did with a group of questions. */
export interface QuestionMarking {
  readonly questionKey: string
  /** `open` takes the last mark back. */
  readonly mark: QuestionMark
}

/** POST /v1/comments/score : one comment's score and why, for whoever points at it. */
export interface CommentToScore {
  readonly text: string
}
export interface ScoredComment {
  readonly model: string
  readonly language: string
  readonly sentiment: number | null
  readonly confidence: number
  readonly labels: readonly Label[]
  /** Parts of the text and what they speak for, UTF-16 offsets. */
  readonly spans: readonly {
    readonly start: number
    readonly end: number
    readonly label: Label | 'positive' | 'negative'
  }[]
}

export interface HostAccepted {
  readonly messageId: string
  readonly momentId: string | null
}

// ---- analysts ----

/** GET /v1/metrics: the registry, from the headers of sql/metrics/*.sql. */
export interface Metric {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly counts: string
  readonly leavesOut: string
  /** How others call and count it. */
  readonly elsewhere: readonly { readonly platform: string; readonly how: string }[]
  readonly version: number
  readonly sql: string
}

/** GET /v1/schema */
export interface SchemaTable {
  readonly name: string
  readonly comment: string
  readonly kind: 'table' | 'view'
  readonly rows: number | null
  readonly columns: readonly { readonly name: string; readonly type: string; readonly comment: string }[]
}

/** POST /v1/sql */
export interface SqlRequest {
  readonly sql: string
  readonly params?: Readonly<Record<string, string>>
  /** json (default), csv, arrow. */
  readonly format?: 'json' | 'csv' | 'arrow'
}

/** The json answer; csv and arrow answer with the body alone. Failures are Problems with code sql_<failure>. */
export interface SqlAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly data: readonly (readonly unknown[])[]
  readonly rows: number
  readonly elapsed_ms: number
  /** What the engine read to answer; null where it does not say. */
  readonly read: { readonly rows: number; readonly bytes: number } | null
  readonly limits: SqlLimits
}

/** GET /v1/sql: what a query may use. `rows` are those of its result. */
export interface SqlLimits {
  readonly time_ms: number
  readonly memory_bytes: number
  readonly rows: number
}

/** GET /v1/conservation: one row a source; balanced when received = stored + folded + duplicate + quarantined + bot. */
export interface Conservation {
  readonly sources: readonly {
    readonly source: string
    readonly received: number
    readonly stored: number
    readonly folded: number
    readonly duplicate: number
    readonly quarantined: number
    readonly bot: number
    readonly late: number
    readonly balanced: boolean
  }[]
}

// ---- operators ----

/** GET /readyz when all is well: 'ok' by part. Else a Problem `not_ready` that names the part. */
export interface Readiness {
  readonly status: 'ready'
  readonly checks: Readonly<Record<string, string>>
}

/** POST /v1/login (JSON, or a form of the same field): 204 with the cookie that browsers send from then on. */
export interface SignIn {
  readonly token: string
}
