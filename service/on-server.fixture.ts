// The service on a ClickHouse server as its own process, visitors who send until they are told "accepted", and what they
// were told: the oracle of the tests that kill, move and restore.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { openServerStore } from '../store/server.ts'
import type { Store } from '../store/contract.ts'
import { startTestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import type { TestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { startProcess, type Meanwhile, type Running } from './process.fixture.ts'

export const SHOW = 'kitchen'
export const ANALYST_PASSWORD = 'only to read'

/** What clients were told was accepted. */
export interface Ledger {
  events: number
  comments: number
  orders: number
  revenue_minor: number
  readonly visitors: Set<string>
}

export interface OnServer {
  readonly clickhouse: TestClickHouse
  readonly store: Store
  readonly dataDir: string
  readonly ledger: Ledger
  /** The process of `npm start`; ended with close(). `env` is all it gets, besides PATH. */
  start(env?: Readonly<Record<string, string>>, meanwhile?: Meanwhile): Promise<Running>
  /** As start() has it when nothing is given. */
  readonly env: Readonly<Record<string, string>>
  /** Sends so many batches, one after the other, each until it is accepted. */
  send(batches: number): Promise<void>
  /** Resolves when as many events are stored as were accepted. */
  stored(): Promise<void>
  /** Holds the tables to the ledger. */
  check(): Promise<void>
  /** What a host's page shows now. */
  glass(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export async function openOnServer(): Promise<OnServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cartbeat-on-server-'))
  const clickhouse = await startTestClickHouse()
  const { url, username, password, database } = clickhouse
  const store = openServerStore({ url, username, password, database, ca: null, cluster: null })
  const ledger: Ledger = { events: 0, comments: 0, orders: 0, revenue_minor: 0, visitors: new Set() }
  const env = {
    PORT: '0',
    CARTBEAT_DATA_DIR: dataDir,
    CARTBEAT_WRITE_KEYS: 'demo',
    CARTBEAT_CLICKHOUSE_URL: url,
    CARTBEAT_CLICKHOUSE_USER: username,
    CARTBEAT_CLICKHOUSE_PASSWORD: password,
    CARTBEAT_CLICKHOUSE_DATABASE: database,
    CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD: ANALYST_PASSWORD,
  }
  let service: Running | null = null
  let sent = 0

  /** One visitor's batch: a comment, and of every third an order; as an SDK does, again until accepted. */
  async function sendBatch(n: number): Promise<void> {
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
    const price = (1000 + n) / 100
    const order = {
      order_id: `o${n}`,
      total: price,
      currency: 'EUR',
      products: [{ product_id: 'pan', quantity: 1, price }],
    }
    if (n % 3 === 0) batch.push(event('Order Completed', 1, order))
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

  return {
    clickhouse,
    store,
    dataDir,
    ledger,
    env,
    async start(given = env, meanwhile) {
      service = await startProcess(given, meanwhile)
      return service
    },
    async send(batches) {
      for (let i = 0; i < batches; i++) await sendBatch(sent++)
    },
    async stored() {
      await vi.waitFor(async () => {
        const found = await store.query(`SELECT count() AS stored FROM events WHERE source = 'demo'`)
        expect(found).toEqual([{ stored: ledger.events }])
      }, PATIENCE_MS)
    },
    async check() {
      const of = `SELECT count() AS comments, uniqExact(comment_id) AS ids FROM comments WHERE show_id = '${SHOW}'`
      expect(await store.query(of)).toEqual([{ comments: ledger.comments, ids: ledger.comments }])
      expect(await store.query('SELECT count() AS orders, sum(total_minor) AS revenue_minor FROM orders')).toEqual([
        { orders: ledger.orders, revenue_minor: ledger.revenue_minor },
      ])
      expect(await store.query('SELECT sum(visitors) AS visitors, sum(comments) AS comments FROM show_totals')).toEqual(
        [{ visitors: ledger.visitors.size, comments: ledger.comments }],
      )
      // A batch whose answer was cut off is sent again and known as a duplicate.
      const [intake] = await store.query<Record<string, number | boolean>>(
        `SELECT received, stored, folded, duplicate, quarantined, bot, balanced FROM intake WHERE source = 'demo'`,
      )
      expect(intake).toMatchObject({ stored: ledger.events, folded: 0, quarantined: 0, bot: 0, balanced: true })
      expect(intake?.['received']).toBe(ledger.events + Number(intake?.['duplicate']))
    },
    async glass() {
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
    },
    async close() {
      await service?.end('SIGKILL')
      await store.close()
      await clickhouse.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
