import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { koopman } from './koopman.ts'
import { newcombe } from './newcombe.ts'
import { Z_95 } from './normal.ts'
import { rateRatio } from './rate-ratio.ts'
import { wilson } from './wilson.ts'

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((n) => fc.integer({ min: 0, max: n }).map((x) => [x, n] as const))

describe('the Wilson interval', () => {
  // Newcombe 1998 (single proportion), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is as published', (x, n, low, high) => {
    expect(wilson(x, n).low).toBeCloseTo(low, 4)
    expect(wilson(x, n).high).toBeCloseTo(high, 4)
  })

  it('holds the estimate, stays in [0, 1], mirrors failures, and is a root of the score test', () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const { low, high } = wilson(x, n)
        const p = x / n
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(p)
        expect(high).toBeGreaterThanOrEqual(p)
        const mirror = wilson(n - x, n)
        expect(mirror.low).toBeCloseTo(1 - high, 12)
        for (const bound of [low, high]) {
          if (bound === 0 || bound === 1) continue
          expect(Math.abs(p - bound) / Math.sqrt((bound * (1 - bound)) / n)).toBeCloseTo(Z_95, 6)
        }
      }),
    )
  })

  it('covers the truth about as often as it says', () => {
    const rates = Array.from({ length: 99 }, (_, i) => (i + 1) / 100)
    const mean = average(
      rates.map((p) => sum(binomial(50, p).map((chance, x) => (holds(wilson(x, 50), p) ? chance : 0)))),
    )
    expect(mean).toBeGreaterThan(0.945)
    expect(mean).toBeLessThan(0.96)
  })

  it('refuses what cannot have happened', () => {
    for (const [x, n] of [
      [1, 0],
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [NaN, 2],
    ] as const) {
      expect(() => wilson(x, n)).toThrow(RangeError)
    }
  })
})

describe('the Newcombe interval', () => {
  // Newcombe 1998 (difference), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i - %i/%i is as published', (x1, n1, x2, n2, low, high) => {
    expect(newcombe(x1, n1, x2, n2).low).toBeCloseTo(low, 4)
    expect(newcombe(x1, n1, x2, n2).high).toBeCloseTo(high, 4)
  })

  it('holds the estimate, stays in [-1, 1] and changes sign with its sides', () => {
    fc.assert(
      fc.property(counts, counts, ([x1, n1], [x2, n2]) => {
        const { low, high } = newcombe(x1, n1, x2, n2)
        const difference = x1 / n1 - x2 / n2
        expect(low).toBeLessThanOrEqual(difference)
        expect(high).toBeGreaterThanOrEqual(difference)
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12)
        expect(high).toBeLessThanOrEqual(1 + 1e-12)
        const turned = newcombe(x2, n2, x1, n1)
        expect(turned.low).toBeCloseTo(-high, 12)
        expect(turned.high).toBeCloseTo(-low, 12)
      }),
    )
  })
})

