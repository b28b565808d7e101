// The stream in the element: hls.js where it can, else the browser's own HLS (iPhones).
import Hls from 'hls.js'

/** Starts playing; gives the player for the SDK (nothing where the browser plays by itself) and the way to end it. */
export function play(video: HTMLVideoElement, showId: string): { readonly player?: Hls; end(): void } {
  const source = `/watch/live/${encodeURIComponent(showId)}/index.m3u8`
  if (!Hls.isSupported()) {
    video.src = source
    return { end: () => video.removeAttribute('src') }
  }
  const player = new Hls({
    // One segment playing and two in hand: a slow answer is not a stall.
    liveSyncDurationCount: 3,
    // Behind by more than this (a tab that slept): back to live.
    liveMaxLatencyDurationCount: 8,
    // A show runs for hours; half a minute behind is enough to keep.
    backBufferLength: 30,
  })
  player.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return
    if (type === Hls.ErrorTypes.MEDIA_ERROR) player.recoverMediaError()
    else setTimeout(() => player.loadSource(source), 2000)
  })
  player.loadSource(source)
  player.attachMedia(video)
  return { player, end: () => player.destroy() }
}
