// The log in LMDB: one database a partition, keyed by offset, and `heads` with what each partition knows of itself.
// `overlappingSync` is off: with it readers see a record before it is on the disk, and the processor could step, and
// store, what a power cut then takes back. So a transaction is seen only when it is kept.
import { randomUUID } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import { open } from 'lmdb'
import type { Database, RootDatabase } from 'lmdb'
import type { Clock } from '../events/contract.ts'
import { checkLimit, checkOffset, checkPartition, checkPartitions } from './checks.ts'
import { LogClosedError, LogFullError, OffsetGoneError } from './contract.ts'
import type { Append, Appended, EventLog, LogRecord } from './contract.ts'
import { lockDataFolder } from './folder-lock.ts'
import { createCommitGroups } from './commit-groups.ts'
import type { Outcome } from './commit-groups.ts'
import { readHead, readRecord, storedBytes, writeHead, writeRecord } from './layout.ts'
import type { Head } from './layout.ts'
import {
  FULL_PAUSE_MS,
  GROUP_BYTES_MAX,
  LOG_BYTES_MAX,
  PARTITIONS_DEFAULT,
  PARTITIONS_MAX,
  TRIM_RECORDS_MAX,
} from './limits.ts'
import { createWaiters } from './waiters.ts'

export interface EmbeddedLogOptions {
  /** The data folder; the log lives in its `log` folder. */
  readonly dir: string
  /** For a log made anew, PARTITIONS_DEFAULT where not given; compared with those of an older one. */
  readonly partitions?: number
  readonly clock: Clock
  /** What the records may take on the disk before append rejects with LogFullError. */
  readonly bytesMax?: number
}

/**
 * Told to the process's other threads after a commit: the highest new offset of each partition it touched. One message
 * a commit: each wakes the other thread, which costs more than what it says.
 */
type News = ReadonlyMap<number, number>

/**
 * Opens the log of a data folder, making it where there is none. Other threads of the process may open it as well.
 * Rejects with DataFolderLockedError when another process has the folder, and with a RangeError when the log was made
 * with another number of partitions.
 */
export async function openEmbeddedLog(options: EmbeddedLogOptions): Promise<EventLog> {
  const { dir, clock, bytesMax = LOG_BYTES_MAX } = options
  const lock = lockDataFolder(dir)
  let env: RootDatabase<Buffer, number> | null = null
  try {
    env = open<Buffer, number>(join(dir, 'log'), {
      overlappingSync: false,
      // On, it leaves a promise of its own to reject unheard when a commit fails, which ends the process.
      eventTurnBatching: false,
      maxDbs: PARTITIONS_MAX + 2,
      encoding: 'binary',
    })
    const { logId, partitions } = makeOrFind(env, options.partitions)
    if (options.partitions !== undefined && options.partitions !== partitions)
      throw new RangeError(
        `the log in ${dir} has ${partitions} partitions, not ${options.partitions}: they are fixed when it is made`,
      )
    return serve(env, { dir, logId, partitions, clock, bytesMax, release: () => lock.release() })
  } catch (error) {
    await env?.close()
    lock.release()
    throw error
  }
}

/** The log's own facts; both are made with the log and never change. */
function makeOrFind(env: RootDatabase<Buffer, number>, wanted = PARTITIONS_DEFAULT) {
  const facts = env.openDB<string, string>('facts', { encoding: 'string' })
  return env.transactionSync(() => {
    const known = facts.get('logId')
    if (known !== undefined) return { logId: known, partitions: Number(facts.get('partitions')) }
    checkPartitions(wanted)
    const logId: string = randomUUID()
    void facts.put('logId', logId)
    void facts.put('partitions', String(wanted))
    return { logId, partitions: wanted }
  })
}

interface Served {
  readonly dir: string
  readonly logId: string
  readonly partitions: number
  readonly clock: Clock
  readonly bytesMax: number
  readonly release: () => void
}

