// Records as they are made while an append is held open and everything that comes collects for the next.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBatch } from '../events/codec.ts'
import type { Event, LogBatch, Quarantined } from '../events/contract.ts'
import { RECORD_BYTES_MAX } from '../events/limits.ts'
import { toHostEvent } from '../events/host.ts'
import { readEvent } from '../events/validate.ts'
import type { EventLog } from '../log/contract.ts'
import { createMemoryLog } from '../log/memory.ts'
import { createBatcher, type BatcherOptions } from './batcher.ts'
import { createCollector } from './collector.ts'
import { DEFAULT_LIMITS } from './limits.ts'

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0)
const PARTITIONS = 2

/** A log whose appends wait until it is let go. */
function heldLog(appendsWhole = true) {
  const inner = createMemoryLog({ partitions: PARTITIONS, clock: () => NOW })
  const gate = Promise.withResolvers<void>()
  const log: EventLog = { ...inner, appendsWhole, append: (records) => gate.promise.then(() => inner.append(records)) }
  const records = (partition: number) => inner.read(partition, 0, { records: 1e6, bytes: 1e9 })
  return { log, letGo: () => gate.resolve(), records }
}

let made = 0
function eventOf(source: string, length: number): Event {
  const raw = {
    type: 'track',
    event: 'Noted',
    messageId: `m${made++}`,
    anonymousId: 'v',
    properties: { a: 'x'.repeat(length) },
  }
  const read = readEvent(raw, { source, receivedAt_ms: NOW, sentAt_ms: null, batchContext: null })
  if ('reject' in read) throw new Error(JSON.stringify(read.reject))
  return read.keep
}
const quarantinedOf = (source: string, length: number): Quarantined => ({
  source,
  receivedAt_ms: NOW,
  messageId: `m${made++}`,
  reason: 'malformed',
  path: '',
  expected: 'an event',
  found: '1',
  raw: 'x'.repeat(length),
})
const pinned = () =>
  toHostEvent(
    {
      kind: 'moment.started',
      showId: 's',
      body: { momentId: 'p', momentKind: 'pin', title: null, productId: 'x', price_minor: null, endsAt_ms: null },
    },
    `m${made++}`,
    NOW,
  )

const put = fc.record({
  what: fc.constantFrom('event', 'event', 'quarantined', 'bot', 'host'),
  partition: fc.nat(PARTITIONS - 1),
  source: fc.constantFrom('demo', 'shop'),
  /** Most are small, some half of what a record takes, some more than all of it. */
  length: fc.oneof({ weight: 4, arbitrary: fc.nat(50) }, fc.integer({ min: 1_000, max: 10_000 })),
})

