// The words every part shares: what an event is, from the collector's door to the last table.
// Types alone, and the lists they are made of; functions come from the file of each step: validate.ts (one wire event -> one
// Event), codec.ts (LogBatch <-> bytes), limits.ts (every limit, by name).

/** What happened. Wire names (Segment's and ours) map onto these in aliases.ts. */
export const EVENT_KINDS = [
  // a visit
  'page.viewed',
  'visitor.identified',
  'consent.changed',
  // the player; every one carries a PlayerBody
  'player.starting',
  'player.playing',
  'player.paused',
  'player.rebuffer_started',
  'player.rebuffer_ended',
  'player.seek_started',
  'player.seek_ended',
  'player.quality_changed',
  'player.heartbeat',
  'player.failed',
  'player.ended',
  'player.exited',
  // interaction
  'chat.posted',
  'reaction.sent',
  'share.sent',
  // commerce
  'product.seen',
  'product.viewed',
  'product.clicked',
  'product.added',
  'product.removed',
  'checkout.started',
  'order.completed',
  'order.refunded',
  // what the host does; appended to every partition
  'show.scheduled',
  'show.started',
  'show.ended',
  'moment.started',
  'moment.ended',
  'question.marked',
  'visitor.erased',
  // any other Segment track/screen/group/alias call: kept whole, counted, not interpreted
  'custom',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export type PlayerKind = Extract<EventKind, `player.${string}`>
export type HostKind = Extract<
  EventKind,
  `show.${string}` | `moment.${string}` | `question.${string}` | 'visitor.erased'
>

/** Kinds of show, see README. `demo` is a product demonstration, `service` live customer-service chat. */
export const SHOW_KINDS = ['demo', 'event', 'service', 'game', 'variety'] as const
export type ShowKind = (typeof SHOW_KINDS)[number]

/** Where the viewer watches. */
export const CHANNELS = [
  'site',
  'tiktok',
  'instagram',
  'facebook',
  'youtube',
  'twitch',
  'amazon_live',
  'taobao_live',
  'tmall',
  'other',
] as const
export type Channel = (typeof CHANNELS)[number]

export const MOMENT_KINDS = ['pin', 'offer', 'game', 'poll', 'guest'] as const
export type MomentKind = (typeof MOMENT_KINDS)[number]

/** What the player does after the event. Present (counted as a viewer) in starting, playing, rebuffering and seeking. */
export const PLAYER_STATES = [
  'starting',
  'playing',
  'paused',
  'rebuffering',
  'seeking',
  'failed',
  'ended',
  'exited',
] as const
export type PlayerState = (typeof PLAYER_STATES)[number]

/** Screen class: phone < 600 css px on its short side and touch, tablet < 1024, tv by user agent, else desktop. */
export const SCREENS = ['phone', 'tablet', 'desktop', 'tv', 'unknown'] as const
export type Screen = (typeof SCREENS)[number]

/** Connection as the Network Information API tells it; `wifi` and `ethernet` win over the effective type. */
export const CONNECTIONS = ['wifi', 'ethernet', '5g', '4g', '3g', '2g', 'offline', 'unknown'] as const
export type Connection = (typeof CONNECTIONS)[number]

/** A report of the player. Durations are since the previous report of the same session, so that each counts once. */
export interface PlayerBody {
  readonly state: PlayerState
  /** Media milliseconds truly played since the previous report; null where the client does not measure it. */
  readonly played_ms: number | null
  /** Milliseconds spent rebuffering since the previous report. */
  readonly rebuffer_ms: number
  /** Play request to first frame; set once a session, on the first player.playing. */
  readonly startup_ms: number | null
  readonly position_ms: number | null
  readonly bitrate_bps: number | null
  /** Frames dropped since the previous report. */
  readonly droppedFrames: number
  readonly hidden: boolean
  readonly muted: boolean
  readonly fullscreen: boolean
  /** Player or media error code, on player.failed. */
  readonly error: string | null
}

export interface ChatBody {
  readonly commentId: string
  readonly text: string
  /** BCP 47 as the client says; null when it does not. */
  readonly lang: string | null
  /** Display name; null for an anonymous comment. */
  readonly author: string | null
  readonly role: 'viewer' | 'host' | 'moderator'
  readonly replyTo: string | null
}

export interface ReactionBody {
  /** An emoji or a short name. */
  readonly reaction: string
  /** Reactions in this event, >= 1: clients may fold a burst into one. */
  readonly count: number
}

export interface ShareBody {
  readonly target: string | null
}

/** An amount of money: an integer number of the currency's minor units (ISO 4217 exponent). Never a float. */
export interface Money {
  readonly amount_minor: number
  /** ISO 4217, upper case. */
  readonly currency: string
}

export interface ProductLine {
  readonly productId: string
  readonly quantity: number
  /** Unit price; null where the client did not say. */
  readonly price_minor: number | null
  readonly currency: string | null
}

export interface ProductBody extends ProductLine {
  readonly title: string | null
}

export interface CheckoutBody {
  readonly checkoutId: string | null
  readonly lines: readonly ProductLine[]
}

export interface OrderBody {
  /** The shop's order id: two events with the same one are one order, whoever sent them. */
  readonly orderId: string
  readonly total: Money
  readonly lines: readonly ProductLine[]
  /** 'server' when a server library sent it (no session), else 'browser'. */
  readonly sentBy: 'browser' | 'server'
  /** Sent with a key that only the shop's own servers know, so nobody made it up; left out where it was not. */
  readonly proven?: boolean
}

export interface RefundBody {
  readonly orderId: string
  readonly total: Money | null
}

export interface PageBody {
  readonly url: string | null
  readonly path: string | null
  readonly title: string | null
  readonly referrer: string | null
}

export interface ConsentBody {
  readonly analytics: boolean
}

/** One product of a show's running order. */
export interface CatalogueEntry {
  readonly productId: string
  readonly title: string
  /** "no. 3": how hosts and viewers call it; from 1. */
  readonly number: number
  readonly price_minor: number | null
  readonly image: string | null
}

/** What the host declares of a show. On show.started / show.scheduled; fields not said keep what was said before. */
export interface ShowBody {
  readonly title: string | null
  readonly showKind: ShowKind | null
  readonly channel: Channel | null
  readonly host: string | null
  readonly currency: string | null
  readonly plannedStart_ms: number | null
  readonly products: readonly CatalogueEntry[] | null
}

/** moment.started opens `momentId`, moment.ended closes it. A pin that starts ends the show's running pin. */
export interface MomentBody {
  readonly momentId: string
  readonly momentKind: MomentKind
  readonly title: string | null
  readonly productId: string | null
  /** The price while an offer runs. */
  readonly price_minor: number | null
  /** When it will end by itself, for the countdown; null: until ended. */
  readonly endsAt_ms: number | null
}

/** What a host does with a group of viewers' questions: `open` takes the last mark back. */
export const QUESTION_MARKS = ['answered', 'dismissed', 'pinned', 'open'] as const
export type QuestionMark = (typeof QUESTION_MARKS)[number]

/** A mark on a group of questions; asked again later, an answered or dismissed group opens again. */
export interface QuestionBody {
  /** The group, as comments/grouping names it. */
  readonly questionKey: string
  readonly mark: QuestionMark
}

/** Whom the shop was asked to forget. */
export interface ErasureBody {
  readonly visitorId: string
}

/** The body of each kind. */
export interface Bodies {
  'page.viewed': PageBody
  'visitor.identified': null
  'consent.changed': ConsentBody
  'player.starting': PlayerBody
  'player.playing': PlayerBody
  'player.paused': PlayerBody
  'player.rebuffer_started': PlayerBody
  'player.rebuffer_ended': PlayerBody
  'player.seek_started': PlayerBody
  'player.seek_ended': PlayerBody
  'player.quality_changed': PlayerBody
  'player.heartbeat': PlayerBody
  'player.failed': PlayerBody
  'player.ended': PlayerBody
  'player.exited': PlayerBody
  'chat.posted': ChatBody
  'reaction.sent': ReactionBody
  'share.sent': ShareBody
  'product.seen': ProductBody
  'product.viewed': ProductBody
  'product.clicked': ProductBody
  'product.added': ProductBody
  'product.removed': ProductBody
  'checkout.started': CheckoutBody
  'order.completed': OrderBody
  'order.refunded': RefundBody
  'show.scheduled': ShowBody
  'show.started': ShowBody
  'show.ended': ShowBody
  'moment.started': MomentBody
  'moment.ended': MomentBody
  'question.marked': QuestionBody
  'visitor.erased': ErasureBody
  custom: null
}

/**
 * One event as it stands in the log: validated, in our words, with its clocks set. Every key is always present (null
 * where unknown), so that all events of a kind have one shape.
 */
export interface EventOf<K extends EventKind> {
  readonly kind: K
  /** Segment's event name as sent ('' for identify and unnamed pages). */
  readonly name: string
  /** The client's id of the message; a retry has the same. */
  readonly messageId: string
  /** One browser (Segment's anonymousId) or, without one, the userId. Decides the partition. */
  readonly visitorId: string
  readonly userId: string | null
  /** One tab's visit to one show or to the store; null for clients without sessions: the processor then makes one. */
  readonly sessionId: string | null
  /** Running number in the session from 0, over all kinds; null for clients that do not count. */
  readonly seq: number | null
  /** null: the regular store. */
  readonly showId: string | null
  /** The viewer's clock corrected by receivedAt - sentAt, never after receivedAt. Unix ms. */
  readonly occurredAt_ms: number
  /** The collector's clock. Unix ms. */
  readonly receivedAt_ms: number
  /** Position in the broadcast the viewer saw, Unix ms of its PROGRAM-DATE-TIME; null where unknown. */
  readonly mediaTime_ms: number | null
  /** How far behind live the viewer was; null where unknown. */
  readonly latency_ms: number | null
  /** Name of the write key's owner: the key's own label, never the key. */
  readonly source: string
  readonly channel: Channel | null
  readonly screen: Screen
  readonly connection: Connection
  readonly body: Bodies[K]
  /** Segment's call: track, identify, page, screen, group, alias. */
  readonly type: string
  /** As sent, for the analysts; null on heartbeats (unless the collector is set to keep them), which say nothing more. */
  readonly properties: AsSent | null
  readonly context: AsSent | null
}
/** JSON as sent: read, or still the text a record keeps, for whoever only passes it on. */
export type AsSent = Readonly<Record<string, unknown>> | string
/** Any event; narrow by `kind`. */
export type Event = { [K in EventKind]: EventOf<K> }[EventKind]

/** Why an event stands in quarantine: a closed list, one counter each. */
export const QUARANTINE_REASONS = [
  'malformed', // a field is missing or of the wrong type or size: path, expectation and value say which
  'unknown_type', // neither track, identify, page, screen, group nor alias
  'too_large', // over EVENT_BYTES_MAX
  'too_deep', // nested deeper than DEPTH_MAX
  'too_old', // occurred more than EVENT_AGE_MAX_MS before it was received: duplicates could no longer be told
  'no_identity', // neither anonymousId nor userId
  'forbidden', // a host event over the public key
] as const
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number]

