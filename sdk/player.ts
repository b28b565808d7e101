// Follows one <video> and says what it does: a state, and with every report what was played and waited since the last.
import type { PlayerKind, PlayerState } from '../events/contract.ts'
import { createMeter } from './meter.ts'
import { onFatal, streamOf, type Stream } from './players.ts'

export const HEARTBEAT_MS = 10_000

export interface PlayerReport {
  readonly kind: PlayerKind
  readonly properties: Record<string, unknown>
  readonly stream: Stream
}

export interface Follower {
  /** What is on the screen now, for events that are not the player's. */
  stream(): Stream
  /** The page is being left: the exit report. Nothing after it until resume(). */
  leave(): void
  /** The page came back from the back/forward cache. */
  resume(): void
  /** leave(), and lets go of the element. */
  stop(): void
}

const PRESENT: readonly PlayerState[] = ['starting', 'playing', 'rebuffering', 'seeking']

/** Never goes back, whatever happens to the clock on the wall. */
const now_ms = () => performance.now()

export function follow(video: HTMLVideoElement, player: unknown, report: (report: PlayerReport) => void): Follower {
  const meter = createMeter(video, now_ms)
  /** null: nothing was ever asked of the player, or the page is gone. */
  let state: PlayerState | null = null
  let askedAt_ms: number | null = null
  /** A frame was shown since it was asked for. */
  let started = false
  let rebufferSince_ms: number | null = null
  let rebuffer_ms = 0
  let dropped = droppedFrames()
  let reportedAt_ms = now_ms()
  let bitrate: number | null = null
  let silent = isSilent()

  function droppedFrames(): number {
    return video.getVideoPlaybackQuality?.().droppedVideoFrames ?? 0
  }

  function isHidden(): boolean {
    return document.visibilityState === 'hidden' && document.pictureInPictureElement !== video
  }

  /** Hidden without sound: nobody can be watching. */
  function isSilent(): boolean {
    return isHidden() && (video.muted || video.volume === 0)
  }

  function settleRebuffer(): void {
    if (rebufferSince_ms === null) return
    rebuffer_ms += now_ms() - rebufferSince_ms
    rebufferSince_ms = state === 'rebuffering' ? now_ms() : null
  }

  function say(kind: PlayerKind, extra: Record<string, unknown> = {}): void {
    const frames = droppedFrames()
    const stream = streamOf(video, player)
    settleRebuffer()
    const rebuffered = Math.round(rebuffer_ms)
    rebuffer_ms = 0
    reportedAt_ms = now_ms()
    bitrate = stream.bitrate_bps
    silent = isSilent()
    report({
      kind,
      stream,
      properties: {
        state,
        played_ms: meter.take(),
        rebuffer_ms: rebuffered,
        startup_ms: null,
        position_ms: Number.isFinite(video.currentTime) ? Math.round(video.currentTime * 1000) : null,
        bitrate_bps: bitrate,
        // A new source counts from 0 again.
        dropped_frames: frames >= dropped ? frames - dropped : frames,
        hidden: isHidden(),
        muted: video.muted || video.volume === 0,
        fullscreen:
          !!document.fullscreenElement?.contains(video) ||
          ('webkitDisplayingFullscreen' in video && video.webkitDisplayingFullscreen === true),
        ...extra,
      },
    })
    dropped = frames
  }

  function enter(next: PlayerState, kind: PlayerKind, extra?: Record<string, unknown>): void {
    state = next
    if (next === 'rebuffering') rebufferSince_ms = now_ms()
    say(kind, extra)
  }

  function start(): void {
    started = false
    askedAt_ms = now_ms()
    enter('starting', 'player.starting')
  }

  /** Enough is loaded to go on: a seek has ended only then. */
  const ready = () => video.paused || video.readyState > 2

  function endSeek(): void {
    if (state === 'seeking' && !video.seeking && ready())
      enter(video.ended ? 'ended' : video.paused ? 'paused' : 'playing', 'player.seek_ended')
  }

  const on: Record<string, () => void> = {
    play() {
      if (!started && state !== 'starting') start()
    },
    playing() {
      if (state === 'seeking') endSeek()
      else if (state === 'rebuffering') enter('playing', 'player.rebuffer_ended')
      else if (state !== 'playing') {
        const startup_ms = askedAt_ms === null ? null : Math.round(now_ms() - askedAt_ms)
        askedAt_ms = null
        started = true
        enter('playing', 'player.playing', { startup_ms })
      }
    },
    pause() {
      // Browsers pause before they say "ended".
      if (video.ended || state === null || !PRESENT.includes(state)) return
      askedAt_ms = null
      enter('paused', 'player.paused')
    },
    waiting() {
      if (state === 'playing' && !video.seeking) enter('rebuffering', 'player.rebuffer_started')
    },
    seeking() {
      // Players jump to the live edge before their first frame: part of the start.
      if (started && state !== null && state !== 'seeking') enter('seeking', 'player.seek_started')
    },
    seeked: endSeek,
    ended() {
      if (state !== null && state !== 'ended') enter('ended', 'player.ended')
    },
    error() {
      failed(`media ${video.error?.code ?? 0}`)
    },
    canplaythrough() {
      // Autoplay was refused: nobody is watching.
      if (state === 'starting' && video.paused) on['pause']?.()
    },
    timeupdate: beat,
    volumechange: beat,
    resize: beat,
  }

  function failed(error: string): void {
    if (state === null || state === 'failed') return
    started = false
    enter('failed', 'player.failed', { error })
  }

  /** Whatever is due. Called by the element's own events as well as by a timer, since timers sleep in hidden tabs. */
  function beat(): void {
    if (state === null || !PRESENT.includes(state)) return
    const shown = streamOf(video, player).bitrate_bps
    if (bitrate !== null && shown !== null && shown !== bitrate) say('player.quality_changed')
    else if (now_ms() - reportedAt_ms >= HEARTBEAT_MS || silent !== isSilent()) say('player.heartbeat')
  }

  /** A listener must not throw into the page, and every event of the element is a sample of its position. */
  const guarded = (act: () => void) => () => {
    try {
      meter.sample()
      act()
    } catch {
      // The page's video matters more than what we would have said about it.
    }
  }
  const listeners = Object.entries(on).map(([name, act]) => [name, guarded(act)] as const)
  const look = guarded(beat)
  const sampled = guarded(() => {})
  for (const [name, listener] of listeners) video.addEventListener(name, listener)
  video.addEventListener('ratechange', sampled)
  video.addEventListener('emptied', sampled)
  document.addEventListener('visibilitychange', look)
  const timer = setInterval(look, 1000)
  const stopErrors = onFatal(player, failed)

  function leave(): void {
    if (state === null) return
    state = 'exited'
    say('player.exited')
    state = null
    askedAt_ms = null
  }

  function resume(): void {
    if (state !== null) return
    meter.take()
    if (started && video.paused) state = 'paused'
    else if (!video.paused && video.readyState > 2) on['playing']?.()
    else if (!video.paused || video.autoplay) start()
  }

  resume()
  return {
    stream: () => streamOf(video, player),
    leave,
    resume,
    stop() {
      leave()
      clearInterval(timer)
      stopErrors()
      document.removeEventListener('visibilitychange', look)
      video.removeEventListener('ratechange', sampled)
      video.removeEventListener('emptied', sampled)
      for (const [name, listener] of listeners) video.removeEventListener(name, listener)
    },
  }
}
