import { zstdDecompressSync } from 'node:zlib'
import { Packr } from 'msgpackr'
import { describe, expect, it } from 'vitest'
import { batchOf, event, order, player, product, T0 } from '../scenario.fixture.ts'
import { write, type FinalTables } from '../final-tables.fixture.ts'
import { restoreProcessor } from '../processor.ts'
import type { TableName } from '../../store/tables.ts'
import { NewerStateError } from './saved-version.ts'
import { V2_BYTES } from './save-v2.fixture.ts'
import { V3_BYTES } from './save-v3.fixture.ts'
import { V4_BYTES } from './save-v4.fixture.ts'
import { OFFER_ENDS_MS, page, STORY_SETTINGS, tellStory } from './story.fixture.ts'

const packr = new Packr({ structuredClone: true, useRecords: true })
const options = { logId: 'log', partition: 0, settings: STORY_SETTINGS }
const unbase64 = (text: string) => zstdDecompressSync(Buffer.from(text, 'base64'))

/** Every version kept, by its bytes; the last is the one written today. */
const KEPT = [
  { version: 2, bytes: unbase64(V2_BYTES) },
  { version: 3, bytes: unbase64(V3_BYTES) },
  { version: 4, bytes: unbase64(V4_BYTES) },
]
const newest = KEPT.at(-1)

describe.each(KEPT)('what version $version saved is read for ever', ({ bytes }) => {
  /** The story goes on: what is asked of the restored state was worked out by hand. */
  function goOn() {
    const processor = restoreProcessor(bytes, { ...options, settings: { ...STORY_SETTINGS, closeAfter_ms: 1 } })
    const tables: FinalTables = new Map()
    let number = 9
    return {
      processor,
      send(events: Parameters<typeof batchOf>[1], after_ms: number, again = false) {
        const batch = batchOf(again ? number : ++number, events)
        processor.step({ offset: processor.nextOffset, appendedAt_ms: T0 + after_ms, batch })
      },
      table(name: TableName) {
        write(tables, processor.takeRows())
        return [...(tables.get(name)?.values() ?? [])]
      },
    }
  }

  it('stands where it was saved, its rows and its frame still due', () => {
    const story = goOn()
    expect([story.processor.nextOffset, story.processor.time_ms]).toEqual([10, T0 + 20_000])
    const frame = story.processor.takeFrame().shows[0]
    expect(frame).toMatchObject({
      showId: 'show',
      declared: { title: 'Abend', startedAt_ms: T0 },
      viewers: 1,
      totals: { viewers: 1, comments: 1, reactions: 3, clicks: 1 },
      comments: [{ id: '0.6.0', author: 'Ada', text: 'how much is the lamp?' }],
      questionMarks: [{ mark: 'pinned' }],
      orders: [{ orderId: 'o1', attributed: true }],
    })
    expect(story.table('events_log').map((row) => row['kind'])).toEqual([
      'show.started',
      'moment.started',
      'moment.started',
      'player.starting',
      'player.playing',
      'product.clicked',
      'chat.posted',
      'question.marked',
      'reaction.sent',
      'page.viewed',
      'product.added',
      'order.completed',
    ])
    expect(story.table('session_minutes_log')).toMatchObject([{ session_id: 's1', heartbeats: 1, played_ms: 9_000 }])
    expect(story.table('quarantine_log')).toMatchObject([{ raw: '{}' }])
    expect(story.table('intake_log').find(({ source }) => source === 'app')).toMatchObject({
      received: 6,
      bot: 2,
      quarantined: 1,
      stored: 2,
    })
  })

  it('knows what it has seen', () => {
    const story = goOn()
    // The record of number 9 again, then events of it in another record.
    story.send([event('share.sent', 21_000, { target: null }, { seq: 6 })], 21_000, true)
    story.send(
      [
        event('player.heartbeat', 12_000, player('playing', { played_ms: 9_000 }), { seq: 2 }),
        event('page.viewed', 14_000, page, { visitorId: 'v2', sessionId: null, source: 'app', messageId: 'seen-1' }),
        event(
          'question.marked',
          14_000,
          { questionKey: 'price|lamp|', mark: 'pinned' },
          {
            visitorId: 'host',
            sessionId: null,
            source: 'host',
          },
        ),
      ],
      22_000,
    )
    const duplicates = Object.fromEntries(story.table('intake_log').map(({ source, duplicate }) => [source, duplicate]))
    expect(duplicates).toEqual({ web: 1, app: 1, host: 1 })
    expect(story.table('sessions_log').find((row) => row['session_id'] === 's1')).toMatchObject({
      shares: 0,
      heartbeats: 1,
      played_ms: 9_000,
      user_id: 'u1',
    })
  })

  it('goes on with its sessions, clicks, moments and the settings it had', () => {
    const story = goOn()
    const more = { seq: 6, userId: 'u1', latency_ms: 2_000 }
    story.send([event('player.heartbeat', 22_000, player('playing', { played_ms: 8_000 }), more)], 22_000)
    story.send([event('order.completed', 23_000, order('o2', ['lamp']), { ...more, seq: 7 })], 23_000)
    story.send(
      [event('product.clicked', 24_000, product('mug'), { visitorId: 'v3', sessionId: 's3', showId: null })],
      24_000,
    )
    // Within closeAfter as it was saved, 20 s: in time.
    story.send([event('share.sent', 10_000, { target: null }, { seq: 8 })], 29_000)
    story.send([], OFFER_ENDS_MS + 1_000)
    expect(story.table('sessions_log').find((row) => row['session_id'] === 's1')).toMatchObject({
      played_ms: 17_000,
      orders: 2,
      shares: 1,
      late: 0,
    })
    expect(story.table('orders_log').find((row) => row['order_id'] === 'o2')).toMatchObject({
      show_id: 'show',
      moment_id: 'pin1',
    })
    const ends = story.table('moments_log').map((row) => [row['moment_id'], row['ends_at']])
    expect(Object.fromEntries(ends)).toEqual({ pin1: null, offer1: T0 + OFFER_ENDS_MS })
    // Joined at its first report, left 25 s after the last.
    const moves = story.table('audience_seconds_log').filter((row) => row['show_id'] === 'show')
    const at = (after_s: number) => moves.find((row) => row['second'] === T0 / 1000 + after_s)
    expect([at(1)?.['joins'], at(47)?.['leaves'], moves.length]).toEqual([1, 1, 2])
  })
})

