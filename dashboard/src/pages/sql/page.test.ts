import { describe, expect, test } from 'vitest'
import type { SchemaTable } from '../../../../api/contract.ts'
import { byteText, cellText, columnWidths, isNumeric, memoryText, rowsInSight, tabSeparated } from './cells.ts'
import { HISTORY_MAX, firstLine, historyOf, remember, type Ran } from './history.ts'
import { LINK_CHARS_MAX, fragmentOf, queryOf } from './link.ts'
import { findTables, groupTables, shortType, unitOf, zoneOf } from './tables.ts'

describe('a cell', () => {
  test('groups whole numbers of any size and leaves the rest as it came', () => {
    expect(cellText(1234567, 'UInt64')).toBe('1,234,567')
    expect(cellText('9007199254740993', 'Nullable(UInt64)')).toBe('9,007,199,254,740,993')
    expect(cellText(1234.5678, 'Float64')).toBe('1234.5678')
    expect(cellText('1234567', 'String')).toBe('1234567')
    expect(cellText(null, 'Nullable(String)')).toBe('NULL')
    expect(cellText(['a', 1], 'Array(String)')).toBe('["a",1]')
    expect(cellText(false, 'Bool')).toBe('false')
  })

  test('stands right where its type is a number', () => {
    const types = ['UInt8', 'Nullable(Int64)', 'LowCardinality(Nullable(Float32))', 'Decimal(18, 4)', 'Int256']
    expect(types.map(isNumeric)).toEqual([true, true, true, true, true])
    expect(['String', 'Array(UInt8)', 'IntervalDay', 'DateTime', 'Interval'].map(isNumeric)).toEqual(
      Array(5).fill(false),
    )
  })

  test('is copied plain, one line a row', () => {
    const columns = [
      { name: 'n', type: 'UInt64' },
      { name: 't', type: 'String' },
    ]
    expect(tabSeparated({ columns, data: [[12345, 'a\tb\r\nc']] })).toBe('n\tt\n12345\ta b c\n')
    // Pasted, a text may not run as a formula.
    const viewers = ['=1+1', '\t=1', '＝1', '@x', '-1', 'a=1'].map((text) => [-1, text])
    expect(tabSeparated({ columns, data: viewers }).split('\n').slice(1, -1)).toEqual(
      ["'=1+1", "' =1", "'＝1", "'@x", "'-1", 'a=1'].map((text) => `-1\t${text}`),
    )
  })

  test('makes its column as wide as the widest of head, type and cells, within bounds', () => {
    const columns = [
      { name: 'n', type: 'UInt8' },
      { name: 'wide', type: 'String' },
      { name: 'han', type: 'String' },
    ]
    // "UInt8" has 5 letters, under the least of 6; 100 is over the most of 44; six full-width letters take twelve.
    expect(columnWidths(columns, [[1, 'x'.repeat(100), '鍋鍋鍋鍋鍋鍋']])).toEqual([8, 46, 14])
  })

  test('is drawn when its row is in sight, with twelve rows to either side', () => {
    expect(rowsInSight(100_000, 28, 0, 280)).toEqual({ from: 0, to: 34 })
    expect(rowsInSight(100_000, 28, 28_000, 280)).toEqual({ from: 988, to: 1022 })
    expect(rowsInSight(3, 28, 0, 280)).toEqual({ from: 0, to: 3 })
    expect(rowsInSight(0, 28, 0, 280)).toEqual({ from: 0, to: 0 })
  })
})

test('bytes read are decimal, memory is binary', () => {
  expect([0, 999, 1_300_000, 212_000_000, 999_950_000].map(byteText)).toEqual([
    '0\u202fB',
    '999\u202fB',
    '1.3\u202fMB',
    '212\u202fMB',
    '1\u202fGB',
  ])
  expect(memoryText(1024 ** 3)).toBe('1\u202fGiB')
})

