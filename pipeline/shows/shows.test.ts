import { describe, expect, it } from 'vitest'
import type { Bodies, HostKind } from '../../events/contract.ts'
import { DEFAULT_SETTINGS, type PartitionProcessor } from '../contract.ts'
import { MOMENTS_PER_SHOW_MAX, SHOWS_FORGOTTEN_AT_ONCE, UNDECLARED_SHOWS_MAX } from '../limits.ts'
import { restoreProcessor } from '../processor.ts'
import {
  event,
  HOUR,
  MINUTE,
  moment,
  NOTHING_SAID,
  player,
  product,
  scenario,
  T0,
  type Scenario,
} from '../scenario.fixture.ts'

const OPTIONS = { logId: 'log', partition: 0, settings: DEFAULT_SETTINGS }

let number = 0
const host = <K extends HostKind>(kind: K, after_ms: number, body: Bodies[K], showId = 'show') =>
  event(kind, after_ms, body, {
    showId,
    visitorId: 'host',
    sessionId: null,
    source: 'host',
    messageId: `host${++number}`,
  })
const start = (after_ms: number, said = {}) => host('show.started', after_ms, { ...NOTHING_SAID, ...said })
const moments = (story: Scenario) =>
  Object.fromEntries(
    story
      .table('moments_log')
      .map((row) => [row['moment_id'], row['ends_at'] === null ? null : Number(row['ends_at']) - T0]),
  )

describe('a declared show', () => {
  it('keeps what was said before where nothing is said', () => {
    const story = scenario()
    const products = [{ productId: 'lamp', title: 'Lamp', number: 1, price_minor: 500, image: null }]
    story.send([
      host('show.scheduled', 0, {
        ...NOTHING_SAID,
        title: 'Lamps',
        showKind: 'game',
        currency: 'EUR',
        plannedStart_ms: T0 + HOUR,
        products,
      }),
    ])
    story.send([start(HOUR, { host: 'Ann', channel: 'tiktok' })])
    expect(story.table('shows_log')).toEqual([
      {
        show_id: 'show',
        title: 'Lamps',
        kind: 'game',
        channel: 'tiktok',
        host: 'Ann',
        currency: 'EUR',
        planned_start: T0 + HOUR,
        started_at: T0 + HOUR,
        ended_at: null,
        products: JSON.stringify(products),
      },
    ])
    expect(story.frame().shows[0]?.declared).toMatchObject({
      title: 'Lamps',
      showKind: 'game',
      startedAt_ms: T0 + HOUR,
      products,
    })
  })

  it('is a demonstration on the site named by its id, without a currency, until said otherwise', () => {
    const story = scenario()
    story.send([start(0)])
    expect(story.table('shows_log')).toMatchObject([
      { title: 'show', kind: 'demo', channel: 'site', currency: 'XXX', products: '[]' },
    ])
  })

  it('ends once, and goes on when started again', () => {
    const story = scenario()
    story.send([start(0)])
    story.send([host('show.ended', 1_000, NOTHING_SAID)])
    story.send([host('show.ended', 2_000, NOTHING_SAID)])
    expect(story.table('shows_log')).toMatchObject([{ started_at: T0, ended_at: T0 + 1_000 }])
    story.send([start(3_000)])
    expect(story.table('shows_log')).toMatchObject([{ started_at: T0, ended_at: null }])
    story.send([host('show.ended', 4_000, NOTHING_SAID)])
    expect(story.table('shows_log')).toMatchObject([{ started_at: T0, ended_at: T0 + 4_000 }])
  })

  it('is in every frame while it is live, and leaves when it has ended and its windows are closed', () => {
    const story = scenario()
    story.send([start(0)])
    story.tick(HOUR)
    expect(story.frame().shows).toHaveLength(1)
    expect(story.frame().shows).toMatchObject([{ showId: 'show', seconds: [], minutes: [], viewers: 0 }])
    story.send([host('show.ended', HOUR, NOTHING_SAID)])
    expect(story.frame().shows).toMatchObject([{ declared: { endedAt_ms: T0 + HOUR } }])
    expect(story.frame().shows).toEqual([])
  })
})

