// The standard normal's quantile that two-sided 95 % intervals need.

/** The 0.975 quantile of the standard normal distribution, to double precision. */
export const Z_95 = 1.959963984540054

/** Bounds of an interval. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** x of n. Throws a RangeError for what cannot have happened. */
export function checkCounts(x: number, n: number): void {
  if (!Number.isInteger(x) || !Number.isInteger(n) || x < 0 || n < 1 || x > n) {
    throw new RangeError(`${x} of ${n} is no proportion`)
  }
}
