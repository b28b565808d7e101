// The log's Kafka adapter alone in a process: appends the records a collector would make, then reads all of them back.
import { createBatcher } from '../../ingest/batcher.ts'
import { createCounters } from '../../ingest/counters.ts'
import { openEnvelope } from '../../ingest/envelope.ts'
import { takeIn } from '../../ingest/intake.ts'
import { DEFAULT_LIMITS } from '../../ingest/limits.ts'
import type { Append, EventLog } from '../../log/contract.ts'
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import type { KafkaSettings } from '../../log/kafka/settings.ts'
import { createMemoryLog } from '../../log/memory.ts'
import { OWNER_LIMITS } from '../../pipeline/runtime/limits.ts'
import type { Wire } from '../../events/reading.ts'
import { createSchedule } from '../load/schedule.ts'
import { BATCH_EVENTS, makeTemplates, WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { createProfiler } from './profiler.ts'
import { readUsage, type Usage } from './usage.ts'

/** The show whose moments are appended. */
const SHOW_RATE = 20_000
const STRETCH_S = 20
/** Collector flushes made beforehand, of so many requests each; they are appended in turn. */
const FLUSHES = 64
const FLUSH_REQUESTS = 40
/** Appends under way at once: as many collectors, each with one. */
const TOGETHER = 4

/** What went through, and what it took. */
export interface Passed {
  readonly from: Usage
  readonly to: Usage
  readonly records: number
  /** Of the records, before they are compressed. */
  readonly bytes: number
  readonly events: number
}

let log: EventLog | null = null
let flushes: readonly (readonly Append[])[] = []

const functions = {
  ...createProfiler(),
  async prepare({ seed, settings }: { seed: number; settings: KafkaSettings }): Promise<void> {
    log = await openKafkaLog({ settings })
    flushes = await makeFlushes(seed, log.partitions)
  },
  /** Appends for so long. */
  async produce(for_ms: number): Promise<Passed> {
    const into = opened()
    const from = readUsage()
    let [records, bytes, next] = [0, 0, 0]
    const until_ms = performance.now() + for_ms
    const line = async () => {
      while (performance.now() < until_ms) {
        const flush = flushes[next++ % FLUSHES] ?? []
        await into.append(flush)
        records += flush.length
        bytes += sizeOf(flush)
      }
    }
    await Promise.all(Array.from({ length: TOGETHER }, line))
    return { from, to: readUsage(), records, bytes, events: next * FLUSH_REQUESTS * BATCH_EVENTS }
  },
  /** Reads every partition from its first record to its end, as an owner does, side by side. */
  async consume(): Promise<Omit<Passed, 'events'>> {
    const out = opened()
    const ends = await out.endOffsets()
    const from = readUsage()
    let [records, bytes] = [0, 0]
    const limit = { records: OWNER_LIMITS.readRecords, bytes: OWNER_LIMITS.read_bytes }
    const line = async (end: number, partition: number) => {
      for (let offset = 0; offset < end;) {
        const some = await out.read(partition, offset, limit)
        if (some.length === 0) await out.waitFor(partition, offset, OWNER_LIMITS.readWait_ms)
        for (const record of some) {
          offset = record.offset + 1
          records++
          bytes += record.bytes.length
        }
      }
    }
    await Promise.all(ends.map(line))
    return { from, to: readUsage(), records, bytes }
  },
  async stop(): Promise<void> {
    await log?.close()
  },
}
export type KafkaLogProcess = typeof functions
answerCalls(functions)

function opened(): EventLog {
  if (!log) throw new Error('prepare first')
  return log
}

const sizeOf = (flush: readonly Append[]): number => flush.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** The records of real requests, as the collector's batcher packs them. */
async function makeFlushes(seed: number, partitions: number): Promise<readonly (readonly Append[])[]> {
  const kept: (readonly Append[])[] = []
  const memory = createMemoryLog({ partitions, clock: Date.now })
  const keeping: EventLog = {
    ...memory,
    append(records) {
      kept.push(records)
      return memory.append(records)
    },
  }
  const schedule = createSchedule(makeTemplates(seed, STRETCH_S), SHOW_RATE)
  // A partition's record is what the flush has for it, as far as a record may go.
  const batcher = createBatcher({ ...DEFAULT_LIMITS, log: keeping, collectorId: 'bench', recordBytes: Infinity })
  for (let i = 0; i < FLUSHES; i++) {
    const requests = Array.from({ length: FLUSH_REQUESTS }, (_, n) => schedule.body(i * FLUSH_REQUESTS + n))
    await Promise.all(requests.map((body) => take(body, partitions, batcher)))
  }
  await batcher.close()
  return kept
}

async function take(body: Buffer, partitions: number, into: ReturnType<typeof createBatcher>): Promise<void> {
  const { events, sentAt_ms, batchContext } = openEnvelope(JSON.parse(body.toString()) as Wire, null)
  const passage = { source: WRITE_KEY, receivedAt_ms: Date.now(), sentAt_ms, batchContext, partitions }
  await takeIn(events, { ...passage, userAgent: undefined, isSecretKey: false }, into, createCounters())
}
