// What a page that asks again and again knows: the last good answer, how old it is, and why no newer one came. Pure.
import type { Problem } from '../../../api/contract.ts'
import type { Answer } from './api.ts'

export interface Polling<T> {
  /** The last good answer; stays when a later one fails. */
  readonly value: T | null
  /** When it came, this machine's clock. */
  readonly at_ms: number | null
  /** How far the service's clock was ahead of this machine's then, ms; 0 where it did not say. */
  readonly ahead_ms: number
  /** Why the newest request failed; null when it did not. */
  readonly problem: Problem | null
}

export const NOTHING_YET: Polling<never> = { value: null, at_ms: null, ahead_ms: 0, problem: null }

/** After an answer. What is gone for good (404) takes the old value with it. */
export function polled<T>(before: Polling<T>, answer: Answer<T>, at_ms: number): Polling<T> {
  if (answer.ok)
    return {
      value: answer.value,
      at_ms,
      ahead_ms: answer.clock_ms === null ? 0 : answer.clock_ms - at_ms,
      problem: null,
    }
  const isGone = answer.problem.status === 404
  return {
    ...before,
    value: isGone ? null : before.value,
    at_ms: isGone ? null : before.at_ms,
    problem: answer.problem,
  }
}

/** Two answers missed are worth a word, and never sooner than this. */
export const STALE_AFTER_MS = 15_000

export type Age = 'fresh' | 'stale'

/** How far what is shown can be trusted to be of now. `every_ms` null: it does not change any more. */
export function ageOf({ at_ms, problem }: Polling<unknown>, now_ms: number, every_ms: number | null): Age {
  if (at_ms === null || (every_ms === null && problem === null)) return 'fresh'
  return now_ms - at_ms > Math.max(STALE_AFTER_MS, 2 * (every_ms ?? 0)) ? 'stale' : 'fresh'
}
