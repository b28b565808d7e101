// The difference of two independent proportions.
import type { Interval } from './normal.ts'
import { Z_95 } from './normal.ts'
import { wilson } from './wilson.ts'

/**
 * Newcombe's hybrid score interval for x1/n1 - x2/n2: the distances of the two Wilson bounds, added as squares. Within
 * [-1, 1].
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
 * methods", Statistics in Medicine 17 (1998) 873-890, method 10. Throws a RangeError unless 0 <= x <= n and n >= 1.
 */
export function newcombe(x1: number, n1: number, x2: number, n2: number, z: number = Z_95): Interval {
  const one = wilson(x1, n1, z)
  const two = wilson(x2, n2, z)
  const p1 = x1 / n1
  const p2 = x2 / n2
  return {
    low: p1 - p2 - Math.hypot(p1 - one.low, two.high - p2),
    high: p1 - p2 + Math.hypot(one.high - p1, p2 - two.low),
  }
}
