import { expect, it } from 'vitest'
import { median, quantile, spread } from './statistics.ts'

it('gives the middle, or what lies between the two middle ones', () => {
  expect(median([30, 10, 20])).toBe(20)
  expect(median([40, 10, 20, 30])).toBe(25)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

it('interpolates quantiles between neighbours', () => {
  // 1..5: the place of 0.9 is 3.6 steps from the first, so 4 and six tenths.
  expect(quantile([5, 3, 1, 4, 2], 0.9)).toBeCloseTo(4.6, 10)
  expect(quantile([5, 3, 1, 4, 2], 0)).toBe(1)
  expect(quantile([5, 3, 1, 4, 2], 1)).toBe(5)
})

it('gives the spread as half the range over the median', () => {
  // From 90 to 120 is 30, half of it 15, over 100.
  expect(spread([100, 90, 120])).toBeCloseTo(0.15, 10)
  expect(spread([100])).toBe(0)
})
