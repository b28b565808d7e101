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

it('ticks once for the frames of a pulse, just after them', () => {
  expect(ticksOf([300, 301, 303, 305, 550, 551], 700)).toEqual([310, 560])
})

it('ticks no more often than every 200 ms, however frames come', () => {
  const every20_ms = Array.from({ length: 50 }, (_, i) => 300 + i * 20)
  expect(ticksOf(every20_ms, 1_000)).toEqual([310, 510, 710, 910])
})

it('ticks every half second without frames, and no more once stopped', () => {
  expect(ticksOf([], 1_600)).toEqual([500, 1_000, 1_500])
})
