import { expect, it } from 'vitest'
import { createMeter, type Played } from './meter.ts'

/** A video on a clock of its own: plays, stalls, is sought in; keeps `played` as browsers do. */
function stage() {
  const ranges: [number, number][] = [[0, 0]]
  const open = () => ranges.at(-1)!
  const video = {
    currentTime: 0,
    playbackRate: 1,
    paused: false,
    seeking: false,
    readyState: 4,
    played: {
      get length() {
        return ranges.length
      },
      start: (i: number) => ranges[i]![0],
      end: (i: number) => ranges[i]![1],
    },
  } satisfies Played as { -readonly [K in keyof Played]: Played[K] }
  let now = 0
  return {
    video,
    meter: createMeter(video, () => now),
    /** Time passes; the video plays on if it can. */
    pass(ms: number) {
      now += ms
      if (video.paused || video.seeking || video.readyState < 3) return
      video.currentTime += (ms / 1000) * video.playbackRate
      open()[1] = Math.max(open()[1], video.currentTime)
    },
    seek(to: number) {
      video.currentTime = to
      video.seeking = true
      const known = ranges.find(([start, end]) => start <= to && to <= end)
      ranges.push(known ? ranges.splice(ranges.indexOf(known), 1)[0]! : [to, to])
    },
  }
}

it('counts the way of currentTime, however rarely it looks', () => {
  const { meter, pass } = stage()
  pass(250)
  meter.sample()
  // A hidden tab: one look a minute.
  pass(60_000)
  expect(meter.take()).toBe(60_250)
  expect(meter.take()).toBe(0)
})

it('counts nothing while paused, stalled or asleep', () => {
  const { meter, video, pass } = stage()
  pass(1000)
  video.paused = true
  meter.sample()
  pass(30_000)
  video.paused = false
  meter.sample()
  pass(500)
  video.readyState = 2
  meter.sample()
  pass(10_000)
  video.readyState = 4
  meter.sample()
  pass(500)
  expect(meter.take()).toBe(2000)
})

it('counts media, at any rate', () => {
  const { meter, video, pass } = stage()
  pass(1000)
  video.playbackRate = 2
  meter.sample()
  pass(3000)
  expect(meter.take()).toBe(7000)
})

it('leaves a seek out to the millisecond, though no sample saw where it began', () => {
  const { meter, video, pass, seek } = stage()
  pass(1000)
  meter.sample()
  pass(183)
  // The position has moved before the event of it arrives, 4 ms later.
  seek(90)
  pass(4)
  meter.sample()
  pass(400)
  video.seeking = false
  meter.sample()
  pass(1000)
  expect(meter.take()).toBe(2183)
})

it('goes by the clock where a seek leaves media that was played before', () => {
  const { meter, video, pass, seek } = stage()
  pass(20_000)
  seek(5)
  meter.sample()
  video.seeking = false
  meter.sample()
  pass(1000)
  meter.sample()
  pass(150)
  seek(40)
  meter.sample()
  // [0, 20] is one played range: its end says nothing of this visit. The clock says 150 ms.
  expect(meter.take()).toBe(21_150)
})

it('does not count a jump of the position that nobody announced beyond what the clock allows', () => {
  const { meter, video, pass } = stage()
  pass(1000)
  video.currentTime += 3600
  // 1 s of clock and a quarter of tolerance.
  expect(meter.take()).toBe(1250)
})

it('loses no fraction of a millisecond between reports', () => {
  const { meter, pass } = stage()
  let sum = 0
  for (let i = 0; i < 1000; i++) {
    pass(33.3667)
    sum += meter.take()
  }
  expect(sum).toBe(33_366)
})
