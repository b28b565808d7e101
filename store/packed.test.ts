import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from './contract.ts'
import { ByteWriter } from './bytes.ts'
import { columnOf } from './packed-columns.ts'
import { joinRows, PackedRows, type Columns } from './packed.ts'

const COLUMNS = {
  n: 'UInt32',
  s: 'String',
  w: 'LowCardinality(String)',
  ns: 'Nullable(String)',
  nu: 'Nullable(UInt32)',
  at: "DateTime64(3, 'UTC')",
  u64: 'UInt64',
  i64: 'Int64',
  b: 'Bool',
  nb: 'Nullable(Bool)',
  a: 'Array(UInt32)',
  version: 'UInt64',
} as const satisfies Columns

function packed(rows: readonly Row[]): PackedRows {
  const into = new PackedRows('t', COLUMNS)
  for (const row of rows) into.add(row)
  return into
}

const row = fc.record({
  n: fc.nat(),
  s: fc.string({ unit: 'grapheme', maxLength: 200 }),
  w: fc.constantFrom('', 'web', 'ワイド'),
  ns: fc.option(fc.string(), { nil: null }),
  nu: fc.option(fc.nat(), { nil: null }),
  at: fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2299, 11, 31) }),
  u64: fc.oneof(fc.maxSafeNat(), fc.bigInt(2n ** 53n, 2n ** 64n - 1n)),
  i64: fc.oneof(fc.maxSafeInteger(), fc.bigInt(-(2n ** 63n), -(2n ** 53n))),
  b: fc.boolean(),
  nb: fc.option(fc.boolean(), { nil: null }),
  a: fc.array(fc.nat(), { maxLength: 4 }),
})

describe('packed rows', () => {
  it('are read as they were added', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 100 }), (rows) => {
        const into = packed(rows)
        expect([...into]).toEqual(rows)
        expect(into).toHaveLength(rows.length)
      }),
    )
  })

  it('are given as parts of whole blocks, in order, and joined again', () => {
    // Blocks of 4,096: three of them, the last not full.
    const rows = Array.from({ length: 10_000 }, (_, n): Row => ({ n, s: `row ${n}` }))
    const into = packed(rows)
    expect([...into.parts(8_192)].map(({ length }) => length)).toEqual([8_192, 1_808])
    expect([...into.parts(1)].map(({ length }) => length)).toEqual([4_096, 4_096, 1_808])
    expect([...joinRows([packed([{ n: 7 }]), ...into.parts(5_000)])]).toEqual([{ n: 7 }, ...rows])
    expect([...joinRows([packed([{ n: 7 }]), [{ n: 8 }]])]).toEqual([{ n: 7 }, { n: 8 }])
  })

  it('take one version all', () => {
    const into = packed([
      { n: 1, version: 5 },
      { n: 2, version: 6 },
    ])
    into.stamp(9)
    expect([...into]).toEqual([
      { n: 1, version: 9 },
      { n: 2, version: 9 },
    ])
  })

  it('say whether a text may be in a column', () => {
    const into = packed([
      { s: 'anna', w: 'web' },
      { s: 'ben', w: 'web' },
    ])
    expect([into.mayHold('s', 'ben'), into.mayHold('s', 'web'), into.mayHold('n', 'ben')]).toEqual([true, false, false])
  })

  it('are written whole where they take more bytes than was thought', () => {
    const texts = ['x'.repeat(5_000), 'y'.repeat(70_000)]
    const { columns, bytes } = packed(texts.map((s) => ({ s }))).write()
    expect(columns).toEqual(['s'])
    // 5,000 = 39 * 128 + 8; 70,000 = (4 * 128 + 34) * 128 + 112. A byte of a varint that goes on has 128 more.
    const lengths = ['\x88\x27', '\xf0\xa2\x04']
    const cells = texts.map((text, i) => `${lengths[i]}${text}`).join('')
    expect(Buffer.from(bytes).toString('latin1')).toBe(`\x01\x02\x01s\x06String${cells}`)
  })
})

it.each(Object.entries(COLUMNS))('a column %s says how many bytes it writes', (name, type) => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
      const column = columnOf(name, type, 1)
      for (const cells of rows) column.put((cells as Row)[name])
      const out = new ByteWriter(1)
      column.write(out)
      expect(column.bytes).toBe(out.written().length)
    }),
    { numRuns: 50 },
  )
})
