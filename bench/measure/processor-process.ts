// The processor alone in a process: fills a log, then drives it to durable rows.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createBatcher, type Batcher } from '../../ingest/batcher.ts'
import { createCounters } from '../../ingest/counters.ts'
import { takeIn } from '../../ingest/intake.ts'
import { DEFAULT_LIMITS } from '../../ingest/limits.ts'
import { openEmbeddedLog } from '../../log/embedded.ts'
import { createProcessor, DEFAULT_SETTINGS, restoreProcessor } from '../../pipeline/processor.ts'
import { openCheckpointFiles } from '../../pipeline/runtime/checkpoint-files.ts'
import { createLiveFeed } from '../../pipeline/runtime/feed.ts'
import { startOwner } from '../../pipeline/runtime/owner.ts'
import { PARTITIONS } from '../../service/log.ts'
import { migrate } from '../../store/migrate.ts'
import { openEmbeddedStore } from '../../store/embedded.ts'
import { openEnvelope } from '../../ingest/envelope.ts'
import type { Wire } from '../../events/reading.ts'
import { createSchedule, type Schedule } from '../load/schedule.ts'
import { BATCH_EVENTS, makeTemplates, WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { temporaryFolder } from './folder.ts'
import { createProfiler } from './profiler.ts'
import { readUsage, type Usage } from './usage.ts'

/** Requests whose events are on their way into the log at once: what a busy collector has. */
const FILL_TOGETHER = 64
const POLL_MS = 10

/** Where the process stood when a flush was acknowledged. */
export interface Mark extends Usage {
  /** Records whose rows are durable, over all partitions. */
  readonly records: number
  /** Rows acknowledged so far. */
  readonly rows: number
}

const dir = temporaryFolder()
/** The log's clock stands where the show does, so that the record is as if it had been taken in true time. */
let now_ms = Date.now()
const clock = () => now_ms
const log = await openEmbeddedLog({ dir, partitions: PARTITIONS, clock })
const store = await openEmbeddedStore({ dir })
await migrate(store)
const checkpoints = openCheckpointFiles({ dir: join(dir, 'checkpoints') })
const feed = createLiveFeed()
const { flushAfter_ms, recordBytes } = DEFAULT_LIMITS
const batcher = createBatcher({ log, collectorId: 'bench', flushAfter_ms, recordBytes })
const started_ms = now_ms
let schedule: Schedule | null = null
let next = 0

const functions = {
  prepare({ seed, rate, seconds }: { seed: number; rate: number; seconds: number }): void {
    schedule = createSchedule(makeTemplates(seed, seconds), rate)
  },
  /** Appends so many more events of the show; answers how many records the log then has. */
  async fill(events: number): Promise<number> {
    if (!schedule) throw new Error('prepare first')
    for (const end = next + events / BATCH_EVENTS; next < end;) {
      now_ms = Math.floor(started_ms + schedule.at_ms(next))
      const some: Promise<unknown>[] = []
      while (some.length < FILL_TOGETHER && next < end) some.push(take(schedule.body(next++), batcher))
      await Promise.all(some)
    }
    return (await log.endOffsets()).reduce((sum, end) => sum + end, 0)
  },
  /** Drives the log into the tables: a mark a flush until so many records are durable, then with a profile up to so many. */
  async drive({ records, profiled }: { records: number; profiled: number }) {
    const owner = await startOwner({
      ...{ log, store, checkpoints, feed, clock, createProcessor, restoreProcessor },
      settings: DEFAULT_SETTINGS,
    })
    const sum = (of: 'flushedOffset' | 'rows') =>
      owner.stats().partitions.reduce((total, partition) => total + partition[of], 0)
    const flushedTo = async (least: number) => {
      while (sum('flushedOffset') < least) await Promise.race([delay(POLL_MS), owner.failed.then(rethrow)])
      return sum('flushedOffset')
    }
    const marks: Mark[] = []
    for (let flushed = 0; flushed < records;) {
      flushed = await flushedTo(flushed + 1)
      marks.push({ ...readUsage(), records: flushed, rows: sum('rows') })
    }
    const profiler = createProfiler()
    await profiler.profileStart()
    await flushedTo(profiled)
    return { marks, threads: await profiler.profileStop() }
  },
}
export type ProcessorProcess = typeof functions
answerCalls(functions)

function rethrow(error: Error): never {
  throw error
}

/** One request's way from its body to the log, as the collector goes it. */
async function take(body: Buffer, into: Batcher): Promise<void> {
  const { events, sentAt_ms, batchContext } = openEnvelope(JSON.parse(body.toString()) as Wire, null)
  const passage = { source: WRITE_KEY, receivedAt_ms: now_ms, sentAt_ms, batchContext, partitions: PARTITIONS }
  const counters = createCounters()
  await takeIn(events, body.length, { ...passage, userAgent: undefined, isSecretKey: false }, into, counters)
  if (counters.accepted !== events.length) throw new Error(`${counters.accepted} of ${events.length} events were taken`)
}
