// Two services on one log in Kafka and one record on a ClickHouse server: they share the partitions, each shows the whole
// show, and one goes on alone when the other has stopped.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { KafkaConfig } from '../log/kafka/config.ts'
import { createKafka } from '../log/kafka/settings.ts'
import { newTopic, settingsFor } from '../log/kafka/topic.fixture.ts'
import { livePlanOf, makeTopic } from '../log/kafka/topics.ts'
import { startTestClickHouse, type TestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { runReplay } from './replay/replay.ts'
import { startService, type Service } from './service.ts'
import { watchLive } from './live-reader.fixture.ts'

const PARTITIONS = 6
const WAIT = { timeout: 40_000, interval: 100 }
let kafka: TestKafka
let clickhouse: TestClickHouse
let root: string
let config: KafkaConfig
const services: Service[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cartbeat-distributed-'))
  const started = await Promise.all([startKafka(), startTestClickHouse()])
  kafka = started[0]
  clickhouse = started[1]
  const topic = await newTopic(kafka, { partitions: PARTITIONS })
  config = { settings: settingsFor(kafka, topic), partitions: PARTITIONS, replicas: 1, retention_ms: 3_600_000 }
  await makeTopic(createKafka(config.settings), livePlanOf(config))
})
afterAll(async () => {
  for (const service of services) await service.stop()
  await kafka?.close()
  await clickhouse?.close()
  await rm(root, { recursive: true, force: true })
})

async function start(name: string): Promise<Service> {
  const { url, username, password, database } = clickhouse
  const service = await startService({
    host: '127.0.0.1',
    port: 0,
    dataDir: join(root, name),
    writeKeys: 'demo',
    adminToken: null,
    kafka: config,
    clickhouse: { url, username, password, database, ca: null, cluster: null, analystPassword: null },
  })
  services.push(service)
  return service
}

let sent = 0
/** Comments, each by a visitor of its own so that they spread over the partitions. */
async function comment(url: string, count: number): Promise<void> {
  const batch = Array.from({ length: count }, () => ({
    type: 'track',
    event: 'Live Comment Posted',
    messageId: `m-${sent}`,
    anonymousId: `visitor-${sent}`,
    timestamp: new Date().toISOString(),
    properties: { text: `comment ${sent}` },
    context: { cartbeat: { sessionId: `session-${sent++}`, seq: 0, showId: 'show-1' } },
  }))
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('demo:')}` },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  })
  expect(answer.status).toBe(200)
}

async function stored({ store }: Service): Promise<number | undefined> {
  const rows = await store.query<{ n: number | string }>('SELECT count() AS n FROM comments')
  return Number(rows[0]?.n)
}

/** Partitions a service drives, as its figures say. */
async function drivenBy({ url }: Service): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return new Set([...text.matchAll(/partition="(\d+)"/g)].map(([, partition]) => partition)).size
}

/** Resolves when the live stream tells of so many comments. */
const showsComments = ({ url }: Service, count: number) => watchLive(url, 'show-1', ({ now }) => now.comments === count)

it('shares the partitions, and each service shows all of the show', async () => {
  const one = await start('one')
  await vi.waitFor(async () => expect(await drivenBy(one)).toBe(PARTITIONS), WAIT)
  await comment(one.url, 30)
  const other = await start('other')
  await vi.waitFor(async () => expect([await drivenBy(one), await drivenBy(other)]).toEqual([3, 3]), WAIT)
  await comment(other.url, 30)
  await Promise.all([showsComments(one, 60), showsComments(other, 60)])
  await vi.waitFor(async () => expect(await stored(one)).toBe(60), WAIT)

  await one.stop()
  services.splice(services.indexOf(one), 1)
  await vi.waitFor(async () => expect(await drivenBy(other)).toBe(PARTITIONS), WAIT)
  await comment(other.url, 30)
  await showsComments(other, 90)
  await vi.waitFor(async () => expect(await stored(other)).toBe(90), WAIT)
})

it('forgets a visitor for good, and a replay of the log comes to the same tables', async () => {
  const [service] = services
  if (!service) throw new Error('no service runs')
  const asked = <T>(sql: string) => service.store.query<T>(sql)
  const bought = {
    ...{ type: 'track', event: 'Order Completed', messageId: 'order-5', anonymousId: 'visitor-5' },
    properties: { order_id: 'o5', total: 12, currency: 'EUR', products: [{ product_id: 'pan', price: 12 }] },
    context: { cartbeat: { sessionId: 'session-5', seq: 1, showId: 'show-1' } },
  }
  const key = { authorization: `Basic ${btoa('demo:')}` }
  const body = JSON.stringify({ batch: [bought], sentAt: new Date().toISOString() })
  expect((await fetch(`${service.url}/v1/batch`, { method: 'POST', headers: key, body })).status).toBe(200)
  await vi.waitFor(async () => expect(await asked('SELECT order_id FROM orders')).toEqual([{ order_id: 'o5' }]), WAIT)

  const traces = `SELECT
    (SELECT count() FROM events WHERE visitor_id = 'visitor-5' OR JSONExtractString(properties, 'text') = 'comment 5') AS events,
    (SELECT count() FROM comments WHERE visitor_id = 'visitor-5' OR text = 'comment 5') AS comments,
    (SELECT count() FROM sessions WHERE visitor_id = 'visitor-5') AS sessions,
    (SELECT count() FROM orders WHERE visitor_id = 'visitor-5') AS orders`
  // A flush writes one table after the other.
  await vi.waitFor(
    async () => expect(await asked(traces)).toEqual([{ events: 2, comments: 1, sessions: 1, orders: 1 }]),
    WAIT,
  )
  const erased = await fetch(`${service.url}/v1/visitors/visitor-5/erase`, { method: 'POST' })
  expect(erased.status).toBe(202)
  await vi.waitFor(
    async () => expect(await asked(traces)).toEqual([{ events: 0, comments: 0, sessions: 0, orders: 0 }]),
    WAIT,
  )
  // Counts and money stay.
  expect(
    await asked('SELECT (SELECT count() FROM comments) AS said, count() AS n, sum(total_minor) AS minor FROM orders'),
  ).toEqual([{ said: 90, n: 1, minor: 1200 }])

  await service.stop()
  services.pop()
  const { url, username, password, database } = clickhouse
  const server = { url, username, password, database, ca: null, cluster: null, analystPassword: null }
  const { tables, events } = await runReplay(
    { dataDir: join(root, 'replay'), kafka: config, clickhouse: server },
    { from: 'start', verify: true, into: null, showId: null, modelFile: null },
    () => {},
  )
  expect(events).toBeGreaterThanOrEqual(92)
  expect(tables?.filter(({ equal }) => !equal)).toEqual([])
  // Not by being empty; what the host asked for is an event as well.
  const rows = Object.fromEntries((tables ?? []).map(({ table, rows: { here } }) => [table, here]))
  expect(rows).toMatchObject({ comments_log: 90, orders_log: 1, order_lines_log: 1, sessions_log: 90, events_log: 92 })
})
