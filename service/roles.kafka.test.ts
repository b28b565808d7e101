// Collector, pipeline and API as processes of their own on a real broker and a ClickHouse server: each does its part and no
// other's, says truly whether it can, and ends in order. Each signs in to Kafka with the rights that OPERATIONS.md names for it, and
// no more.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createKafka } from '../log/kafka/settings.ts'
import { newTopic, settingsFor } from '../log/kafka/topic.fixture.ts'
import { livePlanOf, makeTopic } from '../log/kafka/topics.ts'
import type { Store } from '../store/contract.ts'
import { openServerStore } from '../store/server.ts'
import { startTestClickHouse, type TestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { askingProperties, giveRights, signInAs } from '../log/kafka/rights.fixture.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { runDoctor } from './doctor/doctor-command.fixture.ts'
import { watchLive } from './live-reader.fixture.ts'
import { startProcess, type Running } from './process.fixture.ts'

const PARTITIONS = 2
const TOPICS = fileURLToPath(new URL('../log/kafka/topics-command.ts', import.meta.url))
let kafka: TestKafka
let clickhouse: TestClickHouse
let store: Store
let env: Record<string, string>
const running: Running[] = []

beforeAll(async () => {
  const started = await Promise.all([startKafka({ properties: askingProperties() }), startTestClickHouse()])
  kafka = started[0]
  clickhouse = started[1]
  const topic = await newTopic(kafka, { partitions: PARTITIONS })
  const settings = settingsFor(kafka, topic)
  const plan = livePlanOf({ settings, partitions: PARTITIONS, replicas: 1, retention_ms: 3_600_000 })
  await makeTopic(createKafka(settings), plan)
  await giveRights(createKafka(settings), topic)
  const { url, username, password, database } = clickhouse
  store = openServerStore({ url, username, password, database, ca: null, cluster: null })
  env = {
    PORT: '0',
    CARTBEAT_KAFKA_BROKERS: kafka.proxied.join(','),
    CARTBEAT_KAFKA_TOPIC: topic,
    CARTBEAT_KAFKA_PARTITIONS: String(PARTITIONS),
    CARTBEAT_KAFKA_REPLICAS: '1',
    CARTBEAT_KAFKA_RETENTION_HOURS: '1',
  }
})
afterAll(async () => {
  await Promise.all(running.map((each) => each.end('SIGKILL')))
  await store?.close()
  await kafka?.close()
  await clickhouse?.close()
})

async function start(role: string, more: Readonly<Record<string, string>> = {}): Promise<Running> {
  const process = await startProcess({ ...env, ...signInAs(role), CARTBEAT_ROLE: role, ...more })
  running.push(process)
  return process
}
const onClickHouse = () => ({
  CARTBEAT_CLICKHOUSE_URL: clickhouse.url,
  CARTBEAT_CLICKHOUSE_USER: clickhouse.username,
  CARTBEAT_CLICKHOUSE_PASSWORD: clickhouse.password,
  CARTBEAT_CLICKHOUSE_DATABASE: clickhouse.database,
})

let sent = 0
/** Comments, each by a visitor of its own so that they spread over the partitions; again until accepted, as an SDK does. */
async function comment({ url }: Running, count: number): Promise<void> {
  const batch = Array.from({ length: count }, () => ({
    type: 'track',
    event: 'Live Comment Posted',
    messageId: `m-${sent}`,
    anonymousId: `visitor-${sent}`,
    timestamp: new Date().toISOString(),
    properties: { text: `comment ${sent}` },
    context: { cartbeat: { sessionId: `session-${sent++}`, seq: 0, showId: 'show-1' } },
  }))
  const body = JSON.stringify({ batch, writeKey: 'demo', sentAt: new Date().toISOString() })
  const headers = { 'content-type': 'application/json' }
  await vi.waitFor(async () => {
    expect((await fetch(`${url}/v1/batch`, { method: 'POST', headers, body })).status).toBe(200)
  }, PATIENCE_MS)
}

async function readiness({ url }: Running): Promise<[number, unknown]> {
  const answer = await fetch(`${url}/readyz`)
  const said = (await answer.json()) as { checks?: unknown; detail?: unknown }
  return [answer.status, said.checks ?? said.detail]
}
const untilReady = (process: Running, checks: unknown) =>
  vi.waitFor(async () => expect(await readiness(process)).toEqual([200, checks]), PATIENCE_MS)
const untilNot = (process: Running, detail: RegExp) =>
  vi.waitFor(async () => expect(await readiness(process)).toEqual([503, expect.stringMatching(detail)]), PATIENCE_MS)

const status = async ({ url }: Running, method: string, path: string) =>
  (
    await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: method === 'GET' ? null : '{}',
    })
  ).status

async function untilStored(comments: number): Promise<void> {
  const counted = async () => (await store.query<{ n: number }>('SELECT count() AS n FROM comments'))[0]?.n
  await vi.waitFor(async () => expect(await counted()).toBe(comments), PATIENCE_MS)
}

