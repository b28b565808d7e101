// When the hub moves on: right after the partitions' frames came, not at a beat of its own, which would keep what they
// tell back for half an interval on average. Never more often than the streams' pace, and now and then without frames.
import type { LiveFeed } from '../../pipeline/contract.ts'
import { FRAME_INTERVAL_MS } from '../../pipeline/contract.ts'

/** Frames of one pulse come one a partition, close behind each other: until none came for so long ... */
const GATHER_MS = 15
/** ... but no longer than this after the first, as several owners' pulses may fill all of the time. */
const GATHER_MAX_MS = 60
/** Between two ticks at least: less than the interval, since pulses are not that even. */
const APART_MS = FRAME_INTERVAL_MS * 0.8
/** Without frames. Longer than two pulses are apart, or it would come just before the frames and make them wait. */
const QUIET_MS = FRAME_INTERVAL_MS * 2

/** Calls `tick` from now on; returns the stop. `now_ms` never goes back. */
export function startTicks(feed: Pick<LiveFeed, 'subscribe'>, tick: () => void, now_ms: () => number): () => void {
  let ticked_ms = now_ms()
  /** Of the frames since the last tick. */
  let first_ms: number | null = null
  let timer: NodeJS.Timeout | undefined

  function schedule(at_ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(run, Math.max(0, at_ms - now_ms()))
    timer.unref()
  }

  function run(): void {
    ticked_ms = now_ms()
    first_ms = null
    schedule(ticked_ms + QUIET_MS)
    tick()
  }

  schedule(ticked_ms + QUIET_MS)
  const unsubscribe = feed.subscribe(() => {
    const came_ms = now_ms()
    first_ms ??= came_ms
    schedule(Math.max(Math.min(came_ms + GATHER_MS, first_ms + GATHER_MAX_MS), ticked_ms + APART_MS))
  })
  return () => {
    unsubscribe()
    clearTimeout(timer)
  }
}
