// What truly happens to one viewer or shopper, before it is put into anyone's wire format: the plan's own words.
import type { Bodies, Channel, Connection, EventKind, QuarantineReason, Screen } from '../events/contract.ts'

/** A person's browser. */
export interface Visitor {
  readonly visitorId: string
  /** Known to the shop; null until signed in. */
  readonly userId: string | null
  readonly name: string
  readonly lang: string
  readonly screen: Screen
  readonly connection: Connection
  readonly userAgent: string
  readonly bot: boolean
  /** How far the browser's clock stands off the true time; sentAt is off as much, so the collector can tell. */
  readonly skew_ms: number
  /** false: an ordinary Segment client, which knows neither sessions nor running numbers. */
  readonly counts: boolean
  /** As the client names itself. */
  readonly library: string
}

/** One tab's visit. */
export interface Visit {
  readonly visitor: Visitor
  readonly sessionId: string | null
  /** null: the regular store. */
  readonly showId: string | null
  readonly channel: Channel | null
}

/** What is wrong with an event on purpose; each has exactly one flaw, and the reason it must be refused for. */
export interface Flaw {
  readonly reason: QuarantineReason
  /** Spoils the wire event in place. */
  spoil(wire: Record<string, unknown>): void
}

interface Happened<K extends EventKind> {
  readonly kind: K
  readonly body: Bodies[K]
  readonly visit: Visit
  readonly messageId: string
  readonly seq: number | null
  /** True time, Unix ms. */
  readonly at_ms: number
  /** How far behind live the viewer was. */
  readonly latency_ms: number | null
  /** Sent no earlier than this: the browser was offline. */
  readonly notBefore_ms: number
  readonly flaw: Flaw | null
}
/** One thing that happened; narrow by `kind`. */
export type Happening = { [K in EventKind]: Happened<K> }[EventKind]
