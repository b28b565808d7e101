// The products of a show beside the regular store: funnel, sales, and the comparison with its uncertainty.
import type { Store } from '../../store/contract.ts'
import type { ProductFigures, ProductRow, ProductTable } from '../contract.ts'
import { MINIMUM_BUYERS, compare, proportion } from '../statistics/comparison.ts'
import { spanOf } from './detail.ts'
import { isFinal } from './finality.ts'
import type { StoredShow } from './summaries.ts'

/** The store side begins this long before the show: four whole weeks, so that every weekday counts as often. */
export const STORE_BEFORE_MS = 28 * 24 * 3600 * 1000
/** Products of a table: a running order fits whole. Above: of those it does not have, the most clicked, then most seen. */
export const PRODUCTS_MAX = 1_000
export const ORDER_POINTS_MAX = 240

const FUNNEL = ['impressions', 'clicks', 'carts', 'checkouts'] as const

type Steps = Readonly<Record<(typeof FUNNEL)[number], number>>
interface FunnelRow extends Steps {
  readonly product_id: string
}
interface SalesRow {
  readonly product_id: string
  readonly orders: number
  readonly units: number
  readonly revenue: number
  readonly buyers: number
  readonly store_buyers: number
  /** Minutes with orders, Unix s ascending, and how many there were in each. */
  readonly minutes: readonly number[]
  readonly minute_orders: readonly number[]
}
interface PeopleRow {
  readonly viewers: number
  readonly visitors: number
  readonly show_buyers: number
  readonly store_buyers: number
}

type Asks = Pick<Store, 'query'>

export async function loadProducts(store: Asks, show: StoredShow, now_ms: number): Promise<ProductTable> {
  const { showId, currency } = show.summary
  const span = spanOf(show) ?? { from_ms: now_ms, to_ms: now_ms }
  const start_ms = show.summary.startedAt_ms ?? span.from_ms
  const storeFrom_ms = start_ms - STORE_BEFORE_MS
  const storeTo_ms = show.summary.endedAt_ms ?? span.to_ms
  const funnels = await store.query<FunnelRow>(
    `SELECT product_id, ${FUNNEL.map((step) => `toFloat64(sum(p.${step})) AS ${step}`).join(', ')}
    FROM product_minutes AS p WHERE p.show_id = {show:String} AND p.product_id != '' GROUP BY product_id
    ORDER BY product_id IN {declared:Array(String)} DESC, clicks DESC, impressions DESC, product_id LIMIT ${PRODUCTS_MAX}`,
    { params: { show: showId, declared: show.catalogue.map(({ productId }) => productId) } },
  )
  const funnel = new Map(funnels.map((row) => [row.product_id, row]))
  const catalogue = new Map(show.catalogue.map((entry) => [entry.productId, entry]))
  const products = [...new Set([...catalogue.keys(), ...funnel.keys()])].slice(0, PRODUCTS_MAX)
  const params = { show: showId, currency, products, from: storeFrom_ms, to: storeTo_ms }
  const sales = new Map((await loadSales(store, params)).map((row) => [row.product_id, row]))
  const people = await loadPeople(store, params)
  const minutes = sales.get(ALL)?.minutes ?? []
  const first = Math.floor(Math.min(start_ms / 1000, minutes[0] ?? Infinity) / 60) * 60
  const last = Math.floor(Math.max(Math.min(storeTo_ms, span.to_ms) / 1000, minutes.at(-1) ?? 0) / 60) * 60
  const figures = (steps: Steps | undefined, sold: SalesRow | undefined): ProductFigures => {
    const { impressions, clicks, carts, checkouts } = steps ?? NO_STEPS
    const [orders, revenue_minor] = [sold?.orders ?? 0, sold?.revenue ?? 0]
    return {
      impressions,
      clicks,
      carts,
      checkouts,
      orders,
      units: sold?.units ?? 0,
      revenue_minor,
      ctr: proportion(clicks, impressions),
      ctor: proportion(orders, clicks),
      gpm_minor: impressions > 0 ? Math.round((revenue_minor * 1000) / impressions) : null,
      ordersByMinute: spread(sold, first, last),
    }
  }
  const against = (buyers: number, storeBuyers: number): ReturnType<typeof compare> =>
    compare({ buyers, people: people.viewers }, { buyers: storeBuyers, people: people.visitors })
  return {
    currency,
    all: against(people.show_buyers, people.store_buyers),
    totals: figures(total(funnels), sales.get(ALL)),
    products: products.map((productId): ProductRow => {
      const entry = catalogue.get(productId)
      const sold = sales.get(productId)
      return {
        productId,
        title: entry?.title || productId,
        number: entry?.number ?? null,
        image: entry?.image ?? null,
        price_minor: entry?.price_minor ?? null,
        ...figures(funnel.get(productId), sold),
        comparison: against(sold?.buyers ?? 0, sold?.store_buyers ?? 0),
      }
    }),
    storeFrom_ms,
    storeTo_ms,
    provisional: !isFinal(show.summary, now_ms),
    minimumBuyers: MINIMUM_BUYERS,
  }
}

