// What the pinned product's funnel is counted from, among whatever viewers made up.
import { expect, it } from 'vitest'
import { joinKey } from './fields.ts'
import { pinnedAt } from './funnel.ts'

const MINUTE = 1_777_636_800
const pin = {
  ...{ momentId: 'm', kind: 'pin' as const, title: '', productId: 'pan', price_minor: null },
  ...{ startsAt_ms: MINUTE * 1000, endsAt_ms: null, plannedEnd_ms: null },
}

it('counts the product whole, and none whose id only begins like it', () => {
  const products = new Map([
    [joinKey(MINUTE, 'pan', 'm'), [1, 2, 3, 0, 4]],
    [joinKey(MINUTE - 600, 'pan', ''), [10, 20, 30, 0, 40]],
    [joinKey(MINUTE - 1200, 'pan', ''), [5, 5, 5, 0, 5]],
    [joinKey(MINUTE, 'pan-2', ''), [7, 7, 7, 0, 7]],
    [joinKey(MINUTE, 'a pan', ''), [7, 7, 7, 0, 7]],
    [joinKey(MINUTE, joinKey('pan', 'x'), ''), [7, 7, 7, 0, 7]],
  ])
  const sales = new Map([
    [joinKey(MINUTE, 'pan', 'EUR'), [1, 2, 300]],
    [joinKey(MINUTE, 'pan', 'USD'), [1, 1, 9000]],
    [joinKey(MINUTE, joinKey('pan', 'EUR'), 'EUR'), [9, 9, 9]],
  ])
  expect(pinnedAt({ moments: [pin], products, sales, currency: 'EUR' }, MINUTE + 5)).toMatchObject({
    last10: { impressions: 1, clicks: 2, carts: 3, checkouts: 4, orders: 2, revenue_minor: 300 },
    before10: { impressions: 10, clicks: 20, carts: 30, checkouts: 40, orders: 0, revenue_minor: 0 },
  })
})
