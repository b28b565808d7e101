// What a player measures: how long it truly played and stood still since its last report, to the millisecond.
import type { PlayerBody, PlayerState } from '../events/contract.ts'

export interface PlayerMeter {
  readonly state: PlayerState
  hidden: boolean
  muted: boolean
  fullscreen: boolean
  bitrate_bps: number
  /** Goes over to `state` at the time. */
  enter(state: PlayerState, at_ms: number): void
  /** The report at the time; what it says counts from the report before. */
  report(at_ms: number, extra?: { startup_ms?: number; error?: string; droppedFrames?: number }): PlayerBody
}

/** `edge_ms`: Unix ms where position 0 of the broadcast stands; the viewer is `latency_ms` behind it. */
export function createPlayerMeter(edge_ms: number, latency_ms: number): PlayerMeter {
  let state: PlayerState = 'paused'
  let mark_ms = 0
  let played_ms = 0
  let rebuffer_ms = 0
  function accrue(at_ms: number): void {
    if (state === 'playing') played_ms += at_ms - mark_ms
    else if (state === 'rebuffering') rebuffer_ms += at_ms - mark_ms
    mark_ms = at_ms
  }
  return {
    get state() {
      return state
    },
    hidden: false,
    muted: false,
    fullscreen: false,
    bitrate_bps: 0,
    enter(next, at_ms) {
      accrue(at_ms)
      state = next
    },
    report(at_ms, extra = {}) {
      accrue(at_ms)
      const body: PlayerBody = {
        state,
        played_ms,
        rebuffer_ms,
        startup_ms: extra.startup_ms ?? null,
        position_ms: Math.max(0, at_ms - latency_ms - edge_ms),
        bitrate_bps: this.bitrate_bps || null,
        droppedFrames: extra.droppedFrames ?? 0,
        hidden: this.hidden,
        muted: this.muted,
        fullscreen: this.fullscreen,
        error: extra.error ?? null,
      }
      played_ms = 0
      rebuffer_ms = 0
      return body
    },
  }
}
