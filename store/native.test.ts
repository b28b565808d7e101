import { describe, expect, it } from 'vitest'
import { writeBlocks } from './native.ts'
import type { Cell } from './contract.ts'
import type { ColumnType } from './tables.ts'

const bytes = (block: { bytes: Uint8Array }) => Buffer.from(block.bytes).toString('latin1')

describe('a block', () => {
  it('is columns, rows, then name, type and cells of each column', () => {
    const block = writeBlocks('t', { a: 'UInt16', b: 'Nullable(String)' }, [
      { b: 'xy', a: 258 },
      { b: null, a: 1 },
    ])
    expect(block.columns).toEqual(['a', 'b'])
    expect(bytes(block)).toBe(
      '\x02\x02' + '\x01a\x06UInt16' + '\x02\x01\x01\x00' + '\x01b\x10Nullable(String)' + '\x00\x01' + '\x02xy\x00',
    )
  })

  it('holds the columns some row names, empty where another does not', () => {
    const columns = { a: 'UInt8', b: 'String', c: 'Nullable(UInt8)', d: 'UInt8' } as const
    const block = writeBlocks('t', columns, [{ a: 1 }, { c: 2 }, { a: 3, b: 'z' }, {}])
    expect(block.columns).toEqual(['a', 'b', 'c'])
    expect(bytes(block)).toBe(
      '\x03\x04' +
        '\x01a\x05UInt8\x01\x00\x03\x00' +
        '\x01b\x06String\x00\x00\x01z\x00' +
        '\x01c\x0fNullable(UInt8)\x01\x00\x01\x01\x00\x02\x00\x00',
    )
  })

  it('writes running lengths of arrays before their items, 64 bits wide', () => {
    const block = writeBlocks('t', { a: 'Array(UInt32)' }, [{ a: [1, 2] }, { a: [] }, { a: [3] }])
    const length = (n: number) => `${String.fromCharCode(n)}\0\0\0\0\0\0\0`
    const item = (n: number) => `${String.fromCharCode(n)}\0\0\0`
    expect(bytes(block)).toBe(
      `\x01\x03\x01a\x0dArray(UInt32)${length(2)}${length(2)}${length(3)}${item(1)}${item(2)}${item(3)}`,
    )
  })
})

const MOST: readonly (readonly [ColumnType, number, string])[] = [
  ['UInt8', 255, '\xff'],
  ['UInt16', 65_535, '\xff\xff'],
  ['UInt32', 2 ** 32 - 1, '\xff\xff\xff\xff'],
  ['Int8', 127, '\x7f'],
  ['Int16', 32_767, '\xff\x7f'],
  // 2^53 - 1, above which a number is no longer exact.
  ['UInt64', 2 ** 53 - 1, '\xff\xff\xff\xff\xff\xff\x1f\0'],
  ['Int64', 2 ** 53 - 1, '\xff\xff\xff\xff\xff\xff\x1f\0'],
]

describe('a number above its column', () => {
  it.each(MOST)('%s is written as %d', (type, most, written) => {
    for (const cell of [most, most + 1, 1e20])
      expect(bytes(writeBlocks('t', { a: type }, [{ a: cell }])).endsWith(written)).toBe(true)
  })
})

const WRONG: readonly (readonly [ColumnType, Cell])[] = [
  ['UInt8', -1],
  ['UInt32', 1.5],
  ['UInt32', Number.NaN],
  ['UInt32', '1'],
  ['UInt32', null],
  ['UInt64', -1],
  ['UInt64', 2n ** 64n],
  ['Int64', Number.POSITIVE_INFINITY],
  ['Int64', -(2n ** 63n) - 1n],
  ['String', 5],
  ['String', null],
  ['LowCardinality(String)', true],
  ['Bool', 1],
  ["DateTime('UTC')", 2 ** 32],
  ["DateTime64(3, 'UTC')", 0.5],
  ["DateTime64(3, 'UTC')", Date.UTC(2300, 0, 1)],
  ['Nullable(UInt32)', 'x'],
  ['Array(UInt32)', [1, -1]],
  ['Array(UInt32)', 'ab'],
]

describe('a row that cannot be', () => {
  it.each(WRONG)('%s: %s', (type, cell) => {
    expect(() => writeBlocks('t', { a: type }, [{ a: cell }])).toThrow(/^t\.a is .* and cannot be /)
  })

  it('names the column the table has not', () => {
    expect(() => writeBlocks('t', { a: 'UInt8' }, [{ a: 1 }, { a: 2, z: 3 }])).toThrow('t has no column z')
    expect(() => writeBlocks('t', { a: 'UInt8' }, [{ toString: 1 }])).toThrow('t has no column toString')
  })
})
