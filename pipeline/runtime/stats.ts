// What an owner tells of itself, for /metrics and /readyz.
import type { Clock } from '../../events/contract.ts'
import type { Durations } from './durations.ts'
import type { OwnerFigures } from './flush.ts'
import type { Lane } from './lane.ts'
import type { Pace } from './pace.ts'
import type { Undriven, UndrivenPartition } from './undriven.ts'

export interface PartitionStats {
  readonly partition: number
  /** Offset of the next record to step, and of the first whose rows are not yet in the store. */
  readonly offset: number
  readonly flushedOffset: number
  readonly endOffset: number
  /** Stepped since the start, quarantined ones among them. */
  readonly events: number
  /** Events in the records not stepped yet, about: as many a record as those stepped since the start had; 0 when all are stepped. */
  readonly lagEvents: number
  /** Records stepped since the start that no Cartbeat wrote. */
  readonly damaged: number
  /** How far partition time is behind the clock; 0 when all records are stepped. */
  readonly lag_ms: number
  /** Rows acknowledged since the start. */
  readonly rows: number
  /** Reads that failed and were tried again. */
  readonly retries: number
  readonly checkpointOffset: number
  readonly checkpointAge_ms: number
  /** How often each bound of the processor's memory left something out, since the log began. */
  readonly overflow: Readonly<Record<string, number>>
}

export interface OwnerStats {
  /** Those it drives. */
  readonly partitions: readonly PartitionStats[]
  /** Those it should drive and cannot. */
  readonly undriven: readonly UndrivenPartition[]
  /** How long each acknowledged insert took, retries included. */
  readonly flushes: Readonly<Durations>
  /** Inserts that failed and were tried again. */
  readonly retries: number
  /** Why the store does not take rows at the moment; null when it does. */
  readonly storeError: string | null
  readonly checkpointError: string | null
  /** Why it drives no partition any more: a newer Cartbeat has had one of them. null while it does its part. */
  readonly steppedBack: string | null
  /** Why the log does not answer at the moment; null when it does. */
  readonly logError: string | null
  /** Partitions its group gave it; null: not in the group yet. Left out: it has no group. */
  readonly assigned?: number | null
}

export function readStats(
  lanes: readonly Lane[],
  undriven: Undriven,
  { clock, pace, figures }: { readonly clock: Clock; readonly pace: Pace; readonly figures: OwnerFigures },
): OwnerStats {
  const notDriven = undriven.list()
  const driven = lanes.filter(
    (lane) => !lane.halted && !notDriven.some(({ partition }) => partition === lane.partition),
  )
  const partitions = driven.map((lane): PartitionStats => {
    const { nextOffset, time_ms } = lane.processor
    const behind = Math.max(0, lane.endOffset - nextOffset)
    return {
      partition: lane.partition,
      offset: nextOffset,
      flushedOffset: lane.writtenOffset,
      endOffset: lane.endOffset,
      events: lane.readEvents,
      lagEvents: Math.round(behind * (lane.readBatches === 0 ? 1 : lane.readEvents / lane.readBatches)),
      damaged: lane.readDamaged,
      lag_ms: behind === 0 ? 0 : Math.max(0, clock() - time_ms),
      rows: lane.rows,
      retries: lane.retries,
      checkpointOffset: lane.checkpointOffset,
      checkpointAge_ms: Math.round(pace.now() - lane.checkpointAt_ms),
      overflow: { ...lane.processor.overflow },
    }
  })
  return { partitions, undriven: notDriven, ...figures, steppedBack: null }
}
