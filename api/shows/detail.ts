// A show's page when it is looked at from the record: totals, watch time, quality, retention.
import type { Store } from '../../store/contract.ts'
import { WATCH_BUCKETS_MS } from '../../pipeline/contract.ts'
import type { QualityNow, ShowDetail } from '../contract.ts'
import { QUALITY_COLUMNS } from '../live/fields.ts'
import { qualityNow } from '../live/quality.ts'
import { loadFinality } from './finality.ts'
import { loadMoments } from './moments.ts'
import type { StoredShow } from './summaries.ts'

type Asks = Pick<Store, 'query'>

export async function loadDetail(store: Asks, show: StoredShow, now_ms: number): Promise<ShowDetail> {
  const { showId } = show.summary
  const { viewers: _viewers, played_ms: _played, comments: _comments, ...totals } = pickTotals(show)
  return {
    ...show.summary,
    ...totals,
    products: show.catalogue,
    moments: await loadMoments(store, showId),
    peakAt_ms: await loadPeakAt(store, showId),
    medianWatch_ms: await loadMedianWatch(store, showId),
    quality: await loadQuality(store, showId),
    retention: await loadRetention(store, showId),
    finality: await loadFinality(store, show.summary, now_ms),
  }
}

function pickTotals({ totals }: StoredShow): StoredShow['totals'] {
  const { viewers, played_ms, comments, reactions, shares, impressions, clicks, carts, checkouts, late } = totals
  return { viewers, played_ms, comments, reactions, shares, impressions, clicks, carts, checkouts, late }
}

/** The first second with the most viewers. */
async function loadPeakAt(store: Asks, showId: string): Promise<number | null> {
  const [row] = await store.query<{ at: number; viewers: number }>(
    `SELECT toFloat64(toUInt32(second)) * 1000 AS at, toFloat64(viewers) AS viewers FROM concurrency
    WHERE show_id = {show:String} ORDER BY viewers DESC, second LIMIT 1`,
    { params: { show: showId } },
  )
  return row && row.viewers > 0 ? row.at : null
}

/** Over sessions that joined; the mean of the two in the middle when their number is even. */
async function loadMedianWatch(store: Asks, showId: string): Promise<number | null> {
  const [row] = await store.query<{ median: number; sessions: number }>(
    `SELECT quantileExactInclusive(0.5)(played_ms) AS median, toFloat64(count()) AS sessions FROM sessions
    WHERE show_id = {show:String} AND first_joined_at IS NOT NULL`,
    { params: { show: showId } },
  )
  return row && row.sessions > 0 ? row.median : null
}

async function loadQuality(store: Asks, showId: string): Promise<QualityNow> {
  const sums = QUALITY_COLUMNS.map((column) => `toFloat64(sum(${column}))`)
  const rows = await store.query<{ values: readonly number[] }>(
    `SELECT [${sums}] AS values FROM quality_minutes WHERE show_id = {show:String}`,
    { params: { show: showId } },
  )
  return qualityNow(rows.map((row) => row.values))
}

/**
 * How many of the visitors who joined watched at least so long, over all their sessions, at 0 and the bounds of
 * WATCH_BUCKETS_MS up to the first that nobody reached.
 */
async function loadRetention(store: Asks, showId: string): Promise<ShowDetail['retention']> {
  const bounds = [0, ...WATCH_BUCKETS_MS]
  const [row] = await store.query<{ reached: readonly number[] }>(
    `SELECT arrayMap(bound -> toFloat64(arrayCount(played -> played >= bound, groupArray(played_ms))), {bounds:Array(UInt64)}) AS reached
    FROM (SELECT visitor_id, sum(played_ms) AS played_ms FROM sessions
      WHERE show_id = {show:String} AND first_joined_at IS NOT NULL GROUP BY visitor_id)`,
    { params: { show: showId, bounds } },
  )
  const reached = row?.reached ?? []
  const points = bounds.map((watched_ms, i) => ({ watched_ms, viewers: reached[i] ?? 0 }))
  const end = points.findIndex((point) => point.viewers === 0)
  return end < 0 ? points : points.slice(0, end + 1)
}

/** Unix ms of a show's first and last sign, for ranges; null when it has none. */
export function spanOf(show: StoredShow): { readonly from_ms: number; readonly to_ms: number } | null {
  const times = [show.summary.startedAt_ms, show.firstAt_ms, show.lastAt_ms, show.summary.endedAt_ms]
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : { from_ms: Math.min(...known), to_ms: Math.max(...known) }
}
