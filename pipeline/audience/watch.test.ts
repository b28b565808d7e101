import { describe, expect, it } from 'vitest'
import { event, MINUTE, player, scenario, T0 } from '../scenario.fixture.ts'

const plain = (after_ms: number, state: 'playing' | 'paused', seq: number, position_ms: number | null = null) =>
  event('player.heartbeat', after_ms, player(state, { played_ms: null, position_ms }), { seq })

describe('watch time', () => {
  it('is what the player says it played, never more than the session lasted', () => {
    const story = scenario()
    story.send([event('player.playing', 0, player('playing'), { seq: 0 })])
    story.send([event('player.heartbeat', 10_000, player('playing', { played_ms: 9_500 }), { seq: 1 })])
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 9_500 }])
    story.send([event('player.heartbeat', 20_000, player('playing', { played_ms: 60_000 }), { seq: 2 })])
    expect(story.table('sessions_log')).toMatchObject([
      { played_ms: 20_000, started_at: T0, ended_at: T0 + 20_000, first_joined_at: T0 },
    ])
    expect(story.table('show_totals_log')).toMatchObject([{ played_ms: 20_000 }])
  })

  it('grows with the session when the start of it comes last', () => {
    const story = scenario()
    story.send([event('player.heartbeat', 10_000, player('playing', { played_ms: 9_000 }), { seq: 1 })])
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 0 }])
    story.send([event('player.playing', 0, player('playing'), { seq: 0 })], 11_000)
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 9_000 }])
  })

  it('is worked out from the reports of a client that does not measure', () => {
    const story = scenario()
    story.send([plain(0, 'playing', 0), plain(10_000, 'playing', 1)], 10_000)
    // The position moved less than the time: it stalled.
    story.send([plain(20_000, 'playing', 2, 100_000), plain(30_000, 'paused', 3, 104_000)], 30_000)
    // Paused before: nothing was played since.
    story.send([plain(40_000, 'playing', 4, 104_000)])
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 10_000 + 10_000 + 4_000 }])
    // Silence is cut at a minute, a seek back counts nothing.
    story.send([plain(40_000 + 3 * MINUTE, 'playing', 5)])
    story.send([plain(50_000 + 3 * MINUTE, 'playing', 6, 50_000), plain(60_000 + 3 * MINUTE, 'playing', 7, 20_000)])
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 24_000 + 60_000 + 10_000 }])
    const minutes = story.table('show_minutes_log').reduce((sum, row) => sum + Number(row['played_ms']), 0)
    const folded = story.table('session_minutes_log').reduce((sum, row) => sum + Number(row['played_ms']), 0)
    const quality = story.table('quality_minutes_log').reduce((sum, row) => sum + Number(row['played_ms']), 0)
    expect([minutes, folded, quality]).toEqual([94_000, 94_000, 94_000])
  })

  it('is worked out anew when such a report comes out of order', () => {
    const story = scenario()
    story.send([plain(0, 'playing', 0), plain(20_000, 'playing', 2)], 20_000)
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 20_000 }])
    story.send([plain(5_000, 'paused', 1)], 21_000)
    expect(story.table('sessions_log')).toMatchObject([{ played_ms: 5_000 }])
  })

  it('is counted in buckets of the sessions that joined', () => {
    const story = scenario()
    story.send([event('player.playing', 0, player('playing'), { seq: 0 })])
    story.send(
      [event('page.viewed', 0, { url: null, path: null, title: null, referrer: null }, { sessionId: 's2' })],
      1,
    )
    const buckets = () =>
      story
        .frame()
        .shows[0]?.watchBuckets.map((count, i) => [i, count])
        .filter(([, count]) => count !== 0)
    expect(buckets()).toEqual([[0, 1]])
    // Upper bounds 5 s, 6 s, 7.2 s: 6,500 ms stand in the third.
    story.send([event('player.heartbeat', 10_000, player('playing', { played_ms: 6_500 }), { seq: 1 })])
    expect(buckets()).toEqual([[2, 1]])
  })
})

describe('heartbeats', () => {
  it('fold into one row a session-minute', () => {
    const story = scenario()
    const beat = (after_ms: number, seq: number, latency_ms: number | null, bitrate_bps: number | null) =>
      event(
        'player.heartbeat',
        after_ms,
        player('playing', { played_ms: 1_000, rebuffer_ms: 50, droppedFrames: 2, bitrate_bps }),
        {
          seq,
          latency_ms,
        },
      )
    story.send([beat(10_000, 0, 3_000, 2_500_400), beat(20_000, 1, null, 1_000_600)])
    story.send([beat(61_000, 2, 2_000, null)])
    expect(story.table('events_log')).toEqual([])
    expect(story.table('session_minutes_log')).toEqual([
      {
        session_id: 's1',
        show_id: 'show',
        visitor_id: 'v1',
        minute: T0 / 1000,
        heartbeats: 2,
        played_ms: 2_000,
        rebuffer_ms: 100,
        latency_sum_ms: 3_000,
        latency_count: 1,
        bitrate_sum_kbps: 2_500 + 1_001,
        bitrate_count: 2,
        dropped_frames: 4,
      },
      expect.objectContaining({ minute: T0 / 1000 + 60, heartbeats: 1, latency_sum_ms: 2_000, bitrate_count: 0 }),
    ])
    expect(story.table('intake_log')).toMatchObject([{ received: 3, stored: 0, folded: 3 }])
  })

  it('are stored raw when late, since their minute is closed', () => {
    const story = scenario()
    story.send([event('player.heartbeat', 0, player('playing', { played_ms: 10 }), { seq: 0 })])
    story.send([event('player.heartbeat', 1_000, player('playing', { played_ms: 10 }), { seq: 1 })], 31_001)
    expect(story.table('events_log')).toMatchObject([{ kind: 'player.heartbeat', seq: 1, late: true }])
    expect(story.table('session_minutes_log')).toMatchObject([{ heartbeats: 1 }])
    expect(story.table('intake_log')).toMatchObject([{ received: 2, stored: 1, folded: 1, late: 1 }])
  })

  it('stand in events as well when kept', () => {
    const story = scenario({ keepHeartbeats: true })
    story.send([event('player.heartbeat', 0, player('playing', { played_ms: 10 }), { seq: 0 })])
    expect(story.table('events_log')).toHaveLength(1)
    expect(story.table('session_minutes_log')).toMatchObject([{ heartbeats: 1 }])
    expect(story.table('intake_log')).toMatchObject([{ received: 1, stored: 1, folded: 0 }])
  })

  it("leave sessions that only beat out of 'due' rows for a minute of partition time", () => {
    const story = scenario()
    story.send([event('player.playing', 0, player('playing'), { seq: 0 })])
    expect([...story.processor.takeRows('due').keys()]).toContain('sessions_log')
    story.send([event('player.heartbeat', 10_000, player('playing'), { seq: 1 })])
    const early = story.processor.takeRows('due')
    expect([early.has('sessions_log'), early.has('session_minutes_log'), early.has('intake_log')]).toEqual([
      false,
      false,
      true,
    ])
    story.tick(69_999)
    expect(story.processor.takeRows('due').has('sessions_log')).toBe(false)
    story.tick(70_000)
    const due = story.processor.takeRows('due')
    expect([...(due.get('sessions_log') ?? [])]).toMatchObject([{ heartbeats: 1, version: 3 }])
    expect([...(due.get('session_minutes_log') ?? [])]).toMatchObject([{ heartbeats: 1, version: 3 }])
    expect(story.processor.takeRows().size).toBe(0)
  })
})
