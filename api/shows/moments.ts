// What a host put before the viewers.
import type { Store } from '../../store/contract.ts'
import type { Moment, MomentKind } from '../contract.ts'
import { ms } from './words.ts'

interface Row {
  readonly moment_id: string
  readonly kind: MomentKind
  readonly title: string
  readonly product_id: string
  readonly price: number | null
  readonly starts: number
  readonly ends: number | null
  readonly planned: number | null
}

/** All moments of a show, oldest first. */
export async function loadMoments(store: Pick<Store, 'query'>, showId: string): Promise<readonly Moment[]> {
  const rows = await store.query<Row>(
    `SELECT moment_id, kind, title, product_id, toFloat64(price_minor) AS price, ${ms('starts_at')} AS starts,
      ${ms('ends_at')} AS ends, ${ms('planned_end')} AS planned
    FROM moments WHERE show_id = {show:String} ORDER BY starts_at, moment_id`,
    { params: { show: showId } },
  )
  return rows.map((row) => ({
    momentId: row.moment_id,
    kind: row.kind,
    title: row.title,
    productId: row.product_id === '' ? null : row.product_id,
    price_minor: row.price,
    startsAt_ms: row.starts,
    endsAt_ms: row.ends,
    plannedEnd_ms: row.planned,
  }))
}
