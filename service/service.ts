// The whole service in one process: log, collector, pipeline (in a worker), record, API and pages on one port. Wires, does
// not decide; parts start in the order in which they need each other and stop in the reverse.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { createApi } from '../api/app.ts'
import { createCollector } from '../ingest/collector.ts'
import { readWriteKeys } from '../ingest/keys.ts'
import type { WriteKeys } from '../ingest/contract.ts'
import type { KafkaConfig } from '../log/kafka/config.ts'
import { lockDataFolder } from '../log/folder-lock.ts'
import { scaledClock, type ClockPlan } from '../pipeline/runtime/pace.ts'
import { followLog } from '../pipeline/runtime/feed-topic.ts'
import { createLiveFeed } from '../pipeline/runtime/feed.ts'
import { startPipelineWorker } from '../pipeline/runtime/pipeline-worker.ts'
import type { LiveFeed } from '../pipeline/contract.ts'
import type { Clock } from '../events/contract.ts'
import type { Store } from '../store/contract.ts'
import { KEEP_ALL } from '../store/retention.ts'
import type { Retention } from '../store/retention.ts'
import { ConfigError } from './config.ts'
import type { ClickHouseConfig } from './config.ts'
import { collectorFigures, createFigures, programVersion, watchDisk } from './figures.ts'
import { createSdkFiles, listen } from './http.ts'
import { openServiceFeed, openServiceLog } from './log.ts'
import { openRecord } from './record.ts'

export interface ServiceOptions {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** As CARTBEAT_WRITE_KEYS has it. */
  readonly writeKeys: string
  /** As CARTBEAT_SERVER_KEYS has it; null or left out: nobody but the host calls speaks for the host. */
  readonly serverKeys?: string | null
  readonly adminToken: string | null
  /** As CARTBEAT_PROXIES has it; left out: none. */
  readonly proxies?: number
  /** The record on a server; null or left out: embedded in the data folder. */
  readonly clickhouse?: ClickHouseConfig | null
  /** Left out: everything is kept. */
  readonly retention?: Retention
  /** null or left out: the log is in the data folder. */
  readonly kafka?: KafkaConfig | null
  readonly clockPlan?: ClockPlan
  /** Routes that stand beside the service's own; called once the parts they read are there. */
  readonly extra?: (parts: { feed: LiveFeed; store: Store; clock: Clock }) => Promise<Hono>
}

export interface Service {
  readonly url: string
  readonly clock: Clock
  readonly store: Store
  /** Resolves when all appended so far is in the tables. */
  idle(): Promise<void>
  /** Takes no more, writes down what was taken, ends. */
  stop(): Promise<void>
  /** Resolves when the pipeline could not go on. */
  readonly failed: Promise<Error>
}

/** Starts everything. Rejects with an error of one line for a taken port, a locked folder or a wrong setting. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { dataDir, adminToken, proxies = 0, clickhouse = null } = options
  const clockPlan = options.clockPlan ?? { realStart_ms: 0, showStart_ms: 0, rate: 1 }
  const clock = scaledClock(clockPlan)
  const closers: (() => unknown)[] = []
  const stop = async () => {
    for (const close of closers.toReversed()) await close()
    closers.length = 0
  }
  try {
    const lock = lockDataFolder(dataDir)
    closers.push(() => lock.release())
    const kafka = options.kafka ?? null
    const log = await openServiceLog({ kafka, dataDir, clock })
    closers.push(() => log.close())
    const record = await openRecord(dataDir, clickhouse, options.retention ?? KEEP_ALL, say)
    const { store, sql } = record
    closers.push(() => record.close())

    const collector = createCollector({
      log,
      clock,
      proxies,
      ...readKeys(options.writeKeys, options.serverKeys ?? null),
    })
    closers.push(() => collector.close())
    // The API subscribes before the pipeline starts, so that it misses no frame of what recovery steps again.
    const feed = createLiveFeed()
    const figures = createFigures()
    const disk = watchDisk(dataDir)
    closers.push(() => disk.close())
    const pages = fileURLToPath(new URL('../dashboard/dist', import.meta.url))
    const api = createApi({
      store,
      sql,
      feed,
      host: collector.host,
      clock,
      adminToken,
      proxies,
      pagesDir: existsSync(join(pages, 'index.html')) ? pages : null,
      partitions: log.partitions,
      version: programVersion(),
      stats: {
        pipeline: () => figures.pipeline(),
        collector: () => collectorFigures(collector.stats()),
        log: () => log.endOffsets().then(() => null),
        disk: () => disk.room(),
      },
    })
    const live = await openServiceFeed(kafka, clickhouse !== null)
    closers.push(() => live?.close())
    if (live) await followLog(live, feed, say)
    const pipeline = await startPipelineWorker({
      dataDir,
      clockPlan,
      feed,
      server: clickhouse,
      kafka: kafka?.settings ?? null,
    })
    closers.push(() => pipeline.stop())
    // The embedded engine ends with the first thread that ends after using it: ours is done before the pipeline's is.
    closers.push(() => record.close())
    // Stopped before the pipeline: live streams end first, then what was taken is written down.
    closers.push(() => api.close())
    closers.push(figures.follow(pipeline))

    const app = new Hono()
    app.route('/', collector.app)
    app.route('/', await createSdkFiles())
    if (options.extra) app.route('/', await options.extra({ feed, store, clock }))
    // What is left is the API's and its pages', with answers to what leads nowhere.
    app.all('*', (c) => api.app.fetch(c.req.raw, c.env))
    const listening = await listen(app, options.host, options.port)
    closers.push(() => listening.close())
    return { url: listening.url, clock, store, idle: () => pipeline.idle(), stop, failed: pipeline.failed }
  } catch (error) {
    await stop()
    throw error
  }
}

function say(message: string): void {
  process.stderr.write(`cartbeat: ${message}\n`)
}

function readKeys(writeKeys: string, serverKeys: string | null) {
  const open = readSetting('CARTBEAT_WRITE_KEYS', writeKeys)
  const secret = serverKeys === null ? new Map<string, string>() : readSetting('CARTBEAT_SERVER_KEYS', serverKeys)
  const shared = [...secret.keys()].find((key) => open.has(key))
  if (shared !== undefined)
    throw new ConfigError('CARTBEAT_SERVER_KEYS has a key that CARTBEAT_WRITE_KEYS has too: one of them is public')
  return { keys: new Map([...open, ...secret]), secretKeys: new Set(secret.keys()) }
}

function readSetting(name: string, text: string): WriteKeys {
  try {
    return readWriteKeys(text)
  } catch (error) {
    throw new ConfigError(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
