// One flush: the rows of all partitions of the owner in one insert, then the checkpoints that are due. The order of the
// steps is what makes recovery right; each says why it stands where it does.
import type { RowBatch, Rows, Store } from '../../store/contract.ts'
import { joinRows } from '../../store/packed.ts'
import type { TableName } from '../../store/tables.ts'
import type { Checkpoints } from './checkpoints.ts'
import { addDuration } from './durations.ts'
import type { Durations } from './durations.ts'
import type { VisitorErasure } from '../contract.ts'
import { eraseUntilDone } from './erasing.ts'
import type { Erase } from './erasing.ts'
import type { Lane, LaneContext } from './lane.ts'
import type { Pace } from './pace.ts'
import { insertUntilTaken } from './retry.ts'
import { trimLane } from './retention.ts'
import type { TrimTimes } from './retention.ts'

export interface FlushContext extends LaneContext {
  readonly store: Pick<Store, 'insert'>
  /** Takes a visitor out of rows that are written. */
  readonly erase?: Erase | undefined
  readonly checkpoints: Checkpoints
  readonly clock: () => number
  /** Aborts when the owner gives up waiting for the store. */
  readonly abandoned: AbortSignal
  readonly figures: OwnerFigures
  readonly trims: TrimTimes
  /** Told of every checkpoint made. */
  readonly onCheckpoint?: ((partition: number, offset: number) => void) | undefined
}

/** Of the owner as a whole, for stats. */
export interface OwnerFigures {
  /** How long each acknowledged insert took, retries included. */
  readonly flushes: Durations
  retries: number
  storeError: string | null
  checkpointError: string | null
  /** Why the log does not answer at the moment; null when it does. */
  logError: string | null
}

/** What one partition has in a flush. */
interface Taken {
  readonly lane: Lane
  readonly offset: number
  readonly rows: number
  readonly erasures: readonly VisitorErasure[]
  /** Set where a checkpoint is due. */
  readonly state: Uint8Array | null
  readonly records: number
}

/** What a flush is for: the interval, someone who waits until everything is in the store, or the end. */
export type Occasion = 'interval' | 'idle' | 'stop'

/** true: everything stepped before the call is in the store. false: abandoned. */
export async function flush(lanes: readonly Lane[], occasion: Occasion, context: FlushContext): Promise<boolean> {
  const { log, checkpoints, pace, limits, ahead, taken: takenBell, figures, report } = context

  // 1. Take what changed and, where a checkpoint is due, the state: both in one go, without an await, so that they
  //    stand at one offset. Partitions step on while the insert runs; that is for the next flush.
  const due = chooseCheckpoints(lanes, occasion, context)
  // With a backlog, rows that would be written again soon wait: their mark is in the state, and so in a checkpoint.
  const which = occasion === 'interval' && ahead.events >= limits.backlogEvents ? 'due' : 'all'
  const batches: RowBatch[] = []
  const taken = lanes.map((lane): Taken => {
    const batch = lane.processor.takeRows(which)
    batches.push(batch)
    const erasures = lane.processor.takeErasures?.() ?? []
    const state = due.has(lane) ? saved(lane, pace) : null
    const records = lane.recordsSinceCheckpoint
    return { lane, offset: lane.processor.nextOffset, rows: count(batch), erasures, state, records }
  })
  const rows = joined(batches)
  ahead.events = 0
  ahead.bytes = 0
  takenBell.ring()

  // 2. Write the rows, the same ones until acknowledged. Skipping them would lose them: later rows hold only what
  //    changes after now.
  if (rows.size > 0) {
    const startedAt_ms = pace.now()
    const onFailure = (error: unknown) => {
      figures.retries++
      figures.storeError = String(error)
      report(`the store did not take the rows, will be tried again: ${String(error)}`)
    }
    if (
      !(await insertUntilTaken(rows, { store: context.store, pace, limits, abandoned: context.abandoned, onFailure }))
    )
      return false
    addDuration(figures.flushes, pace.now() - startedAt_ms)
    figures.storeError = null
  }

  // 3. Visitors who were erased go from all rows written until now. After the rows, which may be theirs, and before a
  //    checkpoint says that it need not be done again.
  for (const { lane, erasures } of taken)
    for (const erasure of erasures) if (!(await eraseUntilDone(erasure, lane.partition, context))) return false

  // 4. Only now do the offsets count as flushed ...
  for (const { lane, offset, rows: written } of taken) {
    lane.writtenOffset = offset
    if (which === 'all') lane.flushedOffset = offset
    lane.rows += written
  }

  // 5. ... and only now may a checkpoint say "up to here all rows are written": made before step 2 is acknowledged, a
  //    crash between would start behind rows nobody wrote. A checkpoint that cannot be written is no harm yet: the
  //    older one and the log still hold everything.
  for (const { lane, offset, state, records } of taken) {
    // Whoever gives up waiting has no time for the others' either.
    if (state === null || context.abandoned.aborted) continue
    let keptFrom: number
    try {
      keptFrom = (await checkpoints.save(log.logId, lane.partition, { offset, state })).keptFrom
    } catch (error) {
      figures.checkpointError = String(error)
      report(`partition ${lane.partition}: no checkpoint at offset ${offset}: ${String(error)}`)
      continue
    }
    lane.checkpointOffset = offset
    context.onCheckpoint?.(lane.partition, offset)
    lane.checkpointAt_ms = pace.now()
    lane.recordsSinceCheckpoint -= records
    figures.checkpointError = null
    // 6. Forget what no recovery needs any more: below the OLDER checkpoint kept, since the newest may turn out unreadable.
    //    What was not forgotten now is later.
    await trimLane(lane, keptFrom, context).catch((error: unknown) =>
      report(`partition ${lane.partition}: the log was not trimmed: ${String(error)}`),
    )
  }
  return true
}