describe('moments', () => {
  it('run until ended; a pin ends the pin before it, an offer does not', () => {
    const story = scenario()
    story.send([host('moment.started', 0, moment('p1', 'pin', 'lamp'))])
    story.send([host('moment.started', 1_000, moment('o1', 'offer', 'lamp'))])
    story.send([host('moment.started', 2_000, moment('o2', 'offer', 'mug'))])
    story.send([host('moment.started', 3_000, moment('p2', 'pin', 'mug'))])
    story.send([host('moment.ended', 4_000, moment('o1', 'offer', null))])
    expect(moments(story)).toEqual({ p1: 3_000, o1: 4_000, o2: null, p2: null })
    story.send([host('show.ended', 5_000, NOTHING_SAID)])
    story.send([host('moment.ended', 6_000, moment('p2', 'pin', null))])
    expect(moments(story)).toEqual({ p1: 3_000, o1: 4_000, o2: 5_000, p2: 5_000 })
  })

  it('end by themselves at their planned end, once partition time has passed it', () => {
    const story = scenario()
    story.send([host('moment.started', 0, moment('o1', 'offer', 'lamp', T0 + MINUTE))])
    story.send([host('moment.started', 0, moment('g1', 'game', null, T0 + 3 * MINUTE))])
    story.tick(MINUTE - 1)
    expect(moments(story)).toEqual({ o1: null, g1: null })
    story.tick(HOUR)
    expect(moments(story)).toEqual({ o1: MINUTE, g1: 3 * MINUTE })
  })

  it('count up to their planned end even where nobody has marked it yet', () => {
    const story = scenario()
    story.send([host('moment.started', 0, moment('p1', 'pin', 'lamp', T0 + 10_000))])
    // One record, stepped before time is known to have passed the end for the events after it.
    story.send([event('product.clicked', 9_999, product('lamp')), event('product.clicked', 10_000, product('lamp'))])
    expect(story.table('product_minutes_log').map((row) => [row['moment_id'], row['clicks']])).toEqual([
      ['p1', 1],
      ['', 1],
    ])
  })

  it('prefer the pin of a product over its offer', () => {
    const story = scenario()
    story.send([host('moment.started', 0, moment('p1', 'pin', 'lamp'))])
    story.send([host('moment.started', 1_000, moment('o1', 'offer', 'lamp'))])
    story.send([event('product.clicked', 2_000, product('lamp'))])
    story.send([host('moment.ended', 3_000, moment('p1', 'pin', null))])
    story.send([event('product.clicked', 4_000, product('lamp'))])
    expect(story.table('product_minutes_log').map((row) => row['moment_id'])).toEqual(['p1', 'o1'])
  })

  it('said again keep their start, take what is new, and stay ended', () => {
    const story = scenario()
    story.send([host('moment.started', 0, moment('o1', 'offer', 'lamp', T0 + MINUTE))])
    story.send([
      host('moment.started', 1_000, {
        ...moment('o1', 'offer', 'lamp', T0 + 2 * MINUTE),
        title: 'Half price',
        price_minor: 250,
      }),
    ])
    expect(story.table('moments_log')).toMatchObject([
      { starts_at: T0, planned_end: T0 + 2 * MINUTE, title: 'Half price', price_minor: 250 },
    ])
    story.send([host('moment.ended', 2_000, moment('o1', 'offer', null))])
    story.send([host('moment.started', 3_000, moment('o1', 'offer', 'lamp'))])
    expect(moments(story)).toEqual({ o1: 2_000 })
  })

  it('beyond the bound of a show stay raw', () => {
    const story = scenario()
    story.send(
      Array.from({ length: MOMENTS_PER_SHOW_MAX + 1 }, (_, n) =>
        host('moment.started', n, moment(`m${n}`, 'guest', null)),
      ),
    )
    expect(story.table('moments_log')).toHaveLength(MOMENTS_PER_SHOW_MAX)
    expect(story.table('events_log')).toHaveLength(MOMENTS_PER_SHOW_MAX + 1)
    expect(story.processor.overflow.undeclared).toBe(1)
  })
})

