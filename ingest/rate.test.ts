import { expect, test } from 'vitest'
import { createRates } from './rate.ts'

test('a bucket fills at its rate up to its burst', () => {
  const rates = createRates(10, 20, 100)
  rates.take('a', 25, 0) // 5 owed
  expect(rates.wait('a', 0)).toBe(600) // 6 tokens at 10 a second
  expect(rates.wait('a', 500)).toBe(100)
  expect(rates.wait('a', 600)).toBe(0)
  rates.take('a', 1, 600)
  rates.take('a', 20, 1_000_000) // full again: 20, not more
  expect(rates.wait('a', 1_000_000)).toBe(100)
})

test('a clock set back neither adds nor takes', () => {
  const rates = createRates(10, 20, 100)
  rates.take('a', 20, 1_000)
  expect(rates.wait('a', 0)).toBe(100)
})

test('the map stays within its bound, and the longest unused goes first', () => {
  const rates = createRates(1, 1, 3)
  for (const name of ['a', 'b', 'c']) rates.take(name, 5, 0)
  rates.wait('a', 0) // used again
  rates.take('d', 5, 0) // b goes
  expect(rates.size).toBe(3)
  expect(rates.wait('a', 0)).toBeGreaterThan(0)
  expect(rates.wait('b', 0)).toBe(0)
  for (let i = 0; i < 10_000; i++) rates.wait(`flood ${i}`, 0)
  expect(rates.size).toBe(3)
})
