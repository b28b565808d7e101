import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { write, type FinalTables } from '../final-tables.fixture.ts'
import { createProcessor, restoreProcessor, type Processor } from '../processor.ts'
import { batchOf, event, order, player, product, T0 } from '../scenario.fixture.ts'
import type { Event } from '../../events/contract.ts'
import type { Row } from '../../store/contract.ts'

const OPTIONS = { logId: 'log', partition: 0, settings: DEFAULT_SETTINGS }
/** What leads to the person, wherever it stands. */
const TRACES = ['zelda-browser', 'zelda@example.com', 'Zelda', 'do you ship to Hyrule', '12 Castle Road', 'zm-']
const ERASED = 'erased-h1'

let seq = 0
const by = (fields = {}) => ({
  ...{ visitorId: 'zelda-browser', sessionId: 's1', userId: 'zelda@example.com', seq: seq++, messageId: `zm-${seq}` },
  ...{ properties: { address: '12 Castle Road' }, context: { traits: 'Zelda' }, ...fields },
})
const said = (text: string, author: string | null) =>
  ({ commentId: `zm-c${seq}`, text, lang: 'en', author, role: 'viewer', replyTo: null }) as const

/** An evening of Zelda and of one other; an hour later she is back. */
function evening(): readonly (readonly Event[])[] {
  seq = 0
  const other = { visitorId: 'link', sessionId: 's2' }
  return [
    [
      event('player.starting', 1_000, player('starting'), by()),
      event('player.starting', 1_000, player('starting'), other),
    ],
    [event('player.heartbeat', 11_000, player('playing', { played_ms: 9_000 }), by())],
    [event('product.clicked', 12_000, product('lamp'), by())],
    [
      event('chat.posted', 13_000, said('do you ship to Hyrule?', 'Zelda'), by()),
      event('chat.posted', 13_000, { ...said('nice', null), commentId: 'kept' }, other),
    ],
    [event('order.completed', 14_000, order('o1', ['lamp']), by())],
  ]
}
const later = (): readonly Event[] => [
  event('player.heartbeat', 21_000, player('playing', { played_ms: 8_000 }), by()),
  event('chat.posted', 22_000, said('Zelda here: do you ship to Hyrule?', 'Zelda'), by()),
  event('order.completed', 23_000, order('o2', ['lamp']), by()),
]
const erasure = event(
  'visitor.erased',
  15_000,
  { visitorId: 'zelda-browser' },
  {
    ...{ visitorId: 'host', sessionId: null, showId: null, source: 'host', messageId: 'h1' },
  },
)

function stepAll(processor: Processor, records: readonly (readonly Event[])[]): void {
  for (const events of records) {
    const at_ms = Math.max(...events.map((each) => each.occurredAt_ms))
    processor.step({
      offset: processor.nextOffset,
      appendedAt_ms: at_ms,
      batch: batchOf(processor.nextOffset + 1, events),
    })
  }
}

const traces = (text: string) => TRACES.filter((trace) => text.includes(trace))
const rowsOf = (tables: FinalTables, table: Parameters<FinalTables['get']>[0]): readonly Row[] => [
  ...(tables.get(table)?.values() ?? []),
]

