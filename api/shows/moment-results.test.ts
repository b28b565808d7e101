import { expect, it } from 'vitest'
import { paceOf } from './moment-results.ts'

const MINUTE_MS = 60_000

it('compares orders a minute with the minutes before', () => {
  // 30 in 10 minutes are 3 a minute, 10 in 5 are 2.
  const { ratio, lacks } = paceOf({ orders: 30, ms: 10 * MINUTE_MS }, { orders: 10, ms: 5 * MINUTE_MS })
  expect(lacks).toBeNull()
  expect(ratio?.value).toBeCloseTo(1.5, 12)
  // 30 of 40: Wilson 0.59807 to 0.85813, odds 1.48802 and 6.04865, times 5 / 10.
  expect(ratio?.low).toBeCloseTo(0.744, 3)
  expect(ratio?.high).toBeCloseTo(3.0243, 3)
})

it('says what is missing', () => {
  const five = { orders: 5, ms: 5 * MINUTE_MS }
  expect(paceOf(five, { orders: 4, ms: 5 * MINUTE_MS }).lacks).toBe('9 orders, needs 10')
  expect(paceOf({ orders: 1, ms: MINUTE_MS }, { orders: 0, ms: MINUTE_MS }).lacks).toBe('1 order, needs 10')
  expect(paceOf({ orders: 50, ms: 60_000 }, { orders: 0, ms: 0 }).lacks).toBe('it began with the show')
  expect(paceOf({ orders: 50, ms: 60_000 }, { orders: 0, ms: MINUTE_MS }).lacks).toBe('no order in the minutes before')
  expect(paceOf({ orders: 50, ms: 5_000 }, five).lacks).toBe('it ran for less than 30 s')
})
