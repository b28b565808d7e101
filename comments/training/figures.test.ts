// Figures worked out by hand.
import { expect, test } from 'vitest'
import { classFigures, macro } from './figures.ts'

// 10 of the first class, 8 found; 5 of the second, 3 found; of the third none exist.
const counts = [
  [8, 2, 0],
  [1, 3, 1],
  [0, 0, 0],
]

test('a class: precision, recall, F1', () => {
  const first = classFigures(counts, 0)
  expect(first.precision).toBeCloseTo(8 / 9)
  expect(first.recall).toBeCloseTo(0.8)
  expect(first.f1).toBeCloseTo(16 / 19)
  expect(first.support).toBe(10)
  expect(classFigures(counts, 2)).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 })
})

test('macro means leave out a class that does not occur', () => {
  expect(macro(counts).recall).toBeCloseTo((0.8 + 0.6) / 2)
  expect(macro(counts).f1).toBeCloseTo((16 / 19 + 6 / 10) / 2)
  expect(macro(counts).accuracy).toBeCloseTo(11 / 15)
})