describe('undeclared shows', () => {
  it('are made by their viewers, up to a bound; beyond it their events stay raw', () => {
    const story = scenario()
    const beat = (n: number, seq: number) =>
      event('player.heartbeat', seq, player('playing'), {
        showId: `x${n}`,
        sessionId: `s${n}`,
        visitorId: `v${n}`,
        seq,
        messageId: `m${n}.${seq}`,
      })
    story.send(Array.from({ length: UNDECLARED_SHOWS_MAX + 2 }, (_, n) => beat(n, 0)))
    story.send([beat(UNDECLARED_SHOWS_MAX, 0), beat(UNDECLARED_SHOWS_MAX, 1)])
    expect(story.table('show_totals_log')).toHaveLength(UNDECLARED_SHOWS_MAX)
    expect(story.table('intake_log')).toMatchObject([{ folded: UNDECLARED_SHOWS_MAX, stored: 3, duplicate: 1 }])
    expect(story.processor.overflow.untracked).toBe(3)
    // The host's word always counts.
    story.send([host('show.started', 10, NOTHING_SAID, `x${UNDECLARED_SHOWS_MAX}`)])
    story.send([beat(UNDECLARED_SHOWS_MAX, 2)], 20)
    expect(story.table('show_totals_log')).toHaveLength(UNDECLARED_SHOWS_MAX + 1)
  })

  it('make room for others once the host has spoken of them', () => {
    const story = scenario()
    const beat = (n: number) =>
      event('player.heartbeat', 0, player('playing'), {
        showId: `x${n}`,
        sessionId: `s${n}`,
        visitorId: `v${n}`,
        seq: 0,
        messageId: `early${n}`,
      })
    story.send(Array.from({ length: UNDECLARED_SHOWS_MAX }, (_, n) => beat(n)))
    // Twice: only the first word frees a place.
    story.send([host('show.scheduled', 10, NOTHING_SAID, 'x0'), host('show.started', 10, NOTHING_SAID, 'x0')])
    story.send([beat(UNDECLARED_SHOWS_MAX), beat(UNDECLARED_SHOWS_MAX + 1)])
    const ids = story.table('show_totals_log').map((row) => row['show_id'])
    expect(ids).toHaveLength(UNDECLARED_SHOWS_MAX + 1)
    expect(ids).toContain(`x${UNDECLARED_SHOWS_MAX}`)
    expect(story.processor.overflow.untracked).toBe(1)
  })

  it('make room once they are quiet, the least visited first, and what is still due of them comes', () => {
    const story = scenario()
    const visit = (showId: string, visitorId: string, after_ms: number, seq = 0) =>
      event('share.sent', after_ms, { target: null }, { showId, visitorId, sessionId: `${showId}-${visitorId}`, seq })
    const madeUp = Array.from({ length: UNDECLARED_SHOWS_MAX - 1 }, (_, n) => visit(`x${n}`, `eve${n}`, 0))
    story.send([visit('real', 'ann', 0), visit('real', 'ben', 0), ...madeUp])
    story.send([visit('new', 'cid', 24 * HOUR)])
    expect(story.processor.overflow).toMatchObject({ untracked: 1, showsForgotten: 0 })
    // One of those made up goes on, and the visitor of another is known from it.
    story.send([visit('x0', 'bob', 24 * HOUR), visit('x0', 'eve1', 24 * HOUR)])
    story.send([visit('new', 'cid', 26 * HOUR)])
    expect(story.processor.overflow).toMatchObject({ untracked: 1, showsForgotten: SHOWS_FORGOTTEN_AT_ONCE })

    // Restored, it forgets and remembers the same.
    const restored = restoreProcessor(story.processor.save(), OPTIONS)
    const on = [visit('real', 'dan', 26 * HOUR), visit('x0', 'eve0', 26 * HOUR, 1), visit('x1', 'eve1', 26 * HOUR)]
    story.send(on)
    restored.step(story.records.at(-1)!)
    const rows = (processor: PartitionProcessor) => [...processor.takeRows()].map(([table, rows]) => [table, [...rows]])
    const due = structuredClone(rows(restored))
    story.processor.takeFrame()
    expect(due).toEqual(rows(restoreProcessor(story.processor.save(), OPTIONS)))
    const totals = new Map(story.table('show_totals_log').map((row) => [row['show_id'], row['visitors']]))
    expect(totals.size).toBe(UNDECLARED_SHOWS_MAX + 1)
    // Those of x0 are bob, eve1, and eve0 twice, who was quiet for a day; x1 was forgotten, and began anew.
    expect(['real', 'x0', 'x1', 'x2', 'new'].map((id) => totals.get(id))).toEqual([3, 4, 1, 1, 1])
    expect(story.table('sessions_log')).toHaveLength(1_001 + 4)
    expect(story.processor.overflow.untracked).toBe(1)
  })
})
