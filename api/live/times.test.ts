import { expect, it } from 'vitest'
import { PARTITION_LAGS_MS, PARTITION_MISSED_MS } from '../limits.ts'
import { frame } from './frames.fixture.ts'
import { createPartitionTimes } from './times.ts'

const T0 = 1_700_000_040_000
function world(partitions: number) {
  let now_ms = 0
  const times = createPartitionTimes(() => now_ms)
  return {
    times,
    wait: (ms: number) => void (now_ms += ms),
    tell: (partition: number, after_ms: number, offset = 1) =>
      times.take(frame({ partition, partitions, offset, time_ms: T0 + after_ms })),
  }
}

it('knows the slowest, and leaves a frame that comes late', () => {
  const { times, tell } = world(2)
  expect([times.slowest(), times.count()]).toEqual([null, 0])
  expect(tell(0, 500, 7)).toBeNull()
  expect(tell(1, 100)).toBeNull()
  expect(tell(0, 750, 8)).toEqual({ offset: 7, time_ms: T0 + 500 })
  expect(tell(0, 500, 7)).toBe('older')
  expect([times.slowest(), times.count()]).toEqual([T0 + 100, 2])
  times.forget()
  expect([times.slowest(), times.count(), times.lagging()]).toEqual([null, 0, null])
})

it('names the slowest that lags behind the others, and how many more do', () => {
  const { times, tell } = world(4)
  tell(0, 20_000)
  tell(1, 20_000 - PARTITION_LAGS_MS)
  tell(2, 19_900)
  tell(3, 20_000)
  expect(times.lagging()).toBeNull()
  tell(3, 20_001, 2)
  expect(times.lagging()).toEqual({ partition: 1, isMissing: false, others: 0 })
  tell(3, 40_000, 3)
  expect(times.lagging()).toEqual({ partition: 1, isMissing: false, others: 2 })
})

it('names none where all are behind alike', () => {
  const { times, tell, wait } = world(2)
  tell(0, 0)
  tell(1, 10)
  wait(60_000)
  expect(times.lagging()).toBeNull()
})

it('names one that has never told anything, after a while', () => {
  const { times, tell, wait } = world(3)
  wait(3_600_000)
  tell(0, 0)
  tell(2, 0)
  wait(PARTITION_MISSED_MS - 1)
  expect(times.lagging()).toBeNull()
  wait(1)
  expect(times.lagging()).toEqual({ partition: 1, isMissing: true, others: 0 })
  tell(0, 20_000, 2)
  expect(times.lagging()).toEqual({ partition: 1, isMissing: true, others: 1 })
  tell(1, 20_000)
  expect(times.lagging()).toEqual({ partition: 2, isMissing: false, others: 0 })
})