describe('the Koopman interval', () => {
  it.each([
    // The example of Koopman 1984.
    [36, 40, 16, 80, 2.94, 7.15, 2],
    // Fagerland, Lydersen and Laake 2017, the trial of Perondi et al. 2004; digits of their R package contingencytables.
    [7, 34, 1, 34, 1.2209, 42.5757, 4],
    // Documentation of the R package PF, RRsc, score method: 1 - 0.855 and 1 - 0.0328.
    [4, 24, 12, 28, 0.145, 0.967, 3],
  ])('of %i/%i over %i/%i is as published', (x1, n1, x2, n2, low, high, digits) => {
    expect(koopman(x1, n1, x2, n2).low).toBeCloseTo(low, digits)
    expect(koopman(x1, n1, x2, n2).high).toBeCloseTo(high, digits)
  })

  it('has its known forms at the edges', () => {
    const z2 = Z_95 * Z_95
    // Everyone on both sides (Nam 1995): n1 / (n1 + z2) to (n2 + z2) / n2.
    expect(koopman(10, 10, 20, 20).low).toBeCloseTo(10 / (10 + z2), 9)
    expect(koopman(10, 10, 20, 20).high).toBeCloseTo((20 + z2) / 20, 9)
    expect(koopman(0, 10, 0, 10)).toEqual({ low: 0, high: Infinity })
    expect(koopman(0, 16, 15, 72).low).toBe(0)
    expect(koopman(5, 56, 0, 29).high).toBe(Infinity)
    expect(koopman(5, 56, 0, 29).low).toBeGreaterThan(0)
  })

  it('turns into its inverse with its sides, and agrees with the chi-square test about 1', () => {
    fc.assert(
      fc.property(counts, counts, ([x1, n1], [x2, n2]) => {
        const { low, high } = koopman(x1, n1, x2, n2)
        const turned = koopman(x2, n2, x1, n1)
        expect(low).toBeLessThanOrEqual(high)
        if (x1 > 0 && x2 > 0) {
          expect(low * turned.high).toBeCloseTo(1, 8)
          expect(high * turned.low).toBeCloseTo(1, 8)
          const estimate = x1 / n1 / (x2 / n2)
          expect(low).toBeLessThanOrEqual(estimate * (1 + 1e-9))
          expect(high).toBeGreaterThanOrEqual(estimate * (1 - 1e-9))
        }
        const pooled = (x1 + x2) / (n1 + n2)
        const chi2 = (x1 / n1 - x2 / n2) ** 2 / (pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        // Away from the very edge of rejection, where rounding decides.
        if (Number.isFinite(chi2) && Math.abs(chi2 - Z_95 ** 2) > 1e-6) {
          expect(low <= 1 && 1 <= high).toBe(chi2 <= Z_95 ** 2)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('narrows as the same rates are seen more often', () => {
    const widths = [1, 10, 100, 1000].map((k) => {
      const { low, high } = koopman(3 * k, 40 * k, 2 * k, 50 * k)
      return Math.log(high / low)
    })
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
  })

  it('covers the truth about as often as it says', () => {
    const found = [0.1, 0.3, 0.6].flatMap((p) =>
      [0.5, 1, 1.5].map((ratio) => {
        const one = binomial(25, p * ratio)
        const two = binomial(30, p)
        let covered = 0
        for (const [x1, a] of one.entries()) {
          for (const [x2, b] of two.entries()) if (holds(koopman(x1, 25, x2, 30), ratio)) covered += a * b
        }
        return covered
      }),
    )
    expect(Math.min(...found)).toBeGreaterThan(0.93)
    expect(average(found)).toBeGreaterThan(0.945)
    expect(average(found)).toBeLessThan(0.975)
  })
})

const holds = ({ low, high }: { low: number; high: number }, value: number): boolean => low <= value && value <= high
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const average = (values: readonly number[]): number => sum(values) / values.length

/** Chances of 0..n successes. */
function binomial(n: number, p: number): readonly number[] {
  const chances = [(1 - p) ** n]
  for (let x = 1; x <= n; x++) chances.push((((chances[x - 1] ?? 0) * (n - x + 1)) / x) * (p / (1 - p)))
  return chances
}

describe('the interval of a ratio of two rates', () => {
  it('is what the score test leaves, worked out by hand', () => {
    // 41 in 28,010 against 15 in 19,017 woman-years (Rothman's fluoroscopy example). 41 of 56: Wilson 0.60405 to 0.83043, so
    // the odds 1.52560 and 4.89716, times 19,017 / 28,010.
    const { low, high } = rateRatio({ events: 41, time: 28_010 }, { events: 15, time: 19_017 })
    expect(low).toBeCloseTo(1.0358, 4)
    expect(high).toBeCloseTo(3.3249, 4)
  })

  it('has bounds that the test just fails to reject, and mirrors', () => {
    const some = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(some, some, some, some, (x, t, y, u) => {
        const { low, high } = rateRatio({ events: x, time: t }, { events: y, time: u })
        for (const ratio of [low, high]) {
          const expected = ((x + y) * ratio * t) / (ratio * t + u)
          const variance = (expected * u) / (ratio * t + u)
          expect(Math.abs(x - expected) / Math.sqrt(variance)).toBeCloseTo(Z_95, 6)
        }
        const back = rateRatio({ events: y, time: u }, { events: x, time: t })
        expect(back.low * high).toBeCloseTo(1, 6)
      }),
    )
  })

  it('is unbounded where the second had none, and refuses no time', () => {
    expect(rateRatio({ events: 5, time: 1 }, { events: 0, time: 1 }).high).toBe(Infinity)
    expect(rateRatio({ events: 0, time: 1 }, { events: 5, time: 1 }).low).toBe(0)
    expect(() => rateRatio({ events: 1, time: 0 }, { events: 1, time: 1 })).toThrow(RangeError)
  })
})
