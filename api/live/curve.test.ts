import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveOf, peakOf, pointsSince, thin, viewerSeconds, viewersAt } from './curve.ts'

const seconds = new Map([
  [100, [2, 0]],
  [103, [1, 2]],
  [105, [0, 1]],
])

describe('the curve', () => {
  it('adds joins and takes leaves away, second by second', () => {
    const curve = curveOf(seconds, 107)
    expect(curve).toEqual({ from: 100, viewers: [2, 2, 2, 1, 1, 0, 0, 0] })
    expect(peakOf(curve)).toEqual({ viewers: 2, second: 100 })
    expect([99, 100, 104, 107, 999].map((second) => viewersAt(curve, second))).toEqual([0, 2, 1, 0, 0])
    expect(viewerSeconds(curve, 99, 104)).toBe(2 + 2 + 2 + 1 + 1)
    expect(pointsSince(curve, 105)).toEqual([
      { t: 105, viewers: 0 },
      { t: 106, viewers: 0 },
      { t: 107, viewers: 0 },
    ])
  })

  it('starts at what was before, and is empty without seconds', () => {
    expect(curveOf(new Map([[100, [0, 1]]]), 100, 5).viewers).toEqual([4])
    const empty = curveOf(new Map(), 100)
    expect(empty).toEqual({ from: 100, viewers: [] })
    expect(peakOf(empty)).toBeNull()
    expect(viewersAt(empty, 100)).toBe(0)
    expect(pointsSince(empty, 0)).toEqual([])
  })

  it('is thinned with its peak and its newest seconds whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 600 }),
        fc.integer({ min: 10, max: 300 }),
        (viewers, most) => {
          const curve = { from: 1000, viewers }
          const points = thin(curve, most, 20)
          expect(points.length).toBeLessThanOrEqual(most)
          for (const { t, viewers: value } of points) expect(value).toBe(viewersAt(curve, t))
          expect(points.map((point) => point.t)).toEqual(points.map((point) => point.t).toSorted((a, b) => a - b))
          expect(Math.max(...points.map((point) => point.viewers))).toBe(Math.max(...viewers))
          expect(points.at(-1)?.t).toBe(1000 + viewers.length - 1)
          const whole = Math.min(20, most - 1, viewers.length)
          expect(points.slice(-whole).map((point) => point.t)).toEqual(
            Array.from({ length: whole }, (_, i) => 1000 + viewers.length - whole + i),
          )
        },
      ),
    )
  })
})
