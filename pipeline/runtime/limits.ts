// Every bound and interval of an owner, by name, unit last. Any of them may be given otherwise to startOwner.
import { FRAME_INTERVAL_MS } from '../contract.ts'

export interface OwnerLimits {
  /** Rows are given to the store this often ... */
  readonly flushInterval_ms: number
  /** ... or when so many events were stepped since. */
  readonly flushEvents: number
  /** From so many events in a flush on, rows of sessions that only beat are left for later: takeRows('due'). */
  readonly backlogEvents: number
  /**
   * Events stepped and not yet taken for a flush: at it reading pauses. The log holds what comes. With fewer a processor alone
   * is quicker, since rows do not grow old in memory; with 100,000 sessions a partition its pauses cost twice what they save.
   */
  readonly aheadEvents: number
  /** The same in bytes of the log. */
  readonly ahead_bytes: number
  /** A partition's state is saved this often ... */
  readonly checkpointInterval_ms: number
  /**
   * ... or as seldom as keeps saving below this share of the owner's time, 0 to 1. The state of 400,000 viewers takes seconds
   * to save, and stepping twice as much again after a crash costs less than saving it all the time ...
   */
  readonly checkpointShare: number
  /** ... or after so many records. Recovery steps at most these again. */
  readonly checkpointRecords: number
  /** ... or this often where nothing but ticks came: stepping ticks again costs nothing. */
  readonly checkpointIdle_ms: number
  readonly frameInterval_ms: number
  /** A partition to which nothing was appended for so long gets a tick. */
  readonly tickInterval_ms: number
  /** Trouble of one partition that lasts is told this often ... */
  readonly tellAgain_ms: number
  /** ... and one that could not be driven is tried again this often. */
  readonly driveAgain_ms: number
  readonly readRecords: number
  readonly read_bytes: number
  /** A read that finds nothing waits for news this long. */
  readonly readWait_ms: number
  /** Stepping lets others run after this long. */
  readonly slice_ms: number
  /** First and longest pause before an insert or a read is tried again; doubled each time. */
  readonly retryFirst_ms: number
  readonly retryMost_ms: number
  /**
   * stop() gives up after this long: what is not flushed then is stepped again at the next start. A service has 10 s, and
   * answers before and leaves its group after it.
   */
  readonly stop_ms: number
  /** Records appended before this are forgotten ... */
  readonly keep_ms: number
  /** ... and the oldest of those over so many bytes of a partition, both only below the older checkpoint. */
  readonly keep_bytes: number
  readonly trimInterval_ms: number
}

export const OWNER_LIMITS: OwnerLimits = {
  flushInterval_ms: 1_000,
  flushEvents: 100_000,
  backlogEvents: 20_000,
  aheadEvents: 400_000,
  ahead_bytes: 128 * 2 ** 20,
  checkpointInterval_ms: 10_000,
  checkpointShare: 0.1,
  checkpointRecords: 50_000,
  checkpointIdle_ms: 600_000,
  frameInterval_ms: FRAME_INTERVAL_MS,
  tickInterval_ms: 500,
  tellAgain_ms: 60_000,
  driveAgain_ms: 60_000,
  readRecords: 512,
  read_bytes: 4 * 2 ** 20,
  readWait_ms: 1_000,
  slice_ms: 8,
  retryFirst_ms: 100,
  retryMost_ms: 10_000,
  stop_ms: 6_000,
  keep_ms: 24 * 3_600_000,
  keep_bytes: 2 ** 30,
  trimInterval_ms: 60_000,
}
