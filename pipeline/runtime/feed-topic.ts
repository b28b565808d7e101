// The live feed over a log of its own (a Kafka topic kept for minutes): owners append frames, every API follows from its end.
// A frame's partition of the feed is its own modulo the feed's, so that a partition's frames stay in order.
import { setTimeout as delay } from 'node:timers/promises'
import { Packr } from 'msgpackr'
import { LogClosedError, LogReplacedError, OffsetGoneError, type EventLog } from '../../log/contract.ts'
import type { PartitionFrame } from '../contract.ts'
import type { FramePublisher } from './feed.ts'

/** Of the frames' layout; others are passed over, as while owners and APIs are of two versions. */
const VERSION = 1
/** Frames under way; beyond it a frame is dropped. All but a frame's new comments and orders is said again by the next one. */
const UNDER_WAY_MAX = 1_024
const READ_LIMIT = { records: 256, bytes: 4 * 2 ** 20 }
const WAIT_MS = 1_000
const RETRY_MS = 250
/** Nothing read for so long where there is something: the reader is cut off. */
const STILL_MAX_MS = 5_000

const packr = new Packr({ useRecords: false, mapsAsObjects: true, int64AsType: 'number' })

export function packFrame(frame: PartitionFrame): Uint8Array {
  return Buffer.concat([Buffer.of(VERSION), packr.pack(frame)])
}

/** null: of a version this program does not know. */
export function unpackFrame(bytes: Uint8Array): PartitionFrame | null {
  return bytes[0] === VERSION ? (packr.unpack(Buffer.from(bytes.subarray(1))) as PartitionFrame) : null
}

/** The owner's end. A frame that cannot be appended is lost, and said once until one can again. */
export function publishToLog(log: EventLog, report: (message: string) => void): FramePublisher {
  let underWay = 0
  let isLosing = false
  const lose = (why: string) => {
    if (!isLosing) report(`frames of the live feed are lost: ${why}`)
    isLosing = true
  }
  return {
    publish(frame) {
      if (underWay >= UNDER_WAY_MAX) return lose('the brokers do not keep up')
      underWay++
      log
        .append([{ partition: frame.partition % log.partitions, bytes: packFrame(frame) }])
        .then(
          () => (isLosing = false),
          (error: unknown) => error instanceof LogClosedError || lose(String(error)),
        )
        .finally(() => underWay--)
    },
  }
}

/** A reader of the feed's log. */
export interface Following {
  /**
   * Why frames do not come through now; null when they do, as far as there are any; `note`: they do from some partitions of the feed alone,
   * as the others do not answer. Rejects when none answers.
   */
  ailment(): Promise<string | null | { readonly note: string }>
  /** Resolves when the feed was made anew: what follows the old one shows nothing more, so start again on the new one. */
  readonly failed: Promise<Error>
}

/** Where a reader of a partition stands. */
interface Position {
  readonly partition: number
  /** null: where it ends, which is where reading begins, was not told yet. */
  offset: number | null
  /** Monotonic; of the newest read that was answered. */
  readAt_ms: number
}

/**
 * Gives a feed every frame appended from now on, until the log is closed. Resolves when it stands at the end of all partitions that
 * answer; the others are asked on.
 */
export async function followLog(
  log: EventLog,
  feed: FramePublisher,
  report: (message: string) => void,
): Promise<Following> {
  const now_ms = performance.now()
  const ends = await Promise.allSettled(Array.from({ length: log.partitions }, (_, each) => endOf(log, each)))
  const positions = ends.map((end, partition): Position => ({
    partition,
    offset: end.status === 'fulfilled' ? end.value : null,
    readAt_ms: now_ms,
  }))
  const { promise: failed, resolve: fail } = Promise.withResolvers<Error>()
  for (const position of positions) void follow(log, position, feed, { report, fail })
  return {
    failed,
    async ailment() {
      const ends = await Promise.allSettled(positions.map(({ partition }) => endOf(log, partition)))
      const [first] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
      const told = ends.flatMap((end, i) => (end.status === 'fulfilled' ? [{ ...positions[i]!, end: end.value }] : []))
      if (told.length === 0) throw first
      const since_ms = performance.now() - STILL_MAX_MS
      const still = told.filter(({ offset, end, readAt_ms }) => (offset ?? -1) < end && readAt_ms < since_ms)
      if (still.length > 0) return `${still.length} of ${positions.length} parts of the feed are not read`
      const silent = positions.length - told.length
      return silent === 0 ? null : { note: `ok, ${silent} of ${positions.length} parts of the feed do not answer` }
    },
  }
}

async function endOf(log: EventLog, partition: number): Promise<number> {
  return (await log.endOffsets([partition]))[partition] ?? 0
}

async function follow(
  log: EventLog,
  position: Position,
  feed: FramePublisher,
  { report, fail }: { readonly report: (message: string) => void; readonly fail: (error: Error) => void },
): Promise<void> {
  /** Why it cannot be read, as told; said again when it is another reason. */
  let told: string | null = null
  for (;;) {
    try {
      position.offset ??= await endOf(log, position.partition)
      const records = await log.read(position.partition, position.offset, READ_LIMIT)
      position.readAt_ms = performance.now()
      told = null
      for (const record of records) {
        position.offset = record.offset + 1
        const frame = unpackFrame(record.bytes)
        if (frame) feed.publish(frame)
      }
      if (records.length === 0) await log.waitFor(position.partition, position.offset, WAIT_MS)
    } catch (error) {
      if (error instanceof LogClosedError) return
      if (error instanceof LogReplacedError) return fail(error)
      // Behind what is kept: what is on the glass now is said again within moments.
      if (error instanceof OffsetGoneError) position.offset = error.start
      else {
        const says = `part ${position.partition} of the live feed could not be read, will be tried again: ${String(error)}`
        if (says !== told) report((told = says))
        await delay(RETRY_MS)
      }
    }
  }
}
