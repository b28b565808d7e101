// What the processor offers outward: the live feed's frames, and the small face the owner drives a partition by.
import type { CommentScorer } from '../comments/contract.ts'
import type { CatalogueEntry, Channel, LogBatch, MomentKind, QuestionMark, ShowKind } from '../events/contract.ts'
import type { RowBatch } from '../store/contract.ts'

/** A record as stepped: decoded, with its place and the log's own time. */
export interface SteppedRecord {
  readonly offset: number
  readonly appendedAt_ms: number
  readonly batch: LogBatch
}

/** Numbers that change what the processor computes; part of the checkpoint, so that a replay uses the same. */
export interface ProcessorSettings {
  /** A window closes this long behind partition time. */
  readonly closeAfter_ms: number
  /** A session leaves at its last report + this. */
  readonly presenceTimeout_ms: number
  /** Last show touch within this attributes an order. */
  readonly attribution_ms: number
  /** Sessions and messageIds are remembered this long after their last event: EVENT_AGE_MAX_MS plus slack. */
  readonly dedupe_ms: number
  /** Clients without sessions: a new one after this much silence. */
  readonly sessionGap_ms: number
  /** true: heartbeats also stand in events. */
  readonly keepHeartbeats: boolean
}

/**
 * One partition's processor: a pure function of the log. step() changes the state in place and remembers which rows
 * changed; nothing in here reads a clock, a random number or another partition.
 */
export interface PartitionProcessor {
  readonly partition: number
  /** Offset of the next record to step. A record below it is ignored, one above it is a bug and throws. */
  readonly nextOffset: number
  /** Partition time: the highest appendedAt_ms stepped, Unix ms; 0 before the first. */
  readonly time_ms: number
  step(record: SteppedRecord): void
  /**
   * Rows that changed since the last call, absolute, version = nextOffset - 1. The caller keeps them until acknowledged.
   * 'due' leaves out, for up to BEATING_ROWS_EVERY_MS of partition time, sessions that only beat and their folded
   * minutes: most of the rows, for a caller that has a backlog. They stay marked (in save() as well) until taken.
   */
  takeRows(which?: 'all' | 'due'): RowBatch
  /** Erasures since the last call: to be done in the store once the rows taken with them are, and before a checkpoint. */
  takeErasures?(): readonly VisitorErasure[]
  /** The live frame at this offset. Comments and orders are those since the last call. */
  takeFrame(): PartitionFrame
  /** How often each bound of its memory left something out, by its name in limits.ts; left out where it keeps no such count. */
  readonly overflow?: Readonly<Record<string, number>>
  /** Everything restore() needs; stands at nextOffset. */
  save(): Uint8Array
}

/** A visitor to erase from the rows that are written. */
export interface VisitorErasure {
  readonly visitorId: string
  /** What their rows say in place of it. */
  readonly pseudonym: string
  /** Where the erasure stands: rows written from here on know of it. */
  readonly offset: number
}

/** Made by createProcessor / restoreProcessor in processor.ts. */
export interface ProcessorOptions {
  readonly logId: string
  readonly partition: number
  /** How many the log has, for the frames; 1 when left out. */
  readonly partitions?: number
  readonly settings: ProcessorSettings
  /** What scores comments: the committed one when left out. A replay may bring another. */
  readonly scorer?: CommentScorer
}

/** What the service runs with. */
export const DEFAULT_SETTINGS: ProcessorSettings = {
  closeAfter_ms: 30_000,
  presenceTimeout_ms: 25_000,
  attribution_ms: 24 * 60 * 60 * 1000,
  dedupe_ms: 25 * 60 * 60 * 1000,
  sessionGap_ms: 30 * 60 * 1000,
  keepHeartbeats: false,
}

/** collectorId of a tick: a record without events that only moves time. It has no running number. */
export const TICK_COLLECTOR = 'tick'

// ---- the live feed ----

/** Where owners publish frames and APIs subscribe. In memory here; a Kafka topic beyond one machine. */
export interface LiveFeed {
  publish(frame: PartitionFrame): void
  /** Returns the unsubscribe. The newest frame of every partition is given at once. */
  subscribe(listener: (frame: PartitionFrame) => void): () => void
}

/** One partition's open windows. Everything but `comments` is absolute for its key, so a frame given twice is harmless. */
export interface PartitionFrame {
  readonly logId: string
  readonly partition: number
  readonly partitions: number
  /** Offset this frame stands at (last stepped); -1 before the first. */
  readonly offset: number
  /** Partition time, Unix ms. */
  readonly time_ms: number
  /** Shows with anything in their open windows, and every show that is live. */
  readonly shows: readonly ShowFrame[]
  /** There was no room for all of them: of a show that is not here the next frames tell. Left out where there was. */
  readonly more?: boolean
  /**
   * Proven copies of orders of no show, stepped since the last frame: what they came to counts for a copy that has one.
   * Left out where there are none, and by older versions.
   */
  readonly orders?: readonly OrderFrame[]
  /** Fingerprints (events/fingerprint.ts) of visitors erased of late: what they wrote is to be shown no more. Left out by older versions. */
  readonly erased?: readonly number[]
}

