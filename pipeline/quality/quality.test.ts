import { describe, expect, it } from 'vitest'
import { event, HOUR, player, scenario, T0 } from '../scenario.fixture.ts'

const S0 = T0 / 1000

describe('quality', () => {
  it('sums what players report by screen, connection and minute', () => {
    const story = scenario()
    const tv = { screen: 'tv', connection: 'ethernet', sessionId: 's2', visitorId: 'v2' } as const
    story.send([
      event('player.starting', 0, player('starting'), { seq: 0 }),
      event('player.playing', 600, player('playing', { startup_ms: 500 }), { seq: 1, latency_ms: 4_000 }),
      event('player.rebuffer_started', 2_000, player('rebuffering', { played_ms: 1_400 }), { seq: 2 }),
      event('player.rebuffer_ended', 2_700, player('playing', { rebuffer_ms: 700 }), { seq: 3 }),
      event(
        'player.heartbeat',
        10_000,
        player('playing', { played_ms: 7_300, bitrate_bps: 2_499_600, droppedFrames: 3 }),
        { seq: 4, latency_ms: 5_000 },
      ),
      event('player.starting', 11_000, player('starting'), { ...tv, seq: 0 }),
      event('player.failed', 12_000, player('failed', { error: 'decode' }), { ...tv, seq: 1 }),
    ])
    expect(story.table('quality_minutes_log')).toEqual([
      {
        show_id: 'show',
        screen: 'phone',
        connection: 'wifi',
        minute: S0,
        attempts: 1,
        starts: 1,
        failures: 0,
        startup_sum_ms: 500,
        startup_buckets: [0, 1, 0, 0, 0, 0, 0, 0],
        played_ms: 8_700,
        rebuffer_ms: 700,
        rebuffers: 1,
        bitrate_sum_kbps: 2_500,
        bitrate_count: 1,
        latency_sum_ms: 9_000,
        latency_count: 2,
        dropped_frames: 3,
      },
      expect.objectContaining({ screen: 'tv', connection: 'ethernet', attempts: 1, starts: 0, failures: 1 }),
    ])
    expect(story.table('sessions_log')).toMatchObject([
      { startup_ms: 500, rebuffer_ms: 700, failures: 0, dropped_frames: 3, heartbeats: 1 },
      { startup_ms: null, failures: 1 },
    ])
    expect(story.frame().shows[0]?.quality).toMatchObject([
      { screen: 'phone', connection: 'wifi', minute: S0, startup_sum_ms: 500, bitrate_sum_kbps: 2_500 },
      { screen: 'tv', connection: 'ethernet', failures: 1 },
    ])
  })

  it('has start-up times in buckets up to and including their bounds', () => {
    const story = scenario()
    const times = [0, 250, 251, 500, 1000, 2000, 4000, 8000, 16_000, 16_001]
    story.send(
      times.map((startup_ms, i) =>
        event('player.playing', 0, player('playing', { startup_ms }), { sessionId: `s${i}`, seq: 0 }),
      ),
    )
    expect(story.table('quality_minutes_log')).toMatchObject([
      { starts: 10, startup_buckets: [2, 2, 1, 1, 1, 1, 1, 1] },
    ])
  })

  it('counts one start of a session whose client times nothing', () => {
    const story = scenario()
    const playing = (after_ms: number) => event('player.playing', after_ms, player('playing', { played_ms: null }))
    story.send([playing(0), playing(1_000)])
    expect(story.table('quality_minutes_log')).toMatchObject([{ starts: 1, startup_buckets: [0, 0, 0, 0, 0, 0, 0, 0] }])
  })

  it('leaves late reports out', () => {
    const story = scenario()
    story.tick(HOUR)
    story.send([event('player.failed', 0, player('failed'), { seq: 0 })], HOUR)
    expect(story.table('quality_minutes_log')).toEqual([])
    expect(story.table('sessions_log')).toMatchObject([{ failures: 1 }])
  })
})
