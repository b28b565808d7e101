import { describe, expect, it } from 'vitest'
import {
  FORGET_PER_STEP_MAX,
  MESSAGES_PER_VISITOR_MAX,
  QUIET_MS,
  SEQ_RANGES_MAX,
  SESSIONS_PER_VISITOR_MAX,
} from '../limits.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor, restoreProcessor } from '../processor.ts'
import { batchOf, event, HOUR, order, scenario, SECOND, T0, type Scenario } from '../scenario.fixture.ts'

const page = { url: null, path: null, title: null, referrer: null }
const view = (after_ms: number, fields = {}) => event('page.viewed', after_ms, page, fields)
const counts = (story: Scenario) => {
  const { stored, duplicate } = story.table('intake_log')[0] ?? {}
  return { stored, duplicate }
}
/** Numbers of one session, each in a record of its own; true where the event was new. */
const admitted = (story: Scenario, numbers: readonly number[]): boolean[] =>
  numbers.map((seq, i) => {
    const before = Number(counts(story).stored ?? 0)
    story.send([view(0, { seq, messageId: `another-${i}` })])
    return Number(counts(story).stored) > before
  })

describe('numbered events', () => {
  it('are told apart by their number, in any order, whatever their messageId', () => {
    const story = scenario()
    expect(admitted(story, [0, 1, 1, 5, 3, 4, 2, 3, 0, 5, 6])).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      true,
    ])
  })

  it('have numbers of their own in each show and session', () => {
    const story = scenario()
    const of = [{}, { showId: 'other' }, { showId: null }, { sessionId: 's2' }]
    story.send(of.map((fields, i) => view(0, { seq: 0, messageId: `m${i}`, ...fields })))
    story.send(of.map((fields, i) => view(0, { seq: 0, messageId: `n${i}`, ...fields })))
    expect(counts(story)).toEqual({ stored: 4, duplicate: 4 })
  })

  it('with more gaps than are kept count what was missing in the lowest as duplicates', () => {
    const story = scenario()
    const even = Array.from({ length: SEQ_RANGES_MAX + 1 }, (_, i) => 2 * i)
    story.send(even.map((seq) => view(0, { seq, messageId: `e${seq}` })))
    expect(story.processor.overflow.gapsClosed).toBe(1)
    // 1 lay in the gap that was closed; 3 lies in the next.
    expect(admitted(story, [1, 3])).toEqual([false, true])
  })
})

describe('events without numbers', () => {
  it("of a shop's server are none for a messageId that somebody guessed", () => {
    const story = scenario()
    const sent = { visitorId: 'u1', userId: 'u1', sessionId: null, showId: null, messageId: 'order-10234' }
    const proven = { ...order('10234', ['lamp'], 'server'), proven: true }
    story.send([event('page.viewed', 0, page, { ...sent, source: 'web' })])
    const ofServer = event('order.completed', 0, proven, { ...sent, source: 'server' })
    story.send([ofServer])
    story.send([ofServer])
    expect(story.table('orders_log')).toHaveLength(1)
    expect(story.table('intake_log').map(({ source, stored, duplicate }) => [source, stored, duplicate])).toEqual([
      ['web', 1, 0],
      ['server', 1, 1],
    ])
  })

  it('are told apart by visitor and messageId', () => {
    const story = scenario()
    const of = (messageId: string, visitorId: string) => view(0, { messageId, visitorId, sessionId: null })
    story.send([of('a', 'v1'), of('a', 'v2'), of('b', 'v1'), of('a', 'v1')])
    expect(counts(story)).toEqual({ stored: 3, duplicate: 1 })
  })

  it('are remembered for dedupe_ms, and not longer', () => {
    const story = scenario()
    const of = (after_ms: number, messageId: string) => view(after_ms, { messageId, sessionId: null })
    story.send([of(0, 'a')])
    story.send([of(20 * HOUR, 'b')])
    story.send([of(25 * HOUR, 'a')])
    expect(counts(story)).toEqual({ stored: 2, duplicate: 1 })
    story.send([of(25 * HOUR + 1 * SECOND, 'c')])
    story.send([of(25 * HOUR + 2 * SECOND, 'a')])
    expect(counts(story)).toEqual({ stored: 4, duplicate: 1 })
  })

  it('beyond the bound of a visitor drop the oldest', () => {
    const story = scenario()
    const of = (n: number) => view(0, { messageId: `m${n}`, sessionId: null })
    story.send(Array.from({ length: MESSAGES_PER_VISITOR_MAX + 1 }, (_, n) => of(n)))
    story.send([of(1), of(MESSAGES_PER_VISITOR_MAX), of(0)])
    expect(counts(story)).toEqual({ stored: MESSAGES_PER_VISITOR_MAX + 2, duplicate: 2 })
  })
})