/** Partitions a pipeline drives. */
async function driven({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return [...text.matchAll(/^cartbeat_pipeline_offset\{/gm)].length
}

it('shares the work among processes, each with a part of it', async () => {
  // A collector takes in before there is anybody to work on it, and asks for no ClickHouse.
  const collector = await start('collector', { CARTBEAT_WRITE_KEYS: 'demo' })
  await untilReady(collector, { log: 'ok' })
  await comment(collector, 20)
  const api = await start('api', onClickHouse())
  await untilReady(api, { live: 'ok, 2 of 2 partitions have sent no frame yet', store: 'ok' })
  const pipelines = [await start('pipeline', onClickHouse())]
  await untilReady(pipelines[0]!, { pipeline: 'ok', store: 'ok' })
  await untilReady(api, { live: 'ok', store: 'ok' })

  // What a host does goes through the API into the log, and comes back over the pipeline and the feed.
  const products = [{ productId: 'pan', title: 'Pan', number: 1, price_minor: 3900, image: null }]
  const show = { title: 'Kitchen', kind: 'demo', channel: 'site', host: 'Mira', currency: 'EUR', products }
  const said = await fetch(`${api.url}/v1/shows/show-1/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(show),
  })
  expect(said.status).toBe(202)
  await watchLive(api.url, 'show-1', ({ now }) => now.status === 'live' && now.comments === 20)
  await untilStored(20)

  // Nobody answers for another.
  expect(await status(collector, 'GET', '/v1/shows')).toBe(404)
  expect(await status(collector, 'GET', '/')).toBe(404)
  expect(await status(api, 'POST', '/v1/batch')).toBe(404)
  for (const path of ['/', '/v1/shows', '/cartbeat.js']) expect(await status(pipelines[0]!, 'GET', path)).toBe(404)
  expect(await status(pipelines[0]!, 'POST', '/v1/batch')).toBe(404)

  // More owners than partitions: one stands by, and takes over from one that leaves.
  pipelines.push(await start('pipeline', onClickHouse()), await start('pipeline', onClickHouse()))
  const share = async () => Promise.all(pipelines.map(driven))
  await vi.waitFor(async () => expect((await share()).toSorted()).toEqual([0, 1, 1]), PATIENCE_MS)
  const drivers = await share()
  const standby = pipelines[drivers.indexOf(0)]!
  await untilReady(standby, { pipeline: 'standby: the group has no partition for it', store: 'ok' })
  const leaving = pipelines[drivers.indexOf(1)]!
  expect(await leaving.end('SIGTERM')).toBe(0)
  await vi.waitFor(async () => expect(await driven(standby)).toBe(1), PATIENCE_MS)
  await comment(collector, 20)
  await watchLive(api.url, 'show-1', ({ now }) => now.comments === 40)
  await untilStored(40)
  const left = pipelines.filter((each) => each !== leaving)

  // Each says what it cannot do without, and nothing of what it has no need of.
  if (clickhouse.front) {
    await clickhouse.front.kill()
    await Promise.all([untilNot(left[0]!, /^store: /), untilNot(api, /^store: /)])
    await untilReady(collector, { log: 'ok' })
    await clickhouse.front.restart()
  }
  await kafka.nodes[0]!.stop('SIGKILL')
  await Promise.all([
    untilNot(collector, /^log: /),
    untilNot(left[0]!, /^pipeline: the log is not read: /),
    untilNot(api, /^live: /),
  ])
  await kafka.nodes[0]!.start()
  await Promise.all([untilReady(collector, { log: 'ok' }), untilReady(api, { live: 'ok', store: 'ok' })])
  for (const each of left) await untilReady(each, { pipeline: 'ok', store: 'ok' })
  await comment(collector, 20)
  await watchLive(api.url, 'show-1', ({ now }) => now.comments === 60)
  await untilStored(60)

  // All end in order within their time: a stop that is cut ends with 1.
  const ends = [collector, api, ...left].map((each) => each.end('SIGTERM'))
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0])
}, 240_000)

it('lets the commands ask and make with their rights', async () => {
  const asked = { ...env, ...onClickHouse() }
  const { stdout } = await promisify(execFile)(process.execPath, [TOPICS], {
    env: { PATH: '', ...asked, ...signInAs('npm run topics') },
  })
  expect(stdout.match(/ is right: /g)).toHaveLength(2)
  const told = await runDoctor({ ...asked, ...signInAs('npm run doctor'), CARTBEAT_ROLE: 'api' })
  const kafkas = ['kafka', 'kafka version', 'topic', 'topic', 'copies', 'copies', 'owners', 'kafka clock']
  expect(told.findings.filter(({ check }) => kafkas.includes(check)).map(({ check, state }) => [check, state])).toEqual(
    kafkas.map((check) => [check, 'ok']),
  )
})
