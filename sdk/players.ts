// What hls.js, dash.js, Shaka and a bare element say about the stream, each in its own words, as one answer.
// Recognised by the methods they have, so that no version of them is imported or required.

/** null where this player does not know. */
export interface Stream {
  readonly latency_ms: number | null
  /** Broadcast time on the screen, Unix ms. */
  readonly mediaTime_ms: number | null
  readonly bitrate_bps: number | null
}

type Fields = Record<string, unknown>
type Method = (...args: unknown[]) => unknown

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** The result of player[name](...args); undefined when there is no such method, or it threw. */
function ask(player: unknown, name: string, ...args: unknown[]): unknown {
  try {
    const method = isObject(player) ? player[name] : undefined
    return typeof method === 'function' ? (method as Method).apply(player, args) : undefined
  } catch {
    return undefined
  }
}

const number = (value: unknown, scale = 1) =>
  typeof value === 'number' && Number.isFinite(value) ? Math.round(value * scale) : null
const positive = (value: unknown, scale = 1) => (typeof value === 'number' && value > 0 ? number(value, scale) : null)
const date = (value: unknown) => (value instanceof Date ? number(value.getTime()) : null)

/** A live stream's distance to now, where only the broadcast time is known. */
const behind = (mediaTime_ms: number | null) => (mediaTime_ms === null ? null : Math.max(0, Date.now() - mediaTime_ms))

export function streamOf(video: HTMLVideoElement, player: unknown): Stream {
  if (isObject(player) && Array.isArray(player['levels'])) {
    const mediaTime_ms = date(player['playingDate'])
    const level: unknown = player['levels'][Number(player['currentLevel'])]
    return {
      mediaTime_ms,
      latency_ms: positive(player['latency'], 1000) ?? behind(mediaTime_ms),
      bitrate_bps: isObject(level) ? positive(level['bitrate']) : null,
    }
  }
  const latency = ask(player, 'getCurrentLiveLatency')
  if (latency !== undefined) {
    const shown = ask(player, 'getCurrentRepresentationForType', 'video')
    const list = ask(player, 'getBitrateInfoListFor', 'video')
    const info: unknown = Array.isArray(list) ? list[Number(ask(player, 'getQualityFor', 'video'))] : undefined
    return {
      latency_ms: positive(latency, 1000),
      mediaTime_ms: positive(ask(player, 'timeAsUTC'), 1000),
      bitrate_bps: isObject(shown)
        ? (positive(shown['bandwidth']) ?? positive(shown['bitrateInKbit'], 1000))
        : isObject(info)
          ? positive(info['bitrate'])
          : null,
    }
  }
  const stats = ask(player, 'getStats')
  if (isObject(stats)) {
    const mediaTime_ms = date(ask(player, 'getPlayheadTimeAsDate'))
    const live = ask(player, 'isLive') === true
    return {
      latency_ms: live ? (positive(stats['liveLatency'], 1000) ?? behind(mediaTime_ms)) : null,
      mediaTime_ms: live ? mediaTime_ms : null,
      bitrate_bps: positive(stats['streamBandwidth']),
    }
  }
  // Safari plays HLS by itself and gives the broadcast time of position 0.
  const start = date(ask(video, 'getStartDate'))
  const mediaTime_ms = start === null ? null : start + Math.round(video.currentTime * 1000)
  return { mediaTime_ms, latency_ms: behind(mediaTime_ms), bitrate_bps: null }
}

/** Calls back with an error's code when the player gives up; elements report their own errors. Returns the way to stop. */
export function onFatal(player: unknown, failed: (code: string) => void): () => void {
  const listener = (...args: unknown[]) => {
    try {
      const code = fatalCode(args)
      if (code) failed(code)
    } catch {
      // A player's error must not become the page's.
    }
  }
  const names = ['hlsError', 'error']
  const [on, off] = isObject(player) && player['on'] ? ['on', 'off'] : ['addEventListener', 'removeEventListener']
  for (const name of names) ask(player, on, name, listener)
  return () => {
    for (const name of names) ask(player, off, name, listener)
  }
}

/** hls.js gives (name, {fatal, details}), dash.js ({error: {code}}), Shaka an event whose detail is {severity: 2, code}. */
function fatalCode(args: readonly unknown[]): string | null {
  const data = args.find((arg) => isObject(arg))
  if (!isObject(data)) return null
  if ('fatal' in data) return data['fatal'] ? String(data['details']) : null
  if (isObject(data['detail']))
    return data['detail']['severity'] === 2 ? `shaka ${String(data['detail']['code'])}` : null
  if (isObject(data['error'])) return `dash ${String(data['error']['code'])}`
  return null
}
