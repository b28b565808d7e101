import { expect, test } from 'vitest'
import type { Comparison, Moment, ProductRow } from '../../../../api/contract.ts'
import {
  bothOf,
  clickToOrder,
  gpmOf,
  heldInPlace,
  isBoughtElsewhere,
  notYet,
  ratioAxis,
  sideOf,
  sortRows,
  sortedBy,
  stageOf,
} from './table.ts'

const proportion = (x: number, n: number) => ({ x, n, rate: n > 0 ? x / n : null, low: null, high: null })
const thin = (x: number, y: number): Comparison => ({
  show: proportion(x, 100),
  store: proportion(y, 100),
  lift: null,
  difference: null,
  lacks: 'more',
})
const sure = (value: number, low: number, high: number | null): Comparison => ({
  ...thin(20, 20),
  lift: { value, low, high },
  lacks: null,
})
const row = (productId: string, number: number, revenue_minor: number, comparison = thin(0, 0)): ProductRow => ({
  productId,
  title: productId.toUpperCase(),
  number,
  image: null,
  price_minor: null,
  impressions: 0,
  clicks: 0,
  carts: 0,
  checkouts: 0,
  orders: 0,
  units: 0,
  revenue_minor,
  ctr: proportion(0, 0),
  ctor: proportion(0, 0),
  gpm_minor: null,
  ordersByMinute: [],
  comparison,
})
const ids = (rows: readonly ProductRow[]) => rows.map(({ productId }) => productId).join(' ')

test('rows are ordered by what was clicked; what is not known stands last either way', () => {
  const rows = [row('a', 1, 500), row('b', 2, 900, sure(2, 1, 3)), row('c', 3, 100, sure(4, 2, 8)), row('d', 4, 500)]
  expect(ids(sortRows(rows, { by: 'revenue', up: false }))).toBe('b a d c')
  expect(ids(sortRows(rows, { by: 'ratio', up: false }))).toBe('c b a d')
  expect(ids(sortRows(rows, { by: 'ratio', up: true }))).toBe('b c a d')
  expect(ids(sortRows(rows, { by: 'product', up: true }))).toBe('a b c d')
})

test('few clicks, or fewer than orders, are no click-to-order rate, and stand with what is not known', () => {
  expect([proportion(3, 12), proportion(10, 10), proportion(12, 11)].map(clickToOrder)).toEqual([0.25, 1, null])
  expect([proportion(1, 9), proportion(1, 1), proportion(2, 1), proportion(0, 0)].map(clickToOrder)).toEqual([
    null,
    null,
    null,
    null,
  ])
  const rows = [
    { ...row('a', 1, 500), ctor: proportion(1, 1) },
    { ...row('b', 2, 900), ctor: proportion(1, 10) },
    { ...row('c', 3, 100), ctor: proportion(2, 10) },
  ]
  expect(ids(sortRows(rows, { by: 'ctor', up: false }))).toBe('c b a')
})

test('GPM waits for its thousand impressions, and stands last until then', () => {
  // One order of 49.00 seen 16 times would be 3062.50 per 1000.
  const lucky = { ...row('a', 1, 4900), impressions: 16, gpm_minor: 306_250 }
  const known = { ...row('b', 2, 490_000), impressions: 20_000, gpm_minor: 24_500 }
  const edge = { ...row('c', 3, 9800), impressions: 1000, gpm_minor: 9800 }
  const almost = { ...row('d', 4, 9800), impressions: 999, gpm_minor: 9810 }
  const unseen = row('e', 5, 0)
  expect([lucky, known, edge, almost, unseen].map(gpmOf)).toEqual([null, 24_500, 9800, null, null])
  expect(ids(sortRows([lucky, unseen, edge, almost, known], { by: 'gpm', up: false }))).toBe('b c d a e')
  expect(ids(sortRows([lucky, unseen, edge, almost, known], { by: 'gpm', up: true }))).toBe('c b d a e')
})

test('an order more than clicks was bought without one', () => {
  expect([proportion(1, 0), proportion(2, 1), proportion(1, 1), proportion(0, 0)].map(isBoughtElsewhere)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('a column turns round at the second click', () => {
  const byRevenue = { by: 'revenue', up: false } as const
  expect(sortedBy(byRevenue, 'revenue')).toEqual({ by: 'revenue', up: true })
  expect(sortedBy(byRevenue, 'ctr')).toEqual({ by: 'ctr', up: false })
  expect(sortedBy(byRevenue, 'product')).toEqual({ by: 'product', up: true })
})

test('held rows keep their places whatever is sold; new ones come behind', () => {
  const rows = [row('new', 9, 9999), row('b', 2, 900), row('a', 1, 100)]
  expect(ids(heldInPlace(rows, ['a', 'b']))).toBe('a b new')
})

test('the axis is shared, logarithmic, and holds every interval', () => {
  const usual = ratioAxis([sure(2, 1.5, 3)])
  expect(usual.ticks).toEqual([0.5, 1, 2, 5, 10, 20])
  expect(usual.at(2) - usual.at(1)).toBeCloseTo(usual.at(1) - usual.at(0.5), 9)
  // 0.5 / 1.5 to 20 x 1.5 is a factor of 90: 1 is ln 3 / ln 90 of the way, 24.41 %.
  expect(usual.at(1)).toBeCloseTo(24.41, 2)
  expect(ratioAxis([sure(0.3, 0.12, 0.6), sure(30, 12, 70)]).ticks).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100])
  expect(ratioAxis([sure(3, 0, null)]).at(0)).toBe(0)
  expect(ratioAxis([sure(3, 0, null)]).at(Infinity)).toBe(100)
})

test('an interval lies above one, below, or holds it', () => {
  expect([sure(2, 1.1, 3), sure(0.5, 0.2, 0.9), sure(1, 0.5, 2), sure(2, 0.9, null), thin(1, 1)].map(sideOf)).toEqual([
    'above',
    'below',
    'unsure',
    'unsure',
    null,
  ])
})

test('thin data says how far it has come', () => {
  expect(notYet(thin(1, 0), 10)).toBe('show 1, store 0 of 10 buyers')
  expect(notYet(thin(4, 12), 10)).toBe('4 of 10 buyers')
  expect(notYet(thin(12, 4), 10)).toBe('4 of 10 store buyers')
  expect([thin(3, 1), thin(0, 0), thin(14, 7)].map((one) => bothOf(one, 10))).toEqual([
    'show 3, store 1 of 10',
    '–',
    '7 of 10 store buyers',
  ])
})

test('a product is pinned, on offer, was shown, or waits', () => {
  const moment = (kind: Moment['kind'], startsAt_ms: number, endsAt_ms: number | null): Moment => ({
    momentId: `${kind}${startsAt_ms}`,
    kind,
    title: '',
    productId: 'a',
    price_minor: null,
    startsAt_ms,
    endsAt_ms,
    plannedEnd_ms: null,
  })
  expect(stageOf('a', [moment('pin', 10, null)])).toEqual({ state: 'pinned', at_ms: 10 })
  expect(stageOf('a', [moment('pin', 10, 40), moment('offer', 30, null)])).toEqual({ state: 'offered', at_ms: 30 })
  expect(stageOf('a', [moment('pin', 10, 40)])).toEqual({ state: 'shown', at_ms: 10 })
  expect(stageOf('b', [moment('pin', 10, 40)])).toEqual({ state: 'waiting', at_ms: null })
})
