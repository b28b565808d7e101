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

/** Gives a feed every frame appended from now on, until the log is closed. Resolves when it stands at the end. */
export async function followLog(log: EventLog, feed: FramePublisher, report: (message: string) => void): Promise<void> {
  const ends = await log.endOffsets()
  ends.forEach((end, partition) => void follow(log, partition, end, feed, report))
}

async function follow(
  log: EventLog,
  partition: number,
  end: number,
  feed: FramePublisher,
  report: (message: string) => void,
): Promise<void> {
  for (let from = end; ;) {
    try {
      const records = await log.read(partition, from, READ_LIMIT)
      for (const record of records) {
        from = record.offset + 1
        const frame = unpackFrame(record.bytes)
        if (frame) feed.publish(frame)
      }
      if (records.length === 0) await log.waitFor(partition, from, WAIT_MS)
    } catch (error) {
      if (error instanceof LogClosedError) return
      if (error instanceof LogReplacedError) return report(`the live feed stands still: ${error.message}`)
      // Behind what is kept: what is on the glass now is said again within moments.
      if (error instanceof OffsetGoneError) from = error.start
      else {
        report(`the live feed could not be read, will be tried again: ${String(error)}`)
        await delay(RETRY_MS)
      }
    }
  }
}
