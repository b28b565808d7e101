// Stream quality a minute: attempts, first frames and their times, failures, rebuffering, bitrate, latency.
import { STARTUP_BUCKETS_MS } from '../contract.ts'
import { groupOf, type PlayerEvent } from '../audience/reports.ts'
import { minuteOfTime } from '../shows/windows.ts'
import type { Step } from '../state/step.ts'
import { changeQuality } from './windows.ts'

export function applyQuality(step: Step, event: PlayerEvent): void {
  const { state, session, show } = step
  if (session === null || show === null) return
  const body = event.body
  // A first frame is told by its time; by a client that times nothing, by the session's first playing.
  const untimed = event.kind === 'player.playing' && body.played_ms === null && !session.started
  const starts = body.startup_ms !== null || untimed
  if (starts) session.started = true
  if (step.late) return
  const window = changeQuality(state, show, minuteOfTime(step.at_ms), groupOf(event.screen, event.connection))
  if (starts) window.starts += 1
  if (body.startup_ms !== null) {
    window.startupSum_ms += body.startup_ms
    const bucket = bucketOf(body.startup_ms)
    window.startupBuckets[bucket] = (window.startupBuckets[bucket] ?? 0) + 1
  }
  if (event.kind === 'player.starting') window.attempts += 1
  if (event.kind === 'player.failed') window.failures += 1
  if (event.kind === 'player.rebuffer_started') window.rebuffers += 1
  window.played_ms += body.played_ms ?? 0
  window.rebuffer_ms += body.rebuffer_ms
  window.droppedFrames += body.droppedFrames
  if (body.bitrate_bps !== null) {
    window.bitrateSum_kbps += Math.round(body.bitrate_bps / 1000)
    window.bitrateCount += 1
  }
  if (event.latency_ms !== null) {
    window.latencySum_ms += event.latency_ms
    window.latencyCount += 1
  }
}

/** The first bucket whose upper bound it does not exceed; the last is for above. */
function bucketOf(startup_ms: number): number {
  const bucket = STARTUP_BUCKETS_MS.findIndex((bound_ms) => startup_ms <= bound_ms)
  return bucket < 0 ? STARTUP_BUCKETS_MS.length : bucket
}
