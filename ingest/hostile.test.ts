// Whatever comes: never a 5xx, never a crash, never a lost neighbour, always a reason, and nothing unaccounted for.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeBatch } from '../events/codec.ts'
import type { LogBatch } from '../events/contract.ts'
import { createMemoryLog } from '../log/memory.ts'
import { createCollector } from './collector.ts'
import type { Answer } from './contract.ts'
import { HOSTILE_BODIES } from './hostile-bodies.fixture.ts'
import { HOSTILE_EVENTS, NOW } from './hostile-events.fixture.ts'
import { readWriteKeys } from './keys.ts'
import { listenCollector, type ListeningCollector } from './listening.fixture.ts'

const good = (messageId: string): string =>
  JSON.stringify({
    type: 'track',
    event: 'Noted',
    messageId,
    anonymousId: messageId,
    timestamp: new Date(NOW).toISOString(),
  })
const between = (json: string): string => `{"writeKey":"demo","batch":[${good('before')},${json},${good('after')}]}`

/** Sends a body to a new collector; gives its answer and what is then in the log. */
async function send(body: string | Uint8Array): Promise<{ response: Response; batches: LogBatch[] }> {
  const log = createMemoryLog({ partitions: 2, clock: () => NOW })
  // Room for a whole hostile body: what is tried here is the events, not the body's bound.
  const limits = { bodyBytes: 3_000_000, flushAfter_ms: 0 }
  const collector = createCollector({ log, clock: () => NOW, keys: readWriteKeys('demo'), limits })
  const response = await collector.app.request('/v1/batch', { method: 'POST', body: body as BodyInit })
  await collector.close()
  const records = await Promise.all([0, 1].map((p) => log.read(p, 0, { records: 1e6, bytes: 1e9 })))
  return { response, batches: records.flat().map((record) => decodeBatch(record.bytes)) }
}

/** received = kept + quarantined + bots, at the door and in the log, and both say the same. */
function balance(answer: Answer, sent: number, batches: readonly LogBatch[]): void {
  const sum = (count: (batch: LogBatch) => number): number => batches.reduce((total, batch) => total + count(batch), 0)
  expect(answer.accepted + answer.refused + answer.bots).toBe(sent)
  expect(sum((batch) => batch.events.length)).toBe(answer.accepted)
  expect(sum((batch) => batch.quarantined.length)).toBe(answer.refused)
  expect(sum((batch) => batch.received.reduce((n, entry) => n + entry.bots, 0))).toBe(answer.bots)
  expect(sum((batch) => batch.received.reduce((n, entry) => n + entry.events, 0))).toBe(sent)
}

const neighbours = (batches: readonly LogBatch[]): string[] =>
  batches
    .flatMap((batch) => batch.events.map((event) => event.visitorId))
    .filter((id) => id === 'before' || id === 'after')
    .toSorted()

test('the corpus is large enough', () =>
  expect(HOSTILE_EVENTS.length + HOSTILE_BODIES.length).toBeGreaterThanOrEqual(60))

