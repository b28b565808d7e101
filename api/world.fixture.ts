// A whole service without sockets, for tests: the real processors, the embedded record, the API; the log is an array.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event, EventOf, HostDoor, HostEvent, PlayerBody, Received } from '../events/contract.ts'
import { toHostEvent } from '../events/host.ts'
import { partitionOf } from '../events/partition.ts'
import type { PartitionFrame } from '../pipeline/contract.ts'
import { DEFAULT_SETTINGS } from '../pipeline/contract.ts'
import { createProcessor } from '../pipeline/processor.ts'
import { createLiveFeed } from '../pipeline/runtime/feed.ts'
import { openEmbeddedSqlConsole } from '../store/embedded-console.ts'
import type { Store } from '../store/contract.ts'
import { openEmbeddedStore } from '../store/embedded.ts'
import { migrate } from '../store/migrate.ts'
import type { Api } from './app.ts'
import { createApi } from './app.ts'
import type { ApiOptions } from './parts.ts'

const PARTITIONS = 2

export interface World {
  readonly api: Api
  readonly store: Store
  /** The service's clock, Unix ms. */
  now: number
  /** Appends events, each to its visitor's partition, at the world's time. */
  give(events: readonly Event[], received?: readonly Received[]): void
  /** Appends a tick to every partition, so that time goes on. */
  tick(): void
  /** Writes what changed to the record. */
  flush(): Promise<void>
  /** Publishes a frame of every partition. */
  frames(): void
  /** As a browser on this machine asks. */
  request(path: string, init?: RequestInit & { readonly peer?: string }): Promise<Response>
  get<T>(path: string): Promise<T>
  close(): Promise<void>
}

export async function openWorld(now: number, options: Partial<ApiOptions> = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-api-'))
  const sql = await openEmbeddedSqlConsole({ dir })
  const store = await openEmbeddedStore({ dir })
  await migrate(store)
  const feed = createLiveFeed()
  const processors = Array.from({ length: PARTITIONS }, (_, partition) =>
    createProcessor({ logId: 'log', partition, partitions: PARTITIONS, settings: DEFAULT_SETTINGS }),
  )
  let ids = 0

  function append(partition: number, events: readonly Event[], received: readonly Received[]): void {
    const processor = processors[partition]
    const offset = processor?.nextOffset ?? 0
    const batch = { collectorId: 'c', number: offset + 1, received, events, quarantined: [] }
    processor?.step({ offset, appendedAt_ms: world.now, batch })
  }

  const host: HostDoor = {
    async submit(event: HostEvent) {
      const messageId = event.messageId ?? `host-${ids++}`
      const declared = toHostEvent(event, messageId, world.now)
      processors.forEach((_, partition) =>
        append(partition, [declared], partition === 0 ? [{ source: 'host', events: 1, bots: 0 }] : []),
      )
      return { messageId }
    },
  }
  const api = createApi({
    store,
    sql,
    feed,
    host,
    clock: () => world.now,
    adminToken: null,
    pagesDir: null,
    partitions: PARTITIONS,
    report: () => undefined,
    ...options,
  })

  const world: World = {
    api,
    store,
    now,
    give(events, received) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const own = events.filter((event) => partitionOf(event.visitorId, PARTITIONS) === partition)
        const counted = [{ source: 'shop', events: own.length, bots: 0 }]
        if (own.length > 0) append(partition, own, received ?? counted)
      }
    },
    tick: () => processors.forEach((_, partition) => append(partition, [], [])),
    async flush() {
      for (const processor of processors) await store.insert(processor.takeRows())
    },
    frames: () =>
      processors.forEach((processor) => feed.publish(structuredClone<PartitionFrame>(processor.takeFrame()))),
    async request(path, { peer = '127.0.0.1', ...init } = {}) {
      const headers = new Headers(init.headers)
      if (!headers.has('host')) headers.set('host', 'localhost:8080')
      const env = { incoming: { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' } } }
      return api.app.request(path, { ...init, headers }, env)
    },
    async get<T>(path: string): Promise<T> {
      const answer = await world.request(path)
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    },
    async close() {
      await api.close()
      await store.close()
      await sql.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return world
}

let messages = 0

/** An event with everything empty that is not said. */
export function event<K extends Event['kind']>(
  kind: K,
  said: Partial<EventOf<K>> & {
    readonly body: EventOf<K>['body']
    readonly visitorId: string
    readonly occurredAt_ms: number
  },
): Event {
  return {
    kind,
    name: kind,
    messageId: `m${messages++}`,
    userId: null,
    sessionId: null,
    seq: null,
    showId: null,
    receivedAt_ms: said.occurredAt_ms,
    mediaTime_ms: null,
    latency_ms: null,
    source: 'shop',
    channel: 'site',
    screen: 'phone',
    connection: '4g',
    type: 'track',
    properties: null,
    context: null,
    ...said,
  } as unknown as Event
}

/** A player's report with everything empty that is not said. */
export function player(said: Partial<PlayerBody>): PlayerBody {
  return {
    state: 'playing',
    played_ms: 0,
    rebuffer_ms: 0,
    startup_ms: null,
    position_ms: null,
    bitrate_bps: null,
    droppedFrames: 0,
    hidden: false,
    muted: false,
    fullscreen: false,
    error: null,
    ...said,
  }
}
