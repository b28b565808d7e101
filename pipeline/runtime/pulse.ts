// The owner's pulse: frames to the glass, whatever the store does, and ticks where nothing comes, so that time goes on.
import { encodeBatch } from '../../events/codec.ts'
import type { Clock } from '../../events/contract.ts'
import type { EventLog } from '../../log/contract.ts'
import { LogFullError } from '../../log/contract.ts'
import { TICK_COLLECTOR } from '../contract.ts'
import type { FramePublisher } from './feed.ts'
import type { Lane } from './lane.ts'
import type { OwnerLimits } from './limits.ts'
import type { Pace } from './pace.ts'

export interface PulseContext {
  readonly log: EventLog
  readonly clock: Clock
  /** The log's time is not `clock`'s, and may differ from it by any amount. */
  readonly logHasOwnTime: boolean
  readonly pace: Pace
  readonly feed: FramePublisher
  readonly limits: OwnerLimits
  readonly figures: { logError: string | null }
  /** Aborts when the owner stops reading. */
  readonly stopping: AbortSignal
  readonly report: (message: string) => void
}

/** A record that says nothing but the time. */
const TICK_BYTES = encodeBatch({ collectorId: TICK_COLLECTOR, number: 0, received: [], events: [], quarantined: [] })

export async function runPulse(lanes: readonly Lane[], context: PulseContext): Promise<void> {
  const { pace, limits, stopping } = context
  while (!stopping.aborted) {
    publishFrames(lanes, context)
    await appendTicks(lanes, context)
    await pace.sleep(limits.frameInterval_ms, stopping)
  }
}

/** A frame of every partition that moved since its last one. */
export function publishFrames(lanes: readonly Lane[], { feed }: Pick<PulseContext, 'feed'>): void {
  for (const lane of lanes) {
    const offset = lane.processor.nextOffset - 1
    if (offset === lane.frameOffset) continue
    lane.frameOffset = offset
    feed.publish(lane.processor.takeFrame())
  }
}

/** A tick for every partition that has caught up and heard nothing for tickInterval_ms. */
async function appendTicks(lanes: readonly Lane[], context: PulseContext): Promise<void> {
  const { log, clock, pace, logHasOwnTime, limits, figures, stopping, report } = context
  try {
    const ends = await log.endOffsets()
    figures.logError = null
    if (stopping.aborted) return
    const quiet = lanes.filter((lane) => {
      lane.endOffset = ends[lane.partition] ?? lane.endOffset
      const isCaughtUp = lane.processor.nextOffset >= lane.endOffset
      const quiet_ms = logHasOwnTime ? pace.now() - lane.steppedAt_ms : clock() - lane.processor.time_ms
      return isCaughtUp && quiet_ms >= limits.tickInterval_ms
    })
    if (quiet.length > 0) await log.append(quiet.map(({ partition }) => ({ partition, bytes: TICK_BYTES })))
  } catch (error) {
    // A tick that was not appended is no loss: the next pulse tries again. A full log is the collector's to report.
    if (stopping.aborted || error instanceof LogFullError) return
    figures.logError = String(error)
    report(`no tick was appended: ${String(error)}`)
  }
}
