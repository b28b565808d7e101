// Retention: the log forgets what is older than keep_ms or more than keep_bytes, never what a recovery may need.
import type { EventLog } from '../../log/contract.ts'
import type { Lane } from './lane.ts'
import type { OwnerLimits } from './limits.ts'

export interface RetentionContext {
  readonly log: EventLog
  readonly clock: () => number
  readonly limits: OwnerLimits
  readonly trims: TrimTimes
  readonly pace: { now(): number }
}

/** Pace time of each lane's newest look at its retention. */
export type TrimTimes = WeakMap<Lane, number>

/** Trims the partition below `keptFrom` as far as retention says; looks at most every trimInterval_ms. */
export async function trimLane(lane: Lane, keptFrom: number, context: RetentionContext): Promise<void> {
  const { log, clock, limits, trims, pace } = context
  if (limits.keep_ms === Infinity && limits.keep_bytes === Infinity) return
  const before_ms = trims.get(lane)
  if (before_ms !== undefined && pace.now() - before_ms < limits.trimInterval_ms) return
  trims.set(lane, pace.now())
  const start = (await log.startOffsets([lane.partition]))[lane.partition] ?? 0
  if (keptFrom <= start) return
  const mean_bytes = lane.readRecords > 0 ? lane.read_bytes / lane.readRecords : 0
  const keepRecords = mean_bytes > 0 ? Math.floor(limits.keep_bytes / mean_bytes) : Infinity
  const tooMany = Math.max(start, lane.processor.nextOffset - keepRecords)
  const tooOld = await firstSince(log, lane.partition, start, keptFrom, clock() - limits.keep_ms)
  const offset = Math.min(keptFrom, Math.max(tooMany, tooOld))
  if (offset > start) await log.trim(lane.partition, offset)
}

/** The first offset of [from, to) appended at or after `since_ms`, else `to`: halving, as append times never go back. */
async function firstSince(
  log: EventLog,
  partition: number,
  from: number,
  to: number,
  since_ms: number,
): Promise<number> {
  let low = from
  let high = to
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const record = (await log.read(partition, middle, { records: 1, bytes: 1 }))[0]
    if (record === undefined || record.appendedAt_ms >= since_ms) high = middle
    else low = middle + 1
  }
  return low
}