describe('an event between two good ones', () => {
  test.each(HOSTILE_EVENTS.map((event) => [event.name, event] as const))('%s', async (_, { json, ends }) => {
    const { response, batches } = await send(between(json))
    expect(response.status).toBe(200)
    const answer = (await response.json()) as Answer
    balance(answer, 3, batches)
    expect(neighbours(batches)).toEqual(['after', 'before'])
    if (typeof ends === 'string') {
      expect(answer.quarantined).toEqual([])
      expect(answer.bots).toBe(ends === 'bot' ? 1 : 0)
    } else {
      const [reason, path] = ends
      expect(answer.quarantined).toMatchObject([{ index: 1, reason, path }])
      const [kept] = batches.flatMap((batch) => batch.quarantined)
      expect(kept).toMatchObject({ reason, path, source: 'demo', receivedAt_ms: NOW })
      expect(kept?.expected).not.toBe('')
      expect(kept?.found).not.toBe('')
      expect(kept?.found.length).toBeLessThanOrEqual(256)
      expect(kept?.raw.length).toBeLessThanOrEqual(4096)
    }
    // Nothing in the log can break a storage of UTF-8.
    expect(JSON.stringify(batches)).not.toMatch(/(?<!\\)(\\\\)*\\ud[89a-f][0-9a-f]{2}/)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('a whole body', () => {
  test.each(HOSTILE_BODIES.map((body) => [body.name, body] as const))('%s', async (_, { bytes, status }) => {
    const log = createMemoryLog({ partitions: 1, clock: () => NOW })
    const collector = createCollector({ log, clock: () => NOW, keys: readWriteKeys('demo') })
    const response = await collector.app.request('/v1/batch', { method: 'POST', body: bytes as BodyInit })
    expect(response.status).toBe(status)
    const answer = (await response.json()) as Record<string, unknown>
    if (status === 200) expect(answer['success']).toBe(true)
    else expect(answer).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) })
    expect(collector.stats().unreadable).toBe(status === 400 ? 1 : 0)
    await collector.close()
  })
})

describe('over a socket, one collector after all of it', () => {
  let door: ListeningCollector
  beforeAll(async () => {
    door = await listenCollector({ clock: () => NOW })
  })
  afterAll(() => door.close())

  test('the whole corpus, and then a good event', async () => {
    for (const { bytes, status } of HOSTILE_BODIES) {
      const response = await fetch(`${door.url}/v1/batch`, { method: 'POST', body: bytes as BodyInit })
      expect(response.status).toBe(status)
      await response.arrayBuffer()
    }
    let sent = 0
    for (const { json } of HOSTILE_EVENTS) {
      const body = between(json)
      if (body.length > 1_000_000) continue // over the door's bound; tried above without it
      const response = await fetch(`${door.url}/v1/batch`, { method: 'POST', body })
      expect(response.status).toBe(200)
      await response.arrayBuffer()
      sent += 3
    }
    const { received, accepted, bots, quarantined } = door.collector.stats()
    const refused = Object.values(quarantined).reduce((sum, n) => sum + n, 0)
    // The bodies that were taken held 5 nothings, no list, and a list that was none.
    expect(received).toBe(sent + 5 + 1 + 1)
    expect(accepted + bots + refused).toBe(received)
    const last = await fetch(`${door.url}/v1/track?writeKey=demo`, { method: 'POST', body: good('last') })
    expect(((await last.json()) as Answer).accepted).toBe(1)
  })
})

describe('anything at all', () => {
  const value = fc.anything({
    withNullPrototype: false,
    maxDepth: 4,
    values: [fc.jsonValue(), fc.string({ unit: 'binary' })],
  })
  // Keys that mean something, with anything in them, get further than anything at random.
  const nearly = fc.record(
    {
      type: fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias'),
      event: fc.constantFrom(
        'Order Completed',
        'Video Content Playing',
        'Product Viewed',
        'Live Comment Posted',
        'Live Reaction Sent',
        'Noted',
      ),
      messageId: fc.oneof(fc.string(), value),
      anonymousId: fc.oneof({ weight: 9, arbitrary: fc.string() }, value),
      userId: fc.oneof(fc.constant(null), value),
      timestamp: fc.oneof(fc.constant('2026-11-24T11:59:59.000Z'), value),
      context: fc.oneof(
        fc.record({
          cartbeat: fc.dictionary(fc.constantFrom('sessionId', 'seq', 'showId', 'latency_ms', 'channel'), value),
          userAgent: value,
          network: value,
          screen: value,
          page: value,
        }),
        value,
      ),
      properties: fc.oneof(
        fc.dictionary(
          fc.constantFrom(
            'order_id',
            'total',
            'currency',
            'products',
            'product_id',
            'price',
            'quantity',
            'text',
            'reaction',
            'count',
            'state',
            'played_ms',
            'position',
            '__proto__',
          ),
          value,
        ),
        value,
      ),
      traits: value,
    },
    { requiredKeys: ['type'] },
  )

  test('is answered, balanced, and loses no neighbour', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(nearly, fc.jsonValue(), value), { maxLength: 5 }), async (events) => {
        const jsons = events.map((event) => toJsonOrNull(event))
        const { response, batches } = await send(
          `{"writeKey":"demo","batch":[${[good('before'), ...jsons, good('after')].join(',')}]}`,
        )
        expect(response.status).toBe(200)
        const answer = (await response.json()) as Answer
        balance(answer, jsons.length + 2, batches)
        expect(neighbours(batches)).toEqual(['after', 'before'])
        for (const refusal of answer.quarantined) {
          expect(refusal.reason).not.toBe('')
          expect(refusal.expected).not.toBe('')
          expect(refusal.found).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('bytes of any kind are 400 or 401, never worse', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom([], [0x1f, 0x8b], [0x7b], [0x28, 0xb5, 0x2f, 0xfd]),
        async (bytes, head) => {
          const { response } = await send(Uint8Array.from([...head, ...bytes]))
          expect([400, 401]).toContain(response.status)
        },
      ),
      { numRuns: 300 },
    )
  })
})

function toJsonOrNull(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    return 'null'
  }
}
