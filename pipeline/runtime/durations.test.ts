import { expect, it } from 'vitest'
import { addDuration, createDurations } from './durations.ts'

it('counts each time under the least bound that holds it', () => {
  const durations = createDurations([0.1, 1])
  for (const took_ms of [40, 100, 101, 1000, 1001, 90_000]) addDuration(durations, took_ms)
  expect(durations.counts).toEqual([2, 2, 2])
  expect(durations.sum_s).toBeCloseTo(92.242, 9)
})
