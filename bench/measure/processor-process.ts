// The processor as the service has it, a thread of its own, in a process where nothing else runs: fills a log, then drives
// it to durable rows.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createBatcher, type Batcher } from '../../ingest/batcher.ts'
import { createCounters } from '../../ingest/counters.ts'
import { takeIn } from '../../ingest/intake.ts'
import { DEFAULT_LIMITS } from '../../ingest/limits.ts'
import { openEmbeddedLog } from '../../log/embedded.ts'
import type { ClockPlan } from '../../pipeline/runtime/pace.ts'
import { startPipelineWorker } from '../../pipeline/runtime/pipeline-worker.ts'
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
/** Questions to the processor's thread, which it answers between two slices of work. */
const POLL_MS = 50
const REAL_TIME: ClockPlan = { realStart_ms: 0, showStart_ms: 0, rate: 1 }

/** Where the process stood when a flush was acknowledged. */
export interface Mark extends Usage {
  /** Records whose rows are durable, over all partitions ... */
  readonly records: number
  /** ... and records stepped: as many as an owner may be ahead are stepped while a flush is under way. */
  readonly stepped: number
  /** Rows acknowledged so far. */
  readonly rows: number
}

/** Events a second for so many seconds. */
export interface Load {
  readonly seed: number
  readonly rate: number
  readonly seconds: number
  /** Comments hold nothing to score. */
  readonly wordless: boolean
}

const dir = temporaryFolder()
/** The log's clock stands where the show does, so that the record is as if it had been taken in true time. */
let now_ms = Date.now()
const clock = () => now_ms
const log = await openEmbeddedLog({ dir: join(dir, 'log'), partitions: PARTITIONS, clock })
const store = await openEmbeddedStore({ dir })
await migrate(store)
const batcher = createBatcher({ ...DEFAULT_LIMITS, log, collectorId: 'bench' })
const started_ms = now_ms
let schedule: Schedule | null = null
let next = 0

const functions = {
  prepare({ seed, rate, seconds, wordless }: Load): void {
    schedule = createSchedule(makeTemplates(seed, seconds, undefined, wordless), rate)
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
  /**
   * Drives the log into the tables: a mark a flush from `warm` durable records until there are `records`, then with a
   * profile up to `profiled`. Two marks at least, however much a flush holds.
   */
  async drive({ warm, records, profiled }: { warm: number; records: number; profiled: number }) {
    const pipeline = await startPipelineWorker({ dataDir: dir, clockPlan: REAL_TIME })
    const sum = async (of: 'flushedOffset' | 'offset' | 'rows') =>
      (await pipeline.stats()).partitions.reduce((total, partition) => total + partition[of], 0)
    const flushedTo = async (least: number) => {
      for (;;) {
        const flushed = await sum('flushedOffset')
        if (flushed >= least) return flushed
        await Promise.race([delay(POLL_MS), pipeline.failed.then(rethrow)])
      }
    }
    const marks: Mark[] = []
    for (let flushed = warm - 1; flushed < records || marks.length < 2;) {
      flushed = await flushedTo(flushed + 1)
      marks.push({ ...readUsage(), records: flushed, stepped: await sum('offset'), rows: await sum('rows') })
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
  await takeIn(events, { ...passage, userAgent: undefined, isSecretKey: false }, into, counters)
  if (counters.accepted !== events.length) throw new Error(`${counters.accepted} of ${events.length} events were taken`)
}
