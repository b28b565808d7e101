// What is remembered of a show: what the host declared, its totals, and its open windows.
import type { CatalogueEntry, Channel, MomentKind, ShowKind } from '../../events/contract.ts'
import type { CommentFrame, OrderFrame, QuestionMarkFrame } from '../contract.ts'

/** A show, or the regular store (id ''). */
export interface Show {
  readonly id: string
  declared: Declared | null
  declaredDirty: boolean
  /** Made by its viewers' events, and no host has spoken of it since: it counts against UNDECLARED_SHOWS_MAX. */
  isUndeclared: boolean
  /** Partition time of its viewers' last event. */
  heard_ms: number
  readonly moments: Moment[]
  /** Pins, oldest first; and pins and offers by product. */
  readonly pins: Moment[]
  readonly offering: Map<string, Moment[]>

  readonly totals: Totals
  totalsDirty: boolean
  /** Sessions present at partition time. */
  viewers: number
  /** Sessions that joined, by watch time; bounds are WATCH_BUCKETS_MS. */
  readonly watchBuckets: number[]

  readonly seconds: Map<number, ShowSecond>
  minutes: ShowMinute[]

  /** For the next frame. */
  unframed: boolean
  /** Frames since one repeated all products, 0 when the next does. */
  framesSinceRepeat: number
  closedSeconds: ShowSecond[]
  closedMinutes: ShowMinute[]
  comments: CommentFrame[]
  commentsTotal: number
  questionMarks: QuestionMarkFrame[]
  orders: OrderFrame[]
}

export interface Declared {
  title: string
  showKind: ShowKind
  channel: Channel
  host: string
  currency: string
  plannedStart_ms: number | null
  startedAt_ms: number | null
  endedAt_ms: number | null
  products: readonly CatalogueEntry[]
}

export interface Moment {
  readonly show: Show
  readonly momentId: string
  readonly kind: MomentKind
  title: string
  readonly productId: string | null
  price_minor: number | null
  readonly startsAt_ms: number
  endsAt_ms: number | null
  plannedEnd_ms: number | null
  dirty: boolean
}

export interface Totals {
  firstAt_ms: number
  lastAt_ms: number
  viewers: number
  visitors: number
  sessions: number
  played_ms: number
  comments: number
  reactions: number
  shares: number
  impressions: number
  clicks: number
  carts: number
  checkouts: number
  late: number
}

export interface ShowSecond {
  readonly show: Show
  readonly second: number
  joins: number
  leaves: number
  dirty: boolean
  /** Told by a frame since it last changed. */
  framed: boolean
}

export interface ShowMinute {
  readonly show: Show
  readonly minute: number
  joins: number
  leaves: number
  newViewers: number
  played_ms: number
  comments: number
  reactions: number
  shares: number
  impressions: number
  clicks: number
  carts: number
  checkouts: number
  readonly byReaction: Map<string, ReactionMinute>
  readonly byProduct: Map<string, ProductMinute[]>
  products: number
  /** Those that frames tell of. */
  readonly framedProducts: ProductMinute[]
  /** By screen and connection, see quality/quality.ts; null where nothing was reported. */
  readonly quality: (QualityMinute | null)[]
  dirty: boolean
  /** As in ShowSecond; its products as well. */
  framed: boolean
}

export interface ReactionMinute {
  readonly of: ShowMinute
  readonly reaction: string
  count: number
  dirty: boolean
}

export interface ProductMinute {
  readonly of: ShowMinute
  readonly productId: string
  readonly momentId: string
  impressions: number
  clicks: number
  carts: number
  removals: number
  checkouts: number
  dirty: boolean
  framed: boolean
}

export interface QualityMinute {
  readonly of: ShowMinute
  readonly group: number
  attempts: number
  starts: number
  failures: number
  startupSum_ms: number
  readonly startupBuckets: number[]
  played_ms: number
  rebuffer_ms: number
  rebuffers: number
  bitrateSum_kbps: number
  bitrateCount: number
  latencySum_ms: number
  latencyCount: number
  droppedFrames: number
  dirty: boolean
}
