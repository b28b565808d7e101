// The queries run in this browser, newest first. Pure; the page reads and writes localStorage.
import type { Query } from './link.ts'

export interface Ran extends Query {
  readonly at_ms: number
  /** Rows of its result; null: it failed. */
  readonly rows: number | null
  readonly elapsed_ms: number | null
}

/** More than this, and the oldest fall away. */
export const HISTORY_MAX = 50
/** Longer queries are not kept: localStorage is small, and shared with the rest of the site. */
export const HISTORY_SQL_CHARS_MAX = 20_000

/** The same query run again moves to the top. */
export function remember(history: readonly Ran[], ran: Ran): readonly Ran[] {
  if (ran.sql.length > HISTORY_SQL_CHARS_MAX) return history
  return [ran, ...history.filter((other) => other.sql !== ran.sql)].slice(0, HISTORY_MAX)
}

/** What localStorage gave; anything else than a history is none. */
export function historyOf(stored: string | null): readonly Ran[] {
  try {
    const held: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(held) ? held.filter(isRan).slice(0, HISTORY_MAX) : []
  } catch {
    return []
  }
}

function isRan(value: unknown): value is Ran {
  if (typeof value !== 'object' || value === null) return false
  const { sql, params, at_ms, rows, elapsed_ms } = value as Record<string, unknown>
  const numberOrNull = (one: unknown): boolean => one === null || typeof one === 'number'
  return (
    typeof sql === 'string' &&
    typeof params === 'object' &&
    params !== null &&
    Object.values(params).every((param) => typeof param === 'string') &&
    typeof at_ms === 'number' &&
    numberOrNull(rows) &&
    numberOrNull(elapsed_ms)
  )
}

/** The first line that says something, for a list. */
export function firstLine(sql: string): string {
  const lines = sql.split('\n').map((line) => line.trim())
  return (lines.find((line) => line !== '') ?? '').replace(/^--\s*/, '')
}
