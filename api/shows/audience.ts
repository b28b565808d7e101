// How many watched, second by second.
import type { Store } from '../../store/contract.ts'
import type { Curve } from '../live/curve.ts'
import { curveOf } from '../live/curve.ts'
import { numbers } from './words.ts'

/** From the first second in which somebody joined or left to the last, or to `to_s`, Unix s. */
export async function loadCurve(store: Pick<Store, 'query'>, showId: string, to_s?: number): Promise<Curve> {
  const rows = await store.query<{ second: number; joins: number; leaves: number }>(
    `SELECT toUInt32(a.second) AS second, ${numbers(['joins', 'leaves'], 'a.')}
    FROM audience_seconds AS a WHERE a.show_id = {show:String}`,
    { params: { show: showId } },
  )
  const last = rows.reduce((most, row) => Math.max(most, row.second), 0)
  return curveOf(new Map(rows.map((row) => [row.second, [row.joins, row.leaves]])), to_s ?? last)
}
