// What the table of products shows, worked out: order, the axis all intervals share, and what is said of thin data. Pure.
import type { Comparison, Moment, ProductRow, Proportion } from '../../../../api/contract.ts'
import { GPM_IMPRESSIONS_MIN } from '../../parts/gpm.ts'

export type Column = 'product' | 'ctr' | 'ctor' | 'gpm' | 'orders' | 'revenue' | 'show' | 'store' | 'ratio'

export interface Sorting {
  readonly by: Column
  readonly up: boolean
}

/** A click on a column: names go up first, numbers down; a second click turns it round. */
export function sortedBy(before: Sorting, by: Column): Sorting {
  return before.by === by ? { by, up: !before.up } : { by, up: by === 'product' }
}

const VALUE: Readonly<Record<Exclude<Column, 'product'>, (row: ProductRow) => number | null>> = {
  ctr: (row) => row.ctr.rate,
  ctor: (row) => clickToOrder(row.ctor),
  gpm: gpmOf,
  orders: (row) => row.orders,
  revenue: (row) => row.revenue_minor,
  show: (row) => row.comparison.show.rate,
  store: (row) => row.comparison.store.rate,
  ratio: (row) => row.comparison.lift?.value ?? null,
}

/** Whether more was ordered than clicked: some of it without a click in this show. */
export const isBoughtElsewhere = ({ x, n }: Proportion): boolean => x > n

/** Clicks before a click-to-order rate is told: one order of one click is no 100 %. */
export const CTOR_CLICKS_MIN = 10

/** Click-to-order rate; null below CTOR_CLICKS_MIN, and where some was bought without a click here. */
export function clickToOrder(ctor: Proportion): number | null {
  return ctor.n < CTOR_CLICKS_MIN || isBoughtElsewhere(ctor) ? null : ctor.rate
}

/** Revenue per 1000 impressions, minor units; null below GPM_IMPRESSIONS_MIN: not yet. */
export function gpmOf({ gpm_minor, impressions }: Pick<ProductRow, 'gpm_minor' | 'impressions'>): number | null {
  return impressions < GPM_IMPRESSIONS_MIN ? null : gpm_minor
}

/** What is not known stands last, whichever way; equal rows by revenue, then as the host numbered them. */
export function sortRows(rows: readonly ProductRow[], { by, up }: Sorting): readonly ProductRow[] {
  const usual = (a: ProductRow, b: ProductRow): number =>
    b.revenue_minor - a.revenue_minor || (a.number ?? Infinity) - (b.number ?? Infinity) || (a.title < b.title ? -1 : 1)
  const way = up ? 1 : -1
  return rows.toSorted((a, b) => {
    if (by === 'product') return way * a.title.localeCompare(b.title) || usual(a, b)
    const [x, y] = [VALUE[by](a), VALUE[by](b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || usual(a, b)
    return way * (x - y) || usual(a, b)
  })
}

/** Rows that keep their places, with what is new behind them: for as long as a pointer or the focus is among them. */
export function heldInPlace(rows: readonly ProductRow[], order: readonly string[]): readonly ProductRow[] {
  const place = new Map(order.map((productId, i) => [productId, i]))
  return rows.toSorted((a, b) => (place.get(a.productId) ?? Infinity) - (place.get(b.productId) ?? Infinity) || 0)
}

// ---- the axis ----

const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
/** What the axis shows at least. */
const LOW = 0.5
const HIGH = 20
/** Room behind the outermost steps, so that their labels are not cut. */
const ROOM = 1.5

export interface RatioAxis {
  readonly ticks: readonly number[]
  /** A ratio's place, 0 to 100 % of the width; beyond the ends, the end. */
  readonly at: (ratio: number) => number
}

/** A logarithmic axis that holds every interval: twice as much is as far to the right as half is to the left. */
export function ratioAxis(comparisons: readonly Comparison[]): RatioAxis {
  const lifts = comparisons.flatMap(({ lift }) => (lift ? [lift] : []))
  const lowest = Math.min(LOW, ...lifts.map((lift) => lift.low))
  const highest = Math.max(HIGH, ...lifts.map((lift) => lift.high ?? lift.value))
  const low = STEPS.findLast((step) => step <= lowest) ?? STEPS[0]!
  const high = STEPS.find((step) => step >= highest) ?? STEPS.at(-1)!
  const [from, to] = [Math.log(low / ROOM), Math.log(high * ROOM)]
  return {
    ticks: STEPS.filter((step) => step >= low && step <= high),
    at: (ratio) => Math.min(100, Math.max(0, ((Math.log(ratio) - from) / (to - from)) * 100)),
  }
}

/** Which side of 1 the whole interval lies on; 'unsure' where it holds 1. */
export function sideOf({ lift }: Comparison): 'above' | 'below' | 'unsure' | null {
  if (!lift) return null
  if (lift.low > 1) return 'above'
  return lift.high !== null && lift.high < 1 ? 'below' : 'unsure'
}

/** The little a row says of thin data, the rule standing once above: "4 of 10 buyers". */
export function notYet({ show, store }: Comparison, minimum: number): string {
  const isShowThin = show.x < minimum
  const isStoreThin = store.x < minimum
  if (isShowThin && isStoreThin) return `show ${show.x}, store ${store.x} of ${minimum} buyers`
  return isShowThin ? `${show.x} of ${minimum} buyers` : `${store.x} of ${minimum} store buyers`
}

/** The same where no row has a ratio yet and the rule stands above: "show 3, store 1 of 10", nothing at all as a dash. */
export function bothOf(comparison: Comparison, minimum: number): string {
  const { show, store } = comparison
  if (show.x + store.x === 0) return '–'
  return Math.max(show.x, store.x) < minimum
    ? `show ${show.x}, store ${store.x} of ${minimum}`
    : notYet(comparison, minimum)
}

/** Where a product stands in the show. The service ends moments itself: what has no end runs. */
export function stageOf(
  productId: string,
  moments: readonly Moment[],
): { readonly state: 'pinned' | 'offered' | 'shown' | 'waiting'; readonly at_ms: number | null } {
  const own = moments.filter((moment) => moment.productId === productId)
  const running = (kind: Moment['kind']): Moment | undefined =>
    own.find((moment) => moment.kind === kind && moment.endsAt_ms === null)
  const pin = running('pin')
  if (pin) return { state: 'pinned', at_ms: pin.startsAt_ms }
  const offer = running('offer')
  if (offer) return { state: 'offered', at_ms: offer.startsAt_ms }
  const first = own[0]
  return first ? { state: 'shown', at_ms: first.startsAt_ms } : { state: 'waiting', at_ms: null }
}
