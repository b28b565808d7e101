// How well the stream plays: together, by screen and connection, and the one sentence a host needs when it does not.
import type { QualityGroup, QualityNow } from '../contract.ts'
import { STARTUP_BUCKETS_MS } from '../../pipeline/contract.ts'
import { medianOf } from './buckets.ts'
import { QUALITY_FIELDS, named, splitKey } from './fields.ts'

/** QUALITY_FIELDS and start-up buckets, by minute, screen and connection. */
export type QualityByKey = ReadonlyMap<string, readonly number[]>

const STRIP_MINUTES = 20
const GROUPS_MAX = 8

/**
 * A group is in trouble above this share of its playing time spent rebuffering. Dobrian et al., "Understanding the
 * impact of video quality on user engagement" (SIGCOMM 2011): in live shows one more percent of buffering cost more than
 * three minutes of a 90-minute event, the strongest effect of all; 5 % is far beyond what viewers put up with.
 */
export const REBUFFER_ALERT_SHARE = 0.05
/**
 * ... or above this share of its starts failing. Krishnan and Sitaraman, "Video stream quality impacts viewer behavior"
 * (IMC 2012): viewers of failed visits are measurably less likely to come back within a week.
 */
export const FAILURE_ALERT_SHARE = 0.05
/** An alert looks at the last three minutes and needs this much playing time, or this many attempts, in each group. */
export const ALERT_MINUTES = 3
export const ALERT_PLAYED_MS_MIN = 60_000
export const ALERT_ATTEMPTS_MIN = 10

/** Everything from `from_s` on, together. */
export function qualityOf(cells: QualityByKey, from_s: number): QualityNow {
  return qualityNow([...cells].filter(([key]) => Number(splitKey(key)[0]) >= from_s).map(([, values]) => values))
}

/** The sum of rows of QUALITY_FIELDS and start-up buckets. */
export function qualityNow(rows: readonly (readonly number[])[]): QualityNow {
  const sum: number[] = []
  for (const row of rows) for (const [i, value] of row.entries()) sum[i] = (sum[i] ?? 0) + value
  const total = named(QUALITY_FIELDS, sum)
  return {
    attempts: total.attempts,
    starts: total.starts,
    failures: total.failures,
    startup_ms: medianOf(STARTUP_BUCKETS_MS, sum.slice(QUALITY_FIELDS.length)),
    played_ms: total.played_ms,
    rebuffer_ms: total.rebuffer_ms,
    bitrate_kbps: total.bitrate_count > 0 ? total.bitrate_sum_kbps / total.bitrate_count : null,
    latency_ms: total.latency_count > 0 ? total.latency_sum_ms / total.latency_count : null,
  }
}

/** The rebuffer strip: groups with most playing time first, a cell a minute, the last 20 minutes. */
export function qualityGroups(cells: QualityByKey, now_s: number): readonly QualityGroup[] {
  const from = Math.floor(now_s / 60) * 60 - (STRIP_MINUTES - 1) * 60
  const groups = new Map<
    string,
    { played_ms: number; group: QualityGroup & { cells: QualityGroup['cells'][number][] } }
  >()
  for (const [key, values] of cells) {
    const [minuteText = '', screen = '', connection = ''] = splitKey(key)
    const minute = Number(minuteText)
    if (minute < from) continue
    const name = `${screen}/${connection}`
    let held = groups.get(name)
    if (!held) groups.set(name, (held = { played_ms: 0, group: { screen, connection, cells: [] } }))
    const { played_ms, rebuffer_ms } = named(QUALITY_FIELDS, values)
    held.played_ms += played_ms
    held.group.cells.push({ minute, played_ms, rebuffer_ms })
  }
  return [...groups.values()]
    .toSorted((a, b) => b.played_ms - a.played_ms || (a.group.screen < b.group.screen ? -1 : 1))
    .slice(0, GROUPS_MAX)
    .map(({ group }) => ({ ...group, cells: group.cells.toSorted((a, b) => a.minute - b.minute) }))
}
