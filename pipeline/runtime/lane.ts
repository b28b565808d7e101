// One partition of an owner: reads its records in order and steps them, as far ahead of the store as the limits allow.
import { UnknownVersionError } from '../../events/codec.ts'
import type { EventLog, LogRecord } from '../../log/contract.ts'
import { LogClosedError, LogReplacedError, OffsetGoneError } from '../../log/contract.ts'
import { TICK_COLLECTOR, type PartitionProcessor } from '../contract.ts'
import { DAMAGED, readBatch } from '../intake/damaged.ts'
import type { OwnerLimits } from './limits.ts'
import type { Bell, Pace } from './pace.ts'
import { retryPauses } from './retry.ts'

/** What an owner knows of one partition. */
export interface Lane {
  readonly partition: number
  readonly processor: PartitionProcessor
  /**
   * Another owner is given the partition. Until what was stepped is flushed and checkpointed this one drives it on: the other
   * may have to wait for that checkpoint, for as long as the store is away, and two owners harm nothing.
   */
  leaving: boolean
  /** Its checkpoint failed when it was to leave: the next is tried at the next interval. */
  heldBack: boolean
  /** It steps no further: the record it stands at is not for it. What it stepped before is right, and is written. */
  halted: boolean
  /** It has left: nothing more is stepped or told. */
  left: boolean
  /** Rows of every record below it are acknowledged by the store, but for those takeRows('due') leaves for later. */
  writtenOffset: number
  /** The same without any left for later. */
  flushedOffset: number
  /** Where the newest checkpoint of this owner stands, and when (pace time) it was made. */
  checkpointOffset: number
  checkpointAt_ms: number
  /** How long the newest save held the owner up, ms. */
  saveTook_ms: number
  /** Records that were no ticks, stepped since the newest checkpoint. */
  recordsSinceCheckpoint: number
  /** Offset of the newest published frame; -2 before the first. */
  frameOffset: number
  /** Pace time of the newest step. */
  steppedAt_ms: number
  /** Newest known end of the log. */
  endOffset: number
  /** Read since the start: the mean size of a record is what retention goes by. */
  readRecords: number
  read_bytes: number
  /** Of those, records that were no ticks, and the events in them, quarantined ones among them. */
  readBatches: number
  readEvents: number
  /** Of those, records that no Cartbeat wrote. */
  readDamaged: number
  retries: number
  rows: number
}

/** Shared by the lanes of an owner: what was stepped since rows were last taken. */
export interface Ahead {
  events: number
  bytes: number
}

export interface LaneContext {
  readonly log: EventLog
  readonly pace: Pace
  readonly limits: OwnerLimits
  readonly ahead: Ahead
  /** Rung when rows were taken: there is room again. */
  readonly taken: Bell
  /** Rung when it is time to flush before the interval is over. */
  readonly full: Bell
  /** Aborts when the owner stops reading. */
  readonly stopping: AbortSignal
  /** Pace time at which the present slice began. */
  readonly slice: { startedAt_ms: number }
  readonly report: (message: string) => void
  /** Told before anything else runs: nobody may take rows, state or a frame of a processor that stepped half a record. */
  readonly onHalt: (lane: Lane, halt: Halt) => void
}

export function createLane(processor: PartitionProcessor, now_ms: number): Lane {
  return {
    partition: processor.partition,
    processor,
    leaving: false,
    heldBack: false,
    halted: false,
    left: false,
    writtenOffset: processor.nextOffset,
    flushedOffset: -1,
    checkpointOffset: processor.nextOffset,
    checkpointAt_ms: now_ms,
    saveTook_ms: 0,
    recordsSinceCheckpoint: 0,
    frameOffset: -2,
    steppedAt_ms: now_ms,
    endOffset: processor.nextOffset,
    readRecords: 0,
    read_bytes: 0,
    readBatches: 0,
    readEvents: 0,
    readDamaged: 0,
    retries: 0,
    rows: 0,
  }
}

/**
 * Why a partition steps no further. newer: a newer Cartbeat wrote the record. gone: the log no longer has it. broken: stepping it
 * threw, which is a bug, and the processor's state is no longer right.
 */
