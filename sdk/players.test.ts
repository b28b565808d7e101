import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onFatal, streamOf } from './players.ts'

const video = { currentTime: 12.5 } as HTMLVideoElement
const NOW = Date.parse('2026-01-01T00:00:10Z')
const date = (time: string) => new Date(`2026-01-01T00:00:${time}Z`)
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

describe('what is on the screen', () => {
  it('of hls.js', () => {
    const hls = {
      levels: [{ bitrate: 400_000 }, { bitrate: 1_200_000 }],
      currentLevel: 1,
      latency: 4.2,
      playingDate: date('05'),
    }
    expect(streamOf(video, hls)).toEqual({ latency_ms: 4200, mediaTime_ms: NOW - 5000, bitrate_bps: 1_200_000 })
    // Before the first fragment.
    expect(streamOf(video, { levels: [], currentLevel: -1, latency: 0, playingDate: null })).toEqual({
      latency_ms: null,
      mediaTime_ms: null,
      bitrate_bps: null,
    })
    // A stream without an edge to measure from: the broadcast time tells.
    expect(streamOf(video, { ...hls, latency: 0 }).latency_ms).toBe(5000)
  })

  it('of dash.js, 5 and 4', () => {
    const dash = {
      getCurrentLiveLatency: () => 3.5,
      timeAsUTC: () => (NOW - 3500) / 1000,
      getCurrentRepresentationForType: (type: string) => (type === 'video' ? { bandwidth: 900_000 } : null),
    }
    expect(streamOf(video, dash)).toEqual({ latency_ms: 3500, mediaTime_ms: NOW - 3500, bitrate_bps: 900_000 })
    const four = {
      getCurrentLiveLatency: () => NaN,
      timeAsUTC: () => NaN,
      getBitrateInfoListFor: () => [{ bitrate: 300_000 }, { bitrate: 700_000 }],
      getQualityFor: () => 1,
    }
    expect(streamOf(video, four)).toEqual({ latency_ms: null, mediaTime_ms: null, bitrate_bps: 700_000 })
  })

  it('of Shaka', () => {
    const shaka = {
      getStats: () => ({ liveLatency: 6, streamBandwidth: 2_000_000 }),
      getPlayheadTimeAsDate: () => date('04'),
      isLive: () => true,
    }
    expect(streamOf(video, shaka)).toEqual({ latency_ms: 6000, mediaTime_ms: NOW - 6000, bitrate_bps: 2_000_000 })
    expect(streamOf(video, { ...shaka, isLive: () => false })).toEqual({
      latency_ms: null,
      mediaTime_ms: null,
      bitrate_bps: 2_000_000,
    })
  })

  it('of a bare element: only Safari knows', () => {
    expect(streamOf(video, undefined)).toEqual({ latency_ms: null, mediaTime_ms: null, bitrate_bps: null })
    const safari = { currentTime: 2, getStartDate: () => date('03') } as unknown as HTMLVideoElement
    expect(streamOf(safari, undefined)).toEqual({ latency_ms: 5000, mediaTime_ms: NOW - 5000, bitrate_bps: null })
    const unknown = { currentTime: 2, getStartDate: () => new Date(NaN) } as unknown as HTMLVideoElement
    expect(streamOf(unknown, undefined).mediaTime_ms).toBeNull()
  })

  it('of a player that throws, lies or is destroyed: nothing', () => {
    const nothing = { latency_ms: null, mediaTime_ms: null, bitrate_bps: null }
    const broken = {
      getStats() {
        throw new Error('destroyed')
      },
    }
    for (const player of [broken, null, 7, 'hls', [], { getStats: 1 }]) expect(streamOf(video, player)).toEqual(nothing)
  })
})

describe('a fatal error', () => {
  type Listener = (...args: unknown[]) => void
  function emitter(on: string, off: string) {
    const listeners = new Map<string, Listener>()
    const player = {
      [on]: (name: string, listener: Listener) => void listeners.set(name, listener),
      [off]: (name: string) => void listeners.delete(name),
    }
    return { player, listeners }
  }

  it('is told apart from one the player mends, in each dialect, and no longer heard of after the end', () => {
    const codes: string[] = []
    const hls = emitter('on', 'off')
    const stop = onFatal(hls.player, (code) => codes.push(code))
    hls.listeners.get('hlsError')!('hlsError', { fatal: false, details: 'bufferStalledError' })
    hls.listeners.get('hlsError')!('hlsError', { fatal: true, details: 'manifestLoadError' })
    hls.listeners.get('error')!({ error: { code: 27 } })
    stop()
    expect(hls.listeners.size).toBe(0)
    const shaka = emitter('addEventListener', 'removeEventListener')
    onFatal(shaka.player, (code) => codes.push(code))
    shaka.listeners.get('error')!({ detail: { severity: 1, code: 1001 } })
    shaka.listeners.get('error')!({ detail: { severity: 2, code: 4012 } })
    expect(codes).toEqual(['manifestLoadError', 'dash 27', 'shaka 4012'])
  })

  it('of no player is none', () => {
    expect(() => onFatal(undefined, () => {})()).not.toThrow()
  })
})
