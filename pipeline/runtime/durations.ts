// How long something took, counted into a fixed row of bounds: what a Prometheus histogram is made of.

export interface Durations {
  /** Upper bounds, seconds, ascending; one more, without a bound, is understood. */
  readonly bounds_s: readonly number[]
  /** How many took at most each bound and longer than the one before; the last is of those beyond all bounds. */
  readonly counts: number[]
  sum_s: number
}

/** Of a flush: from a few rows on a quick disk to a store that was away. The interval between flushes is 1 s. */
export const FLUSH_BOUNDS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] as const

export function createDurations(bounds_s: readonly number[]): Durations {
  return { bounds_s, counts: Array.from({ length: bounds_s.length + 1 }, () => 0), sum_s: 0 }
}

export function addDuration(durations: Durations, took_ms: number): void {
  const took_s = took_ms / 1000
  const found = durations.bounds_s.findIndex((bound) => took_s <= bound)
  const at = found < 0 ? durations.bounds_s.length : found
  durations.counts[at] = (durations.counts[at] ?? 0) + 1
  durations.sum_s += took_s
}
