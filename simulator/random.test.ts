import { describe, expect, it } from 'vitest'
import { between, createRandom, logNormal, waiting, weighted } from './random.ts'

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('random numbers', () => {
  it('are the same for the same seed, and others for another', () => {
    const [a, b, c] = [createRandom(7), createRandom(7), createRandom(8)]
    const drawn = draw(5, a.next)
    expect(draw(5, b.next)).toEqual(drawn)
    expect(draw(5, c.next)).not.toEqual(drawn)
  })

  it('fork into streams that do not depend on what was drawn before', () => {
    const [a, b] = [createRandom(7), createRandom(7)]
    draw(100, b.next)
    expect(draw(5, a.fork('viewer').next)).toEqual(draw(5, b.fork('viewer').next))
    expect(a.fork(1).next()).not.toBe(a.fork(2).next())
  })

  it('are uniform: each tenth gets a tenth', () => {
    const random = createRandom(1)
    const tenths = new Array<number>(10).fill(0)
    for (const value of draw(100_000, random.next)) tenths[Math.floor(value * 10)]! += 1
    // Chi squared with 9 degrees of freedom is below 27.9 in 99.9 of 100 draws (NIST/SEMATECH e-Handbook, table 1.3.6.7.4).
    const chiSquared = tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquared).toBeLessThan(27.9)
  })

  it('have the means their distributions have', () => {
    const random = createRandom(2)
    expect(mean(draw(50_000, () => between(random, 1, 6)))).toBeCloseTo(3.5, 1)
    expect(mean(draw(50_000, () => waiting(random, 1000))) / 1000).toBeCloseTo(1, 1)
    // The mean of a log-normal is its median times exp(sigma^2 / 2).
    expect(mean(draw(50_000, () => logNormal(random, 10, 0.5))) / (10 * Math.exp(0.125))).toBeCloseTo(1, 1)
    const heads = draw(50_000, () =>
      weighted(random, [
        [1, 3],
        [0, 1],
      ] as const),
    )
    expect(mean(heads)).toBeCloseTo(0.75, 1)
  })
})
