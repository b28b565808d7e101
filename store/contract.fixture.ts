import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from './contract.ts'
import { openEmbeddedStore } from './embedded.ts'
import { MigrationError, migrate } from './migrate.ts'
import { TABLES } from './tables.ts'

const dir = mkdtempSync(join(tmpdir(), 'cartbeat-store-'))
let store: Store
beforeAll(async () => {
  store = await openEmbeddedStore({ dir })
  await migrate(store)
})
afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

it('has the tables of the migrations, column by column', async () => {
  const columns = await store.query<{ table: string; name: string; type: string }>(
    `SELECT table, name, type FROM system.columns WHERE database = currentDatabase() AND table LIKE '%\\_log'
     ORDER BY table, position`,
  )
  const found: Record<string, Record<string, string>> = {}
  for (const { table, name, type } of columns) (found[table] ??= {})[name] = type
  expect(found).toEqual(TABLES)
})

it('migrates once', async () => {
  expect(await migrate(store)).toEqual([])
})

it('keeps rows, the newest version of a key, and defaults', async () => {
  const key = { log_id: 'l', partition: 1, session_id: 's', show_id: 'sh' }
  await store.insert(
    new Map([['sessions_log', [{ ...key, started_at: 1_700_000_000_123, startup_ms: null, events: 1, version: 5 }]]]),
  )
  await store.insert(
    new Map([['sessions_log', [{ ...key, started_at: 1_700_000_000_123, startup_ms: 7, events: 3, version: 9 }]]]),
  )
  await store.insert(new Map([['sessions_log', [{ ...key, started_at: 1, startup_ms: 1, events: 2, version: 7 }]]]))
  expect(
    await store.query(
      'SELECT session_id, events, startup_ms, version, played_ms, started_at, first_joined_at FROM sessions_log FINAL',
    ),
  ).toEqual([
    {
      session_id: 's',
      events: 3,
      startup_ms: 7,
      version: 9,
      played_ms: 0,
      started_at: '2023-11-14 22:13:20.123',
      first_joined_at: null,
    },
  ])
  expect(readdirSync(join(dir, 'inserts'))).toEqual([])
})

it('refuses columns it does not have and leaves nothing behind', async () => {
  await expect(store.insert(new Map([['intake_log', [{ sauce: 'a' }]]]))).rejects.toThrow(
    'intake_log has no column sauce',
  )
  await expect(store.insert(new Map([['intake_log', [{ source: 'a', received: -1 }]]]))).rejects.toThrow(
    'intake_log.received is UInt64 and cannot be -1',
  )
  expect(await store.query('SELECT count() AS n FROM intake_log')).toEqual([{ n: 0 }])
})

it('binds parameters, and answers 64-bit integers as numbers while safe', async () => {
  expect(
    await store.query(
      'SELECT {n:UInt64} + 1 AS n, {s:String} AS s, {a:Array(String)} AS a, {big:UInt64} AS big, [{n:UInt64}] AS ns',
      {
        params: { n: 41, s: "it's \\ {n:UInt64}", a: ["x'y", 'z'], big: 2n ** 63n },
      },
    ),
  ).toEqual([{ n: 42, s: "it's \\ {n:UInt64}", a: ["x'y", 'z'], big: '9223372036854775808', ns: [41] }])
})

it('still answers after a query that failed, and several at once', async () => {
  await expect(store.query('SELECT nothing FROM nowhere')).rejects.toThrow(/nowhere/)
  const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => store.query(`SELECT ${n} AS n`)))
  expect(answers.flat()).toEqual([1, 2, 3, 4, 5].map((n) => ({ n })))
  expect(await store.ping()).toBe(true)
})

it('tells a changed migration from a new one', async () => {
  const one = { name: '0001_base', sql: 'SELECT 1' }
  await expect(migrate(store, [one])).rejects.toThrow(MigrationError)
  await expect(migrate(store, [])).rejects.toThrow(/does not know/)
})