function saved(lane: Lane, pace: Pace): Uint8Array {
  const begun_ms = pace.now()
  const state = lane.processor.save()
  lane.saveTook_ms = pace.now() - begun_ms
  return state
}

/** The rows of several partitions as one batch. */
function joined(batches: readonly RowBatch[]): RowBatch {
  const byTable = new Map<TableName, Rows[]>()
  for (const batch of batches)
    for (const [table, rows] of batch) {
      const there = byTable.get(table)
      if (there) there.push(rows)
      else byTable.set(table, [rows])
    }
  return new Map([...byTable].map(([table, all]) => [table, joinRows(all)]))
}

function count(batch: RowBatch): number {
  let rows = 0
  for (const { length } of batch.values()) rows += length
  return rows
}

/**
 * Lanes to save in this flush. The most overdue first and only as many as keeps all of them on time, because a save
 * holds up the thread: they take turns instead of all stopping at once.
 */
function chooseCheckpoints(lanes: readonly Lane[], occasion: Occasion, { pace, limits }: FlushContext): Set<Lane> {
  const moved = lanes.filter((lane) => lane.processor.nextOffset > lane.checkpointOffset)
  if (occasion === 'stop') return new Set(moved)
  const all_ms = lanes.reduce((sum, lane) => sum + lane.saveTook_ms, 0)
  const interval_ms = Math.max(limits.checkpointInterval_ms, all_ms / limits.checkpointShare)
  const overdue_ms = (lane: Lane) => {
    if (lane.leaving) return Infinity
    const age_ms = pace.now() - lane.checkpointAt_ms
    if (lane.recordsSinceCheckpoint >= limits.checkpointRecords) return Math.max(age_ms, 1)
    return age_ms - (lane.recordsSinceCheckpoint > 0 ? interval_ms : Math.max(limits.checkpointIdle_ms, interval_ms))
  }
  const turns = Math.ceil((2 * lanes.length * limits.flushInterval_ms) / interval_ms)
  const due = moved.filter((lane) => overdue_ms(lane) >= 0)
  const leaving = due.filter((lane) => lane.leaving)
  const others = due.filter((lane) => !lane.leaving).toSorted((a, b) => overdue_ms(b) - overdue_ms(a))
  return new Set([...leaving, ...others.slice(0, turns)])
}
