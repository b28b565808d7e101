import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row, RowBatch } from '../store/contract.ts'
import type { TableName } from '../store/tables.ts'
import type { SteppedRecord } from './contract.ts'
import { COLUMNS, meaning, write, type FinalTables } from './final-tables.fixture.ts'
import { DEFAULT_SETTINGS } from './contract.ts'
import { createProcessor, restoreProcessor } from './processor.ts'
import { stream } from './stream.fixture.ts'

const options = { logId: 'log', partition: 0, partitions: 4, settings: DEFAULT_SETTINGS }

/** Steps a log, taking rows after every record of which `takes` says so, and at the end. */
function run(records: readonly SteppedRecord[], takes: (at: number) => 'all' | 'due' | null): FinalTables {
  const processor = createProcessor(options)
  const tables: FinalTables = new Map()
  records.forEach((record, at) => {
    processor.step(record)
    const which = takes(at)
    if (which !== null) write(tables, processor.takeRows(which))
  })
  write(tables, processor.takeRows())
  return tables
}

const rows = (tables: FinalTables, name: TableName): readonly Row[] => [...(tables.get(name)?.values() ?? [])]
const sum = (rows: readonly Row[], column: string): number => rows.reduce((sum, row) => sum + Number(row[column]), 0)
const plain = (batch: RowBatch): [TableName, readonly Row[]][] => [...batch].map(([table, rows]) => [table, [...rows]])

