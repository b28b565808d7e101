// The main thread's end of the pipeline: starts the worker, carries its frames to a live feed, passes calls on.
import { setFlagsFromString } from 'node:v8'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { ServerOptions } from '../../store/server-options.ts'
import type { KafkaSettings } from '../../log/kafka/settings.ts'
import type { LiveFeed } from '../contract.ts'
import { createLiveFeed, publishFromPort } from './feed.ts'
import type { OwnerLimits } from './limits.ts'
import type { ClockPlan } from './pace.ts'
import { RecoveryError } from './recovery.ts'
import type { OwnerStats } from './stats.ts'
import type { WorkerCall, WorkerMessage, WorkerStart } from './worker.ts'

export interface PipelineWorker {
  readonly feed: LiveFeed
  stats(): Promise<OwnerStats>
  /** Resolves when all appended before the call is in the store. */
  idle(): Promise<void>
  /** Steps, flushes, checkpoints, ends the thread. */
  stop(): Promise<void>
  /** Resolves with what ended the pipeline before stop() was called. */
  readonly failed: Promise<Error>
}

export interface PipelineWorkerOptions {
  /** Its `log` holds the log unless that is in Kafka; it must have been made, and tables have been migrated. */
  readonly dataDir: string
  readonly clockPlan: ClockPlan
  /** The ClickHouse server of the record; null or left out: embedded in the data folder. */
  readonly server?: ServerOptions | null
  /** Where the log is, when it is in Kafka. */
  readonly kafka?: KafkaSettings | null
  /** Where frames go; listeners that subscribed before the start miss none. */
  readonly feed?: LiveFeed
  /** In place of OWNER_LIMITS. */
  readonly limits?: Partial<OwnerLimits>
}

/**
 * Memory of the thread's young generation. Rows live until the next flush, and with V8's own 48 MB those of a large flush
 * grow old first: then each flush makes V8 mark the whole state, which took more time than stepping.
 */
const YOUNG_MB = 256

/**
 * What is read and written passes through buffers outside V8's heap, and V8 otherwise goes through the whole state each time
 * 64 MB of them have come and gone, which at a show's rates is every second or two. So they count like the heap itself does.
 */
const EXTERNAL_MEMORY = '--external-memory-accounted-in-global-limit'

/**
 * V8 learns from the first minutes, when hardly anything is forgotten, that events live long, and from then on makes them in old
 * memory: what they name goes there with them, and all of it dies at the next marking of everything instead of at once. The flag
 * is the whole process's; the collector's thread, measured with and without, does not mind.
 */
const NO_PRETENURING = '--no-allocation-site-pretenuring'

/** Resolves once the partitions are recovered and driven; rejects when they could not be, with RecoveryError where an operator can help. */
export function startPipelineWorker(options: PipelineWorkerOptions): Promise<PipelineWorker> {
  const feed = options.feed ?? createLiveFeed()
  setFlagsFromString(EXTERNAL_MEMORY)
  setFlagsFromString(NO_PRETENURING)
  const frames = new MessageChannel()
  const calls = new MessageChannel()
  const start: WorkerStart = {
    dataDir: options.dataDir,
    clockPlan: options.clockPlan,
    server: options.server ?? null,
    kafka: options.kafka ?? null,
    limits: options.limits ?? {},
    frames: frames.port2,
    calls: calls.port2,
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'pipeline',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    workerData: start,
    transferList: [frames.port2, calls.port2],
  })
  publishFromPort(frames.port1, feed)

  const waiting = new Map<number, { resolve: (stats: OwnerStats | null) => void; reject: (error: Error) => void }>()
  const { promise: failed, resolve: fail } = Promise.withResolvers<Error>()
  const { promise: started, resolve: begin } = Promise.withResolvers<void>()
  let ids = 0
  let stopping = false
  let ended: Error | null = null

  function end(error: Error): void {
    ended ??= error
    if (!stopping) fail(error)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  calls.port1.on('message', (message: WorkerMessage) => {
    if (message.kind === 'started') return begin()
    if (message.kind === 'failed')
      return end(message.isExpected ? new RecoveryError(message.message) : new Error(message.message))
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === null) call?.resolve(message.stats)
    else call?.reject(new Error(message.error))
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => end(new Error(`the pipeline's thread ended with ${code}`)))

  const ask = (call: WorkerCall['call']) =>
    new Promise<OwnerStats | null>((resolve, reject) => {
      if (ended) return reject(ended)
      const id = ids++
      waiting.set(id, { resolve, reject })
      calls.port1.postMessage({ id, call } satisfies WorkerCall)
    })

  const pipeline: PipelineWorker = {
    feed,
    failed,
    async stats() {
      const stats = await ask('stats')
      if (!stats) throw new Error('the pipeline gave no figures')
      return stats
    },
    async idle() {
      await ask('idle')
    },
    async stop() {
      stopping = true
      await ask('stop').catch(() => null)
      frames.port1.close()
      calls.port1.close()
      await worker.terminate()
    },
  }
  return Promise.race([started.then(() => pipeline), failed.then((error) => Promise.reject(error))])
}
