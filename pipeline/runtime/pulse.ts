// The owner's pulse: frames to the glass, whatever store and log do, and ticks where nothing comes.
import type { FramePublisher } from './feed.ts'
import type { Lane } from './lane.ts'
import { createTicks, type TickContext } from './ticks.ts'

export interface PulseContext extends TickContext {
  readonly feed: FramePublisher
}

export async function runPulse(lanes: readonly Lane[], context: PulseContext): Promise<void> {
  const { pace, limits, stopping } = context
  const beginTicks = createTicks(lanes, context)
  while (!stopping.aborted) {
    publishFrames(lanes, context)
    beginTicks()
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
