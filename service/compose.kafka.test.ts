// What docker compose would run is what runs here: each service's command and environment out of docker-compose.yml, on a
// real broker and a ClickHouse server, with addresses of this machine in place of the containers'.
import { execFile, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { LiveFrame, ShowDetail } from '../api/contract.ts'
import type { Store } from '../store/contract.ts'
import { openServerStore } from '../store/server.ts'
import { startTestClickHouse, type TestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { commandOf, composeServices, environmentOf } from './compose.fixture.ts'
import { watchLive } from './live-reader.fixture.ts'
import { startProcess, type Running } from './process.fixture.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TOKEN = 'correct-horse-battery-staple'
const SHOW = 'autumn-kitchen'
let kafka: TestKafka
let clickhouse: TestClickHouse
let store: Store
let values: Record<string, string>
const running: Running[] = []
let demo: ChildProcess | null = null

beforeAll(async () => {
  const started = await Promise.all([startKafka(), startTestClickHouse()])
  kafka = started[0]
  clickhouse = started[1]
  const { url, username, password, database } = clickhouse
  store = openServerStore({ url, username, password, database, ca: null, cluster: null })
  values = {
    CARTBEAT_WRITE_KEYS: 'shop:a-key-of-the-shop,demo:a-key-of-the-demo',
    CARTBEAT_DEMO_KEY: 'a-key-of-the-demo',
    CARTBEAT_ADMIN_TOKEN: TOKEN,
    CARTBEAT_CLICKHOUSE_PASSWORD: password,
    CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD: 'another',
    CARTBEAT_KAFKA_PARTITIONS: '4',
    CARTBEAT_DEMO_VIEWERS: '60',
    CARTBEAT_DEMO_MINUTES: '0.1',
  }
})
afterAll(async () => {
  demo?.kill('SIGKILL')
  await Promise.all(running.map((each) => each.end('SIGKILL')))
  await store?.close()
  await kafka?.close()
  await clickhouse?.close()
})

/** A service's environment: the containers' names and ports are this machine's, all else is as compose gives it. */
function environment(name: string): Record<string, string> {
  const given = environmentOf(composeServices[name]!, values)
  const here: Record<string, string> = {
    HOST: '127.0.0.1',
    PORT: '0',
    CARTBEAT_KAFKA_BROKERS: kafka.brokers.join(','),
    CARTBEAT_CLICKHOUSE_URL: clickhouse.url,
    CARTBEAT_CLICKHOUSE_USER: clickhouse.username,
  }
  const moved = Object.entries(given).map(([key, value]) => [key, here[key] ?? value])
  return { ...Object.fromEntries(moved), CARTBEAT_CLICKHOUSE_DATABASE: clickhouse.database }
}

async function start(name: string): Promise<Running> {
  expect(commandOf(composeServices[name]!, values)).toEqual(['node', 'service/main.ts'])
  const process = await startProcess(environment(name))
  running.push(process)
  return process
}

const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  promisify(execFile)(process.execPath, [...args], { cwd: ROOT, env: { ...env } })

/** Resolves when the service's health check says so. */
async function untilHealthy(name: string, { url }: Running): Promise<void> {
  const [cmd, node, ...args] = composeServices[name]?.healthcheck?.test ?? []
  expect([cmd, node]).toEqual(['CMD', 'node'])
  const moved = args.map((arg) => arg.replace('127.0.0.1:8080', new URL(url).host))
  await vi.waitFor(() => run(moved, {}), PATIENCE_MS)
  // An answer that is not 200 is not healthy.
  await expect(
    run(
      moved.map((arg) => arg.replace('/readyz', '/nowhere')),
      {},
    ),
  ).rejects.toMatchObject({ code: 1 })
}

/** A count out of what the simulator prints at its end. */
const printed = (text: string, what: RegExp): number => Number(what.exec(text)?.[1])

it('plays the demo show through the services of the compose file', async () => {
  const [topics, ...args] = commandOf(composeServices['topics']!, values)
  expect(topics).toBe('node')
  const made = await run(args, environment('topics'))
  expect(made.stdout).toMatch(/cartbeat-events was made: 4 partitions, 1 copies[^]*cartbeat-events-live was made/)

  const [collector, api, ...pipelines] = await Promise.all([
    start('collector'),
    start('api'),
    start('pipeline'),
    start('pipeline'),
  ])
  await Promise.all([
    untilHealthy('collector', collector!),
    untilHealthy('api', api!),
    ...pipelines.map((each) => untilHealthy('pipeline', each)),
  ])

  const command = commandOf(composeServices['demo']!, values).map((part) =>
    part.replace('http://collector:8080', collector!.url).replace('http://api:8080', api!.url),
  )
  expect(command.slice(0, 2)).toEqual(['node', 'simulator/main.ts'])
  const headers = { authorization: `Bearer ${TOKEN}` }
  const playing = run(command.slice(1), environment('demo'))
  demo = playing.child
  // Some who came stay on for long: as compose does at its end, it is asked to go.
  await watchLive(api!.url, SHOW, ({ now }) => now.status === 'ended', headers)
  playing.child.kill('SIGTERM')
  const { stdout: books } = await playing
  // What the simulator was told is kept is what ClickHouse has.
  const sent = printed(books, /^sent +(\d+) events/m)
  expect(books).toMatch(/, 0 given up$/m)
  const kept = {
    received: sent,
    stored: printed(books, /^kept +(\d+) stored/m),
    folded: printed(books, /(\d+) heartbeats folded/),
    duplicate: printed(books, /^not kept +(\d+) duplicates/m),
    balanced: true,
  }
  expect(sent).toBeGreaterThan(150)
  await vi.waitFor(async () => {
    const columns = Object.keys(kept).join(', ')
    expect(await store.query(`SELECT ${columns} FROM intake WHERE source = 'demo'`)).toEqual([kept])
  }, PATIENCE_MS)

  // The pages' data is the same.
  const part = books.slice(books.indexOf(`\n${SHOW}\n`))
  const [comments, viewers] = [printed(part, /said +(\d+) comments/), printed(part, /viewers (\d+),/)]
  const isWhole = ({ now }: Pick<LiveFrame, 'now'>) => now.comments === comments && now.uniqueViewers === viewers
  // A frame may be a quarter of a second behind the tables.
  const { now } = await watchLive(api!.url, SHOW, isWhole, headers)
  expect(now.status).toBe('ended')
  await vi.waitFor(async () => {
    const page = await fetch(`${api!.url}/v1/shows/${SHOW}`, { headers })
    expect((await page.json()) as ShowDetail).toMatchObject({ comments, uniqueViewers: viewers })
  }, PATIENCE_MS)
  expect((await fetch(`${api!.url}/v1/shows/${SHOW}`)).status).toBe(401)

  const ends = [collector!, api!, ...pipelines].map((each) => each.end('SIGTERM'))
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0])
}, 240_000)
