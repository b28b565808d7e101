// The merchandiser's table.
import type { Comparison, Proportion } from './estimates.ts'

/** The funnel of a product, or of all of a show together: an order with two of them is one order there. */
export interface ProductFigures {
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly checkouts: number
  readonly orders: number
  readonly units: number
  readonly revenue_minor: number
  /** CTR clicks/impressions, CTOR orders/clicks. */
  readonly ctr: Proportion
  readonly ctor: Proportion
  /** Revenue per 1000 impressions, rounded to minor units; null without impressions. */
  readonly gpm_minor: number | null
  /** Orders per minute of the show, oldest first, at most 240 points. */
  readonly ordersByMinute: readonly number[]
}

export interface ProductRow extends ProductFigures {
  readonly productId: string
  readonly title: string
  readonly number: number | null
  readonly image: string | null
  readonly price_minor: number | null
  /** Buyers of the product / viewers of the show, against buyers in the store / store visitors over the same days. */
  readonly comparison: Comparison
}

/** GET /v1/shows/:showId/products */
export interface ProductTable {
  readonly currency: string
  /** Any product of the show. */
  readonly all: Comparison
  readonly totals: ProductFigures
  readonly products: readonly ProductRow[]
  /** What the store side covers. */
  readonly storeFrom_ms: number
  readonly storeTo_ms: number
  /** true until the show's finality is `final`. */
  readonly provisional: boolean
  /** Least buyers on both sides for a ratio to be shown. */
  readonly minimumBuyers: number
}
