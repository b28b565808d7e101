import { expect, test } from 'vitest'
import { binned, sparkOf } from './spark.ts'

test('a spark goes from nought at the foot to its most at the head', () => {
  // Width 105 leaves 100 between 2 and 102; height 35 leaves 30 above the base at 33.5.
  const spark = sparkOf([0, 10, 5], 105, 35)
  expect(spark?.line).toBe('M2.0 33.5L52.0 3.5L102.0 18.5')
  expect(spark?.end).toEqual({ x: 102, y: 18.5 })
})

test('nothing is drawn of less than two points; none is not a division by nought', () => {
  expect(sparkOf([4], 100, 30)).toBeNull()
  expect(sparkOf([0, 0], 105, 35)?.line).toBe('M2.0 33.5L102.0 33.5')
})

test('binning loses no order', () => {
  expect(binned([1, 2, 3, 4, 5], 2)).toEqual([6, 9])
  expect(binned([1, 2], 5)).toEqual([1, 2])
})
