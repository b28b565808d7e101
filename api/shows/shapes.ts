// The shape of each show's evening: what the list draws beside its name.
import type { Store } from '../../store/contract.ts'
import { SHOW_SHAPE_POINTS_MAX } from '../contract.ts'

/** Shows that get one: the newest. */
export const SHAPES_MAX = 60
const STRETCH_S = 10

interface Row {
  readonly show_id: string
  /** [Unix s of a stretch, of its first change, most viewers from then on, viewers at its end], oldest first. */
  readonly stretches: readonly (readonly [number, number, number, number])[]
}

/** By show, what `shape` of the list says. */
export async function loadShapes(
  store: Pick<Store, 'query'>,
  showIds: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const shows = showIds.slice(0, SHAPES_MAX)
  if (shows.length === 0) return new Map()
  const rows = await store.query<Row>(
    `SELECT show_id, arraySort(groupArray((at, changed, most, last))) AS stretches FROM (
      SELECT show_id, toUInt32(toStartOfInterval(second, INTERVAL ${STRETCH_S} SECOND)) AS at,
        toUInt32(min(second)) AS changed, toFloat64(max(viewers)) AS most, toFloat64(argMax(viewers, second)) AS last
      FROM concurrency WHERE show_id IN {shows:Array(String)} GROUP BY show_id, at)
    GROUP BY show_id`,
    { params: { shows } },
  )
  return new Map(rows.map((row) => [row.show_id, shapeOf(row.stretches)]))
}

/** Every stretch from the first to the last, in at most SHOW_SHAPE_POINTS_MAX points: the most viewers of each. */
export function shapeOf(stretches: Row['stretches']): readonly number[] {
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (!first || !last) return []
  const count = (last[0] - first[0]) / STRETCH_S + 1
  const perPoint = Math.ceil(count / SHOW_SHAPE_POINTS_MAX)
  const points = new Array<number>(Math.ceil(count / perPoint)).fill(0)
  let next = 0
  let standing = 0
  for (let i = 0; i < count; i++) {
    const row = stretches[next]
    const here = row && row[0] === first[0] + i * STRETCH_S ? row : null
    const point = Math.floor(i / perPoint)
    // Who stood there before counts, unless the first second changed it already.
    const before = here && here[1] === here[0] ? 0 : standing
    points[point] = Math.max(points[point] ?? 0, before, here?.[2] ?? 0)
    if (!here) continue
    standing = here[3]
    next++
  }
  return points
}
