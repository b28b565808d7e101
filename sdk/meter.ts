// How much media was truly played: the way currentTime went, seeks left out.
// Wall time would count stalls, sleeping laptops and frozen tabs; timers are late in hidden tabs. So nothing in here
// depends on when it is called: between two samples the media played is the difference of their positions, as long as
// nobody moved the position, and never more than the wall time between them allows at the playback rate.

/** The part of HTMLMediaElement the meter reads. */
export interface Played {
  readonly currentTime: number
  readonly playbackRate: number
  readonly paused: boolean
  readonly seeking: boolean
  readonly readyState: number
  readonly played: { readonly length: number; start(i: number): number; end(i: number): number }
}

export interface Meter {
  /** At every sign of life of the element. */
  sample(): void
  /** Whole milliseconds played since the last take; what is left under one stays for the next. */
  take(): number
}

/** currentTime moves in steps of a decoder's clock and performance.now() is coarsened: a difference this small is no jump. */
const SLACK_MS = 250
/** Ends of played ranges are exact to well under a frame. */
const TOUCH_S = 0.001

export function createMeter(video: Played, now_ms: () => number): Meter {
  let played_ms = 0
  let at = anchor()

  function anchor() {
    return {
      position_s: video.currentTime,
      time_ms: now_ms(),
      rate: video.playbackRate,
      moving: !video.paused && video.readyState > 2,
      seeking: video.seeking,
    }
  }

  /** Played up to the moment the position was moved away, which no sample saw. */
  function untilJump(possible_ms: number): number {
    // The browser closes the range that was being played when it is left: exact, unless the viewer had been here before.
    for (let i = 0; i < video.played.length; i++) {
      const end = video.played.end(i)
      if (video.played.start(i) > at.position_s + TOUCH_S || end < at.position_s - TOUCH_S) continue
      const until_ms = Math.max(0, end - at.position_s) * 1000
      if (until_ms <= (at.moving ? possible_ms + SLACK_MS : 0)) return until_ms
    }
    return at.moving ? possible_ms : 0
  }

  function sample(): void {
    const before = at
    const possible_ms = Math.max(0, now_ms() - before.time_ms) * before.rate
    const moved_ms = (video.currentTime - before.position_s) * 1000
    if (before.seeking) {
      // Where a seek starts from was settled when it began.
    } else if (video.seeking || moved_ms < 0) {
      played_ms += untilJump(possible_ms)
    } else {
      played_ms += Math.min(moved_ms, possible_ms + SLACK_MS)
    }
    at = anchor()
  }

  return {
    sample,
    take() {
      sample()
      const whole = Math.floor(played_ms)
      played_ms -= whole
      return whole
    },
  }
}
