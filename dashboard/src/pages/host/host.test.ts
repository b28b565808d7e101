import { describe, expect, test } from 'vitest'
import type { Act } from '../../live/acts.ts'
import { AT_MS, MOMENTS, NOW, PRODUCTS } from '../../../stage/show.fixture.ts'
import { funnelRates, gpmOf, growthOf } from './funnel.ts'
import { elapsedShare, productSlots, runningActs } from './runningOrder.ts'

const states = (moments = MOMENTS, pending: readonly Act[] = []): string[] =>
  productSlots(PRODUCTS, moments, pending).map((slot) => slot.state)
const act = (body: Act['body']): Act => ({ id: 1, showId: 's', label: '', body })

describe('the running order', () => {
  test('says what was shown, what is pinned and what is next', () => {
    expect(states().slice(0, 5)).toEqual(['shown', 'shown', 'pinned', 'next', 'idle'])
    expect(states([]).slice(0, 2)).toEqual(['next', 'idle'])
  })

  test('gives the first nine a key: their own number', () => {
    const slots = productSlots(PRODUCTS, [], [])
    expect(slots.map((slot) => slot.key)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', null])
  })

  test('shows a pin on its way until the stream has it', () => {
    const start = act({ what: 'moment.start', moment: { momentId: 'x', kind: 'pin', productId: 'p5' } })
    expect(states(MOMENTS, [start])[4]).toBe('pinning')
    const seen = [...MOMENTS, { ...MOMENTS[2]!, momentId: 'x', productId: 'p5', startsAt_ms: AT_MS }]
    expect(states(seen, [start])[4]).toBe('pinned')
    expect(states(seen, [start])[2]).toBe('shown')
  })

  test('shows a pin being taken down', () => {
    expect(states(MOMENTS, [act({ what: 'moment.end', momentId: 'm3' })])[2]).toBe('unpinning')
  })

  test('lists what runs beside the pin, until its planned end', () => {
    expect(runningActs(MOMENTS, AT_MS).map(({ momentId }) => momentId)).toEqual(['m5'])
    expect(runningActs(MOMENTS, AT_MS + 288_000)).toEqual([])
    // 9.2 of 14 minutes: 552 s of 840 s.
    expect(elapsedShare(MOMENTS[4]!, AT_MS)).toBeCloseTo(552 / 840)
  })
})

describe('the funnel', () => {
  test('has its rates with their change', () => {
    const [ctr, cart, ctor] = funnelRates(NOW.pinned!.last10, NOW.pinned!.before10)
    expect(ctr).toMatchObject({ x: 2210, n: 18_420 })
    expect(ctr?.rate).toBeCloseTo(0.11998, 5)
    expect(ctr?.change).toBeCloseTo(2210 / 18_420 - 819 / 9310, 10)
    expect(cart?.rate).toBeCloseTo(486 / 2210, 10)
    expect(ctor).toMatchObject({ x: 171, n: 2210 })
  })

  test('earns per thousand impressions once there are as many, and has no rate of nothing', () => {
    expect(gpmOf(NOW.pinned!.last10)).toBeCloseTo(39_804.56, 1)
    const nothing = { impressions: 0, clicks: 0, carts: 0, checkouts: 0, orders: 0, revenue_minor: 0 }
    expect([0, 999, 1000].map((impressions) => gpmOf({ ...nothing, impressions, revenue_minor: 3900 }))).toEqual([
      null,
      null,
      3900,
    ])
    expect(funnelRates(nothing, NOW.pinned!.before10).map(({ rate, change }) => [rate, change])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
    expect(growthOf(733_200, 294_000)).toBeCloseTo(1.4939, 4)
    expect(growthOf(5, 0)).toBeNull()
  })
})
