import { expect, it } from 'vitest'
import { createDurations } from './durations.ts'
import { createLane, type Lane } from './lane.ts'
import { OWNER_LIMITS } from './limits.ts'
import { realPace } from './pace.ts'
import { readStats } from './stats.ts'
import { createToy, TOY_SETTINGS } from './toy-processor.fixture.ts'
import { createUndriven } from './undriven.ts'

const NOW_MS = 1_000_000

/** A lane whose processor has stepped records 0 and 1, the later one appended 5 s ago. */
function createStepped(more: Partial<Lane>): Lane {
  const processor = createToy({ logId: 'log', partition: 2, settings: TOY_SETTINGS })
  const batch = { collectorId: 'c', received: [], events: [], quarantined: [] }
  for (const offset of [0, 1])
    processor.step({ offset, appendedAt_ms: NOW_MS - 5_000, batch: { ...batch, number: offset + 1 } })
  return Object.assign(createLane(processor, 0), more)
}

function lagOf(more: Partial<Lane>): readonly unknown[] {
  const figures = { flushes: createDurations([]), retries: 0, storeError: null, checkpointError: null, logError: null }
  const context = { clock: () => NOW_MS, pace: realPace, figures, limits: OWNER_LIMITS, report: () => {} }
  const lanes = [createStepped(more)]
  const [stats] = readStats(lanes, createUndriven(lanes, context), context).partitions
  return [stats?.partition, stats?.lag_ms, stats?.lagEvents]
}

it('tells how far a partition is behind, in time and in events by what a record held so far', () => {
  // 12 records are left; those stepped held 5 events each.
  expect(lagOf({ endOffset: 14, readBatches: 4, readEvents: 20 })).toEqual([2, 5_000, 60])
  expect(lagOf({ endOffset: 14 })).toEqual([2, 5_000, 12])
  expect(lagOf({ endOffset: 2, readBatches: 4, readEvents: 20 })).toEqual([2, 0, 0])
})
