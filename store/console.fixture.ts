// What SQL for people does, whatever engine stands behind it: run by each adapter's test.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attacksOn } from './attacks.fixture.ts'
import type { SqlConsole, SqlFormat, SqlLimits, Store } from './contract.ts'

export interface ConsoleUnderTest {
  /** Migrated. */
  readonly store: Store
  readonly sql: SqlConsole
  close(): Promise<void>
}

export interface ConsoleTestOptions {
  readonly time_ms?: number
  /** The engine stands on this machine: no message may show its paths, not even those of the query. */
  readonly isLocal?: boolean
}

/** `make` gets an empty folder. */
export function describeConsole(
  name: string,
  make: (dir: string, limits: SqlLimits) => Promise<ConsoleUnderTest>,
  { time_ms = 1000, isLocal = false }: ConsoleTestOptions = {},
): void {
  describe(`SQL for people ${name}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'cartbeat-console-'))
    const secret = join(dir, 'secret.txt')
    const loot = join(dir, 'loot')
    const LIMITS = { time_ms, memory_bytes: 256 * 2 ** 20, rows: 1000, answer_bytes: 8 * 2 ** 20 }
    let under: ConsoleUnderTest
    let store: Store
    let sql: SqlConsole
    beforeAll(async () => {
      writeFileSync(secret, 'a secret\n')
      under = await make(dir, LIMITS)
      store = under.store
      sql = under.sql
      await store.insert(
        new Map([['intake_log', [{ log_id: 'l', source: 'demo', received: 3, stored: 3, version: 1 }]]]),
      )
    })
    afterAll(async () => {
      await under?.close()
      rmSync(dir, { recursive: true, force: true })
    })

    async function data(query: string, params?: Record<string, string>): Promise<unknown> {
      const result = await sql.run(query, 'json', params)
      if ('failure' in result) throw new Error(`${result.failure}: ${result.message}`)
      return JSON.parse(Buffer.from(result.bytes).toString())
    }

    describe('a query that may run', () => {
      it('answers in json, with columns, types and 64-bit integers that are numbers while safe', async () => {
        const result = await sql.run(`SELECT source, received, toUInt64(9007199254740993) AS big FROM intake`, 'json')
        expect(result).toMatchObject({
          columns: [
            { name: 'source', type: 'LowCardinality(String)' },
            { name: 'received', type: 'UInt64' },
            { name: 'big', type: 'UInt64' },
          ],
          rows: 1,
          read: { rows: 1 },
        })
        expect(await data('SELECT source, received, toUInt64(9007199254740993) AS big FROM intake')).toEqual([
          ['demo', 3, '9007199254740993'],
        ])
      })

      it('answers in csv, counting rows and not the newlines in them', async () => {
        const result = await sql.run(`SELECT number AS n, 'a "b"\nc' AS t FROM numbers(3)`, 'csv')
        if ('failure' in result) throw new Error(result.message)
        expect(result.rows).toBe(3)
        expect(result.columns).toEqual([
          { name: 'n', type: 'UInt64' },
          { name: 't', type: 'String' },
        ])
        expect(Buffer.from(result.bytes).toString()).toBe('"n","t"\n0,"a ""b""\nc"\n1,"a ""b""\nc"\n2,"a ""b""\nc"\n')
      })

      it('marks texts in csv that a spreadsheet would run, and leaves them as they are elsewhere', async () => {
        const query = `SELECT -1 AS n, '=cmd()' AS t, toDecimal32(-2.5, 1) AS d, map('=k', '=v') AS m, CAST(NULL, 'Nullable(String)') AS none`
        const result = await sql.run(query, 'csv')
        if ('failure' in result) throw new Error(result.message)
        expect(Buffer.from(result.bytes).toString()).toBe(
          `"n","t","d","m","none"\n-1,"'=cmd()",-2.5,"{'=k':'=v'}",\\N\n`,
        )
        expect(await data(query)).toEqual([[-1, '=cmd()', -2.5, { '=k': '=v' }, null]])
        const arrow = await sql.run(query, 'arrow')
        if ('failure' in arrow) throw new Error(arrow.message)
        expect(tableFromIPC(arrow.bytes).getChild('t')?.get(0)).toBe('=cmd()')
      })

      it('answers in arrow as apache-arrow reads it', async () => {
        const result = await sql.run(`SELECT number AS n, concat('ä', toString(number)) AS t FROM numbers(2)`, 'arrow')
        if ('failure' in result) throw new Error(result.message)
        const table = tableFromIPC(result.bytes)
        expect(result.rows).toBe(2)
        expect(table.toArray().map((row) => ({ ...row.toJSON() }))).toEqual([
          { n: 0n, t: 'ä0' },
          { n: 1n, t: 'ä1' },
        ])
        const none = await sql.run('SELECT 1 AS n WHERE false', 'arrow')
        expect(none).toMatchObject({ rows: 0, columns: [{ name: 'n', type: 'UInt8' }] })
      })

      it('binds parameters as values and never as SQL', async () => {
        const hostile = `x' OR 1=1); DROP TABLE intake_log; --`
        expect(await data('SELECT {s:String} AS s, {n:UInt32} + 1 AS n', { s: hostile, n: '4' })).toEqual([
          [hostile, 5],
        ])
        expect(await sql.run('SELECT {s:String}', 'json')).toEqual({
          failure: 'syntax',
          message: 'parameter s is missing',
        })
      })

      it('may look for a value in a list, in a table of its own, in a subquery and in a column', async () => {
        expect(
          await data(`SELECT 'demo' IN (SELECT source FROM intake), i.source IN ('demo', 'x'), 1 IN (i.received, 1),
            (i.source, 3) IN (('demo', 3)), i.source AS \`a b\` FROM intake AS i`),
        ).toEqual([[1, 1, 1, 1, 'demo']])
      })

      it('keeps its ORDER BY, comments, semicolon, CTEs, unions and windows', async () => {
        expect(await data('SELECT number AS n FROM numbers(4) ORDER BY n DESC; -- the end')).toEqual([
          [3],
          [2],
          [1],
          [0],
        ])
        expect(await data('/* a */ WITH t AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT sum(a) FROM t')).toEqual([[3]])
        expect(await data(`SELECT 'SETTINGS; file(1)' AS \`INTO OUTFILE\``)).toEqual([['SETTINGS; file(1)']])
        expect(
          await data('SELECT sumIf(number, number > 1), uniqExact(number), quantile(0.5)(number) FROM numbers(4)'),
        ).toEqual([[5, 4, 1.5]])
        expect(await data('SELECT viewers FROM concurrency')).toEqual([])
      })
    })

    describe('a query that may not run', () => {
      it.each(attacksOn(dir, secret, loot))('ends in %s: %s', async (failure, query) => {
        const started = performance.now()
        const result = await sql.run(query, 'json')
        expect('failure' in result ? result : { answered: Buffer.from(result.bytes).toString() }).toMatchObject({
          failure,
        })
        if (isLocal) expect(JSON.stringify(result)).not.toContain(tmpdir())
        expect(performance.now() - started).toBeLessThan(10_000)
      })

      it.each([
        'SHOW TABLES',
        'DESCRIBE TABLE orders',
        'SELECT name FROM system.tables',
        'SELECT table_name FROM information_schema.tables',
      ])('is told where the tables are named: %s', async (query) => {
        expect(await sql.run(query, 'json')).toEqual({
          failure: 'forbidden',
          message: expect.stringContaining('GET /v1/schema names the tables and their columns'),
        })
      })

      it.each<SqlFormat>(['csv', 'arrow'])('ends the same in %s', async (format) => {
        expect(await sql.run(`SELECT file('${secret}')`, format)).toMatchObject({ failure: 'forbidden' })
        expect(await sql.run('SELECT number FROM numbers(1001)', format)).toMatchObject({ failure: 'rows' })
        expect(await sql.run(`SELECT repeat('"', 1000000) FROM numbers(9)`, format)).toEqual({
          failure: 'rows',
          message: 'The result is longer than 8 MiB: add a LIMIT, or ask for fewer columns',
        })
      })

      it('is bounded whatever it ends in', async () => {
        const nested = `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`
        const queries = [
          nested,
          `SELECT ${'sipHash64('.repeat(900)}1${')'.repeat(900)}`,
          `SELECT ${'[1,'.repeat(20_000)}`,
          `SELECT * FROM ${'(SELECT * FROM '.repeat(500)}numbers(1)${')'.repeat(500)}`,
          `SELECT 1${' UNION ALL SELECT 1'.repeat(3000)}`,
          `SELECT number FROM numbers(2) ORDER BY number WITH FILL TO 1000000000000`,
          `SELECT match('${'a'.repeat(5000)}', '${'(a*)*'.repeat(200)}b')`,
          `SELECT arrayFold((acc, x) -> acc + x, range(3000000), toUInt64(0))`,
          `SELECT levenshteinDistance(repeat('a', 60000), repeat('b', 60000))`,
          `SELECT 1 WHERE 1 IN (${'1,'.repeat(20_000)}1)`,
          `SELECT throwIf(1, 'mine')`,
          `SELECT CAST('x', 'Tuple(${'Tuple('.repeat(500)}Int8${')'.repeat(500)})')`,
          'x'.repeat(100_000),
          'SELECT \0',
          '   ',
        ]
        for (const query of queries) {
          const started = performance.now()
          await sql.run(query, 'json')
          expect([query.slice(0, 60), performance.now() - started < 10_000]).toEqual([query.slice(0, 60), true])
        }
      })

      it('leaves the tables, the files and the other connections as they were', async () => {
        expect(readdirSync(dir).filter((name) => name.startsWith('loot'))).toEqual([])
        expect(await store.query('SELECT source, received FROM intake')).toEqual([{ source: 'demo', received: 3 }])
        await store.insert(
          new Map([['intake_log', [{ log_id: 'l', source: 'demo', received: 4, stored: 4, version: 2 }]]]),
        )
        expect(await data('SELECT received FROM intake')).toEqual([[4]])
        expect(await store.query(`SELECT name FROM system.tables WHERE name LIKE 'loot%'`)).toEqual([])
      })
    })

    it('says what is wrong with a query without a path of the machine', async () => {
      expect(await sql.run('SELECT nothing FROM orders', 'json')).toMatchObject({
        failure: 'syntax',
        message: expect.stringContaining('nothing'),
      })
      expect(await sql.run('SELEC 1', 'json')).toMatchObject({
        failure: 'syntax',
        message: expect.not.stringContaining('formatQuery'),
      })
    })
  })
}
