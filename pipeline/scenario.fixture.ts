// Small stories for the processor's tests: events with sensible fields, a partition that steps them, and the tables its
// rows end up in.
import type {
  Bodies,
  Event,
  EventKind,
  EventOf,
  LogBatch,
  MomentKind,
  PlayerBody,
  PlayerState,
} from '../events/contract.ts'
import type { Row } from '../store/contract.ts'
import type { TableName } from '../store/tables.ts'
import type { PartitionFrame, ProcessorSettings, SteppedRecord } from './contract.ts'
import type { Room } from './limits.ts'
import { DEFAULT_SETTINGS } from './contract.ts'
import { createProcessor, type Processor } from './processor.ts'
import { write, type FinalTables } from './final-tables.fixture.ts'

/** Noon, the start of a minute. */
export const T0 = Date.UTC(2026, 4, 1, 12)
export const SECOND = 1000
export const MINUTE = 60_000
export const HOUR = 3_600_000

/** One event `after_ms` after T0. Fields not said: viewer v1 in session s1 of the show, on a phone. */
export function event<K extends EventKind>(
  kind: K,
  after_ms: number,
  body: Bodies[K],
  fields: Partial<Omit<EventOf<K>, 'kind' | 'body'>> = {},
): Event {
  const made = {
    kind,
    name: kind,
    messageId: `m-${kind}-${after_ms}-${fields.sessionId ?? ''}-${fields.seq ?? ''}`,
    visitorId: 'v1',
    userId: null,
    sessionId: 's1',
    seq: null,
    showId: 'show',
    occurredAt_ms: T0 + after_ms,
    receivedAt_ms: T0 + after_ms,
    mediaTime_ms: null,
    latency_ms: null,
    source: 'web',
    channel: 'site',
    screen: 'phone',
    connection: 'wifi',
    type: 'track',
    properties: null,
    context: null,
    ...fields,
    body,
  }
  return made as Event
}

export function player(state: PlayerState, more: Partial<PlayerBody> = {}): PlayerBody {
  return {
    state,
    played_ms: 0,
    rebuffer_ms: 0,
    startup_ms: null,
    position_ms: null,
    bitrate_bps: null,
    droppedFrames: 0,
    hidden: false,
    muted: false,
    fullscreen: false,
    error: null,
    ...more,
  }
}

export function product(productId: string): Bodies['product.seen'] {
  return { productId, quantity: 1, price_minor: 500, currency: 'EUR', title: null }
}

export function order(
  orderId: string,
  productIds: readonly string[],
  sentBy: 'browser' | 'server' = 'browser',
): Bodies['order.completed'] {
  return {
    orderId,
    sentBy,
    total: { amount_minor: 500 * productIds.length, currency: 'EUR' },
    lines: productIds.map((productId) => ({ productId, quantity: 1, price_minor: 500, currency: 'EUR' })),
  }
}

export function moment(
  momentId: string,
  momentKind: MomentKind,
  productId: string | null,
  endsAt_ms: number | null = null,
): Bodies['moment.started'] {
  return { momentId, momentKind, productId, title: null, price_minor: null, endsAt_ms }
}

export const NOTHING_SAID: Bodies['show.started'] = {
  title: null,
  showKind: null,
  channel: null,
  host: null,
  currency: null,
  plannedStart_ms: null,
  products: null,
}

export function batchOf(number: number, events: readonly Event[], more: Partial<LogBatch> = {}): LogBatch {
  const sources = [...new Set(events.map((event) => event.source))]
  const received = sources.map((source) => ({
    source,
    events: events.filter((event) => event.source === source).length,
    bots: 0,
  }))
  return { collectorId: 'c1', number, received, events, quarantined: [], ...more }
}

export interface Scenario {
  readonly processor: Processor
  readonly records: SteppedRecord[]
  /** Steps events in one record, appended `after_ms` after T0; by default when the last of them occurred. */
  send(events: readonly Event[], after_ms?: number): void
  /** Steps a record as it is. */
  batch(batch: LogBatch, after_ms: number): void
  /** Time goes on. */
  tick(after_ms: number): void
  /** What the table holds once all changes are written; rows without the columns every row has. */
  table(name: TableName): readonly Row[]
  frame(): PartitionFrame
}

export function scenario(settings: Partial<ProcessorSettings> = {}, partition = 0, room: Partial<Room> = {}): Scenario {
  const processor = createProcessor({ logId: 'log', partition, settings: { ...DEFAULT_SETTINGS, ...settings } }, room)
  const tables: FinalTables = new Map()
  const records: SteppedRecord[] = []
  let number = 0
  const batch = (batch: LogBatch, after_ms: number): void => {
    const record = { offset: processor.nextOffset, appendedAt_ms: T0 + after_ms, batch }
    records.push(record)
    processor.step(record)
  }
  return {
    processor,
    records,
    batch,
    send(events, after_ms = Math.max(...events.map((event) => event.occurredAt_ms)) - T0) {
      // A collector appends what it receives at once.
      const received = events.map((event) => ({ ...event, receivedAt_ms: T0 + after_ms }))
      batch(batchOf(++number, received), after_ms)
    },
    tick: (after_ms) => batch({ collectorId: 'tick', number: 0, received: [], events: [], quarantined: [] }, after_ms),
    table(name) {
      write(tables, processor.takeRows())
      const rows = [...(tables.get(name)?.values() ?? [])]
      return rows.map(({ log_id: _log, partition: _partition, version: _version, ...row }) => row)
    },
    frame: () => processor.takeFrame(),
  }
}
