// Whether a log takes appends: seen from those that are made, and where there are none from a tick of our own, which says
// nothing but the time. Asking for the log's end is not enough: brokers short of copies answer that and refuse every append.
import { encodeBatch } from '../events/codec.ts'
import { LogFullError, type EventLog } from '../log/contract.ts'
import { TICK_COLLECTOR } from '../pipeline/contract.ts'

/** A partition that took something this recently, and refused nothing since, needs no tick. */
const FRESH_MS = 10_000
/** An append under way for so long is stuck, though it may still be kept. */
const STUCK_MS = 5_000

const TICK_BYTES = encodeBatch({ collectorId: TICK_COLLECTOR, number: 0, received: [], events: [], quarantined: [] })

export interface WatchedLog {
  readonly log: EventLog
  /** Why an append would not be taken now, in words; null when it would. */
  ailment(): Promise<string | null>
}

/** The same log, watched. `now_ms` never goes back. */
export function watchAppends(log: EventLog, now_ms: () => number = () => performance.now()): WatchedLog {
  const takenAt_ms = new Map<number, number>()
  const underWay = new Map<symbol, number>()
  let trying: Promise<string | null> | null = null

  const append: EventLog['append'] = async (records) => {
    const id = Symbol()
    underWay.set(id, now_ms())
    try {
      const appended = await log.append(records)
      for (const { partition } of records) takenAt_ms.set(partition, now_ms())
      return appended
    } catch (error) {
      for (const { partition } of records) takenAt_ms.delete(partition)
      throw error
    } finally {
      underWay.delete(id)
    }
  }

  /** A tick for every partition of which nothing is known. */
  async function tryOut(): Promise<string | null> {
    const since_ms = now_ms() - FRESH_MS
    const silent = Array.from({ length: log.partitions }, (_, partition) => partition).filter(
      (partition) => (takenAt_ms.get(partition) ?? -Infinity) < since_ms,
    )
    if (silent.length === 0) return null
    try {
      await append(silent.map((partition) => ({ partition, bytes: TICK_BYTES })))
      return null
    } catch (error) {
      if (error instanceof LogFullError) return `it is full: ${error.message}`
      return error instanceof Error ? error.message : String(error)
    }
  }

  return {
    log: { ...log, append },
    async ailment() {
      const oldest_ms = Math.min(...underWay.values())
      const stuck_ms = now_ms() - oldest_ms
      if (stuck_ms >= STUCK_MS) return `an append has waited for ${Math.round(stuck_ms / 1000)} s`
      trying ??= tryOut().finally(() => (trying = null))
      return trying
    },
  }
}
