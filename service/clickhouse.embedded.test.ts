// The whole service as `npm start` runs it, on a ClickHouse server: from the door to the tables, while the server and the
// service itself are killed in the middle. The oracle is what the clients were told was accepted.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openServerStore } from '../store/server.ts'
import type { Store } from '../store/contract.ts'
import { FRONT_PASSWORD, startTestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import type { TestClickHouse } from '../testing/clickhouse/start.fixture.ts'

const SHOW = 'kitchen'
/** A busy machine takes its time; what is waited for is the condition. */
const PATIENCE_MS = 60_000
let clickhouse: TestClickHouse
let dataDir: string
let store: Store
let service: Running | null = null

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cartbeat-on-server-'))
  clickhouse = await startTestClickHouse()
  const { url, username, password, database } = clickhouse
  store = openServerStore({ url, username, password, database, ca: null, cluster: null })
})
afterEach(async () => {
  await service?.end('SIGKILL')
  await store.close()
  await clickhouse.close()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Running {
  readonly url: string
  /** All it has written to its output. */
  said(): string
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** `npm start`'s process, with an environment as an operator sets it. */
async function start(): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      CARTBEAT_DATA_DIR: dataDir,
      CARTBEAT_WRITE_KEYS: 'demo',
      CARTBEAT_CLICKHOUSE_URL: clickhouse.url,
      CARTBEAT_CLICKHOUSE_USER: clickhouse.username,
      CARTBEAT_CLICKHOUSE_PASSWORD: clickhouse.password,
      CARTBEAT_CLICKHOUSE_DATABASE: clickhouse.database,
      CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD: 'only to read',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await vi.waitFor(() => {
    if (child.exitCode !== null) throw new Error(`the service ended: ${text}`)
    const found = /listening on (\S+),/.exec(text)?.[1]
    if (!found) throw new Error(`not listening yet: ${text}`)
    return found
  }, PATIENCE_MS)
  return {
    url,
    said: () => text,
    end(signal) {
      child.kill(signal)
      return exited
    },
  }
}

/** Told to clients as accepted. */
const ledger = { events: 0, comments: 0, orders: 0, revenue_minor: 0, visitors: new Set<string>() }

/** One visitor's batch: a comment, and of every third an order; sent until accepted, as an SDK does. */
async function send(n: number): Promise<void> {
  const visitor = `visitor-${n % 17}`
  const event = (name: string, seq: number, properties: Record<string, unknown>) => ({
    type: 'track',
    event: name,
    messageId: `${n}-${seq}`,
    anonymousId: visitor,
    timestamp: new Date().toISOString(),
    properties,
    context: { cartbeat: { sessionId: `${visitor}-1`, seq: Math.floor(n / 17) * 2 + seq, showId: SHOW } },
  })
  const batch = [event('Live Comment Posted', 0, { text: `comment ${n}` })]
  const lines = [{ product_id: 'pan', quantity: 1, price: 10 + n / 100 }]
  if (n % 3 === 0)
    batch.push(
      event('Order Completed', 1, { order_id: `o${n}`, total: 10 + n / 100, currency: 'EUR', products: lines }),
    )
  await vi.waitFor(async () => {
    const answer = await fetch(`${service?.url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey: 'demo', sentAt: new Date().toISOString(), batch }),
    })
    expect([answer.status, await answer.text()]).toEqual([200, expect.anything()])
  }, PATIENCE_MS)
  ledger.events += batch.length
  ledger.comments++
  ledger.visitors.add(visitor)
  if (n % 3 !== 0) return
  ledger.orders++
  ledger.revenue_minor += 1000 + n
}

async function glass(): Promise<Record<string, unknown>> {
  const answer = await fetch(`${service?.url}/v1/shows/${SHOW}/live`)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!/^data: .*\n\n/m.test(text)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`the live stream ended: ${text}`)
    text += value
  }
  await reader.cancel()
  return (JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '') as { now: Record<string, unknown> }).now
}

const stored = async () =>
  (await store.query<{ stored: number }>(`SELECT count() AS stored FROM events WHERE source = 'demo'`))[0]?.stored ?? 0

it('loses nothing and doubles nothing while ClickHouse and the service are killed', async () => {
  service = await start()
  let n = 0
  const more = async (batches: number) => {
    for (let i = 0; i < batches; i++) await send(n++)
  }
  await more(60)
  await vi.waitFor(async () => expect(await stored()).toBe(ledger.events), PATIENCE_MS)

  if (clickhouse.front) {
    // The server is away: what comes is accepted, the glass goes on, and readiness says why nothing is stored.
    await clickhouse.front.kill()
    await more(60)
    await vi.waitFor(async () => expect((await glass())['comments']).toBe(ledger.comments), PATIENCE_MS)
    await vi.waitFor(async () => {
      const ready = await fetch(`${service?.url}/readyz`)
      expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('ClickHouse at 127.0.0.1')])
    }, PATIENCE_MS)
    await clickhouse.front.restart()
    await vi.waitFor(async () => expect(await stored()).toBe(ledger.events), PATIENCE_MS)
  }

  // The service dies where it stands and goes on from its checkpoint in ClickHouse.
  await more(40)
  await service.end('SIGKILL')
  service = await start()
  await more(40)
  await vi.waitFor(async () => expect(await stored()).toBe(ledger.events), PATIENCE_MS)
  expect(await service.end('SIGTERM')).toBe(0)
  expect(service.said()).not.toContain(FRONT_PASSWORD)
  expect(service.said()).not.toContain('only to read')

  expect(
    await store.query(
      `SELECT count() AS comments, uniqExact(comment_id) AS kinds FROM comments WHERE show_id = '${SHOW}'`,
    ),
  ).toEqual([{ comments: ledger.comments, kinds: ledger.comments }])
  expect(await store.query('SELECT count() AS orders, sum(total_minor) AS revenue_minor FROM orders')).toEqual([
    { orders: ledger.orders, revenue_minor: ledger.revenue_minor },
  ])
  expect(await store.query(`SELECT sum(visitors) AS visitors, sum(comments) AS comments FROM show_totals`)).toEqual([
    { visitors: ledger.visitors.size, comments: ledger.comments },
  ])
  // A batch whose answer was cut off is sent again and known as a duplicate: what is received is at least what was accepted.
  const [intake] = await store.query<Record<string, number | boolean>>(
    `SELECT received, stored, folded, duplicate, quarantined, bot, balanced FROM intake WHERE source = 'demo'`,
  )
  expect(intake).toMatchObject({ stored: ledger.events, folded: 0, quarantined: 0, bot: 0, balanced: true })
  expect(intake?.['received']).toBe(ledger.events + Number(intake?.['duplicate']))

  // And it does so again from what it left: the API reads the server, and analysts ask it through the console.
  service = await start()
  await vi.waitFor(async () => expect((await glass())['comments']).toBe(ledger.comments), PATIENCE_MS)
  const asked = await fetch(`${service.url}/v1/sql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sql: 'SELECT count() AS n FROM orders' }),
  })
  expect(await asked.json()).toMatchObject({ data: [[ledger.orders]] })
  const refused = await fetch(`${service.url}/v1/sql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sql: 'DROP TABLE orders_log' }),
  })
  expect(await refused.json()).toMatchObject({ code: 'sql_forbidden' })
  expect(await service.end('SIGTERM')).toBe(0)
}, 300_000)
