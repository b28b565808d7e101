// The log in memory: for tests and simulations. Same contract as the others, nothing survives the process.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../events/contract.ts'
import { checkLimit, checkOffset, checkPartition, checkPartitions } from './checks.ts'
import { LogClosedError, LogFullError, OffsetGoneError } from './contract.ts'
import type { EventLog, LogRecord } from './contract.ts'
import { LOG_BYTES_MAX } from './limits.ts'
import { createWaiters } from './waiters.ts'

export interface MemoryLogOptions {
  readonly partitions: number
  readonly clock: Clock
  /** Given by tests that compare two runs. */
  readonly logId?: string
  /** Payload bytes held before append rejects with LogFullError. */
  readonly bytesMax?: number
}

interface Part {
  start: number
  lastAppendedAt_ms: number
  records: LogRecord[]
}

export function createMemoryLog(options: MemoryLogOptions): EventLog {
  const { partitions, clock, logId = randomUUID(), bytesMax = LOG_BYTES_MAX } = options
  checkPartitions(partitions)
  const parts = Array.from({ length: partitions }, (): Part => ({ start: 0, lastAppendedAt_ms: 0, records: [] }))
  const waiters = createWaiters(partitions)
  let bytes = 0
  let closed = false

  const end = (part: Part) => part.start + part.records.length
  const part = (partition: number): Part => {
    if (closed) throw new LogClosedError()
    checkPartition(partition, partitions)
    return parts[partition] as Part
  }

  return {
    logId,
    partitions,
    appendsWhole: true,
    async append(records) {
      const into = records.map((record) => part(record.partition))
      if (closed) throw new LogClosedError()
      const size = records.reduce((sum, record) => sum + record.bytes.length, 0)
      if (bytes + size > bytesMax) throw new LogFullError(`the log holds its ${bytesMax} bytes`)
      bytes += size
      const now = clock()
      return records.map((record, i) => {
        const to = into[i] as Part
        to.lastAppendedAt_ms = Math.max(to.lastAppendedAt_ms, now)
        const appended = { offset: end(to), appendedAt_ms: to.lastAppendedAt_ms }
        to.records.push({ ...appended, bytes: record.bytes.slice() })
        waiters.reached(record.partition, appended.offset)
        return { partition: record.partition, ...appended }
      })
    },
    async read(partition, from, limit) {
      const { start, records } = part(partition)
      checkOffset(from)
      checkLimit(limit)
      if (from < start) throw new OffsetGoneError(partition, from, start)
      const found: LogRecord[] = []
      let size = 0
      for (const record of records.slice(from - start, from - start + limit.records)) {
        size += record.bytes.length
        if (found.length > 0 && size > limit.bytes) break
        found.push(record)
      }
      return found
    },
    async waitFor(partition, offset, timeout_ms) {
      if (end(part(partition)) > offset) return
      await waiters.wait(partition, offset, timeout_ms)
      if (closed) throw new LogClosedError()
    },
    async endOffsets() {
      if (closed) throw new LogClosedError()
      return parts.map(end)
    },
    async startOffsets() {
      if (closed) throw new LogClosedError()
      return parts.map((p) => p.start)
    },
    async trim(partition, offset) {
      const from = part(partition)
      checkOffset(offset)
      const gone = from.records.splice(0, Math.max(0, Math.min(offset, end(from)) - from.start))
      from.start += gone.length
      bytes -= gone.reduce((sum, record) => sum + record.bytes.length, 0)
    },
    async close() {
      closed = true
      waiters.wakeAll()
    },
  }
}