describe('a link', () => {
  test('brings back the query and its parameters', () => {
    const query = { sql: `SELECT '50 %+ä👏' -- #1\nWHERE a = {show:String}`, params: { show: 'a&b=c', empty: '' } }
    expect(queryOf(fragmentOf(query)!)).toEqual({ sql: query.sql, params: { show: 'a&b=c' } })
  })
  test('is none when it would be cut on its way, and none is read from what is none', () => {
    expect(fragmentOf({ sql: 'x'.repeat(LINK_CHARS_MAX), params: {} })).toBeNull()
    expect(['', '#', '#top', '#sql=', '#sql=%20'].map(queryOf)).toEqual(Array(5).fill(null))
  })
})

describe('history', () => {
  const ran = (sql: string, at_ms: number): Ran => ({ sql, params: {}, at_ms, rows: 1, elapsed_ms: 2 })

  test('is newest first, each query once, bounded', () => {
    expect(remember(remember(remember([], ran('a', 1)), ran('b', 2)), ran('a', 3)).map(({ at_ms }) => at_ms)).toEqual([
      3, 2,
    ])
    const full = Array.from({ length: 80 }, (_, at) => ran(String(at), at)).reduce<readonly Ran[]>(remember, [])
    expect([full.length, full[0]?.sql]).toEqual([HISTORY_MAX, '79'])
    expect(remember([], ran('x'.repeat(20_001), 1))).toEqual([])
  })
  test('takes from storage only what is a history', () => {
    const kept = JSON.stringify([ran('a', 1), { sql: 1 }, null, { ...ran('b', 2), params: { show: 3 } }])
    expect(historyOf(kept)).toEqual([ran('a', 1)])
    expect([null, '', '{', '{}', '"a"'].map(historyOf)).toEqual([[], [], [], [], []])
  })
  test('is listed by the first line that says something', () => {
    expect(firstLine('\n  -- Which moments?\nSELECT 1')).toBe('Which moments?')
    expect(firstLine('')).toBe('')
  })
})

describe('tables', () => {
  const table = (name: string, kind: SchemaTable['kind'], columns: readonly string[] = []): SchemaTable => ({
    name,
    kind,
    comment: '',
    rows: null,
    columns: columns.map((column) => ({ name: column, type: 'String', comment: `the ${column}` })),
  })
  const all = [
    table('orders', 'view', ['order_id', 'total_minor']),
    table('novel', 'view'),
    table('orders_log', 'table'),
    table('shows', 'view'),
  ]

  test('stand by what they speak of, unknown ones last, raw logs apart', () => {
    const { groups, raw } = groupTables(all)
    expect(groups.map(({ title, tables }) => [title, tables.map(({ name }) => name)])).toEqual([
      ['Shows', ['shows']],
      ['What they buy', ['orders']],
      ['More', ['novel']],
    ])
    expect(raw.map(({ name }) => name)).toEqual(['orders_log'])
  })
  test('are found by name, by column and by what a column means', () => {
    const found = (words: string): string[] =>
      findTables(all, words).map(({ name, columns }) => `${name} ${columns.length}`)
    expect(found('ORDERS')).toEqual(['orders 2', 'orders_log 0'])
    expect(found('the total')).toEqual(['orders 1'])
    expect(found('nothing')).toEqual([])
    expect(found(' ')).toHaveLength(4)
  })
  test('say a column’s unit and its type without how it is stored', () => {
    expect(unitOf({ name: 'played_ms', type: 'UInt64' })).toBe('ms')
    expect(unitOf({ name: 'occurred_at', type: "DateTime64(3, 'UTC')" })).toBe('UTC')
    expect(unitOf({ name: 'show_id', type: 'String' })).toBe('')
    expect(
      ['LowCardinality(Nullable(String))', "Nullable(DateTime64(3, 'UTC'))", 'Array(UInt8)'].map(shortType),
    ).toEqual(['String?', 'DateTime64?', 'Array(UInt8)'])
    expect(["Nullable(DateTime64(3, 'UTC'))", 'Date'].map(zoneOf)).toEqual([' UTC', ''])
  })
})
