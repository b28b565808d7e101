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
import type { Halt, Lane } from './lane.ts'
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
import { createUndriven } from './undriven.ts'

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
  /** Told when a partition was driven, or a record of it written, by a newer Cartbeat: it is left alone. Left out: that ends the owner. */
  readonly onNewer?: (why: string) => void
  readonly settings: ProcessorSettings
  readonly createProcessor: CreateProcessor
  readonly restoreProcessor: RestoreProcessor
  /** How an operator begins a new log, for what is said of one that lacks records. */
  readonly newLog?: string
  readonly limits?: Partial<OwnerLimits>
  readonly pace?: Pace
  /** Told, in one line each, what went wrong and is being tried again. */
  readonly report?: (message: string) => void
}

export interface Owner {
  /**
   * Drives these partitions from now on. One that goes is flushed and checkpointed, so that its next owner has little to step
   * again; one that comes begins at its newest checkpoint. Resolves when the new ones are driven, or are in stats().undriven.
   */
  assign(partitions: readonly number[]): Promise<void>
  /** Resolves when all appended before the call is in the store; rejects when the owner failed, stops or cannot drive a partition before that. */
  idle(): Promise<void>
  stats(): OwnerStats
  /**
   * Steps what is in the log now (unless another goes on with it), flushes, checkpoints, ends; within limits.stop_ms even when the store is away (then
   * the next start steps the rest again).
   */
  stop(): Promise<void>
  /** Resolves with the first error that ended the owner: a log that is gone. One partition's trouble does not. */
  readonly failed: Promise<Error>
}

