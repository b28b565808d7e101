import { expect, test } from 'vitest'
import { BARS_MAX, barsOf, numberOf, plottable, pointsOf, POINTS_MAX } from './plot.ts'

const MOMENTS = {
  columns: [
    { name: 'moment', type: 'String' },
    { name: 'impressions', type: 'UInt64' },
    { name: 'ctr', type: 'Nullable(Float64)' },
    { name: 'low', type: 'Float64' },
    { name: 'high', type: 'Float64' },
  ],
  data: [
    ['offer', '17106', 0.1221, 0.1172, 0.1271],
    ['', '4210', 0.1162, 0.1068, 0.1262],
    ['pin', '3', null, 0, 1],
  ],
} as const
const MINUTES = {
  columns: [
    { name: 'minute', type: 'DateTime' },
    { name: 'show', type: 'LowCardinality(String)' },
    { name: 'joins', type: 'UInt32' },
  ],
  data: [
    ['2025-10-16 20:47:00', 's', 7],
    ['2025-10-16 20:46:00', 's', 5],
  ],
} as const

test('numbers by a name are bars, of what the query sorts by', () => {
  const bars = { kind: 'bars', by: [0], values: [1, 2] }
  expect(plottable(MOMENTS, 'SELECT * FROM t ORDER BY ctr DESC')).toEqual({ ...bars, first: 2 })
  expect(plottable(MOMENTS, 'SELECT * FROM (SELECT 1 ORDER BY ctr) ORDER BY m.impressions')).toEqual({
    ...bars,
    first: 1,
  })
  expect(plottable(MOMENTS, 'SELECT * FROM t')).toEqual({ ...bars, first: 1 })
})

test('numbers by a time that goes one way are a line, else the name counts', () => {
  expect(plottable(MINUTES, '')).toEqual({ kind: 'line', by: [0], values: [2], first: 2 })
  const mixed = { ...MINUTES, data: [...MINUTES.data, ['2025-10-16 20:48:00', 't', 1]] }
  expect(plottable(mixed, '')).toMatchObject({ kind: 'bars', by: [1] })
})

test('a bar is named by as many columns as tell it from the others', () => {
  const columns = ['screen', 'connection', 'browser'].map((name) => ({ name, type: 'String' }))
  const groups = {
    columns: [...columns, { name: 'hours', type: 'Float64' }],
    data: [
      ['phone', '4g', 'x', 0.4],
      ['phone', 'wifi', 'x', 0.9],
      ['tv', 'wifi', 'x', 0.1],
    ],
  }
  expect(plottable(groups, '')).toEqual({ kind: 'bars', by: [0, 1], values: [3], first: 3 })
  expect(barsOf(groups, [0, 1], 3).map(({ name }) => name)).toEqual(['phone, 4g', 'phone, wifi', 'tv, wifi'])
})

test('one row, no number, or no name is not drawn', () => {
  expect(plottable({ ...MOMENTS, data: MOMENTS.data.slice(0, 1) }, '')).toBeNull()
  expect(plottable({ columns: [{ name: 's', type: 'String' }], data: [['a'], ['b']] }, '')).toBeNull()
  expect(plottable({ columns: [{ name: 'n', type: 'UInt8' }], data: [[1], [2]] }, '')).toBeNull()
})

test('a bar has the name, the number and the interval that holds it', () => {
  expect(barsOf(MOMENTS, [0], 2)).toEqual([
    { name: 'offer', value: 0.1221, text: '0.1221', low: 0.1172, high: 0.1271 },
    { name: 'empty', value: 0.1162, text: '0.1162', low: 0.1068, high: 0.1262 },
  ])
  expect(barsOf(MOMENTS, [0], 1)[0]).toEqual({ name: 'offer', value: 17_106, text: '17,106', low: null, high: null })
  const many = { ...MOMENTS, data: Array.from({ length: 100 }, () => MOMENTS.data[0]) }
  expect(barsOf(many, [0], 2)).toHaveLength(BARS_MAX)
})

test('points come in the order of time, at most so many', () => {
  expect(pointsOf(MINUTES, 0, 2)).toEqual([
    { at_ms: Date.UTC(2025, 9, 16, 20, 46), value: 5 },
    { at_ms: Date.UTC(2025, 9, 16, 20, 47), value: 7 },
  ])
  const day = { data: [['2025-10-16', '9007199254740993']] }
  expect(pointsOf(day, 0, 1)).toEqual([{ at_ms: Date.UTC(2025, 9, 16), value: 9_007_199_254_740_992 }])
  const many = { data: Array.from({ length: 4 * POINTS_MAX + 1 }, (_, i) => ['2025-10-16 20:46:00', i]) }
  expect(pointsOf(many, 0, 1).length).toBeLessThanOrEqual(POINTS_MAX)
})

test('what is no number is none', () => {
  expect(['', 'NaN', null, 'x', [1], '12.5', -3].map(numberOf)).toEqual([null, null, null, null, null, 12.5, -3])
})
