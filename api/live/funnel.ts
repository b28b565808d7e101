// The pinned product's funnel: the last ten minutes against the ten before.
import type { FunnelWindow, PinnedProduct } from '../contract.ts'
import type { MomentFrame } from '../../pipeline/contract.ts'
import { splitKey } from './fields.ts'

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
  return {
    momentId: pin.momentId,
    productId,
    pinnedAt_ms: pin.startsAt_ms,
    offer_minor: offer?.price_minor ?? null,
    last10: funnelOf(input, productId, middle, end),
    before10: funnelOf(input, productId, middle - WINDOW_MINUTES * 60, middle),
  }
}

function funnelOf(input: FunnelInput, productId: string, from_s: number, to_s: number): FunnelWindow {
  const sums = { impressions: 0, clicks: 0, carts: 0, checkouts: 0, orders: 0, revenue_minor: 0 }
  for (const [key, values] of input.products) {
    const [minute, product] = splitKey(key)
    if (product !== productId || Number(minute) < from_s || Number(minute) >= to_s) continue
    const [impressions = 0, clicks = 0, carts = 0, , checkouts = 0] = values
    sums.impressions += impressions
    sums.clicks += clicks
    sums.carts += carts
    sums.checkouts += checkouts
  }
  for (const [key, values] of input.sales) {
    const [minute, product, currency] = splitKey(key)
    if (product !== productId || Number(minute) < from_s || Number(minute) >= to_s) continue
    sums.orders += values[0] ?? 0
    if (currency === input.currency) sums.revenue_minor += values[2] ?? 0
  }
  return sums
}
