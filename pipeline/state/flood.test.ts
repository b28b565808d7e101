// What many events add up to, each as large as the contract lets it be, must still be rows: rows that cannot be written
// hold up all others of their owner for ever.
import { expect, it } from 'vitest'
import { DURATION_MS_MAX, REACTION_COUNT_MAX } from '../../events/limits.ts'
import { writeBlocks } from '../../store/native.ts'
import { STORED_TABLES } from '../../store/tables.ts'
import { event, player, scenario } from '../scenario.fixture.ts'

/** 50 of the longest durations are more milliseconds than 32 bits hold. */
const EVENTS = 60
const UINT32_MAX = 2 ** 32 - 1

it('writes sums of the largest values there are, and stops where their columns do', () => {
  const story = scenario()
  const most = player('playing', { played_ms: DURATION_MS_MAX, rebuffer_ms: DURATION_MS_MAX, droppedFrames: 1e9 })
  story.send(Array.from({ length: EVENTS }, (_, seq) => event('player.heartbeat', seq, most, { seq })))
  story.send([event('reaction.sent', EVENTS, { reaction: 'x', count: REACTION_COUNT_MAX }, { seq: EVENTS })])
  expect(EVENTS * DURATION_MS_MAX).toBeGreaterThan(UINT32_MAX)
  for (const [table, rows] of story.processor.takeRows())
    expect(writeBlocks(table, STORED_TABLES[table], rows).bytes.length).toBeGreaterThan(0)
})
