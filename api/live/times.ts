// How far each partition's frames have come: how old the glass is, and whose doing that is.
import type { Clock } from '../../events/contract.ts'
import type { PartitionFrame } from '../../pipeline/contract.ts'
import type { Lagging } from '../contract.ts'
import { PARTITION_LAGS_MS, PARTITION_MISSED_MS } from '../limits.ts'

/** A partition's frame: its offset, and its partition time, Unix ms. */
interface Stand {
  readonly offset: number
  readonly time_ms: number
}

export interface PartitionTimes {
  /** Where the frame before it stood; null for the first, 'older' for one that comes late and is to be left. */
  take(frame: PartitionFrame): Stand | null | 'older'
  /** Of the slowest, Unix ms; null before the first frame. */
  slowest(): number | null
  /** The slowest of those that lag behind the others, or that have never told anything; null when none does. */
  lagging(): Lagging | null
  /** Partitions of the newest log that have sent a frame. */
  count(): number
  /** A log made anew. */
  forget(): void
}

/** `pace`: real milliseconds, never going back. */
export function createPartitionTimes(pace: Clock): PartitionTimes {
  const times = new Map<number, Stand>()
  let partitions = 0
  let since_ms = pace()

  function slowest(): number | null {
    let least: number | null = null
    for (const { time_ms } of times.values()) if (least === null || time_ms < least) least = time_ms
    return least
  }

  /** Those that have told nothing, once that is no longer a matter of moments. */
  function missing(): readonly number[] {
    if (pace() - since_ms < PARTITION_MISSED_MS) return []
    return Array.from({ length: partitions }, (_, partition) => partition).filter((partition) => !times.has(partition))
  }

  return {
    take({ partition, partitions: all, offset, time_ms }) {
      if (times.size === 0) since_ms = pace()
      const before = times.get(partition)
      if (before && before.offset > offset) return 'older'
      times.set(partition, { offset, time_ms })
      partitions = all
      return before ?? null
    },
    slowest,
    lagging() {
      const newest = Math.max(...[...times.values()].map(({ time_ms }) => time_ms))
      const behind = [...times]
        .filter(([, { time_ms }]) => newest - time_ms > PARTITION_LAGS_MS)
        .toSorted(([, a], [, b]) => a.time_ms - b.time_ms)
        .map(([partition]) => partition)
      const [partition, ...others] = [...missing(), ...behind]
      if (partition === undefined) return null
      return { partition, isMissing: !times.has(partition), others: others.length }
    },
    count: () => times.size,
    forget() {
      times.clear()
      partitions = 0
    },
  }
}
