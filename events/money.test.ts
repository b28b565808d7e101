import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MONEY_MINOR_MAX } from './limits.ts'
import { exponentOf, readCurrency, toMinor } from './money.ts'
import { Complaints } from './reading.ts'

/** Minor units written out as a decimal by text alone: the other route. */
function decimal(minor: number, exponent: number): string {
  const digits = String(minor).padStart(exponent + 1, '0')
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

describe('decimal to minor units', () => {
  test.each([
    [19.99, 2, 1999],
    ['19.99', 2, 1999],
    [0.1 + 0.2, 2, 30],
    [3 * 19.99, 2, 5997], // 59.97 as a float is 59.96999999999999
    [1.005, 2, 101], // times 100 is 100.49999999999999: the decimal decides
    [8.345, 2, 835],
    [1.0049999, 2, 100],
    ['0.005', 2, 1],
    ['0.0049999999999999999999999999', 2, 0],
    [1980, 0, 1980],
    [1980.5, 0, 1981],
    [1.2345, 3, 1235],
    [0.00001, 4, 0],
    [1e-7, 2, 0],
    ['  5 ', 2, 500],
    [0, 2, 0],
    [1e10, 2, MONEY_MINOR_MAX],
  ])('%j with %i decimals is %i', (value, exponent, minor) => expect(toMinor(value, exponent)).toBe(minor))

  test.each([
    NaN,
    Infinity,
    -1,
    -0.001,
    1e10 + 0.01,
    1e300,
    '',
    '-1',
    '+1',
    '1e3',
    '1,5',
    '$5',
    '0x1',
    '١٢',
    null,
    undefined,
    [],
    {},
    true,
    5n,
  ])('%s is no amount', (value) => expect(toMinor(value, 2)).toBeNaN())

  test('every amount comes back, as text and as a number, in every exponent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MONEY_MINOR_MAX }), fc.integer({ min: 0, max: 4 }), (minor, exponent) => {
        const text = decimal(minor, exponent)
        expect(toMinor(text, exponent)).toBe(minor)
        expect(toMinor(Number(text), exponent)).toBe(minor)
      }),
      { numRuns: 2_000 },
    )
  })

  test('rounding is half up on the decimal digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (thousandths) => {
        const expected = Math.floor(thousandths / 10) + (thousandths % 10 >= 5 ? 1 : 0)
        expect(toMinor(decimal(thousandths, 3), 2)).toBe(expected)
        expect(toMinor(thousandths / 1000, 2)).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('currencies', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['ISK', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['TWD', 2],
    ['THB', 2],
    ['HUF', 2],
    ['XXX', 2],
    [null, 2],
  ])('%s has %i decimals by ISO 4217', (code, exponent) => expect(exponentOf(code)).toBe(exponent))

  test('are three letters', () => {
    const complaints = new Complaints()
    expect(readCurrency('eur', 'c', complaints)).toBe('EUR')
    expect(readCurrency('', 'c', complaints)).toBeNull()
    expect(complaints.first).toBeNull()
    readCurrency('EURO', 'c', complaints)
    expect(complaints.first).toMatchObject({ path: 'c', found: '"EURO"' })
  })
})