describe('the processor', () => {
  it('saved and restored anywhere gives the same rows and frames', () => {
    fc.assert(
      fc.property(
        stream,
        fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (records, splits, every) => {
          const whole = createProcessor(options)
          let split = createProcessor(options)
          for (const record of records) {
            whole.step(record)
            split.step(record)
            if (splits.includes(record.offset)) {
              const saved = split.save()
              split = restoreProcessor(saved, options)
              expect(Buffer.compare(split.save(), saved)).toBe(0)
            }
            if (record.offset % every === 0) {
              const which = record.offset % 2 === 0 ? 'all' : 'due'
              expect(plain(split.takeRows(which))).toEqual(plain(whole.takeRows(which)))
            }
            if (record.offset % 3 === 0) expect(split.takeFrame()).toEqual(whole.takeFrame())
          }
          expect(plain(split.takeRows())).toEqual(plain(whole.takeRows()))
          expect(split.takeFrame()).toEqual(whole.takeFrame())
          expect(split.overflow).toEqual(whole.overflow)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('ends in the same tables whenever rows are taken', () => {
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 9 }), (records, every) => {
        const once = meaning(run(records, () => null))
        const often = meaning(run(records, () => 'all'))
        const lazily = meaning(run(records, (at) => (at % every === 0 ? 'due' : null)))
        expect(often).toEqual(once)
        expect(lazily).toEqual(once)
      }),
      { numRuns: 150 },
    )
  })

  it('changes nothing but intake for duplicates in any number', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.tuple(fc.nat(200), fc.nat(40)), { maxLength: 20 }), (records, picks) => {
        const plainly = meaning(run(records, () => null))
        const doubled = withCopies(records, picks)
        const tables = run(doubled.records, () => null)
        const withDuplicates = meaning(tables)
        const before = plainly['intake_log']
        expect({ ...withDuplicates, intake_log: 0 }).toEqual({ ...plainly, intake_log: 0 })
        expect(sum(rows(tables, 'intake_log'), 'duplicate') - sum(Object.values(before ?? {}), 'duplicate')).toBe(
          doubled.copies,
        )
      }),
      { numRuns: 150 },
    )
  })

  it('loses and invents nothing: every sum has two sides', () => {
    fc.assert(
      fc.property(stream, (records) => {
        const tables = run(records, (at) => (at % 5 === 0 ? 'all' : null))
        for (const intake of rows(tables, 'intake_log')) {
          const { received, stored, folded, duplicate, quarantined, bot } = intake
          expect(received).toBe(Number(stored) + Number(folded) + Number(duplicate) + Number(quarantined) + Number(bot))
        }
        const intake = rows(tables, 'intake_log')
        expect(rows(tables, 'events_log')).toHaveLength(sum(intake, 'stored'))
        expect(rows(tables, 'quarantine_log')).toHaveLength(sum(intake, 'quarantined'))
        expect(sum(rows(tables, 'session_minutes_log'), 'heartbeats')).toBe(sum(intake, 'folded'))

        const sessions = rows(tables, 'sessions_log')
        for (const session of sessions) {
          expect(Number(session['played_ms'])).toBeLessThanOrEqual(
            Number(session['ended_at']) - Number(session['started_at']),
          )
        }
        const totals = rows(tables, 'show_totals_log')
        const minutes = rows(tables, 'show_minutes_log')
        expect(sum(totals, 'sessions')).toBe(sessions.length)
        for (const column of [
          'played_ms',
          'comments',
          'reactions',
          'shares',
          'impressions',
          'clicks',
          'carts',
          'checkouts',
        ]) {
          expect(sum(totals, column)).toBe(sum(sessions, column))
        }
        expect(sum(minutes, 'new_viewers')).toBe(sum(totals, 'viewers'))
        expect(sum(minutes, 'reactions')).toBe(sum(rows(tables, 'reaction_minutes_log'), 'count'))
        expect(sum(minutes, 'impressions')).toBe(sum(rows(tables, 'product_minutes_log'), 'impressions'))
        expect(sum(minutes, 'played_ms')).toBe(sum(rows(tables, 'quality_minutes_log'), 'played_ms'))
        const seconds = rows(tables, 'audience_seconds_log')
        // Long after the last event everybody has left.
        expect(sum(seconds, 'joins')).toBe(sum(seconds, 'leaves'))
        expect(sum(minutes, 'joins')).toBe(sum(seconds, 'joins'))
        expect(sum(minutes, 'leaves')).toBe(sum(seconds, 'leaves'))
      }),
      { numRuns: 200 },
    )
  })

  it('gives rows with the columns their tables have', () => {
    fc.assert(
      fc.property(stream, (records) => {
        for (const [name, table] of run(records, () => null)) {
          const columns = [...(COLUMNS.get(name) ?? [])].filter((column) => column !== 'stored_at').sort()
          for (const row of table.values()) expect(Object.keys(row).sort()).toEqual(columns)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('tells the same in the last frame as in the tables', () => {
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 9 }), (records, every) => {
        const processor = createProcessor(options)
        const tables: FinalTables = new Map()
        const seconds = new Map<string, [number, number]>()
        const minutes = new Map<string, number>()
        let comments = 0
        const orders = new Set<string>()
        const take = (): void => {
          for (const show of processor.takeFrame().shows) {
            for (const { second, joins, leaves } of show.seconds)
              seconds.set(`${show.showId} ${second}`, [joins, leaves])
            for (const { minute, reactions } of show.minutes) minutes.set(`${show.showId} ${minute}`, reactions)
            comments += show.commentsTotal
            const joined = [...seconds].filter(([key]) => key.startsWith(`${show.showId} `))
            expect(show.viewers).toBe(joined.reduce((sum, [, [joins, leaves]]) => sum + joins - leaves, 0))
            for (const copy of show.orders) orders.add(`${copy.offset}.${copy.index}`)
          }
        }
        records.forEach((record, at) => {
          processor.step(record)
          if (at % every === 0) take()
        })
        take()
        write(tables, processor.takeRows())
        const inShow = (row: Row): boolean => row['show_id'] !== ''
        const ofSeconds = rows(tables, 'audience_seconds_log').filter(inShow)
        expect(Object.fromEntries(seconds)).toEqual(
          Object.fromEntries(
            ofSeconds.map((row) => [`${row['show_id']} ${row['second']}`, [row['joins'], row['leaves']]]),
          ),
        )
        const ofMinutes = rows(tables, 'show_minutes_log').filter(inShow)
        for (const row of ofMinutes) expect(minutes.get(`${row['show_id']} ${row['minute']}`)).toBe(row['reactions'])
        expect(comments).toBe(rows(tables, 'comments_log').filter(inShow).length)
        expect(orders.size).toBe(rows(tables, 'orders_log').filter(inShow).length)
      }),
      { numRuns: 100 },
    )
  })
})

/** Copies of viewers' events put behind their originals, in the same record or a later one, where they move nothing. */
function withCopies(
  records: readonly SteppedRecord[],
  picks: readonly (readonly [number, number])[],
): { records: readonly SteppedRecord[]; copies: number } {
  const stepped = new Set<string>()
  const isFirst = ({ batch }: SteppedRecord): boolean => {
    const key = `${batch.collectorId} ${batch.number}`
    return batch.collectorId !== 'tick' && !stepped.has(key) && stepped.add(key).size > 0
  }
  const places = records.filter(isFirst)
  const extra = new Map<number, SteppedRecord['batch']['events'][number][]>()
  let copies = 0
  for (const [pick, later] of picks) {
    const all = places.flatMap((record, place) => record.batch.events.map((event) => ({ event, place })))
    const chosen = all[pick % all.length]
    if (chosen === undefined) continue
    const into = places[Math.min(chosen.place + later, places.length - 1)]
    if (into === undefined) continue
    extra.set(into.offset, [...(extra.get(into.offset) ?? []), chosen.event])
    copies += 1
  }
  return {
    copies,
    records: records.map((record) => {
      const events = extra.get(record.offset)
      return events === undefined
        ? record
        : { ...record, batch: { ...record.batch, events: [...record.batch.events, ...events] } }
    }),
  }
}
