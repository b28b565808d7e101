import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { follow, type Follower, type PlayerReport } from './player.ts'

/** A video that plays with the (fake) clock and fires what browsers fire. */
class FakeVideo extends EventTarget {
  currentTime = 0
  playbackRate = 1
  paused = true
  seeking = false
  ended = false
  autoplay = false
  muted = false
  volume = 1
  readyState = 4
  error = null
  dropped = 0
  played = { length: 0, start: () => 0, end: () => 0 }
  getVideoPlaybackQuality = () => ({ droppedVideoFrames: this.dropped })
  fire = (name: string) => this.dispatchEvent(new Event(name))
}

let video: FakeVideo
let document_: EventTarget & { visibilityState: string }
let reports: PlayerReport[]
let follower: Follower
let player: { levels: { bitrate: number }[]; currentLevel: number }

const said = () => reports.map(({ kind, properties }) => `${kind} ${String(properties['state'])}`)
const sum = (name: string) => reports.reduce((total, { properties }) => total + Number(properties[name]), 0)
const start = () =>
  (follower = follow(video as unknown as HTMLVideoElement, player, (report) => void reports.push(report)))

/** Time goes on in steps of a quarter second, as timeupdate does. */
function pass(ms: number): void {
  for (let gone = 0; gone < ms; gone += 250) {
    const plays = !video.paused && !video.seeking && video.readyState > 2
    if (plays) video.currentTime += 0.25 * video.playbackRate
    vi.advanceTimersByTime(250)
    if (plays) video.fire('timeupdate')
  }
}
function play(): void {
  video.paused = false
  video.fire('play')
  video.fire('playing')
}

