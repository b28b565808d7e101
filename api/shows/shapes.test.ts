import { expect, it } from 'vitest'
import { shapeOf } from './shapes.ts'

it('gives each stretch its most viewers, those who stood there before among them', () => {
  // 5 join at 0 s, 2 leave at 3 s; nothing in 10 to 19 s; 1 joins at 25 s; all leave at 30 s.
  const stretches = [
    [0, 0, 5, 3],
    [20, 25, 4, 4],
    [30, 30, 0, 0],
  ] as const
  expect(shapeOf(stretches)).toEqual([5, 3, 4, 0])
})

it('is thinned without losing its peak', () => {
  // 200 stretches, one viewer more in each, and the peak in the middle.
  const stretches = Array.from({ length: 200 }, (_, i) => [i * 10, i * 10, i === 101 ? 900 : i, i] as const)
  const shape = shapeOf(stretches)
  expect(shape).toHaveLength(50)
  expect(shape[0]).toBe(3)
  expect(shape[25]).toBe(900)
  expect(shape.at(-1)).toBe(199)
})

it('is empty for a show nobody joined', () => {
  expect(shapeOf([])).toEqual([])
})
