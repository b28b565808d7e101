// Rows of every type through the Native writer and the engine, back as they were given.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Row, Store } from './contract.ts'
import { openEmbeddedStore } from './embedded.ts'
import { writeBlocks } from './native.ts'
import type { Columns } from './packed.ts'

const dir = mkdtempSync(join(tmpdir(), 'cartbeat-native-'))
const COLUMNS = {
  n: 'UInt32',
  s: 'String',
  l: 'LowCardinality(String)',
  u8: 'UInt8',
  u16: 'UInt16',
  u64: 'UInt64',
  i8: 'Int8',
  i16: 'Int16',
  i32: 'Int32',
  i64: 'Int64',
  b: 'Bool',
  d: "DateTime('UTC')",
  d64: "DateTime64(3, 'UTC')",
  ns: 'Nullable(String)',
  nu: 'Nullable(UInt32)',
  ni: 'Nullable(Int64)',
  nd: "Nullable(DateTime64(3, 'UTC'))",
  nb: 'Nullable(Bool)',
  a: 'Array(UInt32)',
} as const satisfies Columns

const TYPES = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`)

let store: Store
beforeAll(async () => {
  store = await openEmbeddedStore({ dir })
})
afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Text, often empty, long enough for a length of two bytes, and of every script; a lone surrogate is not text. */
const text = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 30, maxLength: 60 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 120, maxLength: 140 }),
  fc.constantFrom('é'.repeat(64), '漢'.repeat(43), '漢'.repeat(5462), 'a'.repeat(16_384), "'\\\n\0"),
)
const uint = (bits: number) => fc.nat(2 ** bits - 1)
const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
const time = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2299, 11, 31) })
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const uint32 = fc.oneof(fc.nat(), fc.constantFrom(2 ** 31, 2 ** 32 - 1))
const row = fc.record({
  s: text,
  l: text,
  u8: uint(8),
  u16: uint(16),
  u64: fc.oneof(fc.maxSafeNat(), fc.bigInt(0n, 2n ** 64n - 1n)),
  i8: int(8),
  i16: int(16),
  i32: int(32),
  i64: fc.oneof(fc.maxSafeInteger(), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
  b: fc.boolean(),
  d: uint32,
  d64: time,
  ns: nullable(text),
  nu: nullable(uint32),
  ni: nullable(fc.maxSafeInteger()),
  nd: nullable(time),
  nb: nullable(fc.boolean()),
  a: fc.array(uint32, { maxLength: 5 }),
})

/** Reads everything back as text or numbers that lose nothing. */
const READ = `SELECT n, hex(s) AS s, hex(l) AS l, u8, u16, toString(u64) AS u64, i8, i16, i32, toString(i64) AS i64, b,
  toUnixTimestamp(d) AS d, toUnixTimestamp64Milli(d64) AS d64, hex(ns) AS ns, nu, toString(ni) AS ni,
  toUnixTimestamp64Milli(nd) AS nd, nb, a FROM t ORDER BY n`

const hex = (value: string) => Buffer.from(value).toString('hex').toUpperCase()

it('gives back what it was given', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (given) => {
      await store.command('DROP TABLE IF EXISTS t SYNC')
      await store.command(`CREATE TABLE t (${TYPES.join(', ')}) ENGINE = Memory`)
      const rows = given.map((cells, n): Row => ({ n, ...cells }))
      const { columns, bytes } = writeBlocks('t', COLUMNS, rows)
      const file = join(dir, 'block.native')
      writeFileSync(file, bytes)
      await store.command(`INSERT INTO t (${columns.join(', ')}) FROM INFILE '${file}' FORMAT Native`)
      expect(await store.query(READ)).toEqual(
        given.map((cells, n) => ({
          n,
          ...cells,
          s: hex(cells.s),
          l: hex(cells.l),
          u64: String(cells.u64),
          i64: String(cells.i64),
          ns: cells.ns === null ? null : hex(cells.ns),
          ni: cells.ni === null ? null : String(cells.ni),
        })),
      )
    }),
    { numRuns: 60 },
  )
})

it('takes many rows in as one part, though they are written in blocks', async () => {
  await store.command(`CREATE TABLE many (n UInt32, s String, k Nullable(Int64)) ENGINE = MergeTree ORDER BY n`)
  // A word that stays for some rows and then changes, across the blocks' borders too.
  const rows = Array.from({ length: 5_000 }, (_, n): Row => ({ n, s: `w${Math.floor(n / 7)}`, k: n % 3 ? n : null }))
  const { columns, bytes } = writeBlocks('many', { n: 'UInt32', s: 'String', k: 'Nullable(Int64)' }, rows)
  const file = join(dir, 'many.native')
  writeFileSync(file, bytes)
  await store.command(`INSERT INTO many (${columns.join(', ')}) FROM INFILE '${file}' FORMAT Native`)
  // 0 + 1 + ... + 4999 = 4999 * 5000 / 2. Of the 1667 multiples of 3 (0 to 4998) the k is null: 3 * (1666 * 1667 / 2) less.
  const sums = `SELECT count() AS rows, sum(n) AS ns, sum(k) AS ks, countIf(k IS NULL) AS nulls,
    countIf(s != concat('w', toString(intDiv(n, 7)))) AS wrong FROM many`
  expect(await store.query(sums)).toEqual([
    { rows: 5000, ns: 12_497_500, ks: 12_497_500 - 4_165_833, nulls: 1667, wrong: 0 },
  ])
  expect(await store.query(`SELECT count() AS n FROM system.parts WHERE table = 'many' AND active`)).toEqual([{ n: 1 }])
})
