// Small readers of untrusted JSON values, one a type. A reader takes what clients really send (ids as numbers, amounts as
// text), gives null for what is not there, and files a complaint for what is there and wrong. The first complaint stands:
// readers run in the order a person would fix things in.
import type { QuarantineReason } from './contract.ts'
import { ID_LENGTH_MAX, QUARANTINE_VALUE_BYTES_MAX } from './limits.ts'

/** An object as JSON.parse gives it. Only ever read by names written in this folder, so odd keys in it do nothing. */
export type Wire = Readonly<Record<string, unknown>>

/** Why one event was not taken. */
export interface Rejection {
  readonly reason: QuarantineReason
  /** e.g. "properties.products[2].price" */
  readonly path: string
  /** e.g. "an amount of money" */
  readonly expected: string
  /** The value found, as JSON, cut. "nothing" where there was none. */
  readonly found: string
}

/** Collects what is wrong with one event; keeps the first. */
export class Complaints {
  first: Rejection | null = null
  /** No text of the event holds a lone surrogate; false: it has to be looked at. */
  readonly wellFormed: boolean

  constructor(wellFormed = false) {
    this.wellFormed = wellFormed
  }

  add(reason: QuarantineReason, path: string, expected: string, found: unknown): void {
    this.first ??= { reason, path, expected, found: excerpt(found) }
  }

  malformed(path: string, expected: string, found: unknown): void {
    this.add('malformed', path, expected, found)
  }
}

/** A value as JSON for people to read, cut at QUARANTINE_VALUE_BYTES_MAX. Never throws. */
export function excerpt(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string')
    return cut(JSON.stringify(value.slice(0, QUARANTINE_VALUE_BYTES_MAX)), QUARANTINE_VALUE_BYTES_MAX)
  return cut(toJson(value), QUARANTINE_VALUE_BYTES_MAX)
}

/** JSON of anything: what cannot be written (too deep, BigInt) is said in words. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return Array.isArray(value) ? '[nested too deeply to show]' : '{nested too deeply to show}'
  }
}

/** At most `length` UTF-16 units, well-formed: a cut through a surrogate pair or a lone one becomes U+FFFD. */
export function cut(text: string, length: number): string {
  const short = text.length > length ? text.slice(0, length) : text
  return short.isWellFormed() ? short : short.toWellFormed()
}

export const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object; null where there is none. */
export function readObject(value: unknown, path: string, complaints: Complaints): Wire | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'object' && !Array.isArray(value)) return value as Wire
  complaints.malformed(path, 'an object', value)
  return null
}

/** An identifier: 1 to ID_LENGTH_MAX characters. Numbers are taken as their digits, '' as nothing. */
export function readId(value: unknown, path: string, complaints: Complaints): string | null {
  if (typeof value === 'string') {
    if (value.length === 0) return null
    if (value.length <= ID_LENGTH_MAX) return complaints.wellFormed ? value : value.toWellFormed()
  } else if (value === undefined || value === null) return null
  else if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  complaints.malformed(path, `text of 1 to ${ID_LENGTH_MAX} characters`, value)
  return null
}

/** A label for people: cut at `length`, never refused for it. '' is nothing. */
export function readLabel(value: unknown, path: string, length: number, complaints: Complaints): string | null {
  if (typeof value === 'string') return value.length === 0 ? null : cut(value, length)
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  complaints.malformed(path, 'text', value)
  return null
}

/** A measured quantity 0..max, rounded to a whole number; null where not measured. */
export function readMeasure(value: unknown, path: string, max: number, complaints: Complaints): number | null {
  if (typeof value === 'number') {
    if (value >= 0 && value <= max) return Number.isInteger(value) ? value + 0 : Math.round(value)
  } else if (value === undefined || value === null) return null
  complaints.malformed(path, `a number from 0 to ${max}`, value)
  return null
}

/** A whole number min..max, as a number or as its digits; null where there is none. */
export function readCount(
  value: unknown,
  path: string,
  min: number,
  max: number,
  complaints: Complaints,
): number | null {
  if (value === undefined || value === null || value === '') return null
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof count === 'number' && Number.isInteger(count) && count >= min && count <= max) return count + 0
  complaints.malformed(path, `a whole number from ${min} to ${max}`, value)
  return null
}

/** true or false; null where there is neither. */
export function readFlag(value: unknown, path: string, complaints: Complaints): boolean | null {
  if (typeof value === 'boolean') return value
  if (value === undefined || value === null) return null
  complaints.malformed(path, 'true or false', value)
  return null
}

/** One of a closed list; null where there is none. */
export function readWord<W extends string>(
  value: unknown,
  path: string,
  words: readonly W[],
  complaints: Complaints,
): W | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' && (words as readonly string[]).includes(value)) return value as W
  complaints.malformed(path, `one of ${words.join(', ')}`, value)
  return null
}
