import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAYER_STATES, type Event } from '../../events/contract.ts'
import type { Row } from '../../store/contract.ts'
import { meaning, write, type FinalTables } from '../final-tables.fixture.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor } from '../processor.ts'
import { batchOf, event, player, T0 } from '../scenario.fixture.ts'
import { expectedAudience, type Arrival } from './oracle.fixture.ts'

const CLOSE_AFTER_MS = 30_000
const END_MS = T0 + 600_000

/** A report of one of four sessions of three visitors in two shows; times often on the second, so that they meet. */
const report = fc
  .record({
    session: fc.integer({ min: 0, max: 3 }),
    after_ms: fc.oneof(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 20 }).map((n) => n * 5_000),
    ),
    state: fc.constantFrom('playing' as const, 'playing' as const, ...PLAYER_STATES),
    played_ms: fc.option(fc.integer({ min: 0, max: 12_000 }), { nil: null }),
    position_ms: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null }),
    hidden: fc.boolean(),
    muted: fc.boolean(),
    beat: fc.boolean(),
  })
  .map(({ session, after_ms, beat, ...body }) => ({ session, after_ms, beat, body: player(body.state, body) }))

/** Events numbered as a client does: by time within their session. */
const visits = fc.array(report, { minLength: 1, maxLength: 30 }).map((reports): Event[] => {
  const next = [0, 0, 0, 0]
  return [...reports]
    .sort((a, b) => a.after_ms - b.after_ms)
    .map(({ session, after_ms, beat, body }) => {
      const seq = next[session] ?? 0
      next[session] = seq + 1
      const of = { sessionId: `s${session}`, visitorId: `v${session % 3}`, showId: `show${session % 2}`, seq }
      return event(beat ? 'player.heartbeat' : 'player.quality_changed', after_ms, body, of)
    })
})

/** The same events, each late by its own delay, a few of them twice. */
function arrive(events: readonly Event[], delays_ms: readonly number[]): Arrival[] {
  return events
    .map((event, i) => ({ event, at_ms: event.occurredAt_ms + (delays_ms[i % delays_ms.length] ?? 0) }))
    .flatMap((arrival, i) => (i % 5 === 4 ? [arrival, { ...arrival, at_ms: arrival.at_ms + 700 }] : [arrival]))
    .sort((a, b) => a.at_ms - b.at_ms)
}

function run(arrivals: readonly Arrival[]): FinalTables {
  const processor = createProcessor({ logId: 'log', partition: 0, settings: DEFAULT_SETTINGS })
  const tables: FinalTables = new Map()
  arrivals.forEach(({ event, at_ms }, offset) => {
    processor.step({ offset, appendedAt_ms: at_ms, batch: batchOf(offset + 1, [event]) })
    if (offset % 7 === 0) write(tables, processor.takeRows())
  })
  processor.step({ offset: arrivals.length, appendedAt_ms: END_MS, batch: batchOf(arrivals.length + 1, []) })
  write(tables, processor.takeRows())
  return tables
}

const rowsOf = (
  tables: FinalTables,
  name: 'audience_seconds_log' | 'sessions_log' | 'show_totals_log' | 'show_minutes_log' | 'intake_log',
): Row[] => Object.values(meaning(tables)[name] ?? {})

function compare(arrivals: readonly Arrival[]): void {
  const tables = run(arrivals)
  const expected = expectedAudience(arrivals, END_MS)
  const seconds = rowsOf(tables, 'audience_seconds_log')
  expect(
    Object.fromEntries(seconds.map((row) => [`${row['show_id']} ${row['second']}`, [row['joins'], row['leaves']]])),
  ).toEqual(expected.seconds)
  const sessions = rowsOf(tables, 'sessions_log').map(({ session_id, played_ms, events, late, first_joined_at }) => [
    session_id,
    { played_ms, events, late, first_joined_at },
  ])
  expect(Object.fromEntries(sessions)).toEqual(expected.sessions)
  const viewers = rowsOf(tables, 'show_totals_log').filter((row) => row['viewers'] !== 0)
  expect(Object.fromEntries(viewers.map((row) => [row['show_id'], row['viewers']]))).toEqual(expected.viewers)
  const minutes = rowsOf(tables, 'show_minutes_log').filter((row) => row['new_viewers'] !== 0)
  expect(Object.fromEntries(minutes.map((row) => [`${row['show_id']} ${row['minute']}`, row['new_viewers']]))).toEqual(
    expected.newViewers,
  )
  expect(rowsOf(tables, 'intake_log')[0]?.['duplicate']).toBe(expected.duplicates)
  for (const row of rowsOf(tables, 'sessions_log')) {
    expect(Number(row['played_ms'])).toBeLessThanOrEqual(Number(row['ended_at']) - Number(row['started_at']))
  }
}

const within = fc.array(fc.integer({ min: 0, max: CLOSE_AFTER_MS - 1_000 }), { minLength: 1, maxLength: 30 })
const beyond = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 30 })

describe('the audience', () => {
  it('is what the rules say, in whatever order reports come within closeAfter', () => {
    fc.assert(
      fc.property(visits, within, (events, delays_ms) => compare(arrive(events, delays_ms))),
      { numRuns: 400 },
    )
  })

  it('is what the rules say where some come too late', () => {
    fc.assert(
      fc.property(visits, beyond, (events, delays_ms) => compare(arrive(events, delays_ms))),
      { numRuns: 400 },
    )
  })

  it('is the same for any two orders within closeAfter, in every table but the raw events', () => {
    fc.assert(
      fc.property(visits, within, within, (events, some_ms, others_ms) => {
        const [one, other] = [meaning(run(arrive(events, some_ms))), meaning(run(arrive(events, others_ms)))]
        delete one['events_log']
        delete other['events_log']
        expect(one).toEqual(other)
      }),
      { numRuns: 300 },
    )
  })
})
