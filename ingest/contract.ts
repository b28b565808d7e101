// What the collector offers outward. Wired by the service: its app is mounted on the one port, its host door is what the
// API's host calls use.
import type { Hono } from 'hono'
import type { Clock, HostDoor, QuarantineReason } from '../events/contract.ts'
import type { EventLog } from '../log/contract.ts'
import type { Refusal } from './answers.ts'

export type { HostDoor } from '../events/contract.ts'

/** Write key -> label of its owner, which is the `source` of its events. */
export type WriteKeys = ReadonlyMap<string, string>

/** Bounds of the door; each has its default in events/limits.ts under the name in capitals. */
export interface CollectorLimits {
  readonly bodyBytes: number
  readonly inflatedBytes: number
  readonly batchEvents: number
  readonly keyEventsPerS: number
  readonly keyEventsBurst: number
  readonly addressEventsPerS: number
  readonly addressEventsBurst: number
  readonly addressReadingBytes: number
  readonly bodyPeriod_ms: number
  readonly bytesPerEvent: number
  readonly rateBuckets: number
  readonly flushAfter_ms: number
  readonly recordBytes: number
  readonly recordBytesMax: number
  readonly groupBytes: number
  readonly pendingBytes: number
}

export interface CollectorOptions {
  readonly log: EventLog
  readonly clock: Clock
  /** Public keys and secret ones together. */
  readonly keys: WriteKeys
  /** Those of `keys` that only the shop's own servers know: their comments may say who is host or moderator. */
  readonly secretKeys?: ReadonlySet<string>
  readonly limits?: Partial<CollectorLimits>
  /** Stands in every record; a new one at each start. Given by tests alone. */
  readonly collectorId?: string
  /** Keep properties and context of heartbeats too. */
  readonly keepHeartbeats?: boolean
  /** Proxies in front that add to X-Forwarded-For; 0 (default): the socket's address is the client's. */
  readonly proxies?: number
}

/** Counters since the start. accepted + bots + the sum of quarantined = received. */
export interface CollectorStats {
  readonly requests: number
  /** Answers by HTTP status. */
  readonly answers: Readonly<Record<number, number>>
  /** Requests of which nothing was taken, by reason. */
  readonly refused: Readonly<Record<Refusal, number>>
  /** Events taken in and durable, bots and quarantined among them. */
  readonly received: number
  readonly accepted: number
  readonly bots: number
  readonly quarantined: Readonly<Record<QuarantineReason, number>>
  /** Bodies that were no JSON object: what they held is lost, and their sender was told. */
  readonly unreadable: number
  readonly bytes: number
  /** Bytes of bodies being read, and JSON bytes of events taken and not yet durable. */
  readonly pending_bytes: number
  readonly appends: number
  readonly failedAppends: number
}

/** One refused event in an answer. */
export interface AnsweredRefusal {
  /** Place in the batch as sent, from 0. */
  readonly index: number
  readonly messageId: string | null
  readonly reason: QuarantineReason
  readonly path: string
  readonly expected: string
  readonly found: string
}

/** The answer to a request whose events are durable. accepted + bots + refused = events sent. */
export interface Answer {
  readonly success: true
  readonly accepted: number
  readonly bots: number
  readonly refused: number
  /** The first ANSWER_QUARANTINED_MAX refused events. */
  readonly quarantined: readonly AnsweredRefusal[]
}

export interface Collector {
  /** Routes of the door alone; mount it at the root of the port. */
  readonly app: Hono
  readonly host: HostDoor
  stats(): CollectorStats
  /** Takes no more, and resolves once what was taken is durable or refused. Does not close the log. */
  close(): Promise<void>
}

/** The collector was closed: nothing was taken. */
export class HostClosedError extends Error {
  override readonly name = 'HostClosedError'
  constructor() {
    super('the collector is closed')
  }
}
