// Decimal amounts as shops write them -> integer minor units. Exact: decided on the decimal digits, never on a float.
import type { Complaints } from './reading.ts'
import { MONEY_MINOR_MAX } from './limits.ts'

/** ISO 4217 "no currency": an order whose currency nobody said. It is kept, and shows that it is unsaid. */
export const NO_CURRENCY = 'XXX'

/** ISO 4217 currencies whose minor unit is not a hundredth. Source: ISO 4217 list one, column "Mnr Unt", 2024. */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'UYI',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((code): [string, number] => [code, 0]),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
  ...['CLF', 'UYW'].map((code): [string, number] => [code, 4]),
])

/** Digits after the point in the currency's minor unit; 2 where the currency is unknown or unsaid. */
export function exponentOf(currency: string | null): number {
  return (currency === null ? undefined : EXPONENTS.get(currency)) ?? 2
}

const DECIMAL = /^(\d{1,20})(?:\.(\d{1,40}))?$/
const EXPONENTIAL = /^(\d)(?:\.(\d+))?e([+-]\d{1,3})$/

/**
 * Minor units of a decimal amount >= 0, a number or text like "19.99"; NaN where it is none or over MONEY_MINOR_MAX.
 * Digits beyond the minor unit (0.1 + 0.2 is 0.30000000000000004 in every client) are rounded half up on the decimal.
 */
export function toMinor(value: unknown, exponent: number): number {
  if (typeof value === 'number') return numberToMinor(value, exponent)
  return typeof value === 'string' ? bounded(decimalToMinor(value.trim(), exponent)) : NaN
}

function numberToMinor(value: number, exponent: number): number {
  if (!(value >= 0 && value <= MONEY_MINOR_MAX)) return NaN
  const scaled = value * 10 ** exponent
  const rounded = Math.round(scaled)
  // The product is off by less than a millionth here, so only near a half can it round the wrong way.
  if (Math.abs(scaled - rounded) < 0.4) return bounded(rounded)
  return bounded(decimalToMinor(String(value), exponent))
}

function decimalToMinor(text: string, exponent: number): number {
  const plain = DECIMAL.exec(text)
  if (plain !== null) return roundHalfUp(plain[1] ?? '', plain[2] ?? '', exponent)
  const scientific = EXPONENTIAL.exec(text)
  if (scientific === null) return NaN
  // "1.5e-7", as JavaScript writes small numbers: move the point.
  const digits = (scientific[1] ?? '') + (scientific[2] ?? '')
  const point = 1 + Number(scientific[3])
  if (point <= 0) return roundHalfUp('0', '0'.repeat(-point) + digits, exponent)
  return roundHalfUp(digits.slice(0, point).padEnd(point, '0'), digits.slice(point), exponent)
}

function roundHalfUp(whole: string, fraction: string, exponent: number): number {
  const kept = fraction.slice(0, exponent).padEnd(exponent, '0')
  const up = (fraction.charCodeAt(exponent) || 48) >= 53 ? 1 : 0
  return Number(whole + kept) + up
}

const bounded = (minor: number): number => (minor <= MONEY_MINOR_MAX ? minor + 0 : NaN)

/** ISO 4217 code in upper case; null where none is said. */
export function readCurrency(value: unknown, path: string, complaints: Complaints): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string' && /^[A-Za-z]{3}$/.test(value)) return value.toUpperCase()
  complaints.malformed(path, 'an ISO 4217 currency code', value)
  return null
}

/** An amount in minor units; null where none is said. */
export function readAmount(
  value: unknown,
  path: string,
  currency: string | null,
  complaints: Complaints,
): number | null {
  if (value === undefined || value === null || value === '') return null
  const minor = toMinor(value, exponentOf(currency))
  if (!Number.isNaN(minor)) return minor
  complaints.malformed(path, `an amount of money from 0 to ${MONEY_MINOR_MAX} minor units, as a decimal`, value)
  return null
}
