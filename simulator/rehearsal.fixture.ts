// The whole service on a clock the test owns: the real collector, log, owner, record and API.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { createApi } from '../api/app.ts'
import type { LiveFrame, LiveNow, LiveSnapshot } from '../api/contract.ts'
import { createCollector } from '../ingest/collector.ts'
import type { Clock } from '../events/contract.ts'
import type { EventLog } from '../log/contract.ts'
import { openEmbeddedLog } from '../log/embedded.ts'
import type { PartitionFrame } from '../pipeline/contract.ts'
import { DEFAULT_SETTINGS } from '../pipeline/contract.ts'
import { createProcessor, restoreProcessor } from '../pipeline/processor.ts'
import { openCheckpointFiles } from '../pipeline/runtime/checkpoint-files.ts'
import { openCheckpointTables } from '../pipeline/runtime/checkpoint-tables.ts'
import type { Checkpoints } from '../pipeline/runtime/checkpoints.ts'
import { createLiveFeed } from '../pipeline/runtime/feed.ts'
import { startOwner, type Owner, type OwnerOptions } from '../pipeline/runtime/owner.ts'
import type { SqlConsole, Store } from '../store/contract.ts'
import { openEmbeddedSqlConsole } from '../store/embedded-console.ts'
import { openEmbeddedStore } from '../store/embedded.ts'
import { migrate } from '../store/migrate.ts'
import { openServerSqlConsole } from '../store/server-console.ts'
import { migrateServer } from '../store/server-migrate.ts'
import { openServerStore } from '../store/server.ts'
import { startTestClickHouse } from '../testing/clickhouse/start.fixture.ts'

export interface Rehearsal {
  /** Answers as the one port does. */
  readonly fetch: typeof fetch
  readonly adminToken: string
  /** Resolves when whatever else happens at that time may go on. */
  setClock(now_ms: number): void | Promise<void>
  /** Resolves when every partition's time has come to the clock's and its rows are in the store. */
  settled(): Promise<void>
  query<T>(sql: string): Promise<readonly T[]>
  /** What a host's page that is open now shows, as its live stream says. */
  glass(showId: string): Promise<LiveNow>
  close(): Promise<void>
}

const PARTITIONS = 4
/** The key of the shop's own server. */
export const REHEARSED_SERVER_KEY = 'rehearsed-server-key'
const ADMIN_TOKEN = 'rehearsal-rehearsal'

/** The log as the collector and as the owner have it; the owner's is closed first. */
export interface RehearsedLogs {
  readonly collectors: EventLog
  readonly owners: EventLog
}

/** The record and what goes with it, migrated. */
export interface RehearsedRecord {
  readonly store: Store
  readonly sql: SqlConsole
  readonly checkpoints: Checkpoints
  /** Called when everything else is closed. */
  close(): Promise<void>
}

/** Whoever drives the partitions. */
export interface RehearsedOwners extends Pick<Owner, 'idle' | 'stop' | 'failed'> {
  /** Told of every step of the show's time. */
  readonly atTime?: (now_ms: number) => void | Promise<void>
}

/**
 * On the embedded log or on those that `openLogs` opens, on the embedded record or on what `openRecord` opens, driven by one
 * owner or by those that `startOwners` starts.
 */
