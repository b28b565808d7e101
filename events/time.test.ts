import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTime } from './time.ts'

describe('timestamps', () => {
  test('what toISOString writes comes back, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 253_402_300_799_999 }), { minLength: 1 }), (times) => {
        for (const time of times) expect(parseTime(new Date(time).toISOString())).toBe(time)
      }),
    )
  })

  test.each([
    ['2026-11-24T12:00:00Z', Date.UTC(2026, 10, 24, 12)],
    ['2026-11-24T12:00:00+00:00', Date.UTC(2026, 10, 24, 12)],
    ['2026-11-24T12:00:00.123456+02:00', Date.UTC(2026, 10, 24, 10, 0, 0, 123)],
    ['2026-11-24T12:00:00.5-0330', Date.UTC(2026, 10, 24, 15, 30, 0, 500)],
    ['2026-11-24T12:00:00+08', Date.UTC(2026, 10, 24, 4)],
    ['2026-11-24 12:00:00.000', Date.UTC(2026, 10, 24, 12)],
    ['2026-11-24T12:00', Date.UTC(2026, 10, 24, 12)],
    ['2026-11-24', Date.UTC(2026, 10, 24)],
    ['2024-02-29T23:59:59.999Z', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    [1_790_000_000_000, 1_790_000_000_000],
    [1_790_000_000, 1_790_000_000_000],
    [1_790_000_000.25, 1_790_000_000_250],
    [0, 0],
  ])('%s', (value, ms) => expect(parseTime(value)).toBe(ms))

  test.each([
    '2025-02-29T00:00:00.000Z',
    '2026-04-31',
    '2026-00-10',
    '2026-11-24T24:00:01.000Z',
    '2026-11-24T12:60:00.000Z',
    '2026-11-24T12:00:60.000Z',
    '2026-11-24T1x:00:00.000Z',
    '2026-11-24X12:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    'Tue, 24 Nov 2026 12:00:00 GMT',
    '24.11.2026',
    'now',
    '',
    -1,
    NaN,
    Infinity,
    8.64e15 + 2,
    null,
    undefined,
    {},
    true,
  ])('%s is none', (value) => expect(parseTime(value)).toBeNaN())
})
