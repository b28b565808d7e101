// The durable log: the one truth everything else is computed from. Adapters: embedded.ts (LMDB), kafka/,
// memory.ts (tests).

/** One record as read back. */
export interface LogRecord {
  readonly offset: number
  /** The log's own time of the append, Unix ms; never goes back within a partition. */
  readonly appendedAt_ms: number
  readonly bytes: Uint8Array
}

export interface Append {
  readonly partition: number
  readonly bytes: Uint8Array
}

export interface Appended {
  readonly partition: number
  readonly offset: number
  readonly appendedAt_ms: number
}

/** Bounds of one read; at least one record is returned if there is one. */
export interface ReadLimit {
  readonly records: number
  readonly bytes: number
}

/**
 * An append-only log in `partitions` parts. Offsets start at 0 and grow by 1. All methods reject with LogClosedError
 * after close().
 */
export interface EventLog {
  /** Changes when the log is made anew; part of every key downstream. */
  readonly logId: string
  /** Fixed when the log is made. */
  readonly partitions: number
  /** true: an append is written whole or not at all (LMDB: one transaction). false: each partition by itself (Kafka). */
  readonly appendsWhole: boolean
  /**
   * Appends all records or none, where `appendsWhole`; else one partition's may be written and another's not when it rejects.
   * Resolves in the given order once durable. Rejects with LogFullError when the log's bound is reached: nothing written.
   */
  append(records: readonly Append[]): Promise<readonly Appended[]>
  /** Records of a partition from an offset, in order; [] at the end. Rejects with OffsetGoneError below the first kept one. */
  read(partition: number, from: number, limit: ReadLimit): Promise<readonly LogRecord[]>
  /** Resolves when an offset >= `offset` exists in the partition, or after timeout_ms. */
  waitFor(partition: number, offset: number, timeout_ms: number): Promise<void>
  /** Per partition, the offset the next append gets. `of`: these alone are asked for, so that none of the others can fail it. */
  endOffsets(of?: readonly number[]): Promise<readonly number[]>
  /** Per partition, the oldest offset still kept. `of` as above. */
  startOffsets(of?: readonly number[]): Promise<readonly number[]>
  /** Forgets records below `offset`: retention, called by the owner, only below its checkpoint. */
  trim(partition: number, offset: number): Promise<void>
  close(): Promise<void>
}

/** The log's bound is reached: nothing of this append was written. Try again when the owner has trimmed. */
export class LogFullError extends Error {
  override readonly name = 'LogFullError'
}

/** The log was closed by its owner in this process. */
export class LogClosedError extends Error {
  override readonly name = 'LogClosedError'
  constructor() {
    super('the log is closed')
  }
}

/** A read below the first offset still kept. */
export class OffsetGoneError extends Error {
  override readonly name = 'OffsetGoneError'
  /** The oldest offset still kept. */
  readonly start: number
  constructor(partition: number, offset: number, start: number) {
    super(`offset ${offset} of partition ${partition} is gone: the log keeps ${start} and later`)
    this.start = start
  }
}

/** The log was made anew while it was open: what was computed from it is another log's. */
export class LogReplacedError extends Error {
  override readonly name = 'LogReplacedError'
  constructor(topic: string) {
    super(`topic ${topic} was made anew: start again to work on the new one`)
  }
}

/** The log cannot be used as it is set up: the message is one line and says what an operator has to do. */
export class LogUnusableError extends Error {
  override readonly name = 'LogUnusableError'
}

/** Another process works on the data folder. */
export class DataFolderLockedError extends Error {
  override readonly name = 'DataFolderLockedError'
}
