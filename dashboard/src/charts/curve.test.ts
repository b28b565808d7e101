import { describe, expect, test } from 'vitest'
import { curveOf, curveSpan, timeTicks, yDomain } from './curve.ts'

const BOX = { width: 320, height: 160, left: 10, right: 10, top: 20, foot: 40 }
const MIN = 60_000

test('a young show fills the plot from its left, an old one shows its last 20 minutes or all', () => {
  expect(curveSpan(0, 1 * MIN, false)).toEqual({ from_ms: 0, to_ms: 2 * MIN })
  expect(curveSpan(0, 47 * MIN, false)).toEqual({ from_ms: 27 * MIN, to_ms: 47 * MIN })
  expect(curveSpan(0, 47 * MIN, true)).toEqual({ from_ms: 0, to_ms: 47 * MIN })
})

describe('the plot', () => {
  test('spans the box: time left to right, viewers bottom to top', () => {
    const points = [
      { t: 0, viewers: 100 },
      { t: 300, viewers: 200 },
    ]
    const curve = curveOf(points, 0, 300_000, BOX)
    expect([curve.x(0), curve.x(150_000), curve.x(300_000)]).toEqual([10, 160, 310])
    expect(curve.base).toBe(120)
    expect(curve.end).toMatchObject({ x: 310, viewers: 200 })
    expect(curve.y(100)).toBeGreaterThan(curve.y(200))
    expect(curve.y(200)).toBeGreaterThanOrEqual(20)
    // Half-way between the two points on the line.
    expect(curve.yAt(150_000)).toBeCloseTo((curve.y(100) + curve.y(200)) / 2)
    expect(curve.yAt(-5000)).toBe(curve.y(100))
    expect(curve.line).toMatch(/^M10,.*L310,/)
  })

  test('keeps the highest second though it draws one point a pixel', () => {
    const points = Array.from({ length: 3000 }, (_, t) => ({ t, viewers: t === 1501 ? 999 : 500 }))
    const curve = curveOf(points, 0, 3_000_000, BOX)
    expect(curve.line.split(/[ML]/).length).toBeLessThan(310)
    expect(curve.peak).toMatchObject({ t: 1501, viewers: 999 })
    const top = Math.min(...[...curve.line.matchAll(/,([\d.]+)/g)].map((match) => Number(match[1])))
    expect(top).toBeCloseTo(curve.y(999), 0)
  })

  test('leaves out what is before the span but enters from its edge', () => {
    const curve = curveOf(
      [
        { t: 0, viewers: 9000 },
        { t: 90, viewers: 10 },
        { t: 110, viewers: 20 },
      ],
      100_000,
      400_000,
      BOX,
    )
    expect(curve.peak?.viewers).toBe(20)
    expect(curve.line.startsWith('M10,')).toBe(true)
  })

  test('of nothing is empty and does not fail', () => {
    const curve = curveOf([], 0, 300_000, BOX)
    expect([curve.line, curve.area, curve.end, curve.peak]).toEqual(['', '', null, null])
    expect(curve.yAt(1000)).toBe(120)
  })
})

test('the scale starts at nought for a steep curve and makes a flat one look flat', () => {
  expect(yDomain([0, 50, 100])[0]).toBe(0)
  const [low, high] = yDomain([1000, 1010])
  expect(high - low).toBeGreaterThanOrEqual(250)
  expect(low).toBeGreaterThan(0)
  expect(yDomain([])).toEqual([0, 10])
  // Small changes do not move it.
  expect(yDomain([9850, 13_402])).toEqual(yDomain([9860, 13_398]))
})

test('times on the axis are round', () => {
  const from = Date.UTC(2025, 0, 1, 20, 27, 12)
  expect(timeTicks(from, from + 20 * MIN, 5).map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
    '20:30',
    '20:35',
    '20:40',
    '20:45',
  ])
})
