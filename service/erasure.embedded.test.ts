// Erasing a visitor while a show runs: from the host's call to the last row, with the record in the data folder and on a
// server, over a kill in the middle, and as a replay of the log would have it.
import { afterEach, expect, it, vi } from 'vitest'
import { openOnServer, SHOW, type OnServer } from './on-server.fixture.ts'
import type { Running } from './process.fixture.ts'
import { runReplay } from './replay/replay.ts'
import { readConfig } from './config.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

/** One of the fixture's visitors, and one it does not have. */
const ERASED = 'visitor-3'
const OTHER = 'visitor-4'

let world: OnServer
afterEach(() => world.close())

async function ask<T>(service: Running, sql: string): Promise<readonly T[]> {
  const answer = await fetch(`${service.url}/v1/sql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sql }),
  })
  const { columns, data } = (await answer.json()) as { columns: { name: string }[]; data: unknown[][] }
  return data.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]]))) as T[]
}

/** Rows with a trace of a visitor in any column, by table; old versions of rows count too. */
async function traces(service: Running, visitor: string): Promise<Record<string, number>> {
  const tables = ['events_log', 'sessions_log', 'session_minutes_log', 'comments_log', 'orders_log', 'quarantine_log']
  const found: Record<string, number> = {}
  for (const table of tables) {
    // A session's name is the tab's own; the fixture makes it of the visitor's.
    const but = table === 'quarantine_log' ? '*' : '* EXCEPT (session_id)'
    const [row] = await ask<{ n: number }>(
      service,
      `SELECT toFloat64(count()) AS n FROM (SELECT toString(tuple(${but})) AS all FROM ${table}) WHERE match(all, '\\\\b${visitor}\\\\b')`,
    )
    if (row && row.n > 0) found[table] = row.n
  }
  return found
}

const COUNTS = `SELECT toFloat64((SELECT count() FROM events)) AS events,
  toFloat64((SELECT uniqExact(visitor_id) FROM sessions)) AS visitors, toFloat64((SELECT count() FROM comments)) AS comments,
  toFloat64((SELECT sum(total_minor) FROM orders)) AS money, toFloat64((SELECT count() FROM quarantine)) AS refused`

const post = async (service: Running, path: string, body: unknown) => {
  const answer = await fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return answer.status
}

it.each(['in the data folder', 'on a server'])('with the record %s', async (place) => {
  world = await openOnServer()
  const inFolder = place === 'in the data folder'
  const env = inFolder
    ? Object.fromEntries(Object.entries(world.env).filter(([name]) => !name.startsWith('CARTBEAT_CLICKHOUSE')))
    : world.env
  const stored = (service: Running) =>
    vi.waitFor(async () => {
      const sql = `SELECT toFloat64(count()) AS stored FROM events WHERE source = 'demo'`
      expect(await ask(service, sql)).toEqual([{ stored: world.ledger.events }])
    }, PATIENCE_MS)

  let service = await world.start(env)
  await world.send(40)
  const odd = { type: 'nothing known', messageId: 'odd', anonymousId: ERASED }
  await post(service, '/v1/batch', { writeKey: 'demo', sentAt: new Date().toISOString(), batch: [odd] })
  await stored(service)
  const { events, comments, revenue_minor: money, visitors } = world.ledger
  const counts = (own: number) => [{ events: events + own, visitors: visitors.size, comments, money, refused: 1 }]
  await vi.waitFor(async () => expect(await ask(service, COUNTS)).toEqual(counts(0)), PATIENCE_MS)
  const others = Object.keys(await traces(service, OTHER))
  expect(Object.keys(await traces(service, ERASED))).toEqual([...others, 'quarantine_log'])

  // Answered once it is durable; killed before, in, or after its flush.
  expect(await post(service, `/v1/visitors/${ERASED}/erase`, {})).toBe(202)
  await service.end('SIGKILL')
  service = await world.start(env)
  await vi.waitFor(async () => expect(await traces(service, ERASED)).toEqual({}), PATIENCE_MS)
  // The erasure is an event itself.
  await vi.waitFor(async () => expect(await ask(service, COUNTS)).toEqual(counts(1)), PATIENCE_MS)
  expect(Object.keys(await traces(service, OTHER))).toEqual(others)
  const texts = `SELECT toFloat64(countIf(text = '')) AS empty, toFloat64(uniqExactIf(visitor_id, startsWith(visitor_id, 'erased-'))) AS names
    FROM comments WHERE show_id = '${SHOW}'`
  // Of 40 batches of 17 visitors in turn, theirs are the 4th, 21st and 38th.
  expect(await ask(service, texts)).toEqual([{ empty: 3, names: 1 }])

  // What comes later under the id counts, and is nobody's.
  await world.send(17)
  await stored(service)
  expect(await traces(service, ERASED)).toEqual({})
  expect(await ask(service, texts)).toEqual([{ empty: 4, names: 1 }])

  expect(await service.end('SIGTERM')).toBe(0)
  const asked = { from: 'start', verify: true, into: null, showId: null, modelFile: null } as const
  const { tables } = await runReplay(readConfig([], env), asked, () => {})
  expect(tables?.filter(({ equal }) => !equal)).toEqual([])
})