it('saves what the newest kept version did: a change of it needs a version, an upgrade and a fixture of its own', () => {
  const today = tellStory().processor.save()
  expect((packr.unpack(today) as { saved: number }).saved).toBe(newest?.version)
  expect(shapeOf(packr.unpack(today))).toEqual(shapeOf(packr.unpack(newest?.bytes ?? today)))
})

it('names what a newer Cartbeat saved, and refuses what none did', () => {
  const saved = packr.unpack(tellStory().processor.save()) as object
  const restored = (version: unknown) => () => restoreProcessor(packr.pack({ ...saved, saved: version }), options)
  expect(restored(99)).toThrow(NewerStateError)
  expect(restored(99)).toThrow('saved by a newer Cartbeat (state version 99, this one reads up to')
  expect(restored(1)).toThrow('saved state has version 1')
  expect(restored('2')).toThrow('saved state has no version')
})

/** Names and types, whatever the values: lists and maps say what all their members have together, a list of numbers its length. */
function shapeOf(value: unknown, within: readonly unknown[] = []): unknown {
  if (value === null || typeof value !== 'object') return typeof value
  if (value instanceof Uint8Array) return 'bytes'
  if (within.includes(value)) return 'above'
  const inside = [...within, value]
  if (value instanceof Map) return { map: merged([...value.values()], inside) }
  if (Array.isArray(value)) return { list: merged(value, inside) }
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, shapeOf(each, inside)]),
  )
}

function merged(values: readonly unknown[], within: readonly unknown[]): readonly string[] {
  return [...new Set(values.map((value) => JSON.stringify(shapeOf(value, within))))].toSorted()
}