describe('sessions', () => {
  it('are made for clients without, a new one after half an hour of silence', () => {
    const story = scenario()
    const of = (after_ms: number, messageId: string, showId: string | null = 'show') =>
      view(after_ms, { messageId, sessionId: null, showId })
    story.send([of(0, 'a')])
    story.send([of(HOUR / 2, 'b')])
    story.send([of(HOUR / 2 + 1, 'other', null)])
    story.send([of(HOUR + 1, 'c')])
    // Came late, but belongs to the first.
    story.send([of(1000, 'd')], HOUR + 2)
    const sessions = story.table('sessions_log').map((row) => [row['session_id'], row['show_id'], row['events']])
    expect(sessions).toEqual([
      ['~a', 'show', 3],
      ['~other', '', 1],
      ['~c', 'show', 1],
    ])
    expect(story.table('events_log').map((row) => row['session_id'])).toEqual(['~a', '~a', '~other', '~c', '~a'])
  })

  it('take who and what they are from their latest event', () => {
    const story = scenario()
    story.send([view(2_000, { seq: 2, screen: 'phone', connection: '4g', userId: null })])
    story.send([view(1_000, { seq: 1, screen: 'desktop', connection: 'wifi', userId: 'ann' })], 3_000)
    story.send([view(500, { seq: 0, screen: 'tv', userId: 'earlier' })], 3_000)
    expect(story.table('sessions_log')).toMatchObject([
      { screen: 'phone', connection: '4g', user_id: 'ann', page_views: 3 },
    ])
  })

  it('beyond the bound of a visitor leave their events raw', () => {
    const story = scenario()
    const all = Array.from({ length: SESSIONS_PER_VISITOR_MAX + 1 }, (_, n) =>
      view(0, { sessionId: `s${n}`, seq: 0, messageId: `m${n}` }),
    )
    story.send(all)
    story.send(all.slice(-2))
    expect(counts(story)).toEqual({ stored: SESSIONS_PER_VISITOR_MAX + 1, duplicate: 2 })
    expect(story.table('sessions_log')).toHaveLength(SESSIONS_PER_VISITOR_MAX)
    expect(story.table('show_totals_log')).toMatchObject([{ sessions: SESSIONS_PER_VISITOR_MAX, visitors: 1 }])
    expect(story.processor.overflow.untracked).toBe(1)
  })

  it('are forgotten with their visitor after dedupe_ms of silence, with rows still due', () => {
    const story = scenario()
    story.send([view(0, { seq: 0 })])
    const small = story.processor.save().length
    const ids = Array.from({ length: 400 }, (_, n) => n)
    story.send(ids.map((n) => view(1000, { visitorId: `v${n}`, sessionId: `t${n}`, seq: 0, messageId: `m${n}` })))
    // A bounded number a step: two steps, and both visits' rows still come.
    story.tick(26 * HOUR)
    story.tick(26 * HOUR + 1)
    expect(story.table('sessions_log')).toHaveLength(401)
    expect(story.processor.save().length).toBeLessThan(small * 1.2)
  })

  it('are kept while their visitor comes back', () => {
    const story = scenario()
    for (let hour = 0; hour <= 60; hour += 20) story.send([view(hour * HOUR, { seq: hour })])
    story.send([view(61 * HOUR, { seq: 0, messageId: 'again' })])
    expect(counts(story)).toEqual({ stored: 4, duplicate: 1 })
    expect(story.table('sessions_log')).toMatchObject([{ events: 4 }])
  })
})

describe('visitors and sessions beyond the room there is', () => {
  const visit = (n: number) => view(0, { visitorId: `v${n}`, sessionId: `s${n}`, seq: 0, messageId: 'm' })

  it.each([{ visitors: 1_000 }, { sessions: 1_000 }])(
    'push out who is quiet; while nobody is, stay raw: %o',
    (room) => {
      const story = scenario({}, 0, room)
      story.send(Array.from({ length: 1_000 }, (_, n) => visit(n)))
      story.send([visit(1_000)])
      expect(story.processor.overflow).toMatchObject({ untracked: 1, forgottenEarly: 0 })
      expect(story.table('sessions_log')).toHaveLength(1_000)
      story.tick(QUIET_MS)
      story.send([visit(1_001)], QUIET_MS)
      expect(story.processor.overflow).toMatchObject({ untracked: 1, forgottenEarly: 1 })
      expect(story.table('sessions_log')).toHaveLength(1_001)
      // Of those not looked at before, the longest known made room: what it sends again is taken for something new.
      story.send([visit(0), visit(FORGET_PER_STEP_MAX)], QUIET_MS)
      expect(counts(story)).toEqual({ stored: 1_003, duplicate: 1 })
      expect(story.table('sessions_log')).toHaveLength(1_001)
    },
  )

  it("are a partition's share of a million of the log, and stay what they were when it was made", () => {
    const options = { logId: 'log', partition: 0, settings: DEFAULT_SETTINGS }
    const made = createProcessor({ ...options, partitions: 1_000 })
    const visits = Array.from({ length: 1_001 }, (_, n) => visit(n))
    made.step({ offset: 0, appendedAt_ms: T0, batch: batchOf(1, visits) })
    expect(made.overflow.untracked).toBe(1)
    const restored = restoreProcessor(made.save(), { ...options, partitions: 4 })
    restored.step({ offset: 1, appendedAt_ms: T0, batch: batchOf(2, [visit(1_001)]) })
    expect(restored.overflow.untracked).toBe(2)
  })
})
