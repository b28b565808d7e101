// The parts a process is made of, each opened with what it needs and closed with the service. Which process has which, and in
// what order, says wiring.ts.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApi, type Api } from '../api/app.ts'
import type { Stats } from '../api/parts.ts'
import { createCollector } from '../ingest/collector.ts'
import type { Collector } from '../ingest/contract.ts'
import { createHostWriter } from '../ingest/host-writer.ts'
import type { HostDoor } from '../events/contract.ts'
import type { KafkaConfig } from '../log/kafka/config.ts'
import type { LiveFeed } from '../pipeline/contract.ts'
import { followLog, type Following } from '../pipeline/runtime/feed-topic.ts'
import { startPipelineWorker, type PipelineWorker } from '../pipeline/runtime/pipeline-worker.ts'
import type { Store } from '../store/contract.ts'
import { KEEP_ALL } from '../store/retention.ts'
import { watchAppends, type WatchedLog } from './append-watch.ts'
import type { ClickHouseConfig } from './config.ts'
import { programVersion, type Figures } from './figures.ts'
import { openFeedTopic, openServiceLog } from './log.ts'
import type { Opening } from './opening.ts'
import { openRecord, openServerTables, type OpenedRecord } from './record.ts'
import { readKeys } from './write-keys.ts'

/** The log, watched for whether it takes appends. */
export async function logPart(at: Opening, kafka: KafkaConfig | null): Promise<WatchedLog> {
  const log = await openServiceLog({ kafka, dataDir: at.options.dataDir, clock: at.clock })
  at.onClose(() => log.close())
  return watchAppends(log)
}

/** The record with SQL for people, and the tables alone. */
export async function recordPart(at: Opening, clickhouse: ClickHouseConfig | null): Promise<OpenedRecord> {
  const record = await openRecord(at.options.dataDir, clickhouse, at.options.retention ?? KEEP_ALL, at.report)
  at.onClose(() => record.close())
  return record
}
export async function tablesPart(at: Opening, clickhouse: ClickHouseConfig): Promise<Store> {
  const store = await openServerTables(clickhouse, at.options.retention ?? KEEP_ALL, at.report)
  at.onClose(() => store.close())
  return store
}

/** The public door, which has the host's as well. */
export function collectorPart(at: Opening, { log }: WatchedLog): Collector {
  const { writeKeys, serverKeys = null, proxies = 0 } = at.options
  const collector = createCollector({ log, clock: at.clock, proxies, ...readKeys(writeKeys, serverKeys) })
  at.onClose(() => collector.close())
  return collector
}

/** The host's door alone. */
export function hostDoorPart(at: Opening, { log }: WatchedLog): HostDoor {
  const writer = createHostWriter(log, at.clock)
  at.onClose(() => writer.close())
  return writer.host
}

/** Gives `feed` what all owners publish. */
export async function feedTopicPart(at: Opening, kafka: KafkaConfig, feed: LiveFeed): Promise<Following> {
  const topic = await openFeedTopic(kafka)
  at.onClose(() => topic.close())
  return followLog(topic, feed, at.report)
}

/** The owner of partitions: of all there are where log or record is in the data folder, else of those its group gives it. */
export async function pipelinePart(
  at: Opening,
  place: { readonly kafka: KafkaConfig | null; readonly clickhouse: ClickHouseConfig | null },
  figures: Figures,
  feed?: LiveFeed,
): Promise<PipelineWorker> {
  const worker = await startPipelineWorker({
    dataDir: at.options.dataDir,
    clockPlan: at.clockPlan,
    server: place.clickhouse,
    kafka: place.kafka?.settings ?? null,
    ...(feed && { feed }),
  })
  at.onClose(() => worker.stop())
  at.onClose(figures.follow(worker))
  return worker
}

export interface ApiPlace {
  readonly record: OpenedRecord
  readonly feed: LiveFeed
  readonly host: HostDoor
  readonly partitions: number
  readonly stats: Stats
}

/** Pages, REST, live streams, SQL. It subscribes to the feed at once. Whoever opens it ends its streams. */
export function apiPart({ options, clock }: Opening, place: ApiPlace): Api {
  const pages = fileURLToPath(new URL('../dashboard/dist', import.meta.url))
  const { record, ...rest } = place
  return createApi({
    ...rest,
    store: record.store,
    sql: record.sql,
    clock,
    adminToken: options.adminToken,
    proxies: options.proxies ?? 0,
    version: programVersion(),
    pagesDir: existsSync(join(pages, 'index.html')) ? pages : null,
  })
}
