import { expect, test } from 'vitest'
import { minuteBars } from './minutes.ts'

const box = { left: 10, right: 110, top: 0, base: 50 }

test('a minute is a bar, as high as its share of the most; missing minutes are empty', () => {
  const { bars, most, perBar, x } = minuteBars(
    [
      { minute: 600, value: 2 },
      { minute: 720, value: 4 },
    ],
    box,
  )
  expect([most, perBar]).toEqual([4, 1])
  expect(bars.map(({ height }) => height)).toEqual([25, 0, 50])
  expect(bars.map(({ y }) => y)).toEqual([25, 50, 0])
  // Three minutes over 100 px: the second begins a third of the way.
  expect(x(660_000)).toBeCloseTo(10 + 100 / 3, 9)
})

test('narrow minutes share a bar, and none is lost', () => {
  const minutes = Array.from({ length: 100 }, (_, i) => ({ minute: i * 60, value: 1 }))
  const { bars, perBar, most } = minuteBars(minutes, box)
  expect(perBar).toBe(3)
  expect(bars).toHaveLength(34)
  expect(most).toBe(3)
  expect(bars.at(-1)?.height).toBeCloseTo(50 / 3, 9)
})

test('nothing yet is one empty bar', () => {
  expect(minuteBars([], box).bars).toMatchObject([{ height: 0 }])
})