beforeEach(() => {
  vi.useFakeTimers()
  document_ = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', document_)
  video = new FakeVideo()
  reports = []
  player = { levels: [{ bitrate: 300_000 }, { bitrate: 900_000 }], currentLevel: 0 }
})
afterEach(() => {
  follower.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('times the start from the wish to the first frame, once a start', () => {
  start()
  video.paused = false
  video.fire('play')
  vi.advanceTimersByTime(730)
  video.fire('playing')
  expect(said()).toEqual(['player.starting starting', 'player.playing playing'])
  expect(reports[1]!.properties['startup_ms']).toBe(730)
  video.paused = true
  video.fire('pause')
  play()
  expect(reports.at(-1)!.properties['startup_ms']).toBeNull()
})

it('says every ten seconds since its last report that it plays on, with what was played', () => {
  start()
  play()
  pass(35_000)
  expect(said().slice(2)).toEqual(Array(3).fill('player.heartbeat playing'))
  expect(reports.slice(2).map(({ properties }) => properties['played_ms'])).toEqual([10_000, 10_000, 10_000])
  video.paused = true
  video.fire('pause')
  pass(60_000)
  expect(said().slice(5)).toEqual(['player.paused paused'])
  expect(sum('played_ms')).toBe(35_000)
})

it('says so by the element as well, where timers sleep', () => {
  start()
  play()
  // No timer runs here; the clock and the video do.
  vi.setSystemTime(Date.now() + 11_000)
  const later = performance.now() + 11_000
  vi.spyOn(performance, 'now').mockReturnValue(later)
  video.currentTime += 11
  video.fire('timeupdate')
  expect(said().at(-1)).toBe('player.heartbeat playing')
  expect(reports.at(-1)!.properties['played_ms']).toBe(11_000)
})

it('tells the wait of a stall apart from the play around it, also over a heartbeat', () => {
  start()
  play()
  pass(2000)
  video.readyState = 2
  video.fire('waiting')
  pass(12_000)
  video.readyState = 4
  video.fire('playing')
  pass(1000)
  follower.leave()
  expect(said().slice(2)).toEqual([
    'player.rebuffer_started rebuffering',
    'player.heartbeat rebuffering',
    'player.rebuffer_ended playing',
    'player.exited exited',
  ])
  expect(sum('rebuffer_ms')).toBe(12_000)
  expect(sum('played_ms')).toBe(3000)
})

it('ends a seek when there is something to play, and does not call the wait a stall', () => {
  start()
  play()
  pass(1000)
  video.seeking = true
  video.readyState = 1
  video.currentTime = 60
  video.fire('seeking')
  video.fire('waiting')
  video.seeking = false
  video.fire('seeked')
  pass(3000)
  video.readyState = 4
  video.fire('playing')
  expect(said().slice(2)).toEqual(['player.seek_started seeking', 'player.seek_ended playing'])
  expect(sum('rebuffer_ms')).toBe(0)
  expect(sum('played_ms')).toBe(1000)
})

it('says at once when nobody can be watching any more, and when somebody can again', () => {
  start()
  video.muted = true
  play()
  pass(1000)
  document_.visibilityState = 'hidden'
  document_.dispatchEvent(new Event('visibilitychange'))
  video.muted = false
  video.fire('volumechange')
  expect(reports.slice(2).map(({ kind, properties }) => [kind, properties['hidden'], properties['muted']])).toEqual([
    ['player.heartbeat', true, true],
    ['player.heartbeat', true, false],
  ])
})

it('reports a change of quality, and frames dropped since the last report', () => {
  start()
  play()
  video.dropped = 7
  pass(1000)
  player.currentLevel = 1
  pass(250)
  video.dropped = 9
  pass(10_000)
  // A new source counts from 0 again.
  video.dropped = 2
  pass(10_000)
  expect(said().slice(2)).toEqual([
    'player.quality_changed playing',
    'player.heartbeat playing',
    'player.heartbeat playing',
  ])
  expect(reports[2]!.properties['bitrate_bps']).toBe(900_000)
  expect(reports.slice(2).map(({ properties }) => properties['dropped_frames'])).toEqual([7, 2, 2])
})

it('counts nobody where autoplay is refused, and times the start anew from the click', () => {
  video.autoplay = true
  start()
  vi.advanceTimersByTime(400)
  video.fire('canplaythrough')
  vi.advanceTimersByTime(60_000)
  video.paused = false
  video.fire('play')
  vi.advanceTimersByTime(120)
  video.fire('playing')
  expect(said()).toEqual([
    'player.starting starting',
    'player.paused paused',
    'player.starting starting',
    'player.playing playing',
  ])
  expect(reports.at(-1)!.properties['startup_ms']).toBe(120)
})

it('takes a video that plays already as playing, of unknown start', () => {
  video.paused = false
  start()
  expect(said()).toEqual(['player.playing playing'])
  expect(reports[0]!.properties['startup_ms']).toBeNull()
})

it('leaves once, stays silent while it is gone, and comes back as it stands', () => {
  start()
  play()
  pass(4000)
  follower.leave()
  follower.leave()
  pass(20_000)
  expect(said().slice(2)).toEqual(['player.exited exited'])
  expect(reports.at(-1)!.properties['played_ms']).toBe(4000)
  follower.resume()
  expect(said().at(-1)).toBe('player.playing playing')
  // What happened meanwhile was nobody's to report.
  expect(reports.at(-1)!.properties['played_ms']).toBe(0)
})

it('goes from ended over a new start of the same video without a second start-up', () => {
  start()
  play()
  pass(2000)
  video.paused = true
  video.ended = true
  video.fire('pause')
  video.fire('ended')
  video.ended = false
  video.seeking = true
  video.currentTime = 0
  video.fire('play')
  video.fire('seeking')
  video.seeking = false
  video.paused = false
  video.fire('seeked')
  video.fire('playing')
  expect(said().slice(2)).toEqual(['player.ended ended', 'player.seek_started seeking', 'player.seek_ended playing'])
  expect(sum('played_ms')).toBe(2000)
})

it('lets go of the element', () => {
  start()
  play()
  follower.stop()
  const before = reports.length
  play()
  pass(30_000)
  document_.dispatchEvent(new Event('visibilitychange'))
  expect(reports).toHaveLength(before)
})
