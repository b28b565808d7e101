// Ticks where nothing comes, so that time goes on. Nobody waits for them: a partition whose log takes nothing, or a log that does
// not say where it ends, holds up neither frames nor the ticks of the others.
import { encodeBatch } from '../../events/codec.ts'
import type { Clock } from '../../events/contract.ts'
import type { EventLog } from '../../log/contract.ts'
import { LogFullError } from '../../log/contract.ts'
import { TICK_COLLECTOR } from '../contract.ts'
import type { Lane } from './lane.ts'
import type { OwnerLimits } from './limits.ts'
import type { Pace } from './pace.ts'

export interface TickContext {
  readonly log: EventLog
  readonly clock: Clock
  /** The log's time is not `clock`'s, and may differ from it by any amount. */
  readonly logHasOwnTime: boolean
  readonly pace: Pace
  readonly limits: OwnerLimits
  readonly figures: { logError: string | null }
  /** Aborts when the owner stops reading. */
  readonly stopping: AbortSignal
  readonly report: (message: string) => void
}

/** A record that says nothing but the time. */
const TICK_BYTES = encodeBatch({ collectorId: TICK_COLLECTOR, number: 0, received: [], events: [], quarantined: [] })

/**
 * Gives what begins a round: a tick for every partition that has caught up and heard nothing for tickInterval_ms. At most one
 * question for the log's ends is under way, and one tick a partition.
 */
export function createTicks(lanes: readonly Lane[], context: TickContext): () => void {
  const { log, clock, pace, logHasOwnTime, limits, figures, stopping, report } = context
  const underWay = new Set<number>()
  /** Pace time a partition's trouble was last told. */
  const toldAt_ms = new Map<number, number>()
  let isAsking = false
  let endsToldAt_ms = -Infinity

  async function askEnds(): Promise<void> {
    try {
      const ends = await log.endOffsets(lanes.map(({ partition }) => partition))
      for (const lane of lanes) lane.endOffset = ends[lane.partition] ?? lane.endOffset
      figures.logError = null
    } catch (error) {
      // One of them without a leader is enough for this. What was last known does: a tick too many changes nothing.
      if (stopping.aborted) return
      figures.logError = String(error)
      if (pace.now() - endsToldAt_ms < limits.tellAgain_ms) return
      endsToldAt_ms = pace.now()
      report(`the log's ends are not known: ${String(error)}`)
    }
  }

  function isQuiet(lane: Lane): boolean {
    if (lane.processor.nextOffset < lane.endOffset) return false
    const quiet_ms = logHasOwnTime ? pace.now() - lane.steppedAt_ms : clock() - lane.processor.time_ms
    return quiet_ms >= limits.tickInterval_ms
  }

  async function appendTick(partition: number): Promise<void> {
    if (underWay.has(partition)) return
    underWay.add(partition)
    try {
      await log.append([{ partition, bytes: TICK_BYTES }])
      toldAt_ms.delete(partition)
    } catch (error) {
      // No loss: the next round tries again. A full log is the collector's to report.
      if (stopping.aborted || error instanceof LogFullError) return
      if (pace.now() - (toldAt_ms.get(partition) ?? -Infinity) < limits.tellAgain_ms) return
      toldAt_ms.set(partition, pace.now())
      report(`partition ${partition}: no tick was appended: ${String(error)}`)
    } finally {
      underWay.delete(partition)
    }
  }

  async function round(): Promise<void> {
    await askEnds()
    if (stopping.aborted) return
    for (const lane of lanes) if (isQuiet(lane)) void appendTick(lane.partition)
  }

  return () => {
    if (isAsking) return
    isAsking = true
    void round().finally(() => (isAsking = false))
  }
}
