import { describe, expect, it } from 'vitest'
import { batchOf, event, HOUR, NOTHING_SAID, player, scenario, T0 } from '../scenario.fixture.ts'

const page = { url: null, path: null, title: null, referrer: null }
const view = (after_ms: number, fields = {}) => event('page.viewed', after_ms, page, fields)

describe('intake', () => {
  it('counts both sides of the sum by source', () => {
    const story = scenario()
    const quarantined = {
      source: 'app',
      receivedAt_ms: T0,
      messageId: null,
      reason: 'malformed' as const,
      path: 'a',
      expected: 'b',
      found: 'c',
      raw: '{}',
    }
    const received = [
      { source: 'web', events: 5, bots: 2 },
      { source: 'app', events: 2, bots: 0 },
    ]
    const events = [
      view(0, { messageId: 'one' }),
      view(0, { messageId: 'one' }),
      event('player.heartbeat', 0, player('playing'), { seq: 0 }),
      view(0, { messageId: 'two', source: 'app' }),
    ]
    story.batch({ collectorId: 'c', number: 1, received, events, quarantined: [quarantined] }, 0)
    expect(story.table('intake_log')).toEqual([
      { source: 'web', received: 5, stored: 1, folded: 1, duplicate: 1, quarantined: 0, bot: 2, late: 0 },
      { source: 'app', received: 2, stored: 1, folded: 0, duplicate: 0, quarantined: 1, bot: 0, late: 0 },
    ])
    expect(story.table('quarantine_log')).toEqual([
      {
        offset: 0,
        index: 0,
        source: 'app',
        received_at: T0,
        message_id: '',
        reason: 'malformed',
        path: 'a',
        expected: 'b',
        found: 'c',
        raw: '{}',
      },
    ])
  })

  it('steps a record a collector sent twice once, and lets two collectors have one number', () => {
    const story = scenario()
    story.batch(batchOf(1, [view(0, { messageId: 'a' })]), 0)
    story.batch(batchOf(1, [view(0, { messageId: 'a' })]), 10)
    story.batch(batchOf(1, [view(0, { messageId: 'b' })], { collectorId: 'c2' }), 20)
    expect(story.table('intake_log')).toMatchObject([{ received: 2, stored: 2, duplicate: 0 }])
    expect(story.processor.time_ms).toBe(T0 + 20)
  })

  it('lets ticks move time and nothing else', () => {
    const story = scenario()
    story.tick(0)
    story.tick(1000)
    expect([story.processor.time_ms, story.processor.nextOffset]).toEqual([T0 + 1000, 2])
    expect(story.processor.takeRows().size).toBe(0)
  })

  it('counts host events in the home partition alone', () => {
    const start = event('show.started', 0, NOTHING_SAID, { visitorId: 'host', sessionId: null, source: 'host' })
    const [home, other] = [scenario({}, 0), scenario({}, 1)]
    for (const story of [home, other]) story.send([start, start])
    expect(home.table('events_log')).toMatchObject([{ kind: 'show.started', session_id: '' }])
    expect(home.table('intake_log')).toMatchObject([{ stored: 1, duplicate: 1 }])
    expect(other.table('events_log')).toEqual([])
    expect(other.table('intake_log')).toMatchObject([{ stored: 0, duplicate: 0 }])
    expect([home.table('shows_log').length, other.table('shows_log').length]).toEqual([1, 0])
    expect(other.frame().shows[0]?.declared?.startedAt_ms).toBe(T0)
  })

  it('ignores records below the next offset and refuses a gap', () => {
    const story = scenario()
    story.send([view(0)])
    const again = { offset: 0, appendedAt_ms: T0 + 5000, batch: batchOf(7, [view(1)]) }
    story.processor.step(again)
    expect([story.processor.nextOffset, story.processor.time_ms]).toEqual([1, T0])
    expect(() => story.processor.step({ ...again, offset: 2 })).toThrow('record 2 of partition 0 came where 1 was due')
  })

  it('never lets time go back, and clamps what is said to have occurred later', () => {
    const story = scenario()
    story.send([view(0)], 10_000)
    story.send([view(60_000, { messageId: 'ahead' })], 9_000)
    expect(story.processor.time_ms).toBe(T0 + 10_000)
    expect(story.table('events_log').map((row) => row['occurred_at'])).toEqual([T0, T0 + 10_000])
  })
})

describe('raw events', () => {
  it('keep every field', () => {
    const story = scenario()
    story.tick(0)
    const properties = { price: 1.5, deep: { list: [1, 'two'] } }
    story.send(
      [
        view(500, {
          userId: 'u',
          seq: 3,
          mediaTime_ms: T0 - 2_000,
          latency_ms: 2_500,
          name: 'Page',
          type: 'page',
          channel: 'tiktok',
          screen: 'tv',
          connection: 'ethernet',
          properties,
          context: { ip: 'x' },
          messageId: 'm',
        }),
      ],
      900,
    )
    expect(story.table('events_log')).toEqual([
      {
        offset: 1,
        index: 0,
        kind: 'page.viewed',
        type: 'page',
        name: 'Page',
        message_id: 'm',
        source: 'web',
        visitor_id: 'v1',
        user_id: 'u',
        session_id: 's1',
        seq: 3,
        show_id: 'show',
        moment_id: '',
        product_id: '',
        occurred_at: T0 + 500,
        received_at: T0 + 900,
        media_time: T0 - 2_000,
        latency_ms: 2_500,
        channel: 'tiktok',
        screen: 'tv',
        connection: 'ethernet',
        late: false,
        properties: '{"price":1.5,"deep":{"list":[1,"two"]}}',
        context: '{"ip":"x"}',
      },
    ])
  })

  it('are late when they occurred more than closeAfter before partition time', () => {
    const story = scenario()
    story.tick(HOUR)
    story.send([view(HOUR - 30_000, { messageId: 'just' }), view(HOUR - 30_001, { messageId: 'late' })], HOUR)
    expect(story.table('events_log').map((row) => row['late'])).toEqual([false, true])
    expect(story.table('intake_log')).toMatchObject([{ stored: 2, late: 1 }])
    expect(story.table('sessions_log')).toMatchObject([{ events: 2, late: 1 }])
    expect(story.table('show_totals_log')).toMatchObject([{ late: 1 }])
  })
})