describe('an erased visitor', () => {
  it('is in no row that is not written yet, in no frame, and in no saved state', () => {
    const processor = createProcessor(OPTIONS)
    stepAll(processor, [...evening(), [erasure]])
    const frame = processor.takeFrame()
    expect(traces(JSON.stringify(frame))).toEqual([])
    expect(frame.erased).toHaveLength(1)
    expect(processor.takeErasures?.()).toEqual([{ visitorId: 'zelda-browser', pseudonym: ERASED, offset: 5 }])
    expect(traces(JSON.stringify([...processor.takeRows().values()].map((rows) => [...rows])))).toEqual([])
    const saved = Buffer.from(processor.save()).toString('latin1')
    // messageIds of what came stay, to know it again: they name messages.
    expect(traces(saved.replaceAll('zm-', ''))).toEqual([])
  })

  it('still counts: every number is as it was', () => {
    const [kept, erased] = [createProcessor(OPTIONS), createProcessor(OPTIONS)].map((processor, i) => {
      const tables: FinalTables = new Map()
      stepAll(processor, evening())
      if (i === 1) stepAll(processor, [[erasure]])
      stepAll(processor, [later()])
      write(tables, processor.takeRows())
      return tables
    }) as [FinalTables, FinalTables]
    for (const table of [
      'show_totals_log',
      'show_minutes_log',
      'audience_seconds_log',
      'product_minutes_log',
    ] as const) {
      const counts = (tables: FinalTables) => rowsOf(tables, table).map(({ version: _, ...row }) => row)
      expect(counts(erased), table).toEqual(counts(kept))
    }
    const money = (tables: FinalTables) =>
      rowsOf(tables, 'orders_log').map((row) => [row['order_id'], row['total_minor'], row['show_id'], row['moment_id']])
    expect(money(erased)).toEqual(money(kept))
    const sessions = (tables: FinalTables) =>
      rowsOf(tables, 'sessions_log').map((row) => [row['session_id'], row['played_ms'], row['comments'], row['orders']])
    expect(sessions(erased)).toEqual(sessions(kept))
  })

  it('is nobody when they come back, over a restart as well; others are who they were', () => {
    const before = createProcessor(OPTIONS)
    stepAll(before, evening())
    before.takeRows()
    stepAll(before, [[erasure]])
    before.takeRows()
    before.takeErasures?.()
    const processor = restoreProcessor(before.save(), OPTIONS)
    stepAll(processor, [later()])
    const tables: FinalTables = new Map()
    write(tables, processor.takeRows())
    expect(traces(JSON.stringify([...tables].map(([, rows]) => [...rows.values()])))).toEqual([])
    expect(rowsOf(tables, 'sessions_log')).toMatchObject([
      { session_id: 's1', visitor_id: ERASED, user_id: '', played_ms: 17_000, comments: 2, orders: 2 },
    ])
    expect(rowsOf(tables, 'comments_log')).toMatchObject([
      { visitor_id: ERASED, text: '', author: '', sentiment_milli: null },
    ])
    expect(rowsOf(tables, 'orders_log')).toMatchObject([{ visitor_id: ERASED, show_id: 'show', total_minor: 500 }])
    expect(processor.takeFrame().shows[0]?.comments.map(({ visitorId }) => visitorId)).toEqual(['link'])
    stepAll(processor, [[event('share.sent', 24_000, { target: null }, { visitorId: 'link', sessionId: 's2' })]])
    expect([...(processor.takeRows().get('sessions_log') ?? [])]).toMatchObject([
      { session_id: 's2', visitor_id: 'link' },
    ])
  })

  it('leaves what the host does alone, whoever asks to erase the host', () => {
    const processor = createProcessor(OPTIONS)
    const ofHost = { ...erasure, body: { visitorId: 'host' } } as Event
    stepAll(processor, [[ofHost]])
    expect(processor.takeErasures?.()).toEqual([])
    expect([...(processor.takeRows().get('events_log') ?? [])]).toMatchObject([
      { kind: 'visitor.erased', visitor_id: 'host' },
    ])
  })

  it('is told of in frames for five minutes', () => {
    const processor = createProcessor(OPTIONS)
    stepAll(processor, [[erasure]])
    const tick = (after_ms: number) =>
      processor.step({
        offset: processor.nextOffset,
        appendedAt_ms: T0 + after_ms,
        batch: batchOf(9, [], { collectorId: 'tick' }),
      })
    tick(15_000 + 299_999)
    expect(processor.takeFrame().erased).toHaveLength(1)
    tick(15_000 + 300_001)
    expect(processor.takeFrame().erased).toHaveLength(0)
  })
})
