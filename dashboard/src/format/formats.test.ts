import { describe, expect, test } from 'vitest'
import { NNBSP, decimalOf, exponentOf, makeFormats, minorOf } from './formats.ts'

const en = makeFormats('en-GB', 'Europe/Vienna')
const de = makeFormats('de-AT', 'Europe/Vienna')
const _ = NNBSP

describe('numbers', () => {
  test('are whole up to 999,999, then compact', () => {
    expect([0, 12_847, 999_999, 1_000_000, 1_238_000].map(en.count)).toEqual(['0', '12,847', '999,999', '1m', '1.24m'])
  })

  test('rates have three significant digits at most', () => {
    expect([0.028, 0.0021, 0.12, 0.0774, 0.22, 1, 0].map(en.percent)).toEqual(
      ['2.80', '0.21', '12.0', '7.74', '22.0', '100', '0.00'].map((value) => `${value}${_}%`),
    )
    expect(en.percent(0.09999)).toBe(`10.0${_}%`)
    expect(en.percent(null)).toBe('–')
    expect([0.12, 0.009, 0, 0.0996].map(en.percentShort)).toEqual([`12${_}%`, `0.9${_}%`, `0${_}%`, `10${_}%`])
    expect(en.points(-0.0321)).toBe(`3.2${_}pt`)
  })

  test('have the decimals that are asked for', () => {
    expect([en.fixed(2.36, 1), en.fixed(12, 2), de.fixed(0.5, 1)]).toEqual(['2.4', '12.00', '0,5'])
  })

  test('follow the locale', () => {
    expect(de.percent(0.028)).toBe(`2,80${_}%`)
    expect(de.money(4_821_640, 'EUR')).toMatch(/48[.\s ]216,40/)
  })
})

describe('money', () => {
  test('comes from minor units by the currency’s exponent', () => {
    expect(en.money(4_821_640, 'EUR')).toBe('€48,216.40')
    expect(en.money(4_821_640, 'EUR', true)).toBe('€48,216')
    expect(en.money(48_216, 'JPY')).toBe('¥48,216')
    expect(en.money(48_216, 'KWD')).toMatch(/48\.216/)
    expect(en.money(-5, 'USD')).toBe('-$0.05')
  })

  test('is never a float: the largest integer keeps its last cent', () => {
    expect(en.money(9_007_199_254_740_991, 'EUR')).toBe('€90,071,992,547,409.91')
    expect(decimalOf(7, 2)).toBe('0.07')
    expect(decimalOf(-1234, 3)).toBe('-1.234')
    expect(decimalOf(7, 0)).toBe('7')
  })

  test('of an average is rounded to minor units', () => {
    expect(en.money(25_872.259, 'EUR')).toBe('€258.72')
    expect(en.money(25_872.5, 'EUR')).toBe('€258.73')
    expect(en.money(0.4, 'EUR', true)).toBe('€0')
  })

  test('of no known currency is shown as it is', () => {
    expect(en.money(1234, '')).toBe('1,234')
  })

  test('is read from what people type', () => {
    expect(['39', '39.9', '39,90', ' 39.90 '].map((typed) => minorOf(typed, 'EUR'))).toEqual([3900, 3990, 3990, 3990])
    expect(['', 'free', '-1', '39.905', '1,234.50'].map((typed) => minorOf(typed, 'EUR'))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(minorOf('39.5', 'JPY')).toBeNull()
    expect(exponentOf('KWD')).toBe(3)
  })
})

describe('time', () => {
  const at = Date.UTC(2025, 9, 16, 18, 7, 2)
  test('of day is in the zone, of 24 hours', () => {
    expect(en.clock(at)).toBe('20:07')
    expect(en.clockSeconds(at)).toBe('20:07:02')
    expect(en.date(at)).toBe('16 Oct 2025')
  })

  test('that passed', () => {
    expect([0, 2_832_000, 3_753_000, -5].map(en.duration)).toEqual(['0:00', '47:12', '1:02:33', '0:00'])
    expect(en.span(38)).toBe(`38${_}ms`)
    expect(en.span(400, 'seconds')).toBe(`0.4${_}s`)
    expect([1200, 14_000, 240_000].map((ms) => en.span(ms))).toEqual([`1.2${_}s`, `14${_}s`, `4${_}min`])
  })

  test('bitrate and ticks', () => {
    expect([820, 3400].map(en.bitrate)).toEqual([`820${_}kbit/s`, `3.4${_}Mbit/s`])
    expect([500, 10_000, 12_500].map(en.tick)).toEqual(['500', '10k', '12.5k'])
  })
})
