// A show that is over still tells of what comes late.
import { expect, it } from 'vitest'
import { event, MINUTE, NOTHING_SAID, scenario } from '../scenario.fixture.ts'

it('frames totals that changed twice between two flushes, though all windows are closed', () => {
  const story = scenario()
  story.send([event('show.started', 0, NOTHING_SAID), event('share.sent', 0, { target: null }, { seq: 0 })])
  story.send([event('show.ended', MINUTE, NOTHING_SAID)])
  story.tick(10 * MINUTE)
  story.frame()
  const shares = (seq: number): number | undefined => {
    story.send([event('share.sent', 1000, { target: null }, { seq })], 10 * MINUTE)
    return story.frame().shows[0]?.totals.shares
  }
  // No rows are taken in between, as when the store is away.
  expect([shares(1), shares(2)]).toEqual([2, 3])
})
