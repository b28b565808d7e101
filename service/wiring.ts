// What each role is made of. A part is opened after those it needs, and all are closed in the reverse.
import type { Hono } from 'hono'
import { createOperatorApp } from '../api/operator.ts'
import type { Observed } from '../api/parts.ts'
import { lockDataFolder } from '../log/folder-lock.ts'
import { createLiveFeed } from '../pipeline/runtime/feed.ts'
import type { Store } from '../store/contract.ts'
import { collectorFigures, createFigures, programVersion, watchDisk } from './figures.ts'
import { createSdkFiles } from './http.ts'
import { checkTopics, isShared } from './log.ts'
import type { Opening } from './opening.ts'
import { apiPart, collectorPart, feedTopicPart, hostDoorPart } from './parts.ts'
import { logPart, pipelinePart, recordPart, tablesPart } from './parts.ts'
import type { Place } from './role.ts'

/** A process as wired: what it answers, and how it ends. */
export interface Wired {
  /** In this order; the last answers what the others leave. */
  readonly apps: readonly Hono[]
  /** Ends answers that do not end by themselves. */
  readonly endStreams: () => Promise<void>
  /** Resolves when a part could not go on. */
  readonly failed: Promise<Error>
}

/** Of a process with all parts also what embeds it may use. */
export interface WiredAll extends Wired {
  readonly store: Store
  readonly idle: () => Promise<void>
}

type PlaceOf<Role> = Extract<Place, { readonly role: Role }>

const NEVER = new Promise<never>(() => {})

/** Wires the process that stands at `place`. */
export function wire(at: Opening, place: Place): Promise<Wired> {
  switch (place.role) {
    case 'all':
      return wireAll(at, place)
    case 'collector':
      return wireCollector(at, place)
    case 'pipeline':
      return wirePipeline(at, place)
    case 'api':
      return wireApi(at, place)
  }
}

export async function wireAll(at: Opening, place: PlaceOf<'all'>): Promise<WiredAll> {
  const { kafka, clickhouse } = place
  const lock = lockDataFolder(at.options.dataDir)
  at.onClose(() => lock.release())
  const log = await logPart(at, kafka)
  const record = await recordPart(at, clickhouse)
  const collector = collectorPart(at, log)
  const [feed, figures, disk] = [createLiveFeed(), createFigures(), watchDisk(at.options.dataDir)]
  at.onClose(() => disk.close())
  const stats = {
    log: () => log.ailment(),
    collector: () => collectorFigures(collector.stats()),
    pipeline: () => figures.pipeline(),
    disk: () => disk.room(),
    feed: async () => following?.ailment() ?? null,
  }
  // The API first: it misses no frame, of the topic's or of what recovery steps again.
  const api = apiPart(at, { record, feed, host: collector.host, partitions: log.log.partitions, stats })
  const following = kafka && isShared(place) ? await feedTopicPart(at, kafka, feed) : null
  const pipeline = await pipelinePart(at, place, figures, feed)
  // The embedded engine ends with the first thread that ends after using it: ours is done before the pipeline's is.
  at.onClose(() => record.close())
  // What was taken in is in the log before the pipeline writes down what is there.
  at.onClose(() => collector.close())
  const { extra } = at.options
  const beside = extra ? [await extra({ feed, store: record.store, clock: at.clock })] : []
  return {
    apps: [collector.app, await createSdkFiles(), ...beside, api.app],
    endStreams: () => api.close(),
    failed: Promise.race([pipeline.failed, following?.failed ?? NEVER]),
    store: record.store,
    idle: () => pipeline.idle(),
  }
}

/** The SDK's files are the door's as well: a shop's pages load them from where they send to. */
async function wireCollector(at: Opening, { kafka }: PlaceOf<'collector'>): Promise<Wired> {
  const log = await logPart(at, kafka)
  const collector = collectorPart(at, log)
  const operator = operatorApp(at, {
    partitions: log.log.partitions,
    stats: { log: () => log.ailment(), collector: () => collectorFigures(collector.stats()) },
  })
  return { apps: [collector.app, await createSdkFiles(), operator], endStreams: async () => {}, failed: NEVER }
}

async function wirePipeline(at: Opening, place: PlaceOf<'pipeline'>): Promise<Wired> {
  const store = await tablesPart(at, place.clickhouse)
  await checkTopics(place.kafka)
  const figures = createFigures()
  const pipeline = await pipelinePart(at, place, figures)
  const operator = operatorApp(at, {
    store,
    partitions: place.kafka.partitions,
    stats: { pipeline: () => figures.pipeline() },
  })
  return { apps: [operator], endStreams: async () => {}, failed: pipeline.failed }
}

async function wireApi(at: Opening, { kafka, clickhouse }: PlaceOf<'api'>): Promise<Wired> {
  const log = await logPart(at, kafka)
  const record = await recordPart(at, clickhouse)
  const feed = createLiveFeed()
  const api = apiPart(at, {
    record,
    feed,
    host: hostDoorPart(at, log),
    partitions: log.log.partitions,
    stats: { feed: () => following.ailment() },
  })
  const following = await feedTopicPart(at, kafka, feed)
  return { apps: [api.app], endStreams: () => api.close(), failed: following.failed }
}

function operatorApp(at: Opening, observed: Omit<Observed, 'clock' | 'hub' | 'store'> & Partial<Observed>): Hono {
  const { adminToken, proxies = 0 } = at.options
  return createOperatorApp(
    { clock: at.clock, version: programVersion(), hub: null, store: null, ...observed },
    { adminToken, proxies },
  )
}
