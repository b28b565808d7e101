// The pinned product's funnel: the last ten minutes against the ten before.
import type { FunnelWindow, PinnedProduct } from '../contract.ts'
import type { MomentFrame } from '../../pipeline/contract.ts'
import { entriesOf, minuteOf, splitKey } from './fields.ts'

const WINDOW_MINUTES = 10

export interface FunnelInput {
  readonly moments: readonly MomentFrame[]
  /** PRODUCT_FIELDS by minute, product and moment. */
  readonly products: ReadonlyMap<string, readonly number[]>
  /** [orders, units, minor units] by minute, product and currency. */
  readonly sales: ReadonlyMap<string, readonly number[]>
  readonly currency: string
}

/** The running pin, or null. Windows are whole minutes, the running one being the last of the newer ten. */
export function pinnedAt(input: FunnelInput, now_s: number): PinnedProduct | null {
  const running = input.moments.filter((moment) => moment.endsAt_ms === null && moment.startsAt_ms <= now_s * 1000)
  const pin = running.filter((moment) => moment.kind === 'pin' && moment.productId !== null).at(-1)
  if (!pin || pin.productId === null) return null
  const { productId } = pin
  const offer = running.filter((moment) => moment.kind === 'offer' && moment.productId === productId).at(-1)
  const end = Math.floor(now_s / 60) * 60 + 60
  const middle = end - WINDOW_MINUTES * 60
  const own = { ...input, products: entriesOf(input.products, productId), sales: entriesOf(input.sales, productId) }
  return {
    momentId: pin.momentId,
    productId,
    pinnedAt_ms: pin.startsAt_ms,
    offer_minor: offer?.price_minor ?? null,
    last10: funnelOf(own, middle, end),
    before10: funnelOf(own, middle - WINDOW_MINUTES * 60, middle),
  }
}

type Entries = readonly (readonly [key: string, values: readonly number[]])[]
interface Own {
  readonly products: Entries
  readonly sales: Entries
  readonly currency: string
}

function funnelOf({ products, sales, currency }: Own, from_s: number, to_s: number): FunnelWindow {
  const sums = { impressions: 0, clicks: 0, carts: 0, checkouts: 0, orders: 0, revenue_minor: 0 }
  const isIn = ([key]: Entries[number]): boolean => minuteOf(key) >= from_s && minuteOf(key) < to_s
  for (const [, values] of products.filter(isIn)) {
    const [impressions = 0, clicks = 0, carts = 0, , checkouts = 0] = values
    sums.impressions += impressions
    sums.clicks += clicks
    sums.carts += carts
    sums.checkouts += checkouts
  }
  for (const [key, values] of sales.filter(isIn)) {
    sums.orders += values[0] ?? 0
    if (splitKey(key)[2] === currency) sums.revenue_minor += values[2] ?? 0
  }
  return sums
}
