// A show minute by minute.
import type { Store } from '../../store/contract.ts'
import type { TimelineMinute } from '../contract.ts'
import { curveOf, viewersAt } from '../live/curve.ts'
import { numbers } from './words.ts'

/** A day. Of longer ones the newest. */
export const TIMELINE_MINUTES_MAX = 1440

const COUNTS = [
  'joins',
  'leaves',
  'new_viewers',
  'played_ms',
  'comments',
  'reactions',
  'shares',
  'impressions',
  'clicks',
  'carts',
  'checkouts',
] as const

interface MinuteRow extends Readonly<Record<(typeof COUNTS)[number], number>> {
  readonly minute: number
}
interface SaleRow {
  readonly minute: number
  readonly orders: number
  readonly revenue: number
}
interface SecondRow {
  readonly second: number
  readonly joins: number
  readonly leaves: number
}

/** Every minute from the first with anything in it to the last; revenue in the show's currency. */
export async function loadTimeline(
  store: Pick<Store, 'query'>,
  showId: string,
  currency: string,
): Promise<readonly TimelineMinute[]> {
  const params = { show: showId, currency }
  const counts = await store.query<MinuteRow>(
    `SELECT toUInt32(m.minute) AS minute, ${numbers(COUNTS, 'm.')} FROM show_minutes AS m WHERE m.show_id = {show:String}`,
    { params },
  )
  const sales = await store.query<SaleRow>(
    `SELECT toUInt32(toStartOfMinute(occurred_at)) AS minute, toFloat64(count()) AS orders,
      toFloat64(sumIf(total_minor, currency = {currency:String})) AS revenue
    FROM orders WHERE show_id = {show:String} GROUP BY minute`,
    { params },
  )
  const seconds = await store.query<SecondRow>(
    `SELECT toUInt32(a.second) AS second, toFloat64(a.joins) AS joins, toFloat64(a.leaves) AS leaves
    FROM audience_seconds AS a WHERE a.show_id = {show:String}`,
    { params },
  )
  return timeline(counts, sales, seconds)
}

function timeline(
  counts: readonly MinuteRow[],
  sales: readonly SaleRow[],
  seconds: readonly SecondRow[],
): readonly TimelineMinute[] {
  const byMinute = new Map(counts.map((row) => [row.minute, row]))
  const sold = new Map(sales.map((row) => [row.minute, row]))
  const moved = seconds.map((row) => row.second - (row.second % 60))
  const known = [...byMinute.keys(), ...sold.keys(), ...moved]
  if (known.length === 0) return []
  const last = known.reduce((a, b) => Math.max(a, b))
  const first = Math.max(
    known.reduce((a, b) => Math.min(a, b)),
    last - (TIMELINE_MINUTES_MAX - 1) * 60,
  )
  const curve = curveOf(new Map(seconds.map((row) => [row.second, [row.joins, row.leaves]])), last + 59)
  const minutes: TimelineMinute[] = []
  for (let minute = first; minute <= last; minute += 60) {
    const row = byMinute.get(minute)
    let peak = viewersAt(curve, minute - 1)
    for (let second = minute; second < minute + 60; second++) peak = Math.max(peak, viewersAt(curve, second))
    minutes.push({
      minute,
      viewers: viewersAt(curve, minute + 59),
      peakViewers: peak,
      joins: row?.joins ?? 0,
      leaves: row?.leaves ?? 0,
      newViewers: row?.new_viewers ?? 0,
      played_ms: row?.played_ms ?? 0,
      comments: row?.comments ?? 0,
      reactions: row?.reactions ?? 0,
      shares: row?.shares ?? 0,
      impressions: row?.impressions ?? 0,
      clicks: row?.clicks ?? 0,
      carts: row?.carts ?? 0,
      checkouts: row?.checkouts ?? 0,
      orders: sold.get(minute)?.orders ?? 0,
      revenue_minor: sold.get(minute)?.revenue ?? 0,
    })
  }
  return minutes
}