export interface ShowFrame {
  readonly showId: string
  /** Declared facts; the same in every partition. null for a show no host declared. */
  readonly declared: DeclaredShow | null
  /** All moments of the show; the same in every partition. */
  readonly moments: readonly MomentFrame[]
  /** Concurrent viewers of this partition at partition time. */
  readonly viewers: number
  readonly totals: ShowTotals
  /** Open seconds: joins and leaves so far. Unix s. */
  readonly seconds: readonly { readonly second: number; readonly joins: number; readonly leaves: number }[]
  /** Open minutes. Unix s of the minute's start. */
  readonly minutes: readonly MinuteFrame[]
  /** Of open minutes: those that changed since the last frame; now and then all, for readers that missed one or are new. */
  readonly products: readonly ProductMinuteFrame[]
  readonly quality: readonly QualityMinuteFrame[]
  /** Comments since the last frame, at most COMMENTS_PER_FRAME_MAX (the newest), with how many there were. */
  readonly comments: readonly CommentFrame[]
  readonly commentsTotal: number
  /** Marks the host set since the last frame; from HOME_PARTITION alone. */
  readonly questionMarks: readonly QuestionMarkFrame[]
  /** Copies of orders of the show stepped since the last frame. The reader makes one of them an order id. */
  readonly orders: readonly OrderFrame[]
  /** Sessions by watch time, for the median: counts per bucket of WATCH_BUCKETS_MS, of sessions that joined. */
  readonly watchBuckets: readonly number[]
}

export interface DeclaredShow {
  readonly title: string
  readonly showKind: ShowKind
  readonly channel: Channel
  readonly host: string
  readonly currency: string
  readonly plannedStart_ms: number | null
  readonly startedAt_ms: number | null
  readonly endedAt_ms: number | null
  readonly products: readonly CatalogueEntry[]
}

export interface MomentFrame {
  readonly momentId: string
  readonly kind: MomentKind
  readonly title: string
  readonly productId: string | null
  readonly price_minor: number | null
  readonly startsAt_ms: number
  /** null while it runs. */
  readonly endsAt_ms: number | null
  readonly plannedEnd_ms: number | null
}

/** Over everything of the show in this partition, late events as well: what show_totals_log holds. */
export interface ShowTotals {
  readonly viewers: number
  readonly visitors: number
  readonly sessions: number
  readonly played_ms: number
  readonly comments: number
  readonly reactions: number
  readonly shares: number
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly checkouts: number
  readonly late: number
}

export interface MinuteFrame {
  readonly minute: number
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
  /** By emoji or name. */
  readonly byReaction: Readonly<Record<string, number>>
}

export interface ProductMinuteFrame {
  readonly productId: string
  readonly momentId: string
  readonly minute: number
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly removals: number
  readonly checkouts: number
}

export interface QualityMinuteFrame {
  readonly screen: string
  readonly connection: string
  readonly minute: number
  readonly attempts: number
  readonly starts: number
  readonly failures: number
  readonly startup_sum_ms: number
  /** By STARTUP_BUCKETS_MS, one more for above. */
  readonly startupBuckets: readonly number[]
  readonly played_ms: number
  readonly rebuffer_ms: number
  readonly rebuffers: number
  readonly bitrate_sum_kbps: number
  readonly bitrate_count: number
  readonly latency_sum_ms: number
  readonly latency_count: number
  readonly droppedFrames: number
}

export interface CommentFrame {
  /** "partition.offset.index": unique and ordered within a partition. */
  readonly id: string
  readonly commentId: string
  readonly visitorId: string
  readonly at_ms: number
  readonly author: string | null
  readonly role: 'viewer' | 'host' | 'moderator'
  readonly text: string
  readonly lang: string | null
  /** commentId of the comment it answers. */
  readonly replyTo: string | null
  /** The product it names, else the one pinned on the viewer's screen. */
  readonly productId: string | null
  /** -1000 to 1000; null: unscored. */
  readonly sentiment_milli: number | null
  /** Bits of comments/contract.ts. */
  readonly labels: number
  /** Equal for copies of one text. */
  readonly textKey: number
  /** Equal for questions of one meaning; '' for what is no question. */
  readonly questionKey: string
}

/** The newest mark of a group of questions. */
export interface QuestionMarkFrame {
  readonly questionKey: string
  readonly mark: QuestionMark
  readonly at_ms: number
}

export interface OrderFrame {
  readonly orderId: string
  /**
   * Place of this copy, for the choice among copies. Where it was sold: attributed first, then proven, then the least of
   * (at, partition, offset, index). What it came to: proven first, then attributed, then the same.
   */
  readonly partition: number
  readonly offset: number
  readonly index: number
  readonly at_ms: number
  readonly visitorId: string
  readonly attributed: boolean
  /** Sent with a key that only the shop's servers know. */
  readonly proven?: boolean
  readonly total_minor: number
  readonly currency: string
  readonly late: boolean
  readonly lines: readonly {
    readonly productId: string
    readonly momentId: string
    readonly quantity: number
    readonly price_minor: number
  }[]
}

/** Upper bounds of start-up time buckets. */
export const STARTUP_BUCKETS_MS = [250, 500, 1000, 2000, 4000, 8000, 16000] as const
/** Upper bounds of watch-time buckets, about 20 % apart from 5 s to 6 h; one more bucket for above. */
export const WATCH_BUCKETS_MS: readonly number[] = Array.from({ length: 47 }, (_, i) => Math.round(5000 * 1.2 ** i))
export const COMMENTS_PER_FRAME_MAX = 50
/** A frame is published this often while a partition's time moves. */
export const FRAME_INTERVAL_MS = 250
