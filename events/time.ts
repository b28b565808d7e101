// Timestamps as clients write them, and the corrected clock.
import { EVENT_AGE_MAX_MS } from './limits.ts'

/** ISO 8601 with a date; time, fraction and zone may be missing. Without a zone it is UTC: a server has no zone to guess by. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d(?:[.,]\d{1,9})?))?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i
/** Below it a number is seconds (until the year 5138), above milliseconds (since March 1973). */
const SECONDS_BELOW = 1e11
/** Last instant of Date, and of what the log carries. */
const TIME_MAX_MS = 8.64e15

// Nearly all timestamps of an hour share their date: its milliseconds are remembered.
let knownDay = 'none yet'
let knownDay_ms = 0

/** Unix ms of a timestamp: ISO text, or a number of seconds or milliseconds. NaN for anything else. */
export function parseTime(value: unknown): number {
  if (typeof value === 'string') return value.length === 24 ? parseUsual(value) : parseAny(value)
  if (typeof value !== 'number' || !(value >= 0)) return NaN
  const ms = Math.round(value < SECONDS_BELOW ? value * 1000 : value)
  return ms <= TIME_MAX_MS ? ms : NaN
}

/** What Date.prototype.toISOString writes, "2026-11-24T00:12:00.000Z", read without a Date. */
function parseUsual(text: string): number {
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(19) !== 46 || text.charCodeAt(23) !== 90) return parseAny(text)
  const hours = twoDigits(text, 11)
  const minutes = twoDigits(text, 14)
  const seconds = twoDigits(text, 17)
  const ms = twoDigits(text, 20) * 10 + (text.charCodeAt(22) - 48)
  const inOrder = hours < 24 && minutes < 60 && seconds < 60 && ms >= 0 && ms < 1000
  if (!inOrder || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return parseAny(text)
  if (!text.startsWith(knownDay)) {
    const day = text.slice(0, 10)
    const day_ms = parseAny(day)
    if (!(day_ms >= 0)) return NaN
    knownDay = day
    knownDay_ms = day_ms
  }
  return knownDay_ms + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + ms
}

/** Two digits as a number; 1000 where they are none, which no bound above lets through. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : 1000
}

function parseAny(text: string): number {
  const parts = ISO.exec(text)
  if (parts === null) return NaN
  const [, date = '', minutes = '00:00', seconds = '00', zone = 'Z'] = parts
  const offset = /^z$/i.test(zone)
    ? 'Z'
    : zone.length === 3
      ? `${zone}:00`
      : zone.length === 5
        ? `${zone.slice(0, 3)}:${zone.slice(3)}`
        : zone
  const fraction = seconds.replace(',', '.')
  const ms = Date.parse(`${date}T${minutes}:${fraction}${offset}`)
  // Date.parse turns 31 February into 3 March: a day that does not exist is no timestamp.
  const exists = Number.isNaN(ms) || new Date(Date.parse(date)).toISOString().startsWith(date)
  return exists && ms >= 0 ? ms : NaN
}

/**
 * When it happened by the collector's clock: the client's timestamp moved by how far its clock was off when it sent, and
 * never after it was received. Without sentAt the client's clock is believed.
 */
export function correctTime(timestamp_ms: number | null, sentAt_ms: number | null, receivedAt_ms: number): number {
  if (timestamp_ms === null) return receivedAt_ms
  const corrected_ms = sentAt_ms === null ? timestamp_ms : timestamp_ms + (receivedAt_ms - sentAt_ms)
  return Math.min(corrected_ms, receivedAt_ms)
}

/** Too old to be told from a duplicate. */
export function isTooOld(occurredAt_ms: number, receivedAt_ms: number): boolean {
  return occurredAt_ms < receivedAt_ms - EVENT_AGE_MAX_MS
}
