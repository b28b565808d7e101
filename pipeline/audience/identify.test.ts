// Sessions are looked up for many events at once, before any of them is stepped: what the ones ahead change must be seen.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QUIET_MS } from '../limits.ts'
import { event, scenario, T0, type Scenario } from '../scenario.fixture.ts'

const page = { url: null, path: null, title: null, referrer: null }
const view = (after_ms: number, fields = {}) => event('page.viewed', after_ms, page, fields)
const sessions = (story: Scenario) =>
  story
    .table('sessions_log')
    .map((row) => `${row['session_id']} ${row['show_id']} ${row['visitor_id']} ${row['events']}`)
    .toSorted()

describe('an event of a session that was looked up ahead', () => {
  it('goes to the session of its own show, though one of the same id was found', () => {
    const story = scenario()
    story.send([view(0, { showId: 'a', seq: 0 })])
    const [a, b] = [{ showId: 'a' }, { showId: 'b' }]
    story.send([
      view(1, { ...b, seq: 0 }),
      view(1, { ...a, seq: 1 }),
      view(1, { ...b, seq: 1 }),
      view(1, { ...b, seq: 2 }),
    ])
    expect(sessions(story)).toEqual(['s1 a v1 2', 's1 b v1 3'])
  })

  it('begins it anew where an event ahead made room by forgetting it', () => {
    const story = scenario({}, 0, { visitors: 2 })
    const of = (n: number, seq: number) => ({ visitorId: `v${n}`, sessionId: `s${n}`, seq })
    story.send([view(0, of(1, 0)), view(0, of(1, 1)), view(0, of(2, 0))])
    story.tick(QUIET_MS)
    // The third visitor takes the first one's room, and the first one's return that of the second.
    story.send([view(QUIET_MS, of(3, 0)), view(QUIET_MS, of(1, 2))], QUIET_MS)
    expect(story.processor.overflow).toMatchObject({ forgottenEarly: 2, untracked: 0 })
    expect(sessions(story)).toEqual(['s1 show v1 1', 's2 show v2 1', 's3 show v3 1'])
    const first = story.table('sessions_log').find((row) => row['session_id'] === 's1')
    expect(first).toMatchObject({ started_at: T0 + QUIET_MS })
  })

  it('goes where it goes when each event comes in a record of its own', () => {
    const fields = fc.record({
      visitorId: fc.constantFrom('v1', 'v2', 'v3'),
      sessionId: fc.constantFrom('s1', 's2', 's3', null),
      showId: fc.constantFrom('a', 'b', null),
      seq: fc.constantFrom(0, 1, 2, null),
    })
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 80 }), (all) => {
        const events = all.map((some, i) => view(0, { ...some, messageId: `m${i % 20}` }))
        const [together, apart] = [scenario({}, 0, { visitors: 2 }), scenario({}, 0, { visitors: 2 })]
        together.send(events)
        for (const one of events) apart.send([one], 0)
        expect(sessions(together)).toEqual(sessions(apart))
        expect(together.table('intake_log')).toEqual(apart.table('intake_log'))
      }),
      { numRuns: 200 },
    )
  })
})
