// Whether a log takes appends: seen from those that are made, and where there are none from a tick of our own, which says
// nothing but the time. Asking for the log's end is not enough: brokers short of copies answer that and refuse every append.
import { encodeBatch } from '../events/codec.ts'
import { LogFullError, type EventLog } from '../log/contract.ts'
import { TICK_COLLECTOR } from '../pipeline/contract.ts'

/** A partition that took something this recently, and refused nothing since, is well. */
const FRESH_MS = 10_000
/** An append under way for so long is stuck, though it may still be kept. */
const STUCK_MS = 5_000

const TICK_BYTES = encodeBatch({ collectorId: TICK_COLLECTOR, number: 0, received: [], events: [], quarantined: [] })

export interface WatchedLog {
  readonly log: EventLog
  /**
   * Why no append would be taken now, in words; null while any partition takes them. One that takes nothing is no reason to be
   * sent no requests: those of the others would be lost with its own, at every collector alike.
   */
  ailment(): Promise<string | null>
}

/** The same log, watched. `now_ms` never goes back. */
export function watchAppends(log: EventLog, now_ms: () => number = () => performance.now()): WatchedLog {
  const takenAt_ms = new Map<number, number>()
  /** Since when, and to which. */
  const underWay = new Map<symbol, { readonly since_ms: number; readonly partitions: ReadonlySet<number> }>()
  const tries = new Map<number, Promise<void>>()

  const append: EventLog['append'] = async (records) => {
    const id = Symbol()
    const partitions = new Set(records.map(({ partition }) => partition))
    underWay.set(id, { since_ms: now_ms(), partitions })
    try {
      const appended = await log.append(records)
      for (const partition of partitions) takenAt_ms.set(partition, now_ms())
      return appended
    } catch (error) {
      for (const partition of partitions) takenAt_ms.delete(partition)
      throw error
    } finally {
      underWay.delete(id)
    }
  }

  /** How long the oldest append to the partition has been under way; 0 when none is. */
  function waited_ms(partition: number): number {
    const since_ms = [...underWay.values()]
      .filter((each) => each.partitions.has(partition))
      .map((each) => each.since_ms)
    return since_ms.length === 0 ? 0 : now_ms() - Math.min(...since_ms)
  }

  /** A tick, one at a time; resolves when it is taken. */
  function tryOut(partition: number): Promise<void> {
    const under = tries.get(partition)
    if (under) return under
    const tried = append([{ partition, bytes: TICK_BYTES }])
      .then(() => {})
      .finally(() => tries.delete(partition))
    tries.set(partition, tried)
    return tried
  }

  return {
    log: { ...log, append },
    async ailment() {
      const moving = Array.from({ length: log.partitions }, (_, partition) => partition).filter(
        (partition) => waited_ms(partition) < STUCK_MS,
      )
      if (moving.length === 0) {
        const oldest_ms = Math.max(...Array.from({ length: log.partitions }, (_, partition) => waited_ms(partition)))
        return `an append has waited for ${Math.round(oldest_ms / 1000)} s`
      }
      const since_ms = now_ms() - FRESH_MS
      if (moving.some((partition) => (takenAt_ms.get(partition) ?? -Infinity) >= since_ms)) return null
      // Nothing is known of any, or all refused: whichever takes a tick will do.
      return Promise.any(moving.map(tryOut)).then(
        () => null,
        ({ errors: [error] }: AggregateError) => {
          if (error instanceof LogFullError) return `it is full: ${error.message}`
          return error instanceof Error ? error.message : String(error)
        },
      )
    },
  }
}