function serve(env: RootDatabase<Buffer, number>, served: Served): EventLog {
  const { logId, partitions, clock, bytesMax } = served
  const numbers = Array.from({ length: partitions }, (_, i) => i)
  const heads = env.openDB<Buffer, number>('heads', { encoding: 'binary' })
  const parts = numbers.map((i) => env.openDB<Buffer, number>(`p${i}`, { encoding: 'binary' }))
  const headOf = (partition: number): Head => readHead(heads.getBinary(partition))
  const recordsOf = (partition: number) => parts[partition] as Database<Buffer, number>

  const waiters = createWaiters(partitions)
  const channel = new BroadcastChannel(`cartbeat log ${logId}`)
  channel.unref()
  channel.onmessage = (message) => {
    for (const [partition, offset] of (message as { data: News }).data) waiters.reached(partition, offset)
  }

  let closed = false
  const check = (partition: number) => {
    if (closed) throw new LogClosedError()
    checkPartition(partition, partitions)
  }
  /** Reads see what other threads committed since the last one. */
  const freshHead = (partition: number): Head => {
    env.resetReadTxn()
    return headOf(partition)
  }

  function write(calls: readonly (readonly Append[])[]): readonly Outcome[] {
    const now = clock()
    const current = numbers.map(headOf)
    let stored_bytes = current.reduce((sum, head) => sum + head.stored_bytes, 0)
    const touched = new Set<number>()
    const outcomes = calls.map((records): Outcome => {
      const size = records.reduce((sum, record) => sum + storedBytes(record.bytes.length), 0)
      if (stored_bytes + size > bytesMax) return new LogFullError(`the log holds its ${bytesMax} bytes`)
      stored_bytes += size
      return records.map(({ partition, bytes }): Appended => {
        const head = current[partition] as Head
        const offset = head.end++
        head.lastAppendedAt_ms = Math.max(head.lastAppendedAt_ms, now)
        head.stored_bytes += storedBytes(bytes.length)
        touched.add(partition)
        void recordsOf(partition).put(offset, writeRecord(head.lastAppendedAt_ms, bytes))
        return { partition, offset, appendedAt_ms: head.lastAppendedAt_ms }
      })
    })
    for (const partition of touched) void heads.put(partition, writeHead(current[partition] as Head))
    return outcomes
  }

  function tell(outcomes: readonly Outcome[]): void {
    const reached = new Map<number, number>()
    for (const outcome of outcomes)
      if (!(outcome instanceof Error)) for (const { partition, offset } of outcome) reached.set(partition, offset)
    for (const [partition, offset] of reached) waiters.reached(partition, offset)
    channel.postMessage(reached satisfies News)
  }

  // A child transaction, so that an error inside takes back what was written before it.
  const transact = <T>(work: () => T): Promise<T> =>
    env.childTransaction(work).catch((error: unknown) => commitFailed(error, served.dir))
  let full: { readonly error: LogFullError; readonly until_ms: number } | null = null
  const groups = createCommitGroups(async (calls) => {
    try {
      const outcomes = await transact(() => write(calls))
      tell(outcomes)
      return outcomes
    } catch (error) {
      if (error instanceof LogFullError) full = { error, until_ms: performance.now() + FULL_PAUSE_MS }
      throw error
    }
  })

  return {
    logId,
    partitions,
    appendsWhole: true,
    async append(records) {
      if (closed) throw new LogClosedError()
      for (const record of records) check(record.partition)
      if (full && performance.now() < full.until_ms) throw full.error
      return groups.append(records)
    },
    async read(partition, from, limit) {
      check(partition)
      checkOffset(from)
      checkLimit(limit)
      const { start, end } = freshHead(partition)
      if (from < start) throw new OffsetGoneError(partition, from, start)
      const found: LogRecord[] = []
      let bytes = 0
      for (let offset = from; offset < end && found.length < limit.records; offset++) {
        const record = readRecord(offset, recordsOf(partition).getBinary(offset) as Buffer)
        bytes += record.bytes.length
        if (found.length > 0 && bytes > limit.bytes) break
        found.push(record)
      }
      return found
    },
    async waitFor(partition, offset, timeout_ms) {
      check(partition)
      if (freshHead(partition).end > offset) return
      await waiters.wait(partition, offset, timeout_ms)
      if (closed) throw new LogClosedError()
    },
    async endOffsets() {
      check(0)
      env.resetReadTxn()
      return numbers.map((partition) => headOf(partition).end)
    },
    async startOffsets() {
      check(0)
      env.resetReadTxn()
      return numbers.map((partition) => headOf(partition).start)
    },
    async trim(partition, offset) {
      check(partition)
      checkOffset(offset)
      const trimSome = (): number => {
        const head = headOf(partition)
        const from = head.start
        const to = Math.min(offset, head.end, from + TRIM_RECORDS_MAX)
        for (; head.start < to; head.start++) {
          const gone = readRecord(head.start, recordsOf(partition).getBinaryFast(head.start) as Buffer)
          head.stored_bytes -= storedBytes(gone.bytes.length)
          void recordsOf(partition).remove(head.start)
        }
        void heads.put(partition, writeHead(head))
        return head.start - from
      }
      // Pages freed in one transaction can be used two later: the last one, which finds nothing, makes them so. On a full
      // disk no append would.
      while ((await transact(trimSome)) > 0) check(partition)
    },
    async close() {
      if (closed) return
      closed = true
      await groups.idle()
      waiters.wakeAll()
      channel.close()
      await env.close()
      served.release()
    },
  }
}

/** A full disk shows as an I/O error; lmdb keeps the reason in a promise that must not reject unheard. */
async function commitFailed(error: unknown, dir: string): Promise<never> {
  const reason = (error as { commitError?: Promise<never> }).commitError
  const cause = await (reason?.catch((inner: unknown) => inner) ?? error)
  const { bavail, bsize } = await statfs(dir)
  if (bavail * bsize < GROUP_BYTES_MAX) throw new LogFullError(`the disk of ${dir} is full`, { cause })
  throw new Error(`the log could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
}
