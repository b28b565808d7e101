// Counts of the last minute at any moment, from counts by minute.
import type { MinuteField } from './fields.ts'
import { MINUTE_FIELDS } from './fields.ts'

/** Numbers by Unix s of their minute. */
export type ByMinute = ReadonlyMap<number, readonly number[]>

/**
 * What happened in the 60 s before `at_s`, estimated: all of the running minute and, of the one before, the share of it
 * that still lies within 60 s, as if it had been spread evenly. The running minute of the past is shared the same way.
 * Source: the sliding window counter of Cloudflare, "How we built rate limiting capable of scaling to millions of
 * domains" (2017). `now_s` is the data's time: the minute it stands in is not over yet, so all of it has happened.
 */
export function lastMinute(minutes: ByMinute, field: MinuteField, at_s: number, now_s: number): number {
  const i = MINUTE_FIELDS.indexOf(field)
  const minute = Math.floor(at_s / 60) * 60
  const share = Math.min(1, (at_s - minute) / 60)
  const running = minutes.get(minute)?.[i] ?? 0
  const before = minutes.get(minute - 60)?.[i] ?? 0
  const isOpen = now_s < minute + 60
  return running * (isOpen && at_s >= now_s ? 1 : share) + before * (1 - share)
}

/** Sum over whole minutes from `from_s` (inclusive) to `to_s` (exclusive). */
export function sumMinutes(minutes: ByMinute, field: MinuteField, from_s: number, to_s: number): number {
  const i = MINUTE_FIELDS.indexOf(field)
  let sum = 0
  for (const [minute, values] of minutes) if (minute >= from_s && minute < to_s) sum += values[i] ?? 0
  return sum
}
