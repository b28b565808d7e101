import { describe, expect, it } from 'vitest'
import {
  batchOf,
  event,
  HOUR,
  MINUTE,
  NOTHING_SAID,
  player,
  scenario,
  SECOND,
  T0,
  type Scenario,
} from '../scenario.fixture.ts'

const S0 = T0 / 1000
const beat = (after_ms: number, seq: number, more = {}): ReturnType<typeof event> =>
  event('player.heartbeat', after_ms, player('playing', more), { seq })

/** [second after T0, joins, leaves] of every second where anything happened. */
const seconds = (story: Scenario): number[][] =>
  story
    .table('audience_seconds_log')
    .map((row) => [Number(row['second']) - S0, Number(row['joins']), Number(row['leaves'])])
    .filter(([, joins, leaves]) => joins !== 0 || leaves !== 0)
    .sort(([a = 0], [b = 0]) => a - b)

describe('presence', () => {
  it('lasts from the first report that plays to the one that pauses', () => {
    const story = scenario()
    story.send([event('player.playing', 1_400, player('playing'), { seq: 0 })])
    story.send([beat(11_400, 1)])
    story.send([event('player.paused', 15_999, player('paused'), { seq: 2 })])
    story.tick(MINUTE)
    expect(seconds(story)).toEqual([
      [1, 1, 0],
      [15, 0, 1],
    ])
  })

  it("is the player's to end, and not the host's word that the show is over", () => {
    const story = scenario()
    const host = { visitorId: 'host', sessionId: null, source: 'host' }
    story.send([event('show.started', 0, NOTHING_SAID, { ...host, messageId: 'h1' })])
    story.send([beat(10_000, 0)])
    story.send([event('show.ended', 15_000, NOTHING_SAID, { ...host, messageId: 'h2' })])
    // The stream goes on for a while, or somebody comes for the recording.
    story.send([beat(20_000, 1, { played_ms: 10_000 })])
    expect(story.frame().shows).toMatchObject([{ viewers: 1, totals: { viewers: 1, played_ms: 10_000 } }])
    story.tick(MINUTE)
    expect(seconds(story)).toEqual([
      [10, 1, 0],
      [45, 0, 1],
    ])
  })

  it('ends 25 s after the last report where nothing is said', () => {
    const story = scenario()
    story.send([beat(2_500, 0)])
    story.tick(27_400)
    // 2.5 s + 25 s lies in second 27: the leave counts once that second has begun.
    expect(seconds(story)).toEqual([
      [2, 1, 0],
      [27, 0, 1],
    ])
  })

  it('goes on when the next report comes exactly at the timeout, and begins anew after it', () => {
    const exact = scenario()
    exact.send([beat(0, 0)])
    exact.send([beat(25_000, 1)])
    exact.tick(26_000)
    expect(seconds(exact)).toEqual([[0, 1, 0]])

    const after = scenario()
    after.send([beat(0, 0)])
    after.send([beat(25_001, 1)])
    after.tick(26_000)
    expect(seconds(after)).toEqual([
      [0, 1, 0],
      [25, 1, 1],
    ])
  })

  it('takes a timeout back when a report from before it comes within closeAfter', () => {
    const story = scenario()
    story.send([beat(0, 0)])
    story.tick(29_000)
    expect(seconds(story)).toEqual([
      [0, 1, 0],
      [25, 0, 1],
    ])
    story.send([beat(20_000, 1)], 29_500)
    expect(seconds(story)).toEqual([[0, 1, 0]])
    story.tick(60_000)
    expect(seconds(story)).toEqual([
      [0, 1, 0],
      [45, 0, 1],
    ])
  })

  it('follows a report that comes out of order', () => {
    const story = scenario()
    story.send([beat(0, 0)])
    story.send([beat(20_000, 2)])
    story.send([event('player.paused', 5_000, player('paused'), { seq: 1 })], 21_000)
    expect(seconds(story)).toEqual([
      [0, 1, 0],
      [5, 0, 1],
      [20, 1, 0],
    ])
  })

  it('leaves out who is hidden without sound, counts who is hidden with it', () => {
    const story = scenario()
    story.send([beat(0, 0, { hidden: true, muted: true })])
    story.send([beat(5_000, 1, { hidden: true })])
    story.send([beat(9_000, 2, { hidden: true, muted: true })])
    expect(seconds(story)).toEqual([
      [5, 1, 0],
      [9, 0, 1],
    ])
  })

  it('counts starting, rebuffering and seeking, not paused, ended, exited or failed', () => {
    const states = ['starting', 'rebuffering', 'seeking', 'paused', 'ended', 'exited', 'failed'] as const
    const story = scenario()
    story.send(
      states.map((state, i) => event('player.heartbeat', i * 1000, player(state), { sessionId: state, seq: 0 })),
    )
    expect(seconds(story)).toEqual([
      [0, 1, 0],
      [1, 1, 0],
      [2, 1, 0],
    ])
  })

  it('is counted when it is, though the clock of the collector is an hour behind', () => {
    const story = scenario()
    story.tick(HOUR)
    // Reported at HOUR + 1.9 s and received half a second later, which that collector takes for 1.9 and 2.4 s after T0.
    story.batch(batchOf(1, [{ ...beat(1_900, 0), receivedAt_ms: T0 + 2_400 }]), HOUR + 2_400)
    story.tick(HOUR + MINUTE)
    const hour_s = HOUR / SECOND
    expect(seconds(story)).toEqual([
      [hour_s + 1, 1, 0],
      [hour_s + 26, 0, 1],
    ])
    expect(story.table('sessions_log')).toMatchObject([{ late: 0 }])
  })

  it('is counted by the log where the clock of the collector is an hour ahead', () => {
    const story = scenario()
    story.batch(batchOf(1, [{ ...beat(HOUR, 0), receivedAt_ms: T0 + HOUR }]), 2_400)
    story.tick(MINUTE)
    expect(seconds(story)).toEqual([
      [2, 1, 0],
      [27, 0, 1],
    ])
  })

  it('is not moved by late reports: they count in the session alone', () => {
    const story = scenario()
    story.send([beat(0, 0)])
    story.tick(40_000)
    story.send([beat(9_999, 1, { played_ms: 4_000 })], 40_000)
    story.tick(HOUR)
    expect(seconds(story)).toEqual([
      [0, 1, 0],
      [25, 0, 1],
    ])
    expect(story.table('sessions_log')).toMatchObject([{ events: 2, heartbeats: 2, late: 1, played_ms: 4_000 }])
    expect(story.table('show_minutes_log')).toMatchObject([{ played_ms: 0 }])
  })

  it('counts a leave in the second it fell in, however far time jumps', () => {
    const story = scenario()
    story.send([beat(0, 0)])
    story.tick(5 * HOUR)
    expect(seconds(story)).toEqual([
      [0, 1, 0],
      [25, 0, 1],
    ])
    expect(story.frame().shows[0]).toMatchObject({ viewers: 0 })
  })

  it('adds up to the viewers of the frame, and each minute sums its seconds', () => {
    const story = scenario()
    for (let i = 0; i < 5; i++) {
      story.send([
        event('player.playing', 58_000 + i * 1000, player('playing'), {
          sessionId: `s${i}`,
          visitorId: `v${i}`,
          seq: 0,
        }),
      ])
    }
    story.send([event('player.exited', 62_500, player('exited'), { sessionId: 's0', visitorId: 'v0', seq: 1 })])
    expect(story.frame().shows[0]?.viewers).toBe(4)
    expect(story.table('show_minutes_log')).toMatchObject([
      { minute: S0, joins: 2, leaves: 0, new_viewers: 2 },
      { minute: S0 + 60, joins: 3, leaves: 1, new_viewers: 3 },
    ])
  })
})

describe('viewers', () => {
  it('counts a visitor once however many sessions, in the minute first present', () => {
    const story = scenario()
    story.send([beat(10 * SECOND, 0)])
    story.send([event('player.playing', 70 * SECOND, player('playing'), { sessionId: 's2', seq: 0 })])
    story.send([event('page.viewed', 71 * SECOND, page, { visitorId: 'v2', sessionId: 's3', seq: 0 })])
    expect(story.table('show_totals_log')).toMatchObject([{ viewers: 1, visitors: 2, sessions: 3 }])
    expect(story.table('show_minutes_log').map((row) => row['new_viewers'])).toEqual([1, 0])
  })

  it('moves the first minute when an earlier report of another tab comes in', () => {
    const story = scenario()
    story.send([beat(65 * SECOND, 0)])
    story.send([event('player.playing', 50 * SECOND, player('playing'), { sessionId: 's2', seq: 0 })], 66 * SECOND)
    const minutes = story.table('show_minutes_log').map((row) => [Number(row['minute']) - S0, row['new_viewers']])
    expect(new Map(minutes as [number, number][])).toEqual(
      new Map([
        [60, 0],
        [0, 1],
      ]),
    )
  })
})

const page = { url: null, path: null, title: null, referrer: null }
