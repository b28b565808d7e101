// What each moment of a show did: the audience and the orders of its time, and what is counted for the moment itself.
import type { Store } from '../../store/contract.ts'
import type { Moment, MomentResult, Pace } from '../contract.ts'
import type { Curve } from '../live/curve.ts'
import { viewersAt } from '../live/curve.ts'
import { rateRatio } from '../statistics/rate-ratio.ts'
import { loadCurve } from './audience.ts'
import { loadMoments } from './moments.ts'
import type { StoredShow } from './summaries.ts'
import { numbers } from './words.ts'

/** Moments whose results are worked out. Above: the oldest; the others stand in the list of moments. */
export const MOMENT_RESULTS_MAX = 200
/** What the time of a moment is compared with: so long before it, or since the show began. */
export const BEFORE_MS = 5 * 60_000
/** Shorter stretches and fewer orders say nothing about a pace. */
const STRETCH_MIN_MS = 30_000
const ORDERS_MIN = 10

type Asks = Pick<Store, 'query'>

interface TimesRow {
  readonly during: number
  readonly revenue: number
  readonly before: number
  readonly comments: number
}
interface OwnRow {
  readonly moment_id: string
  readonly impressions: number
  readonly clicks: number
  readonly carts: number
  readonly orders: number
  readonly revenue_minor: number
}
interface Stretch {
  readonly from_ms: number
  readonly to_ms: number
  readonly before_ms: number
}

export async function loadMomentResults(
  store: Asks,
  show: StoredShow,
  now_ms: number,
): Promise<readonly MomentResult[]> {
  const { showId, currency, endedAt_ms, startedAt_ms } = show.summary
  const moments = (await loadMoments(store, showId)).slice(0, MOMENT_RESULTS_MAX)
  if (moments.length === 0) return []
  const end_ms = endedAt_ms ?? Math.max(now_ms, show.lastAt_ms ?? 0)
  const begin_ms = startedAt_ms ?? show.firstAt_ms ?? end_ms
  const stretches = moments.map((moment) => stretchOf(moment, begin_ms, end_ms))
  const times = await loadTimes(store, showId, currency, stretches)
  const own = new Map((await loadOwn(store, showId, currency)).map((row) => [row.moment_id, row]))
  const curve = await loadCurve(store, showId, Math.ceil(end_ms / 1000))
  return moments.map((moment, i): MomentResult => {
    const stretch = stretches[i]!
    const { during, revenue, before, comments } = times[i] ?? { during: 0, revenue: 0, before: 0, comments: 0 }
    const { moment_id: _id, ...counted } = own.get(moment.momentId) ?? { moment_id: null }
    return {
      ...moment,
      ...audience(curve, stretch),
      comments,
      revenue_minor: revenue,
      pace: paceOf({ orders: during, ms: stretch.to_ms - stretch.from_ms }, { orders: before, ms: stretch.before_ms }),
      own: 'orders' in counted ? counted : null,
    }
  })
}

function stretchOf(moment: Moment, begin_ms: number, end_ms: number): Stretch {
  const from_ms = moment.startsAt_ms
  const to_ms = Math.max(from_ms, Math.min(moment.endsAt_ms ?? end_ms, end_ms))
  return { from_ms, to_ms, before_ms: Math.max(0, Math.min(BEFORE_MS, from_ms - begin_ms)) }
}

export function paceOf(during: Pace['during'], before: Pace['before']): Pace {
  const lacks = lackOf(during, before)
  if (lacks !== null) return { during, before, ratio: null, lacks }
  const bounds = rateRatio({ events: during.orders, time: during.ms }, { events: before.orders, time: before.ms })
  if (before.orders === 0) return { during, before, ratio: null, lacks: 'no order in the minutes before' }
  const value = during.orders / during.ms / (before.orders / before.ms)
  return { during, before, ratio: { value, low: bounds.low, high: finite(bounds.high) }, lacks: null }
}

