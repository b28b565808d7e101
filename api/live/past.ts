// What past shows usually had, per viewer-minute: the outer half of the engagement meter's "usual".
import type { Store } from '../../store/contract.ts'
import type { PastRates } from './engagement.ts'
import { ENGAGEMENT_MIN_VIEWER_MINUTES } from './engagement.ts'

/** The newest ended shows are asked, this one left out. */
const PAST_SHOWS_MAX = 10

interface PastRow {
  readonly viewerMinutes: number
  readonly comments: number
  readonly reactions: number
  readonly clicks: number
  readonly carts: number
  readonly shares: number
}

/**
 * null when no show has ended, or they had too few viewers. The area under a show's curve is summed without drawing it:
 * each join adds the seconds from it to the end, each leave takes those away.
 */
export async function loadPastRates(store: Store, showId: string): Promise<PastRates | null> {
  const [row] = await store.query<PastRow>(
    `WITH past AS (SELECT show_id, max(ended_at) AS ended FROM shows_log FINAL
        WHERE show_id != {show:String} AND ended_at IS NOT NULL GROUP BY show_id ORDER BY ended DESC LIMIT ${PAST_SHOWS_MAX})
     SELECT
       (SELECT sum(area) / 60 FROM (SELECT show_id, sum((toInt64(end) - toInt64(second)) * (toInt64(joins) - toInt64(leaves))) AS area
          FROM (SELECT show_id, second, joins, leaves FROM audience_seconds_log FINAL) AS seconds
          JOIN (SELECT show_id, max(second) AS end FROM audience_seconds_log GROUP BY show_id) AS ends USING (show_id)
          WHERE show_id IN (SELECT show_id FROM past) GROUP BY show_id)) AS viewerMinutes,
       toFloat64(sum(comments)) AS comments, toFloat64(sum(reactions)) AS reactions, toFloat64(sum(clicks)) AS clicks,
       toFloat64(sum(carts)) AS carts, toFloat64(sum(shares)) AS shares
     FROM show_minutes_log FINAL WHERE show_id IN (SELECT show_id FROM past)`,
    { params: { show: showId } },
  )
  if (!row || !(row.viewerMinutes >= ENGAGEMENT_MIN_VIEWER_MINUTES)) return null
  const per = (count: number): number => count / row.viewerMinutes
  return {
    comments: per(row.comments),
    reactions: per(row.reactions),
    clicks: per(row.clicks),
    carts: per(row.carts),
    shares: per(row.shares),
  }
}
