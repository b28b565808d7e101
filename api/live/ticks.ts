// When the hub moves on: right after the partitions' frames came, not at a beat of its own, which would keep what they
// tell back for half an interval on average. Never more often than the streams' pace, and now and then without frames.
import type { LiveFeed } from '../../pipeline/contract.ts'
import { FRAME_INTERVAL_MS } from '../../pipeline/contract.ts'

/** Frames of one pulse come one a partition: those within this go together. */
const GATHER_MS = 10
/** Between two ticks at least: less than the interval, since pulses are not that even. */
const APART_MS = FRAME_INTERVAL_MS * 0.8
/** Without frames. Longer than two pulses are apart, or it would come just before the frames and make them wait. */
const QUIET_MS = FRAME_INTERVAL_MS * 2

/** Calls `tick` from now on; returns the stop. `now_ms` never goes back. */
export function startTicks(feed: Pick<LiveFeed, 'subscribe'>, tick: () => void, now_ms: () => number): () => void {
  let ticked_ms = now_ms()
  let due_ms = Infinity
  let timer: NodeJS.Timeout | undefined

  function schedule(at_ms: number): void {
    clearTimeout(timer)
    due_ms = at_ms
    timer = setTimeout(run, Math.max(0, at_ms - now_ms()))
    timer.unref()
  }

  function run(): void {
    ticked_ms = now_ms()
    schedule(ticked_ms + QUIET_MS)
    tick()
  }

  schedule(ticked_ms + QUIET_MS)
  const unsubscribe = feed.subscribe(() => {
    const at_ms = Math.max(now_ms() + GATHER_MS, ticked_ms + APART_MS)
    if (at_ms < due_ms) schedule(at_ms)
  })
  return () => {
    unsubscribe()
    clearTimeout(timer)
  }
}
