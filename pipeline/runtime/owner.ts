// The owner of partitions: drives their processors from the log to the store and the live feed. All effects of the
// pipeline are in this folder; what is computed is the processor's, a pure function of the log.
import type { Clock } from '../../events/contract.ts'
import type { EventLog } from '../../log/contract.ts'
import { LogClosedError, LogReplacedError } from '../../log/contract.ts'
import type { Store } from '../../store/contract.ts'
import type { ProcessorSettings } from '../contract.ts'
import { NewerCheckpointError } from './checkpoints.ts'
import type { Checkpoints } from './checkpoints.ts'
import { createDurations, FLUSH_BOUNDS_S } from './durations.ts'
import type { FramePublisher } from './feed.ts'
import type { Erase } from './erasing.ts'
import { flush } from './flush.ts'
import type { FlushContext, Occasion } from './flush.ts'
import { createLane, isFlushDue, runLane } from './lane.ts'
import type { Lane } from './lane.ts'
import { OWNER_LIMITS } from './limits.ts'
import type { OwnerLimits } from './limits.ts'
import { createBell, realPace } from './pace.ts'
import type { Pace } from './pace.ts'
import { publishFrames, runPulse } from './pulse.ts'
import type { PulseContext } from './pulse.ts'
import { RecoveryError, recoverProcessor } from './recovery.ts'
import type { CreateProcessor, RestoreProcessor } from './recovery.ts'
import { retryPauses } from './retry.ts'
import { readStats } from './stats.ts'
import type { OwnerStats } from './stats.ts'

export interface OwnerOptions {
  readonly log: EventLog
  readonly store: Pick<Store, 'insert'>
  /** Takes a visitor out of rows that are written; left out: their new rows alone are without them. */
  readonly erase?: Erase
  readonly checkpoints: Checkpoints
  readonly feed: FramePublisher
  readonly clock: Clock
  /** The log's time is not `clock`'s (Kafka: the brokers'): a partition is then quiet by how long it was not stepped. */
  readonly logHasOwnTime?: boolean
  /** Those to begin with; all of the log's by default. */
  readonly partitions?: readonly number[]
  /** Another owner goes on where this one stops: stop() then steps nothing more, and only flushes what is stepped. */
  readonly handsOver?: boolean
  /** Told of every checkpoint made: a partition's rows below the offset are in the store. */
  readonly onCheckpoint?: (partition: number, offset: number) => void
  /** Told when a partition it was assigned was driven by a newer Cartbeat: it is left alone. Left out: that ends the owner. */
  readonly onNewer?: (error: NewerCheckpointError) => void
  readonly settings: ProcessorSettings
  readonly createProcessor: CreateProcessor
  readonly restoreProcessor: RestoreProcessor
  readonly limits?: Partial<OwnerLimits>
  readonly pace?: Pace
  /** Told, in one line each, what went wrong and is being tried again. */
  readonly report?: (message: string) => void
}

export interface Owner {
  /**
   * Drives these partitions from now on. One that goes is flushed and checkpointed, so that its next owner has little to step
   * again; one that comes begins at its newest checkpoint. Resolves when the new ones are driven.
   */
  assign(partitions: readonly number[]): Promise<void>
  /** Resolves when all appended before the call is in the store; rejects when the owner failed or stops before that. */
  idle(): Promise<void>
  stats(): OwnerStats
  /**
   * Steps what is in the log now (unless another goes on with it), flushes, checkpoints, ends; within limits.stop_ms even when the store is away (then
   * the next start steps the rest again).
   */
  stop(): Promise<void>
  /** Resolves with the first error that ended the owner: a record that cannot be stepped, a log that is gone. */
  readonly failed: Promise<Error>
}

/**
 * Recovers the partitions and starts to drive them. Rejects with RecoveryError where going on would give wrong numbers, with
 * NewerCheckpointError where a newer Cartbeat has driven one of them.
 */