export interface Halt {
  readonly kind: 'newer' | 'gone' | 'broken'
  /** The record it stands at. */
  readonly offset: number
  readonly why: string
}

/**
 * Reads and steps until stopped, or until the partition was left to another owner. Nothing is ever skipped: at a record
 * that cannot be stepped it ends, and onHalt is told. Rejects when the whole log is gone.
 */
export async function runLane(lane: Lane, context: LaneContext): Promise<void> {
  const { pace, limits, stopping, taken } = context
  const isOver = () => stopping.aborted || lane.left
  while (!isOver()) {
    const records = await readOn(lane, context)
    if ('why' in records) return context.onHalt(lane, records)
    for (const record of records) {
      while (isFull(context) && !isOver()) await taken.wait(limits.retryMost_ms, stopping)
      if (isOver()) return
      const halt = stepRecord(lane, record, context)
      if (halt) return context.onHalt(lane, halt)
      if (pace.now() - context.slice.startedAt_ms >= limits.slice_ms) {
        await pace.breathe()
        context.slice.startedAt_ms = pace.now()
      }
    }
  }
}

/** Enough was stepped for a flush before the interval is over. */
export function isFlushDue({ ahead, limits }: Pick<LaneContext, 'ahead' | 'limits'>): boolean {
  return ahead.events >= limits.flushEvents || ahead.bytes >= limits.ahead_bytes
}

function isFull({ ahead, limits }: LaneContext): boolean {
  return ahead.events >= limits.aheadEvents || ahead.bytes >= limits.ahead_bytes
}

/** The next records; [] after a while without any. */
async function readOn(lane: Lane, context: LaneContext): Promise<readonly LogRecord[] | Halt> {
  const { log, pace, limits, stopping, slice, report } = context
  const pauses = retryPauses(limits)
  while (!stopping.aborted && !lane.left) {
    const from = lane.processor.nextOffset
    try {
      const records = await log.read(lane.partition, from, { records: limits.readRecords, bytes: limits.read_bytes })
      if (records.length > 0) return records
      await log.waitFor(lane.partition, from, limits.readWait_ms)
      slice.startedAt_ms = pace.now()
      return []
    } catch (error) {
      if (stopping.aborted || lane.left) break
      if (error instanceof LogClosedError || error instanceof LogReplacedError) throw error
      if (error instanceof OffsetGoneError) return { kind: 'gone', offset: from, why: error.message }
      lane.retries++
      report(`partition ${lane.partition}: reading at ${from} failed, will be tried again: ${String(error)}`)
      await pace.sleep(pauses(), stopping)
    }
  }
  return []
}

function stepRecord(lane: Lane, record: LogRecord, { ahead, limits, full, pace, report }: LaneContext): Halt | null {
  const { offset, appendedAt_ms, bytes } = record
  try {
    const batch = readBatch(record)
    lane.processor.step({ offset, appendedAt_ms, batch })
    if (batch.collectorId !== TICK_COLLECTOR) {
      lane.recordsSinceCheckpoint++
      lane.readBatches++
    }
    if (batch.collectorId === DAMAGED) {
      lane.readDamaged++
      const [{ found } = { found: '' }] = batch.quarantined
      report(`partition ${lane.partition}: the record at offset ${offset} is damaged and goes to quarantine: ${found}`)
    }
    lane.readRecords++
    lane.steppedAt_ms = pace.now()
    lane.read_bytes += bytes.length
    const events = batch.events.length + batch.quarantined.length
    lane.readEvents += events
    ahead.events += events
    ahead.bytes += bytes.length
  } catch (error) {
    const kind = error instanceof UnknownVersionError ? 'newer' : 'broken'
    const says = error instanceof Error ? (kind === 'broken' && error.stack) || error.message : String(error)
    return {
      kind,
      offset,
      why: `partition ${lane.partition}: the record at offset ${offset} cannot be stepped: ${says}`,
    }
  }
  lane.endOffset = Math.max(lane.endOffset, lane.processor.nextOffset)
  if (isFlushDue({ ahead, limits })) full.ring()
  return null
}