/** Set by the processor alone, for a whole record of the log that no Cartbeat wrote. */
export const CORRUPT_REASON = 'corrupt'

/** One event that was not taken, kept so that nothing is lost. */
export interface Quarantined<Reason extends string = QuarantineReason> {
  readonly source: string
  readonly receivedAt_ms: number
  readonly messageId: string | null
  readonly reason: Reason
  /** e.g. "properties.price" */
  readonly path: string
  /** e.g. "a non-negative number" */
  readonly expected: string
  /** The value found, as JSON, cut at QUARANTINE_VALUE_BYTES_MAX. */
  readonly found: string
  /** The event as sent, as JSON, cut at QUARANTINE_RAW_BYTES_MAX. */
  readonly raw: string
}

/** How much the collector took in for this record, by source: the left side of the conservation sum. */
export interface Received {
  readonly source: string
  /** Events, quarantined and bots together. */
  readonly events: number
  /** Of them, from bots: counted here and nowhere else. */
  readonly bots: number
}

/** What one log record holds: one collector flush for one partition. */
export interface LogBatch {
  /** The collector process that wrote it: a new id at each start. 'tick' for a tick. */
  readonly collectorId: string
  /** Running number of this collector in this partition, from 1: a number seen before is a record sent twice. */
  readonly number: number
  readonly received: readonly Received[]
  /** In the order received. Host events stand in every partition's record; partition 0 counts and stores them. */
  readonly events: readonly Event[]
  readonly quarantined: readonly Quarantined<QuarantineReason | typeof CORRUPT_REASON>[]
}

/** The partition that counts and stores host events (they are appended to all). */
export const HOME_PARTITION = 0

/** Milliseconds since the Unix epoch. Injected, so that tests and replays own time. */
export type Clock = () => number

/** A host event as the API hands it to the collector. */
export type HostEvent = {
  [K in HostKind]: {
    readonly kind: K
    /** null of what is no show's. */
    readonly showId: K extends 'visitor.erased' ? null : string
    readonly body: Bodies[K]
    readonly messageId?: string
  }
}[HostKind]

/** The collector's private door for host events: what the API calls, never reachable with a public write key. */
export interface HostDoor {
  /** Appends to every partition; resolves once durable. Rejects with a LogFullError or I/O error: nothing was taken. */
  submit(event: HostEvent): Promise<{ readonly messageId: string }>
}