describe('records of a group that collected for long', () => {
  test('are never above the bound, and lose nothing, whatever weight was said', async () => {
    const RECORD_MAX = 8_000
    let halved = 0
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(put, { minLength: 10, maxLength: 60 }),
        fc.constantFrom(1_500, Infinity),
        async (appendsWhole, puts, recordBytes) => {
          const { log, letGo, records } = heldLog(appendsWhole)
          const options: BatcherOptions = {
            ...DEFAULT_LIMITS,
            log,
            collectorId: 'c',
            flushAfter_ms: 0,
            recordBytes,
            recordBytesMax: RECORD_MAX,
          }
          const batcher = createBatcher(options)
          const kept: string[][] = Array.from({ length: PARTITIONS }, () => [])
          const refused: string[][] = Array.from({ length: PARTITIONS }, () => [])
          const bots = { demo: 0, shop: 0 }
          for (const { what, partition, source, length } of puts) {
            if (what === 'event') {
              const event = eventOf(source, length)
              batcher.putEvent(partition, event, 1)
              kept[partition]!.push(event.messageId)
            } else if (what === 'quarantined') {
              const quarantined = quarantinedOf(source, length)
              batcher.putQuarantined(partition, quarantined, 1)
              refused[partition]!.push(quarantined.messageId!)
            } else if (what === 'bot') {
              batcher.putBot(source)
              bots[source as 'demo' | 'shop']++
            } else {
              const event = pinned()
              batcher.putHost(event)
              for (const ids of kept) ids.push(event.messageId)
            }
          }
          const durable = batcher.durable()
          letGo()
          await durable
          await batcher.close()

          const botsFound = { demo: 0, shop: 0 }
          for (let partition = 0; partition < PARTITIONS; partition++) {
            const read = (await records(partition)).map(({ bytes }) => ({
              size: bytes.length,
              batch: decodeBatch(bytes),
            }))
            if (read.length > 1) halved++
            for (const { size, batch } of read) {
              if (batch.events.length + batch.quarantined.length > 1) expect(size).toBeLessThanOrEqual(RECORD_MAX)
              balanced(batch, partition)
              for (const { source, bots: found } of batch.received)
                if (found > 0) botsFound[source as 'demo' | 'shop'] += found
            }
            const batches = read.map(({ batch }) => batch)
            expect(batches.map((batch) => [batch.collectorId, batch.number])).toEqual(
              batches.map((_, i) => ['c', i + 1]),
            )
            expect(batches.flatMap((batch) => batch.events.map((event) => event.messageId))).toEqual(kept[partition])
            expect(batches.flatMap((batch) => batch.quarantined.map(({ messageId }) => messageId))).toEqual(
              refused[partition],
            )
          }
          expect(botsFound).toEqual(bots)
          expect(batcher.pending_bytes).toBe(0)
        },
      ),
      { numRuns: 200 },
    )
    expect(halved).toBeGreaterThan(50)
  })

  test('are bounded where a few large events stand among thousands of nearly nothing', async () => {
    const large: Readonly<Record<string, unknown>> = {
      text: { a: 'x'.repeat(30_000) },
      // A third of what it becomes in UTF-8, a sixth of what it becomes as JSON.
      'text of many bytes': { a: '漢'.repeat(30_000) },
      'text of escapes': { a: '\u0001'.repeat(30_000) },
      'numbers that grow': { a: Array.from({ length: 3_000 }, () => 1e20) },
    }
    for (const [name, properties] of Object.entries(large)) {
      const { log, letGo, records } = heldLog()
      const collector = createCollector({ log, clock: () => NOW, keys: new Map([['demo', 'demo']]) })
      const post = async (request: number, few: number, many: number) => {
        const one = (i: number) => ({
          type: 'track',
          event: 'Noted',
          messageId: `${request}.${i}`,
          anonymousId: 'v',
          properties,
        })
        const batch = [...Array.from({ length: few }, (_, i) => one(i)), ...Array.from({ length: many }, () => 1)]
        // 1e20 as a sender may write it.
        const body = JSON.stringify({ batch }).replaceAll('100000000000000000000', '1e20')
        return collector.app.request('/v1/batch?writeKey=demo', { method: 'POST', body })
      }
      const answers = Array.from({ length: 8 }, (_, request) => post(request, 5, 1_500))
      letGo()
      for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200)
      let events = 0
      let refused = 0
      for (let partition = 0; partition < PARTITIONS; partition++)
        for (const { bytes } of await records(partition)) {
          expect(bytes.length, name).toBeLessThanOrEqual(RECORD_BYTES_MAX)
          const batch = decodeBatch(bytes)
          balanced(batch, partition)
          events += batch.events.length
          refused += batch.quarantined.length
        }
      expect([events, refused], name).toEqual([40, 12_000])
      await collector.close()
    }
  })
})

/** A record may be written and the next one not, so each counts as received what is in it. */
function balanced(batch: LogBatch, partition: number): void {
  for (const source of ['demo', 'shop', 'host']) {
    const entry = batch.received.find((each) => each.source === source) ?? { events: 0, bots: 0 }
    const its = [...batch.events, ...batch.quarantined].filter((each) => each.source === source).length
    expect(entry.events - entry.bots).toBe(source === 'host' && partition !== 0 ? 0 : its)
  }
}
