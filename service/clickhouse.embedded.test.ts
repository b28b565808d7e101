// The whole service as `npm start` runs it, on a ClickHouse server: from the door to the tables, while the server and the
// service itself are killed in the middle.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FRONT_PASSWORD } from '../testing/clickhouse/start.fixture.ts'
import { ANALYST_PASSWORD, openOnServer } from './on-server.fixture.ts'
import type { OnServer } from './on-server.fixture.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

const KILLS = 6
let world: OnServer

/** Some moment of a flush: rows of one more table have come since the call. */
async function untilFlushing({ store }: OnServer, n: number): Promise<void> {
  const table = ['comments_log', 'orders_log', 'intake_log', 'show_totals_log'][n % 4]
  const newest = async () => (await store.query<{ v: number }>(`SELECT max(version) AS v FROM ${table}`))[0]?.v ?? 0
  const before = await newest()
  await vi.waitFor(async () => expect(await newest()).toBeGreaterThan(before), { timeout: PATIENCE_MS, interval: 1 })
}
beforeEach(async () => {
  world = await openOnServer()
})
afterEach(() => world.close())

it('loses nothing and doubles nothing while ClickHouse and the service are killed', async () => {
  const { clickhouse, ledger } = world
  // It begins with the tables in the data folder, and moves: the log is stepped again into the server.
  const { PORT, CARTBEAT_DATA_DIR, CARTBEAT_WRITE_KEYS } = world.env as Record<string, string>
  const embedded = await world.start({ PORT, CARTBEAT_DATA_DIR, CARTBEAT_WRITE_KEYS } as Record<string, string>)
  await world.send(20)
  expect(await embedded.end('SIGTERM')).toBe(0)
  let service = await world.start()
  await world.send(60)
  await world.stored()

  if (clickhouse.front) {
    // The server is away: what comes is accepted, the glass goes on, and readiness says why nothing is stored.
    await clickhouse.front.kill()
    await world.send(60)
    await vi.waitFor(async () => expect((await world.glass())['comments']).toBe(ledger.comments), PATIENCE_MS)
    await vi.waitFor(async () => {
      const ready = await fetch(`${service.url}/readyz`)
      expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('ClickHouse at 127.0.0.1')])
    }, PATIENCE_MS)
    await clickhouse.front.restart()
    await world.stored()

    // Killed wherever it is, in the middle of inserts as well: of a flush some tables are written and others not.
    for (let kills = 0; kills < KILLS; kills++) {
      await Promise.all([world.send(30), untilFlushing(world, kills).then(() => clickhouse.front?.kill())])
      await clickhouse.front.restart()
    }
    await world.stored()
  }

  // The service dies where it stands and goes on from its checkpoint in ClickHouse.
  await world.send(40)
  await service.end('SIGKILL')
  service = await world.start()
  await world.send(40)
  await world.stored()
  expect(await service.end('SIGTERM')).toBe(0)
  for (const secret of [FRONT_PASSWORD, ANALYST_PASSWORD]) expect(service.said()).not.toContain(secret)
  await world.check()

  // And it does so again from what it left: the API reads the server, and analysts ask it through the console. The
  // server starts after the service.
  const { front } = clickhouse
  await front?.kill()
  service = await world.start(world.env, front ? { said: 'waiting for it', act: () => front.restart() } : undefined)
  await vi.waitFor(async () => expect((await world.glass())['comments']).toBe(ledger.comments), PATIENCE_MS)
  const ask = async (sql: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${service.url}/v1/sql`, { method: 'POST', headers, body: JSON.stringify({ sql }) })
    return answer.json()
  }
  expect(await ask('SELECT count() AS n FROM orders')).toMatchObject({ data: [[ledger.orders]] })
  expect(await ask('DROP TABLE orders_log')).toMatchObject({ code: 'sql_forbidden' })
  expect(await service.end('SIGTERM')).toBe(0)
}, 300_000)
