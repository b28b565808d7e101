// Two rates of events in time.
import type { Interval } from './normal.ts'
import { Z_95 } from './normal.ts'
import { wilson } from './wilson.ts'

/** So many events in so long. */
export interface Pace {
  readonly events: number
  /** Any unit, the same for both. */
  readonly time: number
}

/**
 * Score interval for a.events/a.time over b.events/b.time, both counts Poisson. Given their sum, a's count is binomial with
 * p = ratio t / (1 + ratio t), t = a.time / b.time, and Wilson's interval for p turns into one for the ratio.
 * Source: P. L. Graham, K. Mengersen, A. P. Morton, "Confidence limits for the ratio of two rates based on likelihood
 * scores: non-iterative method", Statistics in Medicine 22 (2003) 2071-2083; conditioning after J. Przyborowski and
 * H. Wilenski, Biometrika 31 (1940) 313-323. high is Infinity when b had none. Throws a RangeError without any event or time.
 */
export function rateRatio(a: Pace, b: Pace, z: number = Z_95): Interval {
  if (!(a.time > 0 && b.time > 0)) throw new RangeError('both stretches must have a length')
  const p = wilson(a.events, a.events + b.events, z)
  const ratioAt = (share: number): number => (share / (1 - share)) * (b.time / a.time)
  return { low: ratioAt(p.low), high: p.high === 1 ? Infinity : ratioAt(p.high) }
}