function lackOf(during: Pace['during'], before: Pace['before']): string | null {
  if (before.ms < STRETCH_MIN_MS) return 'it began with the show'
  if (during.ms < STRETCH_MIN_MS) return `it ran for less than ${STRETCH_MIN_MS / 1000} s`
  const orders = during.orders + before.orders
  if (orders < ORDERS_MIN) return `${orders === 1 ? '1 order' : `${orders} orders`}, needs ${ORDERS_MIN}`
  return null
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

function audience(
  curve: Curve,
  { from_ms, to_ms }: Stretch,
): Pick<MomentResult, 'viewersAtStart' | 'viewersAtEnd' | 'peakViewers'> {
  const [from, to] = [Math.floor(from_ms / 1000), Math.floor(to_ms / 1000)]
  const viewersAtStart = viewersAt(curve, from)
  let peakViewers = viewersAtStart
  for (let second = from; second <= to; second++) peakViewers = Math.max(peakViewers, viewersAt(curve, second))
  return { viewersAtStart, viewersAtEnd: viewersAt(curve, to), peakViewers }
}

/** Orders and comments of the time of each moment, in its order. */
async function loadTimes(
  store: Asks,
  showId: string,
  currency: string,
  stretches: readonly Stretch[],
): Promise<readonly TimesRow[]> {
  const times = stretches.map(({ from_ms, to_ms, before_ms }) => [from_ms, to_ms, from_ms - before_ms])
  const params = { show: showId, currency, times }
  const rows = await store.query<{ rows: readonly (readonly [number, number, number])[] }>(
    `SELECT arrayMap(t -> (
      toFloat64(arrayCount(o -> o.1 >= t[1] AND o.1 < t[2], orders)),
      toFloat64(arraySum(o -> if(o.1 >= t[1] AND o.1 < t[2], o.2, 0), orders)),
      toFloat64(arrayCount(o -> o.1 >= t[3] AND o.1 < t[1], orders))), {times:Array(Array(Int64))}) AS rows
    FROM (SELECT groupArray((toUnixTimestamp64Milli(occurred_at), if(currency = {currency:String}, total_minor, 0))) AS orders
      FROM orders WHERE show_id = {show:String})`,
    { params },
  )
  const said = await store.query<{ rows: readonly number[] }>(
    `SELECT arrayMap(t -> toFloat64(arrayCount(at -> at >= t[1] AND at < t[2], posted)), {times:Array(Array(Int64))}) AS rows
    FROM (SELECT groupArray(toUnixTimestamp64Milli(occurred_at)) AS posted FROM comments WHERE show_id = {show:String})`,
    { params },
  )
  return (rows[0]?.rows ?? []).map(([during, revenue, before], i) => ({
    during,
    revenue,
    before,
    comments: said[0]?.rows[i] ?? 0,
  }))
}

/** What is counted for each moment by what the viewer saw. */
async function loadOwn(store: Asks, showId: string, currency: string): Promise<readonly OwnRow[]> {
  return store.query<OwnRow>(
    `SELECT moment_id, ${numbers(['impressions', 'clicks', 'carts', 'orders', 'revenue_minor'])} FROM (
      SELECT moment_id, sum(i) AS impressions, sum(c) AS clicks, sum(a) AS carts, sum(o) AS orders, sum(m) AS revenue_minor
      FROM (
        SELECT moment_id, toInt64(p.impressions) AS i, toInt64(p.clicks) AS c, toInt64(p.carts) AS a, 0 AS o, toInt64(0) AS m
        FROM product_minutes AS p WHERE p.show_id = {show:String} AND p.moment_id != ''
        UNION ALL
        SELECT moment_id, 0, 0, 0, uniqExact(order_id), sumIf(revenue_minor, currency = {currency:String})
        FROM order_lines WHERE show_id = {show:String} AND moment_id != '' GROUP BY moment_id)
      GROUP BY moment_id)`,
    { params: { show: showId, currency } },
  )
}
