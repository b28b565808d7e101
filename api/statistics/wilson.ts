// One proportion.
import type { Interval } from './normal.ts'
import { Z_95, checkCounts } from './normal.ts'

/**
 * Wilson's score interval for x of n: every p that a score test at this z does not reject. Within [0, 1], and never empty
 * at x = 0 or x = n.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212;
 * in the form of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
 * (1998) 857-872, method 3. Throws a RangeError unless 0 <= x <= n and n >= 1.
 */
export function wilson(x: number, n: number, z: number = Z_95): Interval {
  checkCounts(x, n)
  const p = x / n
  const z2 = z * z
  const middle = 2 * x + z2
  const reach = z * Math.sqrt(z2 + 4 * x * (1 - p))
  const scale = 2 * (n + z2)
  // At the ends one bound is exact; rounding must not move it inside.
  return { low: x === 0 ? 0 : (middle - reach) / scale, high: x === n ? 1 : (middle + reach) / scale }
}
