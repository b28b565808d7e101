// Windows a young show has not lived through yet. Pure.
import type { ShowSummary } from '../../../api/contract.ts'

type Started = Pick<ShowSummary, 'startedAt_ms'>

/**
 * Whether the show is younger than a window: then the window is all there was, and is said so. A show whose start nobody
 * declared counts as old enough.
 */
export function isYoungerThan(show: Started, at_ms: number, minutes: number): boolean {
  return show.startedAt_ms !== null && at_ms - show.startedAt_ms < minutes * 60_000
}

/** "last 10 min", of a younger show "since the start". */
export function lastWords(show: Started, at_ms: number, minutes: number): string {
  return isYoungerThan(show, at_ms, minutes) ? SINCE : `last ${minutes}\u202fmin`
}

/** "in 10 min", of a younger show "since the start". */
export function inWords(show: Started, at_ms: number, minutes: number): string {
  return isYoungerThan(show, at_ms, minutes) ? SINCE : `in ${minutes}\u202fmin`
}

const SINCE = 'since the start'
