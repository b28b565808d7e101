import { describe, expect, it } from 'vitest'
import { compare, proportion } from './comparison.ts'

describe('show against store', () => {
  it('carries both rates, their ratio and their difference with intervals', () => {
    const { show, store, lift, difference, lacks } = compare({ buyers: 36, people: 40 }, { buyers: 16, people: 80 })
    expect(lacks).toBeNull()
    expect(show).toMatchObject({ x: 36, n: 40, rate: 0.9 })
    expect(store).toMatchObject({ x: 16, n: 80, rate: 0.2 })
    expect(lift?.value).toBeCloseTo(4.5, 12)
    expect(lift?.low).toBeCloseTo(2.94, 2)
    expect(lift?.high).toBeCloseTo(7.15, 2)
    expect(difference?.value).toBeCloseTo(0.7, 12)
    // By hand from the Wilson intervals 0.7695..0.9604 and 0.1271..0.3005.
    expect(difference?.low).toBeCloseTo(0.7 - Math.hypot(0.1305, 0.1005), 3)
    expect(difference?.high).toBeCloseTo(0.7 + Math.hypot(0.0604, 0.0729), 3)
  })

  it.each([
    [4, 30, '4 buyers, needs 10'],
    [1, 30, '1 buyer, needs 10'],
    [30, 9, '9 buyers in the store, needs 10'],
    [4, 0, '4 buyers in the show and 0 in the store, needs 10 each'],
  ])('says what is missing with %i buyers in the show and %i in the store', (show, store, lacks) => {
    const found = compare({ buyers: show, people: 100 }, { buyers: store, people: 200 })
    expect(found).toMatchObject({ lacks, lift: null, difference: null })
    expect(found.show.rate).toBe(show / 100)
  })

  it('draws no interval without anyone, nor where clicks outnumber impressions', () => {
    expect(proportion(0, 0)).toEqual({ x: 0, n: 0, rate: null, low: null, high: null })
    expect(proportion(3, 2)).toEqual({ x: 3, n: 2, rate: 1.5, low: null, high: null })
  })
})