/**
 * Recovers the partitions and starts to drive them. Rejects with RecoveryError where going on would give wrong numbers, with
 * NewerCheckpointError where a newer Cartbeat has driven one of them. Where that is so of one it is assigned later, or a record
 * cannot be stepped, that partition is left undriven and tried again now and then.
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
    onHalt: (lane, why) => halt(lane, why),
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
    // A flush begins with taking what there is now: a checkpoint from here on is one of this flush.
    const leaving = lanes.filter((lane) => lane.leaving).map((lane) => ({ lane, from: lane.processor.nextOffset }))
    if (!(await flush(lanes, occasion, context))) return
    for (const { lane, from } of leaving) {
      // Without its checkpoint the next owner would step long, or not begin: it is driven on until there is one.
      lane.heldBack = lane.checkpointOffset < from
      if (lane.heldBack || lane.left) continue
      // What was stepped since the last frame is told now: the next owner's frames begin behind the checkpoint.
      publishFrames([lane], context)
      remove(lane)
    }
    flushed.ring()
  }
  const remove = (lane: Lane) => {
    lane.left = true
    const place = lanes.indexOf(lane)
    if (place >= 0) lanes.splice(place, 1)
  }
  const runFlushes = async () => {
    let begunAt_ms = pace.now()
    while (!stopping.signal.aborted) {
      const left_ms = begunAt_ms + (hurried > 0 ? HURRIED_MS : limits.flushInterval_ms) - pace.now()
      const isDue = isFlushDue(context) || lanes.some((lane) => lane.leaving && !lane.heldBack)
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
  /** The newest that was assigned, and a bell for it. */
  let newest: ReadonlySet<number> = new Set(partitions)
  const reassigned = createBell(pace)
  const undriven = createUndriven(lanes, context)
  const onNewer = (error: Error) => (options.onNewer ? options.onNewer(error.message) : fail(error))
  const halt = (lane: Lane, { kind, offset, why }: Halt) => {
    if (newest.has(lane.partition)) undriven.add(lane.partition, why, offset)
    // Neither rows nor a checkpoint of what is not right: the newest checkpoint and the log hold everything.
    if (kind === 'broken') return remove(lane)
    lane.halted = lane.leaving = true
    full.ring()
    if (kind === 'newer') onNewer(new Error(why))
  }
  for (const lane of lanes) run(runLane(lane, context))
  run(runPulse(lanes, context))
  run(runFlushes())

  /** null: checkpoints or log are away. What is driven goes on, and this is tried again. */
  const takeOver = async (partition: number): Promise<Lane | null> => {
    try {
      return await recoverLane(partition)
    } catch (error) {
      if (FINAL.some((kind) => error instanceof kind)) throw error
      context.figures.checkpointError = String(error)
      report(`partition ${partition} cannot be taken over yet, will be tried again: ${String(error)}`)
      return null
    }
  }
  const isWanted = (partition: number) => newest.has(partition) && !stopping.signal.aborted
  const assignNow = async (wanted: ReadonlySet<number>) => {
    const going = lanes.filter((lane) => !wanted.has(lane.partition) && !lane.leaving)
    for (const lane of going) lane.leaving = true
    undriven.keepOnly(wanted)
    full.ring()
    const isLeaving = (partition: number) => lanes.some((lane) => lane.partition === partition && lane.leaving)
    // One that comes back while it leaves ends first, and holds up none of the others: its state may be behind what another
    // owner did meanwhile.
    let inTurn = [...wanted].toSorted((a, b) => Number(isLeaving(a)) - Number(isLeaving(b)))
    const pauses = retryPauses(limits)
    while (inTurn.length > 0) {
      const later: number[] = []
      for (const partition of inTurn) {
        while (isLeaving(partition) && isWanted(partition) && newest === wanted)
          await flushed.wait(limits.flushInterval_ms, stopping.signal)
        if (!isWanted(partition) || lanes.some((lane) => lane.partition === partition)) continue
        try {
          const lane = await takeOver(partition)
          if (lane) {
            lanes.push(lane)
            run(runLane(lane, context))
          } else later.push(partition)
        } catch (error) {
          if (!(error instanceof RecoveryError)) throw error
          undriven.add(partition, error.message, -1)
        }
      }
      // One that cannot be taken over yet holds up none of the others; what is assigned anew is taken over by its own turn.
      inTurn = newest === wanted ? later : []
      if (inTurn.length > 0) await reassigned.wait(pauses(), stopping.signal)
    }
  }
  let assigning = Promise.resolve()
  const assign = (wanted: ReadonlySet<number>) => {
    newest = wanted
    reassigned.ring()
    assigning = assigning
      .then(() => assignNow(wanted))
      .catch((error: unknown) => (error instanceof NewerCheckpointError ? onNewer(error) : fail(error)))
    return assigning
  }
  /** Those that could not be driven, from time to time. */
  const runAgain = async () => {
    while (!stopping.signal.aborted) {
      await pace.sleep(limits.driveAgain_ms, stopping.signal)
      if (!stopping.signal.aborted && undriven.list().length > 0) await assign(newest)
    }
  }
  run(runAgain())

  const idle = async () => {
    const ends = await log.endOffsets()
    hurried++
    full.ring()
    try {
      const isFlushed = ({ partition, halted, processor, flushedOffset }: Lane) =>
        flushedOffset >= (halted ? processor.nextOffset : (ends[partition] ?? 0))
      while (!lanes.every(isFlushed)) {
        if (failedWith) throw failedWith
        if (stopping.signal.aborted) throw new Error('the owner has stopped')
        await flushed.wait(limits.flushInterval_ms, stopping.signal)
      }
      const [first] = undriven.list()
      if (first) throw new Error(first.why)
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
    assign: (wanted) => assign(new Set(wanted)),
    idle,
    stats: () => readStats(lanes, undriven, context),
    stop: () => (ended ??= end()),
    failed: failure.promise,
  }
}

/** Errors of a recovery that trying again does not mend. */
const FINAL = [RecoveryError, NewerCheckpointError, LogClosedError, LogReplacedError] as const

/** Pause between flushes while someone waits in idle(). */
const HURRIED_MS = 5
