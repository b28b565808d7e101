// What every Store does, whatever engine stands behind it: run by each adapter's test.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Row, RowBatch, Store } from './contract.ts'
import { MigrationError } from './migration-error.ts'
import type { Migration } from './migrate.ts'
import type { LockTimes } from './migration-lock.ts'
import { applyRetention } from './retention.ts'
import { STORED_TABLES } from './tables.ts'
import type { TableName } from './tables.ts'

export interface StoreUnderTest {
  /** Another store on the same database; closed by the test. */
  open(): Promise<Store>
  migrate(
    store: Store,
    options?: { migrations?: readonly Migration[]; lockTimes?: LockTimes },
  ): Promise<readonly string[]>
  /** The project's own for this engine. */
  migrations(): Promise<readonly Migration[]>
  close(): Promise<void>
}

const QUICK: LockTimes = { poll_ms: 5, beat_ms: 50, stale_ms: 200, wait_ms: 30_000 }

export function describeStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`the store ${name}`, () => {
    let under: StoreUnderTest
    let store: Store
    beforeAll(async () => {
      under = await make()
      store = await under.open()
      await under.migrate(store)
    })
    afterAll(async () => {
      await store?.close()
      await under?.close()
    })
    const batch = (table: TableName, ...rows: readonly Record<string, string | number | null>[]): RowBatch =>
      new Map([[table, rows]])

    it('has the tables of the migrations, column by column', async () => {
      const columns = await store.query<{ table: string; name: string; type: string }>(
        `SELECT table, name, type FROM system.columns WHERE database = currentDatabase() AND (table LIKE '%\\_log' OR table LIKE 'checkpoint%')
         ORDER BY table, position`,
      )
      const found: Record<string, Record<string, string>> = {}
      for (const { table, name: column, type } of columns) (found[table] ??= {})[column] = type
      expect(found).toEqual(STORED_TABLES)
    })

    it('keeps rows, the newest version of a key, and defaults', async () => {
      const key = { log_id: 'l', partition: 1, session_id: 's', show_id: 'sh' }
      const started_at = 1_700_000_000_123
      await store.insert(batch('sessions_log', { ...key, started_at, startup_ms: null, events: 1, version: 5 }))
      await store.insert(batch('sessions_log', { ...key, started_at, startup_ms: 7, events: 3, version: 9 }))
      await store.insert(batch('sessions_log', { ...key, started_at: 1, startup_ms: 1, events: 2, version: 7 }))
      const columns = 'session_id, events, startup_ms, version, played_ms, started_at, first_joined_at'
      expect(await store.query(`SELECT ${columns} FROM sessions_log FINAL`)).toEqual([
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
    })

    it('takes the same rows twice without a trace, and many tables at once', async () => {
      const comments = [0, 1, 2].map((index) => ({ log_id: 'twice', index, text: `größer "${index}"\n`, version: 3 }))
      const rows: RowBatch = new Map<TableName, readonly Row[]>([
        ['comments_log', comments],
        ['orders_log', [{ log_id: 'twice', order_id: 'o', total_minor: -5n, version: 3 }]],
      ])
      await store.insert(rows)
      await store.insert(rows)
      const texts = await store.query<{ text: string }>(
        `SELECT text FROM comments WHERE log_id = 'twice' ORDER BY \`index\``,
      )
      expect(texts.map(({ text }) => text)).toEqual(['größer "0"\n', 'größer "1"\n', 'größer "2"\n'])
      expect(await store.query(`SELECT total_minor FROM orders WHERE log_id = 'twice'`)).toEqual([{ total_minor: -5 }])
    })

    it('keeps the newest of a key that stands twice in an insert, and of equals the last', async () => {
      const key = { log_id: 'twice', partition: 1, show_id: 'sh', visitor_id: 'v', started_at: 1_700_000_000_123 }
      const rows = [
        { ...key, session_id: 'newest', events: 2, version: 9 },
        { ...key, session_id: 'newest', events: 1, version: 5 },
        { ...key, session_id: 'last', events: 1, version: 5 },
        { ...key, session_id: 'last', events: 2, version: 5 },
      ]
      await store.insert(batch('sessions_log', ...rows))
      const kept = `SELECT session_id, events FROM sessions_log FINAL WHERE log_id = 'twice' ORDER BY session_id`
      expect(await store.query(kept)).toEqual([
        { session_id: 'last', events: 2 },
        { session_id: 'newest', events: 2 },
      ])
    })

    it('takes an empty batch', async () => {
      await store.insert(new Map())
      await store.insert(batch('intake_log'))
    })

    it('refuses columns it does not have and leaves nothing behind', async () => {
      await expect(store.insert(batch('intake_log', { sauce: 'a' }))).rejects.toThrow('intake_log has no column sauce')
      await expect(store.insert(batch('intake_log', { source: 'a', received: -1 }))).rejects.toThrow(
        'intake_log.received is UInt64 and cannot be -1',
      )
      expect(await store.query('SELECT count() AS n FROM intake_log')).toEqual([{ n: 0 }])
    })

    it('binds parameters, and answers 64-bit integers as numbers while safe', async () => {
      const sql =
        'SELECT {n:UInt64} + 1 AS n, {s:String} AS s, {a:Array(String)} AS a, {big:UInt64} AS big, [{n:UInt64}] AS ns, {e:String} AS e'
      const s = "it's \\ {n:UInt64}\n\t;"
      expect(await store.query(sql, { params: { n: 41, s, a: ["x'y", 'z'], big: 2n ** 63n, e: '' } })).toEqual([
        { n: 42, s, a: ["x'y", 'z'], big: '9223372036854775808', ns: [41], e: '' },
      ])
      const many = Array.from({ length: 3000 }, (_, i) => `visitor-${i}`)
      expect(await store.query('SELECT length({many:Array(String)}) AS n', { params: { many } })).toEqual([{ n: 3000 }])
    })

    it('still answers after a query that failed, and several at once', async () => {
      await expect(store.query('SELECT nothing FROM nowhere')).rejects.toThrow(/nowhere/)
      await expect(store.command('DROP TABLE nowhere')).rejects.toThrow(/nowhere/)
      const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => store.query(`SELECT ${n} AS n`)))
      expect(answers.flat()).toEqual([1, 2, 3, 4, 5].map((n) => ({ n })))
      expect(await store.ping()).toBe(true)
    })

    it('lets a caller give up on a query', async () => {
      const stop = new AbortController()
      const asked = store.query('SELECT sleep(0.5)', { signal: stop.signal })
      stop.abort(new Error('gone'))
      await expect(asked).rejects.toThrow('gone')
      expect(await store.query('SELECT 1 AS n')).toEqual([{ n: 1 }])
    })

    it('keeps rows as long as it is told, and changes its mind', async () => {
      const old = Date.now() - 40 * 86_400_000
      const rows = (message_id: string, occurred_at: number) => ({ message_id, occurred_at, version: 1 })
      await store.insert(batch('events_log', rows('old', old), rows('new', Date.now())))
      const kept = () => store.query('SELECT message_id FROM events ORDER BY message_id')
      const ttl = () =>
        store.query(
          `SELECT countIf(engine_full LIKE '% TTL %') AS n FROM system.tables WHERE database = currentDatabase()`,
        )
      await applyRetention(store, { events_days: 60, sessions_days: null }, null)
      await store.command('OPTIMIZE TABLE events_log FINAL')
      expect(await kept()).toEqual([{ message_id: 'new' }, { message_id: 'old' }])
      expect(await ttl()).toEqual([{ n: 2 }])
      await applyRetention(store, { events_days: 30, sessions_days: 30 }, null)
      await applyRetention(store, { events_days: 30, sessions_days: 30 }, null)
      await store.command('OPTIMIZE TABLE events_log FINAL')
      expect(await kept()).toEqual([{ message_id: 'new' }])
      expect(await ttl()).toEqual([{ n: 5 }])
      await applyRetention(store, { events_days: null, sessions_days: null }, null)
      expect(await ttl()).toEqual([{ n: 0 }])
    })

    it('migrates once', async () => {
      expect(await under.migrate(store)).toEqual([])
    })

    it('tells a changed migration from a new one', async () => {
      const one = { name: '0001_base', sql: 'SELECT 1' }
      await expect(under.migrate(store, { migrations: [one] })).rejects.toThrow(MigrationError)
      await expect(under.migrate(store, { migrations: [] })).rejects.toThrow(/does not know/)
    })

    /** The project's own migrations and one more: it may fail where it ran already. */
    async function andOne(name: string, sql: string): Promise<readonly Migration[]> {
      const ran = await store.query<{ name: string }>('SELECT name FROM migrations')
      const own = await under.migrations()
      const others = ran.filter((row) => !own.some((each) => each.name === row.name))
      return [...own, ...others.map((row) => ADDED.get(row.name) as Migration), add({ name, sql })]
    }
    const ADDED = new Map<string, Migration>()
    const add = (migration: Migration) => {
      ADDED.set(migration.name, migration)
      return migration
    }

    it('migrates once when ten start together', async () => {
      const migrations = await andOne(
        '8001_ten',
        `CREATE TABLE IF NOT EXISTS ten (a UInt8) ENGINE = MergeTree ORDER BY a; INSERT INTO ten VALUES (1)`,
      )
      const stores = await Promise.all(Array.from({ length: 10 }, () => under.open()))
      // On a busy machine a holder may be slow to beat: none is taken for dead here.
      const lockTimes = { ...QUICK, stale_ms: 30_000 }
      const ran = await Promise.all(stores.map((each) => under.migrate(each, { migrations, lockTimes })))
      expect(ran.toSorted((a, b) => b.length - a.length)).toEqual([['8001_ten'], ...Array(9).fill([])])
      expect(await store.query('SELECT count() AS n FROM ten')).toEqual([{ n: 1 }])
      expect(await locks()).toEqual([])
      await Promise.all(stores.map((each) => each.close()))
    })

    it('takes over from one that died while it migrated, and waits for one that lives', async () => {
      const migrations = await andOne('8002_left', 'CREATE TABLE IF NOT EXISTS after_death (a UInt8) ENGINE = Memory')
      await store.command(`CREATE TABLE migration_lock_4 (held Bool) ENGINE = Memory COMMENT 'the dead 7'`)
      expect(await under.migrate(store, { migrations, lockTimes: QUICK })).toEqual(['8002_left'])
      expect(await locks()).toEqual([])

      const more = await andOne('8003_living', 'CREATE TABLE IF NOT EXISTS after_life (a UInt8) ENGINE = Memory')
      await store.command(`CREATE TABLE migration_lock_1 (held Bool) ENGINE = Memory COMMENT 'alive 0'`)
      const impatient = { ...QUICK, stale_ms: 60_000, wait_ms: 50 }
      await expect(under.migrate(store, { migrations: more, lockTimes: impatient })).rejects.toThrow(
        'drop the table migration_lock_1',
      )
      const waiting = under.migrate(store, { migrations: more, lockTimes: { ...QUICK, stale_ms: 60_000 } })
      await store.command('DROP TABLE migration_lock_1 SYNC')
      expect(await waiting).toEqual(['8003_living'])
    })

    it('leaves a migration that failed to the next start, and lets the lock go', async () => {
      const broken = await andOne(
        '8004_broken',
        'CREATE TABLE IF NOT EXISTS half (a UInt8) ENGINE = Memory; SELECT 1 +',
      )
      await expect(under.migrate(store, { migrations: broken, lockTimes: QUICK })).rejects.toThrow(
        /migration 8004_broken failed at "SELECT 1 \+"/,
      )
      expect(await locks()).toEqual([])
      ADDED.delete('8004_broken')
      const mended = await andOne('8004_broken', 'CREATE TABLE IF NOT EXISTS half (a UInt8) ENGINE = Memory')
      expect(await under.migrate(store, { migrations: mended, lockTimes: QUICK })).toEqual(['8004_broken'])
    })

    const locks = () =>
      store.query(`SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'migration\\_lock%'`)
  })
}
