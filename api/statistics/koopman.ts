// The ratio of two independent proportions.
import type { Interval } from './normal.ts'
import { Z_95, checkCounts } from './normal.ts'

/**
 * Koopman's score interval for (x1/n1) / (x2/n2): every ratio that the score test at this z does not reject. Low is 0
 * when x1 is 0, high is Infinity when x2 is 0, both when both are.
 * Source: P. A. R. Koopman, "Confidence intervals for the ratio of two binomial proportions", Biometrics 40 (1984)
 * 513-517; recommended by M. W. Fagerland, S. Lydersen and P. Laake, "Statistical Analysis of Contingency Tables" (2017). Throws a RangeError unless 0 <= x <= n and n >= 1.
 */
export function koopman(x1: number, n1: number, x2: number, n2: number, z: number = Z_95): Interval {
  checkCounts(x1, n1)
  checkCounts(x2, n2)
  const test = (ratio: number): number => scoreStatistic(ratio, x1, n1, x2, n2)
  const estimate = x1 / n1 / (x2 / n2)
  // The statistic is 0 at the estimate and grows to both sides; with a zero count it grows to the other side alone.
  const start = x1 === 0 || x2 === 0 ? 1 : estimate
  return {
    low: x1 === 0 ? 0 : cross(test, z * z, start, x2 === 0 ? start : estimate, 1 / 2),
    high: x2 === 0 ? Infinity : cross(test, z * z, start, x1 === 0 ? start : estimate, 2),
  }
}

/**
 * The score statistic of the hypothesis p1 = ratio * p2: chi-square with one degree of freedom. p1 and p2 are the maximum
 * likelihood estimates under it, the smaller root of a quadratic; the statistic is in the form of O. S. Miettinen and
 * M. Nurminen, "Comparative analysis of two rates", Statistics in Medicine 4 (1985) 213-226, without their factor
 * N / (N - 1): equal to Koopman's, and without his 0 / 0 where everyone of a group was counted.
 */
export function scoreStatistic(ratio: number, x1: number, n1: number, x2: number, n2: number): number {
  const b = ratio * (n1 + x2) + x1 + n2
  // The smaller root of (n1 + n2) p1^2 - b p1 + ratio (x1 + x2), written so that nothing nearly equal is subtracted.
  const p1 = (2 * ratio * (x1 + x2)) / (b + Math.sqrt(Math.max(0, b * b - 4 * ratio * (n1 + n2) * (x1 + x2))))
  const p2 = p1 / ratio
  const distance = x1 / n1 - (ratio * x2) / n2
  const variance = (p1 * Math.max(0, 1 - p1)) / n1 + (ratio * ratio * p2 * Math.max(0, 1 - p2)) / n2
  return distance === 0 ? 0 : (distance * distance) / variance
}

/** Where the statistic reaches `level` going from `inside` by steps of `factor`; found by halving, to 1e-12 of itself. */
function cross(test: (ratio: number) => number, level: number, from: number, best: number, factor: number): number {
  let inside = best
  let outside = from
  for (let step = 0; step < STEPS_MAX && !(test(outside) > level); step++) {
    inside = outside
    outside *= factor
  }
  // With a zero count the start may already lie outside: step back in.
  for (let step = 0; step < STEPS_MAX && test(inside) > level; step++) {
    outside = inside
    inside /= factor
  }
  for (let step = 0; step < STEPS_MAX && Math.abs(outside - inside) > 1e-13 * outside; step++) {
    const middle = Math.sqrt(inside * outside)
    if (test(middle) > level) outside = middle
    else inside = middle
  }
  return Math.sqrt(inside * outside)
}

/** Doubling 200 times spans every ratio of counts there is. */
const STEPS_MAX = 200
