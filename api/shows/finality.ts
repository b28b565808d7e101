// When a show's numbers stop growing.
import { EVENT_AGE_MAX_MS } from '../../events/limits.ts'
import { DEFAULT_SETTINGS } from '../../pipeline/contract.ts'
import type { Store } from '../../store/contract.ts'
import type { Finality, ShowSummary } from '../contract.ts'

const { attribution_ms, closeAfter_ms } = DEFAULT_SETTINGS

/**
 * The last order that can count for the show is placed attribution_ms after its end, and the collector takes events up to
 * EVENT_AGE_MAX_MS old. null while the show has not ended.
 */
export function finalAt(endedAt_ms: number | null): number | null {
  return endedAt_ms === null ? null : endedAt_ms + attribution_ms + EVENT_AGE_MAX_MS + closeAfter_ms
}

export function isFinal({ endedAt_ms }: Pick<ShowSummary, 'endedAt_ms'>, now_ms: number): boolean {
  const at_ms = finalAt(endedAt_ms)
  return at_ms !== null && now_ms >= at_ms
}

export async function loadFinality(store: Pick<Store, 'query'>, show: ShowSummary, now_ms: number): Promise<Finality> {
  const { endedAt_ms } = show
  if (endedAt_ms === null) return { state: 'running', finalAt_ms: null, atEnd: null }
  const [row] = await store.query<{ orders: number; revenue: number }>(
    `SELECT toFloat64(count()) AS orders, toFloat64(sumIf(total_minor, currency = {currency:String})) AS revenue
    FROM orders WHERE show_id = {show:String} AND occurred_at <= fromUnixTimestamp64Milli({end:Int64}, 'UTC')`,
    { params: { show: show.showId, currency: show.currency, end: endedAt_ms } },
  )
  return {
    state: isFinal(show, now_ms) ? 'final' : 'provisional',
    finalAt_ms: finalAt(endedAt_ms),
    atEnd: { orders: row?.orders ?? 0, revenue_minor: row?.revenue ?? 0 },
  }
}
