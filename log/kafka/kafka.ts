// The log in Kafka: a topic, its partitions the log's, its records packed batches. The topic must stamp records with the
// broker's time (message.timestamp.type=LogAppendTime); `topics.ts` makes and checks it.
import type { Clock } from '../../events/contract.ts'
import { checkOffset, checkPartition } from '../checks.ts'
import { LogClosedError, LogUnusableError, type EventLog } from '../contract.ts'
import { adviceOn } from './advice.ts'
import { createAppends } from './appends.ts'
import { createReads } from './reads.ts'
import { createKafka, type KafkaSettings } from './settings.ts'
import { openWire } from './wire.ts'

export interface KafkaLogOptions {
  readonly settings: KafkaSettings
  /** Stamps records in place of the brokers, on a topic with CreateTime: for whoever has a time of their own. */
  readonly clock?: Clock
  /** Appends taken and not yet durable before append rejects with LogFullError. */
  readonly inFlightBytesMax?: number
  /** An append that is not acknowledged after this long rejects. */
  readonly appendTimeout_ms?: number
  /** Told, in one line each, what went wrong and is being tried again. */
  readonly report?: (message: string) => void
}

/**
 * Opens the log of a topic that exists. `logId` is the topic's id, so a topic made anew is another log.
 * trim() deletes records on the brokers, for whoever may; in operation the topic's own retention does it.
 * Rejects with LogUnusableError when the brokers cannot be reached or have no such topic.
 */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const { settings, report = console.error } = options
  const wire = await openWire(createKafka(settings), settings.topic).catch((error: unknown) => {
    throw new LogUnusableError(`Kafka at ${settings.brokers.join(', ')}, topic ${settings.topic}: ${adviceOn(error)}`)
  })
  const reads = createReads({ wire, report })
  const appends = createAppends({
    wire,
    onAppended: reads.reached,
    report,
    ...(options.clock && { clock: options.clock }),
    ...(options.inFlightBytesMax !== undefined && { inFlightBytesMax: options.inFlightBytesMax }),
    ...(options.appendTimeout_ms !== undefined && { timeout_ms: options.appendTimeout_ms }),
  })
  let closed = false
  const check = (partition: number) => {
    if (closed) throw new LogClosedError()
    checkPartition(partition, wire.partitions)
  }

  return {
    logId: wire.topicId,
    partitions: wire.partitions,
    appendsWhole: false,
    async append(records) {
      check(0)
      for (const record of records) check(record.partition)
      return appends.append(records)
    },
    async read(partition, from, limit) {
      check(partition)
      return reads.read(partition, from, limit)
    },
    async waitFor(partition, offset, timeout_ms) {
      check(partition)
      return reads.waitFor(partition, offset, timeout_ms)
    },
    async endOffsets(of) {
      check(0)
      return wire.offsets('end', of)
    },
    async startOffsets(of) {
      check(0)
      return wire.offsets('start', of)
    },
    async trim(partition, offset) {
      check(partition)
      checkOffset(offset)
      const [starts, ends] = await Promise.all([wire.offsets('start', [partition]), wire.offsets('end', [partition])])
      const to = Math.min(offset, ends[partition] ?? 0)
      if (to <= (starts[partition] ?? 0)) return
      await wire.deleteBefore(partition, to)
      reads.trimmed(partition, to)
    },
    async close() {
      if (closed) return
      closed = true
      reads.close()
      await appends.idle()
      await wire.close()
    },
  }
}
