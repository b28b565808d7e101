import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startTicks } from './ticks.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

/** Times of ticks, Unix ms, over `until_ms`, with frames at the given times. */
function ticksOf(frames_ms: readonly number[], until_ms: number): readonly number[] {
  const ticks: number[] = []
  let listener = () => {}
  const subscribe = (given: unknown) => {
    listener = given as () => void
    return () => (listener = () => {})
  }
  const stop = startTicks({ subscribe }, () => ticks.push(Date.now()), Date.now)
  for (const at_ms of frames_ms) setTimeout(() => listener(), at_ms)
  vi.advanceTimersByTime(until_ms)
  stop()
  vi.advanceTimersByTime(2_000)
  return ticks
}

it('ticks once for the frames of a pulse, just after the last of them', () => {
  expect(ticksOf([300, 301, 303, 312, 550, 551], 700)).toEqual([327, 566])
})

it('waits for the last of a pulse also where the first came too soon after a tick', () => {
  // The second pulse begins 180 ms after the tick at 315, and ends when a tick would have been allowed already.
  expect(ticksOf([300, 495, 505, 515], 700)).toEqual([315, 530])
})

it('ticks no more often than every 200 ms, however frames come', () => {
  const every20_ms = Array.from({ length: 50 }, (_, i) => 300 + i * 20)
  expect(ticksOf(every20_ms, 1_000)).toEqual([315, 515, 715, 915])
})

it('ticks 60 ms after the first frame where the pulses of several owners leave no pause', () => {
  const every7_ms = Array.from({ length: 120 }, (_, i) => 300 + i * 7)
  expect(ticksOf(every7_ms, 1_000)).toEqual([360, 560, 760, 960])
})

it('ticks every half second without frames, and no more once stopped', () => {
  expect(ticksOf([], 1_600)).toEqual([500, 1_000, 1_500])
})