export async function openRehearsal(
  start_ms: number,
  openLogs?: (clock: Clock, partitions: number) => Promise<RehearsedLogs>,
  openRecord: (dir: string) => Promise<RehearsedRecord> = openEmbeddedRecord,
  startOwners: (options: OwnerOptions) => Promise<RehearsedOwners> = startOwner,
): Promise<Rehearsal> {
  let now_ms = start_ms
  const clock = (): number => now_ms
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-rehearsal-'))
  const openEmbedded = async () => {
    const both = await openEmbeddedLog({ dir: join(dir, 'log'), partitions: PARTITIONS, clock })
    return { collectors: both, owners: both }
  }
  const logs = await (openLogs?.(clock, PARTITIONS) ?? openEmbedded())
  const record = await openRecord(dir)
  const { store, sql, checkpoints } = record
  const collector = createCollector({
    log: logs.collectors,
    clock,
    keys: new Map([
      ['demo', 'demo'],
      [REHEARSED_SERVER_KEY, 'demo'],
    ]),
    secretKeys: new Set([REHEARSED_SERVER_KEY]),
    limits: { flushAfter_ms: 0 },
  })
  const feed = createLiveFeed()
  const times = new Map<number, PartitionFrame>()
  feed.subscribe((frame) => times.set(frame.partition, frame))
  const api = createApi({
    store,
    sql,
    feed,
    host: collector.host,
    clock,
    adminToken: ADMIN_TOKEN,
    pagesDir: null,
    partitions: PARTITIONS,
  })
  const owner = await startOwners({
    log: logs.owners,
    store,
    checkpoints,
    feed,
    clock,
    settings: DEFAULT_SETTINGS,
    createProcessor,
    restoreProcessor,
  })
  const app = new Hono().route('/', collector.app).route('/', api.app)

  /** Resolves at the first frame of any partition from now on for which `found` holds. */
  function frameWhen(found: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      void owner.failed.then(reject)
      const unsubscribe = feed.subscribe(() => {
        if (!found()) return
        queueMicrotask(() => unsubscribe())
        resolve()
      })
    })
  }

  return {
    fetch: async (input, init) => app.request(input instanceof Request ? input : String(input), init),
    adminToken: ADMIN_TOKEN,
    setClock(next_ms) {
      now_ms = Math.max(now_ms, next_ms)
      return owner.atTime?.(now_ms)
    },
    async settled() {
      const least_ms = now_ms - 2_000
      await frameWhen(
        () => times.size === PARTITIONS && [...times.values()].every((frame) => frame.time_ms >= least_ms),
      )
      await owner.idle()
    },
    query: (text) => store.query(text),
    async glass(showId) {
      const answer = await app.request(`/v1/shows/${showId}/live`, {
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      })
      return lastNow(answer)
    },
    async close() {
      await api.close()
      await owner.stop()
      await collector.close()
      await logs.owners.close()
      await logs.collectors.close()
      await record.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function openEmbeddedRecord(dir: string): Promise<RehearsedRecord> {
  const sql = await openEmbeddedSqlConsole({ dir })
  const store = await openEmbeddedStore({ dir })
  await migrate(store)
  const checkpoints = openCheckpointFiles({ dir: join(dir, 'checkpoints') })
  return { store, sql, checkpoints, close: () => closeBoth(store, sql) }
}

/** On the ClickHouse server of the tests, checkpoints and all. */
export async function openServerRecord(): Promise<RehearsedRecord> {
  const clickhouse = await startTestClickHouse()
  const { url, username, password, database } = clickhouse
  const server = { url, username, password, database, ca: null, cluster: null }
  const store = openServerStore(server)
  await migrateServer(server, store)
  const sql = await openServerSqlConsole({ server, analystPassword: null })
  return {
    store,
    sql,
    checkpoints: openCheckpointTables(store),
    async close() {
      await closeBoth(store, sql)
      await clickhouse.close()
    },
  }
}

async function closeBoth(store: Store, sql: SqlConsole): Promise<void> {
  await sql.close()
  await store.close()
}

/** The `now` of the stream's first message. */
async function lastNow(answer: Response): Promise<LiveNow> {
  if (!answer.body) throw new Error(`the live stream answered ${answer.status}`)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`the live stream ended: ${text.slice(0, 200)}`)
    text += value
    const found = /^data: (\{"show".*)\n\n/m.exec(text)?.[1]
    if (!found) continue
    await reader.cancel()
    return (JSON.parse(found) as LiveSnapshot | LiveFrame).now
  }
}