export async function startOwner(options: OwnerOptions): Promise<Owner> {
  const { log, store, checkpoints, feed, clock, pace = realPace, report = console.error } = options
  const limits = { ...OWNER_LIMITS, ...options.limits }
  const partitions = options.partitions ?? Array.from({ length: log.partitions }, (_, i) => i)
  const recoverLane = async (partition: number) =>
    createLane(await recoverProcessor({ ...options, report }, partition), pace.now())
  const lanes: Lane[] = []
  for (const partition of partitions) lanes.push(await recoverLane(partition))

  const stopping = new AbortController()
  const abandoned = new AbortController()
  const [taken, full, flushed] = [createBell(pace), createBell(pace), createBell(pace)]
  const context: FlushContext & PulseContext = {
    log,
    store,
    erase: options.erase,
    checkpoints,
    feed,
    clock,
    logHasOwnTime: options.logHasOwnTime ?? false,
    pace,
    limits,
    taken,
    full,
    report,
    ahead: { events: 0, bytes: 0 },
    stopping: stopping.signal,
    abandoned: abandoned.signal,
    slice: { startedAt_ms: pace.now() },
    trims: new WeakMap(),
    onCheckpoint: options.onCheckpoint,
    figures: {
      flushes: createDurations(FLUSH_BOUNDS_S),
      retries: 0,
      storeError: null,
      checkpointError: null,
      logError: null,
    },
  }

  const failure = Promise.withResolvers<Error>()
  let failedWith: Error | null = null
  const fail = (error: unknown) => {
    if (failedWith) return
    failedWith = error instanceof Error ? error : new Error(String(error))
    stopping.abort()
    abandoned.abort()
    failure.resolve(failedWith)
  }

  /** Callers of idle() who wait: with any, flushes do not wait for the interval. */
  let hurried = 0
  const flushOnce = async (occasion: Occasion) => {
    const leaving = lanes.filter((lane) => lane.leaving)
    if (!(await flush(lanes, occasion, context))) return
    // What was stepped since the last frame is told now: the next owner's frames begin behind the checkpoint.
    publishFrames(leaving, context)
    for (const lane of leaving) {
      lane.left = true
      lanes.splice(lanes.indexOf(lane), 1)
    }
    flushed.ring()
  }
  const runFlushes = async () => {
    let begunAt_ms = pace.now()
    while (!stopping.signal.aborted) {
      const left_ms = begunAt_ms + (hurried > 0 ? HURRIED_MS : limits.flushInterval_ms) - pace.now()
      const isDue = isFlushDue(context) || lanes.some((lane) => lane.leaving)
      if (left_ms > 0 && !isDue) {
        await full.wait(left_ms, stopping.signal)
        continue
      }
      begunAt_ms = pace.now()
      await flushOnce(hurried > 0 ? 'idle' : 'interval')
    }
  }

  const running = new Set<Promise<void>>()
  const run = (work: Promise<void>) => {
    const run = work.catch(fail).finally(() => running.delete(run))
    running.add(run)
  }
  for (const lane of lanes) run(runLane(lane, context))
  run(runPulse(lanes, context))
  run(runFlushes())

  /** The newest that was assigned, and a bell for it. */
  let newest: ReadonlySet<number> = new Set(partitions)
  const reassigned = createBell(pace)
  /** null: the partition is no longer wanted. Where checkpoints or log are away, what is driven goes on and this waits. */
  const takeOver = async (partition: number): Promise<Lane | null> => {
    const pauses = retryPauses(limits)
    while (!stopping.signal.aborted && newest.has(partition)) {
      try {
        return await recoverLane(partition)
      } catch (error) {
        if (FINAL.some((kind) => error instanceof kind)) throw error
        context.figures.checkpointError = String(error)
        report(`partition ${partition} cannot be taken over yet, will be tried again: ${String(error)}`)
        await reassigned.wait(pauses(), stopping.signal)
      }
    }
    return null
  }
  const assignNow = async (wanted: ReadonlySet<number>) => {
    const going = lanes.filter((lane) => !wanted.has(lane.partition) && !lane.leaving)
    for (const lane of going) lane.leaving = true
    full.ring()
    for (const partition of wanted) {
      // One that comes back while it leaves ends first: its state may be behind what another owner did meanwhile.
      while (lanes.some((lane) => lane.partition === partition && lane.leaving) && !stopping.signal.aborted)
        await flushed.wait(limits.flushInterval_ms, stopping.signal)
      if (stopping.signal.aborted) return
      if (lanes.some((lane) => lane.partition === partition)) continue
      const lane = await takeOver(partition)
      if (!lane) continue
      lanes.push(lane)
      run(runLane(lane, context))
    }
  }
  let assigning = Promise.resolve()

  const idle = async () => {
    const ends = await log.endOffsets()
    hurried++
    full.ring()
    try {
      while (!lanes.every((lane) => lane.flushedOffset >= (ends[lane.partition] ?? 0))) {
        if (failedWith) throw failedWith
        if (stopping.signal.aborted) throw new Error('the owner has stopped')
        await flushed.wait(limits.flushInterval_ms, stopping.signal)
      }
    } finally {
      hurried--
    }
  }

  const end = async () => {
    const deadline = new AbortController()
    void pace.sleep(limits.stop_ms, deadline.signal).then(() => {
      stopping.abort()
      abandoned.abort()
    })
    if (!options.handsOver) await idle().catch(() => {})
    stopping.abort()
    await assigning
    await Promise.all(running)
    if (!abandoned.signal.aborted) await flushOnce('stop')
    if (!failedWith) publishFrames(lanes, context)
    deadline.abort()
  }
  let ended: Promise<void> | null = null

  return {
    assign(wanted) {
      const partitions = (newest = new Set(wanted))
      reassigned.ring()
      assigning = assigning
        .then(() => assignNow(partitions))
        .catch((error: unknown) => {
          if (error instanceof NewerCheckpointError && options.onNewer) options.onNewer(error)
          else fail(error)
        })
      return assigning
    },
    idle,
    stats: () => readStats(lanes, context),
    stop: () => (ended ??= end()),
    failed: failure.promise,
  }
}

/** Errors of a recovery that trying again does not mend. */
const FINAL = [RecoveryError, NewerCheckpointError, LogClosedError, LogReplacedError] as const

/** Pause between flushes while someone waits in idle(). */
const HURRIED_MS = 5