const NO_STEPS: Steps = { impressions: 0, clicks: 0, carts: 0, checkouts: 0 }

function total(rows: readonly Steps[]): Steps {
  return rows.reduce(
    (sum, row) => ({
      impressions: sum.impressions + row.impressions,
      clicks: sum.clicks + row.clicks,
      carts: sum.carts + row.carts,
      checkouts: sum.checkouts + row.checkouts,
    }),
    NO_STEPS,
  )
}

type Params = Readonly<Record<string, unknown>>

/** The row of all products together, where an order with two of them is one order. No product is named so. */
const ALL = ''

/** Sales of each product in the show, and of ALL; its buyers there and in the store over the same days. */
async function loadSales(store: Asks, params: Params): Promise<readonly SalesRow[]> {
  return store.query<SalesRow>(
    `WITH arrayReduce('sumMap', [minutes_each], [arrayWithConstant(length(minutes_each), toUInt32(1))]) AS counted
    SELECT * EXCEPT minutes_each, counted.1 AS minutes, CAST(counted.2, 'Array(Float64)') AS minute_orders
    FROM (SELECT product_id,
      toFloat64(uniqExactIf(order_id, in_show)) AS orders, toFloat64(sumIf(quantity, in_show)) AS units,
      toFloat64(sumIf(revenue_minor, in_show AND currency = {currency:String})) AS revenue,
      toFloat64(uniqExactIf(visitor_id, in_show)) AS buyers, toFloat64(uniqExactIf(visitor_id, NOT in_show)) AS store_buyers,
      arrayMap(one -> toUInt32(toStartOfMinute(one.2)), groupUniqArrayIf((order_id, occurred_at), in_show)) AS minutes_each
    FROM (SELECT *, show_id = {show:String} AS in_show FROM order_lines WHERE product_id IN {products:Array(String)}
      AND (show_id = {show:String} OR (show_id = '' AND ${IN_RANGE('occurred_at')})))
    GROUP BY ROLLUP(product_id))`,
    { params },
  )
}

const IN_RANGE = (column: string): string =>
  `${column} BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')`

/**
 * Viewers of the show and visitors of the store, each with the buyers among them of any product of the show. A buyer
 * counts as one of the people even where no player or page reported them, so that no rate exceeds 1.
 */
async function loadPeople(store: Asks, params: Params): Promise<PeopleRow> {
  const [row] = await store.query<PeopleRow>(
    `WITH lines AS (SELECT visitor_id, show_id FROM order_lines WHERE product_id IN {products:Array(String)}
        AND (show_id = {show:String} OR (show_id = '' AND ${IN_RANGE('occurred_at')}))),
      viewers AS (SELECT visitor_id FROM sessions WHERE show_id = {show:String} AND first_joined_at IS NOT NULL
        UNION DISTINCT SELECT visitor_id FROM lines WHERE show_id != ''),
      visitors AS (SELECT visitor_id FROM sessions WHERE show_id = ''
        AND started_at <= fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ended_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        UNION DISTINCT SELECT visitor_id FROM lines WHERE show_id = '')
    SELECT (SELECT toFloat64(count()) FROM viewers) AS viewers,
      (SELECT toFloat64(count()) FROM visitors) AS visitors,
      (SELECT toFloat64(uniqExact(visitor_id)) FROM lines WHERE show_id != '') AS show_buyers,
      (SELECT toFloat64(uniqExact(visitor_id)) FROM lines WHERE show_id = '') AS store_buyers`,
    { params },
  )
  return row ?? { viewers: 0, visitors: 0, show_buyers: 0, store_buyers: 0 }
}

/** Orders a minute from the first to the last, several minutes to a point where they would be more than fit. */
function spread(sold: SalesRow | undefined, first: number, last: number): readonly number[] {
  const count = Math.max(1, (last - first) / 60 + 1)
  const perPoint = Math.ceil(count / ORDER_POINTS_MAX)
  const points = new Array<number>(Math.ceil(count / perPoint)).fill(0)
  for (const [i, minute] of sold?.minutes.entries() ?? []) {
    const point = Math.floor((minute - first) / 60 / perPoint)
    if (point >= 0 && point < points.length) points[point] = (points[point] ?? 0) + (sold?.minute_orders[i] ?? 0)
  }
  return points
}
