import { request } from 'node:http'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeBatch } from '../events/codec.ts'
import type { LogBatch } from '../events/contract.ts'
import { partitionOf } from '../events/partition.ts'
import { LogFullError, type EventLog } from '../log/contract.ts'
import { createMemoryLog } from '../log/memory.ts'
import { createCollector } from './collector.ts'
import type { Answer, CollectorOptions } from './contract.ts'
import { readWriteKeys } from './keys.ts'
import { listenCollector } from './listening.fixture.ts'

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0)
const PARTITIONS = 4

function start(options: Partial<CollectorOptions> = {}) {
  let now_ms = NOW
  const clock = () => now_ms
  const log = options.log ?? createMemoryLog({ partitions: PARTITIONS, clock })
  const keys = readWriteKeys('demo,shopA:abc')
  const collector = createCollector({ clock, keys, collectorId: 'c1', ...options, log })
  const post = async (path: string, body: string | Uint8Array | object, headers: Record<string, string> = {}) =>
    collector.app.request(path, {
      method: 'POST',
      headers,
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    })
  const batches = async (partition: number): Promise<LogBatch[]> =>
    (await log.read(partition, 0, { records: 1e6, bytes: 1e9 })).map((record) => decodeBatch(record.bytes))
  const all = async (): Promise<LogBatch[]> =>
    (await Promise.all(Array.from({ length: log.partitions }, (_, p) => batches(p)))).flat()
  return { collector, log, post, batches, all, pass: (ms: number) => (now_ms += ms) }
}

const custom = (i: number, visitor = `v${i}`) => ({
  type: 'track',
  event: 'Noted',
  messageId: `m${i}`,
  anonymousId: visitor,
  timestamp: new Date(NOW - 1000).toISOString(),
})
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
const answer = async (response: Response): Promise<Answer> => {
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

describe('a batch', () => {
  test('is in the log when it is answered, each visitor in its partition', async () => {
    const { post, batches } = start()
    const events = [custom(0), custom(1), custom(2), custom(3), custom(4)]
    expect(await answer(await post('/v1/batch', { batch: events }, basic('demo')))).toStrictEqual({
      success: true,
      accepted: 5,
      bots: 0,
      refused: 0,
      quarantined: [],
    })
    for (let p = 0; p < PARTITIONS; p++) {
      const expected = events.filter((event) => partitionOf(event.anonymousId, PARTITIONS) === p)
      const [batch] = await batches(p)
      expect(batch?.events.map((event) => event.messageId) ?? []).toEqual(expected.map((event) => event.messageId))
      if (batch) {
        expect(batch).toMatchObject({ collectorId: 'c1', number: 1 })
        expect(batch.received).toEqual([{ source: 'demo', events: expected.length, bots: 0 }])
      }
    }
  })

  test('a bad event goes to quarantine with its reason and its neighbours stay', async () => {
    const { post, all, collector } = start()
    const bad = { ...custom(1), event: 'Order Completed', properties: { order_id: 'o', total: 'NaN' } }
    const body = { batch: [custom(0), bad, null, custom(3)], writeKey: 'abc' }
    const got = await answer(await post('/v1/batch', body))
    expect(got).toMatchObject({ accepted: 2, bots: 0, refused: 2 })
    expect(got.quarantined).toEqual([
      {
        index: 1,
        messageId: 'm1',
        reason: 'malformed',
        path: 'properties.total',
        expected: 'an amount of money from 0 to 1000000000000 minor units, as a decimal',
        found: '"NaN"',
      },
      {
        index: 2,
        messageId: null,
        reason: 'malformed',
        path: '',
        expected: 'an event as Segment documents it',
        found: 'null',
      },
    ])
    const quarantined = (await all()).flatMap((batch) => batch.quarantined)
    expect(quarantined[0]).toMatchObject({ source: 'shopA', receivedAt_ms: NOW, raw: JSON.stringify(bad) })
    expect(collector.stats()).toMatchObject({ received: 4, accepted: 2, bots: 0, quarantined: { malformed: 2 } })
  })

  test('bots are counted and not kept', async () => {
    const { post, all } = start()
    const bot = {
      ...custom(1),
      context: { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
    }
    expect(await answer(await post('/v1/batch?writeKey=demo', { batch: [custom(0), bot] }))).toMatchObject({
      accepted: 1,
      bots: 1,
    })
    const batches = await all()
    expect(batches.flatMap((batch) => batch.events)).toHaveLength(1)
    const received = batches.flatMap((batch) => batch.received)
    expect(received.reduce((sum, r) => sum + r.events, 0)).toBe(2)
    expect(received.reduce((sum, r) => sum + r.bots, 0)).toBe(1)
  })

  test("the sender's clock is corrected by the batch's sentAt", async () => {
    const { post, all } = start()
    const timestamp = new Date(NOW + 3_600_000 - 2_000).toISOString()
    const sentAt = new Date(NOW + 3_600_000).toISOString()
    await post('/v1/batch?writeKey=demo', { batch: [{ ...custom(0), timestamp }], sentAt })
    expect((await all())[0]?.events[0]?.occurredAt_ms).toBe(NOW - 2_000)
  })

  test('a body without a list is one malformed event, kept and named', async () => {
    const { post } = start()
    const got = await answer(await post('/v1/batch', { writeKey: 'demo', batch: 'x' }))
    expect(got).toMatchObject({
      accepted: 0,
      refused: 1,
      quarantined: [{ index: 0, reason: 'unknown_type', path: 'type' }],
    })
  })

  test('what a host says is not taken over a public key', async () => {
    const { post } = start()
    const got = await answer(await post('/v1/track', { ...custom(0), event: 'Live Show Ended', writeKey: 'demo' }))
    expect(got.quarantined).toMatchObject([{ reason: 'forbidden', path: 'event', found: '"Live Show Ended"' }])
  })
})

describe('single calls', () => {
  test.each([
    ['/v1/track', 'track', 'custom'],
    ['/v1/t', 'track', 'custom'],
    ['/v1/identify', 'identify', 'visitor.identified'],
    ['/v1/i', 'identify', 'visitor.identified'],
    ['/v1/page', 'page', 'page.viewed'],
    ['/v1/p', 'page', 'page.viewed'],
    ['/v1/screen', 'screen', 'custom'],
    ['/v1/s', 'screen', 'custom'],
    ['/v1/group', 'group', 'custom'],
    ['/v1/g', 'group', 'custom'],
    ['/v1/alias', 'alias', 'custom'],
    ['/v1/a', 'alias', 'custom'],
  ])('%s is a call of type %s', async (path, type, kind) => {
    const { post, all } = start()
    const { type: _, ...event } = custom(0)
    expect(await answer(await post(path, { ...event, writeKey: 'demo' }))).toMatchObject({ accepted: 1 })
    expect((await all()).flatMap((batch) => batch.events)).toMatchObject([{ type, kind }])
  })
  test("analytics.js' own counters are taken and are no events", async () => {
    const { post, collector } = start()
    expect((await post('/v1/m', { series: [] })).status).toBe(200)
    expect(collector.stats().received).toBe(0)
  })
})

describe('bodies as clients send them', () => {
  const json = JSON.stringify({ batch: [custom(0)], writeKey: 'demo' })
  test.each<[string, string | Uint8Array, Record<string, string>]>([
    ['text/plain of a beacon', json, { 'content-type': 'text/plain;charset=UTF-8' }],
    ['gzip called a form', gzipSync(json), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['gzip called gzip', gzipSync(json), { 'content-encoding': 'gzip' }],
    ['plain called gzip', json, { 'content-encoding': 'gzip' }],
    ['zstd', zstdCompressSync(json), {}],
    ['a byte order mark', `\ufeff${json}`, {}],
  ])('%s', async (_, body, headers) => {
    expect(await answer(await start().post('/v1/batch', body, headers))).toMatchObject({ accepted: 1 })
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['cut gzip', gzipSync(json).subarray(0, 40)],
  ])('%s is 400 and counted as lost', async (_, body) => {
    const { post, collector } = start()
    const response = await post('/v1/batch', body, basic('demo'))
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 400, code: 'unreadable' })
    expect(collector.stats()).toMatchObject({ unreadable: 1, refused: { unreadable: 1, too_large: 0 } })
  })
})

describe('who may send', () => {
  test.each([
    ['no key', {}, {}],
    ['an unknown key in the body', { writeKey: 'nope' }, {}],
    ['an unknown key in Basic', { writeKey: 'demo' }, basic('nope')],
    ['a label instead of its key', { writeKey: 'shopA' }, {}],
    ['no text', { writeKey: 7 }, {}],
  ])('%s is 401', async (_, body, headers) => {
    const { post, log } = start()
    expect((await post('/v1/batch', { batch: [custom(0)], ...body }, headers)).status).toBe(401)
    expect(await log.endOffsets()).toEqual([0, 0, 0, 0])
  })
  test('any page may: CORS without credentials', async () => {
    const { collector, post } = start()
    const preflight = await collector.app.request('/v1/batch', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-headers': 'content-type,x-thing' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-thing')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    expect((await post('/v1/batch', '{')).headers.get('access-control-allow-origin')).toBe('*')
  })
  test('only a secret key says who is host; with a public one the claim stays in the properties', async () => {
    const said = (messageId: string) => ({
      ...custom(0),
      messageId,
      event: 'Live Comment Posted',
      properties: { text: 'hi', role: 'host' },
    })
    const { post, all } = start({ secretKeys: new Set(['abc']) })
    await answer(await post('/v1/batch', { batch: [said('public')] }, basic('demo')))
    await answer(await post('/v1/batch', { batch: [said('secret')] }, basic('abc')))
    const events = (await all()).flatMap((batch) => batch.events)
    const role = (id: string) => events.find(({ messageId }) => messageId === id)
    expect(role('public')).toMatchObject({ source: 'demo', body: { role: 'viewer' }, properties: { role: 'host' } })
    expect(role('secret')).toMatchObject({ source: 'shopA', body: { role: 'host' } })
  })
  test('an order is proven by a secret key alone, whatever its sender says of it', async () => {
    const bought = (messageId: string) => ({
      ...custom(0),
      messageId,
      event: 'Order Completed',
      properties: { order_id: 'o1', total: 12, currency: 'EUR', proven: true },
    })
    const { post, all } = start({ secretKeys: new Set(['abc']) })
    await answer(await post('/v1/batch', { batch: [bought('public')] }, basic('demo')))
    await answer(await post('/v1/batch', { batch: [bought('secret')] }, basic('abc')))
    const events = (await all()).flatMap((batch) => batch.events)
    const body = (id: string) => events.find(({ messageId }) => messageId === id)?.body
    expect(body('public')).not.toHaveProperty('proven')
    expect(body('secret')).toMatchObject({ orderId: 'o1', proven: true })
  })
  test('write keys are read from their setting, wrong ones are told by their place and never shown', () => {
    expect([...readWriteKeys('demo, shopA:abc')]).toEqual([['demo', 'demo'], ['abc', 'shopA']]) // prettier-ignore
    const wrong = (text: string): string => {
      try {
        readWriteKeys(text)
      } catch (error) {
        return String(error)
      }
      return 'read'
    }
    expect(wrong('demo,,x')).toContain('key 2 of 3 cannot be read')
    expect(wrong('x,y:x')).toContain('key 2 of 2 is given twice')
    expect(wrong('x,host:y')).toContain('label "host" of key 2 of 2')
    for (const text of [
      'erp:abc:SECRET',
      'SECRET:abc:erp',
      'SE CRET',
      'erp:SEC RET',
      'SECRET:',
      'a:SECRET,b:SECRET',
      'host:SECRET',
    ])
      expect(wrong(text), text).toMatch(/^Error: (?!.*(?:SE|CRET|RET|erp))/)
  })
})

describe('bounds', () => {
  test('a context given once for many events counts for each of them', async () => {
    const { post, log } = start()
    // 2 kB on the wire, 60 MB in the log.
    const body = { context: { a: 'x'.repeat(30_000) }, batch: Array.from({ length: 2_000 }, (_, i) => custom(i)) }
    expect((await post('/v1/batch', gzipSync(JSON.stringify(body)), basic('demo'))).status).toBe(413)
    expect(await log.endOffsets()).toEqual([0, 0, 0, 0])
    const few = { ...body, batch: body.batch.slice(0, 100) }
    expect(await answer(await post('/v1/batch', few, basic('demo')))).toMatchObject({ accepted: 100 })
  })
  test('body, inflated size and events of a batch are 413 and take nothing', async () => {
    const { post, log } = start({ limits: { bodyBytes: 1000, inflatedBytes: 2000, batchEvents: 3 } })
    const padded = (n: number) => JSON.stringify({ writeKey: 'demo', batch: [], pad: 'x'.repeat(n) })
    expect((await post('/v1/batch', padded(1000))).status).toBe(413)
    expect((await post('/v1/batch', gzipSync(padded(1000)))).status).toBe(200)
    expect((await post('/v1/batch', gzipSync(padded(3000)))).status).toBe(413)
    expect((await post('/v1/batch?writeKey=demo', { batch: [1, 2, 3, 4] })).status).toBe(413)
    expect(await log.endOffsets()).toEqual([0, 0, 0, 0])
  })

  test('a key over its rate waits as long as it is told', async () => {
    const { post, pass } = start({ limits: { keyEventsPerS: 2, keyEventsBurst: 4 } })
    const send = (n: number) =>
      post('/v1/batch?writeKey=demo', { batch: Array.from({ length: n }, (_, i) => custom(i)) })
    expect((await send(6)).status).toBe(200) // 4 saved, 2 owed
    const refused = await send(1)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('2') // 3 tokens at 2 a second: 1.5 s
    pass(1_500)
    expect((await send(1)).status).toBe(200)
    expect((await send(1)).status).toBe(429)
    expect((await post('/v1/batch?writeKey=abc', { batch: [custom(0)] })).status).toBe(200)
  })

  test('too much unwritten is 503 with Retry-After until it is written', async () => {
    const { log, append } = gatedLog()
    const { post, collector } = start({ log, limits: { pendingBytes: 300 } })
    const first = post('/v1/batch?writeKey=demo', { batch: [custom(0)] })
    await append.started
    const second = await post('/v1/batch?writeKey=demo', { batch: [custom(1), custom(2)] })
    expect(second.status).toBe(503)
    expect(second.headers.get('retry-after')).toBe('1')
    append.finish()
    expect((await first).status).toBe(200)
    expect(collector.stats().pending_bytes).toBe(0)
  })
})

/** A memory log whose first append waits, or fails. */
function gatedLog() {
  const inner = createMemoryLog({ partitions: PARTITIONS, clock: () => NOW })
  const started = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  // Failing before the append has begun is no unhandled rejection.
  gate.promise.catch(() => {})
  let waits = true
  const log: EventLog = {
    ...inner,
    async append(records) {
      if (waits) {
        waits = false
        started.resolve()
        await gate.promise
      }
      return inner.append(records)
    },
  }
  return {
    log,
    append: { started: started.promise, finish: () => gate.resolve(), fail: (error: Error) => gate.reject(error) },
  }
}

describe('nothing is answered before it is durable', () => {
  test('requests during an append go together into the next', async () => {
    const { log, append } = gatedLog()
    const { post, batches, collector } = start({ log })
    const home = 'v1' // every visitor the same: one partition
    const first = post('/v1/batch?writeKey=demo', { batch: [custom(0, home)] })
    await append.started
    const later = [1, 2, 3].map((i) => post('/v1/batch?writeKey=demo', { batch: [custom(i, home)] }))
    let answered = false
    void first.then(() => (answered = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    append.finish()
    for (const response of await Promise.all([first, ...later])) expect(response.status).toBe(200)
    const got = await batches(partitionOf(home, PARTITIONS))
    expect(got.map((batch) => [batch.number, batch.events.map((event) => event.messageId)])).toEqual([
      [1, ['m0']],
      [2, ['m1', 'm2', 'm3']],
    ])
    expect(collector.stats()).toMatchObject({ appends: 2, failedAppends: 0 })
  })

  test('a full log is 503 and its numbers are used again: none is missing', async () => {
    const { log, append } = gatedLog()
    const { post, batches } = start({ log })
    const first = post('/v1/batch?writeKey=demo', { batch: [custom(0, 'v1')] })
    append.fail(new LogFullError('full'))
    expect(await (await first).json()).toMatchObject({ status: 503, code: 'full' })
    expect((await post('/v1/batch?writeKey=demo', { batch: [custom(1, 'v1')] })).status).toBe(200)
    expect(await batches(partitionOf('v1', PARTITIONS))).toMatchObject([{ collectorId: 'c1', number: 1 }])
  })

  test('after a failure that may have been written the numbers belong to a new collector', async () => {
    const { log, append } = gatedLog()
    const { post, batches, collector } = start({ log })
    const first = post('/v1/batch?writeKey=demo', { batch: [custom(0, 'v1')] })
    append.fail(new Error('EIO'))
    const refused = await first
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toMatchObject({ code: 'not_written' })
    expect((await post('/v1/batch?writeKey=demo', { batch: [custom(1, 'v1')] })).status).toBe(200)
    const [batch] = await batches(partitionOf('v1', PARTITIONS))
    expect(batch?.collectorId).not.toBe('c1')
    expect(batch?.number).toBe(1)
    expect(collector.stats()).toMatchObject({ received: 1, accepted: 1, failedAppends: 1, refused: { not_written: 1 } })
  })

  test('a large request becomes several records in order, in one append', async () => {
    const { post, batches, collector } = start({ limits: { recordBytes: 1_000 } })
    await post('/v1/batch?writeKey=demo', { batch: Array.from({ length: 50 }, (_, i) => custom(i, 'v1')) })
    const got = await batches(partitionOf('v1', PARTITIONS))
    expect(got.length).toBeGreaterThan(3)
    expect(got.map((batch) => batch.number)).toEqual(got.map((_, i) => i + 1))
    expect(got.flatMap((batch) => batch.events.map((event) => event.messageId))).toEqual(
      Array.from({ length: 50 }, (_, i) => `m${i}`),
    )
    expect(collector.stats().appends).toBe(1)
  })

  test('close waits for what was taken and takes no more', async () => {
    const { log, append } = gatedLog()
    const { post, collector } = start({ log })
    const first = post('/v1/batch?writeKey=demo', { batch: [custom(0)] })
    await append.started
    const closing = collector.close()
    const refused = await post('/v1/batch?writeKey=demo', { batch: [custom(1)] })
    expect(await refused.json()).toMatchObject({ status: 503, code: 'closing' })
    append.finish()
    await closing
    expect((await first).status).toBe(200)
    await expect(collector.host.submit({ kind: 'show.ended', showId: 's', body: NO_SHOW })).rejects.toThrow(
      'the collector is closed',
    )
  })
})

const NO_SHOW = {
  title: null,
  showKind: null,
  channel: null,
  host: null,
  currency: null,
  plannedStart_ms: null,
  products: null,
}

describe('the host door', () => {
  const pin = {
    momentId: 'p1',
    momentKind: 'pin',
    title: null,
    productId: 'x',
    price_minor: null,
    endsAt_ms: null,
  } as const

  test('appends to every partition, counted as received at home', async () => {
    const { collector, batches } = start()
    const { messageId } = await collector.host.submit({ kind: 'moment.started', showId: 's1', body: pin })
    for (let p = 0; p < PARTITIONS; p++) {
      const [batch, ...rest] = await batches(p)
      expect(rest).toEqual([])
      expect(batch?.events).toMatchObject([
        {
          kind: 'moment.started',
          name: 'Live Product Pinned',
          messageId,
          showId: 's1',
          source: 'host',
          occurredAt_ms: NOW,
          body: pin,
        },
      ])
      expect(batch?.received).toEqual(p === 0 ? [{ source: 'host', events: 1, bots: 0 }] : [])
    }
  })

  test('what does not fit the contract is refused by name, and nothing is appended', async () => {
    const { collector, log } = start()
    const body = { ...pin, price_minor: 1.5 }
    await expect(collector.host.submit({ kind: 'moment.started', showId: 's1', body })).rejects.toThrow(/price_minor/)
    await expect(collector.host.submit({ kind: 'show.started', showId: '', body: NO_SHOW })).rejects.toThrow(/showId/)
    expect(await log.endOffsets()).toEqual([0, 0, 0, 0])
  })
})

describe('over a socket', () => {
  test('a body over the bound gets its answer', async () => {
    const door = await listenCollector({ limits: { bodyBytes: 10_000 } })
    const chunked = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 50; i++) controller.enqueue(new TextEncoder().encode('x'.repeat(1000)))
        controller.close()
      },
    })
    const post = (body: BodyInit) =>
      fetch(`${door.url}/v1/batch?writeKey=demo`, { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect((await post(chunked)).status).toBe(413)
    expect((await post('x'.repeat(20_000))).status).toBe(413)
    const { timestamp: _, ...event } = custom(0)
    expect((await post(JSON.stringify({ batch: [event] }))).status).toBe(200)
    await door.close()
  })

  test('one address with slow senders keeps no other out', async () => {
    const door = await listenCollector({ proxies: 1, limits: { addressReadingBytes: 5_000, bodyPeriod_ms: 600_000 } })
    const pad = JSON.stringify({ writeKey: 'demo', batch: [], pad: 'x'.repeat(4_000) })
    const slow = request(`${door.url}/v1/batch`, { method: 'POST', headers: { 'x-forwarded-for': '203.0.113.7' } })
    slow.on('error', () => {})
    slow.write(pad.slice(0, -1))
    await expect.poll(() => door.collector.stats().pending_bytes).toBe(pad.length - 1)
    const post = (address: string) =>
      fetch(`${door.url}/v1/batch`, { method: 'POST', body: pad, headers: { 'x-forwarded-for': address } })
    expect((await post('203.0.113.7')).status).toBe(503)
    expect((await post('203.0.113.8')).status).toBe(200)
    slow.destroy()
    await expect.poll(() => door.collector.stats().pending_bytes).toBe(0)
    expect((await post('203.0.113.7')).status).toBe(200)
    await door.close()
  })

  test('a comment costs its address as much as ten events: scoring it does', async () => {
    const limits = { addressEventsPerS: 1, addressEventsBurst: 100 }
    const door = await listenCollector({ proxies: 1, clock: () => NOW, limits })
    const comment = (i: number) => ({ ...custom(i), event: 'Live Comment Posted', properties: { text: 'how much?' } })
    const post = async (address: string, batch: readonly object[]) => {
      const body = JSON.stringify({ writeKey: 'demo', batch })
      return fetch(`${door.url}/v1/batch`, { method: 'POST', body, headers: { 'x-forwarded-for': address } })
    }
    const ten = Array.from({ length: 10 }, (_, i) => i)
    expect(await answer(await post('203.0.113.7', ten.map(comment)))).toMatchObject({ accepted: 10 })
    expect((await post('203.0.113.7', [custom(11)])).status).toBe(429)
    expect(
      (
        await post(
          '203.0.113.8',
          ten.map((i) => custom(i)),
        )
      ).status,
    ).toBe(200)
    expect((await post('203.0.113.8', [custom(11)])).status).toBe(200)
    await door.close()
  })

  test('long comments and orders of many lines cost their address more', async () => {
    const limits = { addressEventsPerS: 1, addressEventsBurst: 1_000, bytesPerEvent: 1e9 }
    const door = await listenCollector({ proxies: 1, clock: () => NOW, limits })
    const products = Array.from({ length: 1_000 }, (_, i) => ({ product_id: `p${i}` }))
    // 10 + 4,000 / 40 and 1 + 1,000 / 10 events: 990 and 909 of 1,000, then one too many.
    const long = { event: 'Live Comment Posted', properties: { text: '長'.repeat(4_000) } }
    const many = { event: 'Checkout Started', properties: { products } }
    for (const [sent, count] of [
      [long, 9],
      [many, 9],
    ] as const) {
      const address = `203.0.113.${sent === long ? 1 : 2}`
      const post = (batch: readonly object[]) =>
        fetch(`${door.url}/v1/batch`, {
          method: 'POST',
          body: JSON.stringify({ writeKey: 'demo', batch }),
          headers: { 'x-forwarded-for': address },
        })
      const one = (i: number) => ({ ...custom(i), ...sent })
      expect(await answer(await post(Array.from({ length: count }, (_, i) => one(i))))).toMatchObject({ refused: 0 })
      expect((await post([one(10)])).status).toBe(200)
      expect((await post([custom(11)])).status).toBe(429)
    }
    await door.close()
  })

  test('bodies that are refused cost their address what reading them does', async () => {
    const limits = { addressEventsPerS: 1, addressEventsBurst: 10, bytesPerEvent: 1_000 }
    const bodies: [string, string | Uint8Array][] = [
      ['of an unknown key', JSON.stringify({ writeKey: 'nope', pad: 'x'.repeat(12_000) })],
      ['of no JSON', 'x'.repeat(12_000)],
      ['of a few bytes that inflate', gzipSync(`{"writeKey":"nope","pad":"${'x'.repeat(12_000)}"}`)],
      ['that inflate beyond the bound', gzipSync('x'.repeat(100_000))],
    ]
    for (const [name, body] of bodies) {
      const door = await listenCollector({ proxies: 1, clock: () => NOW, limits: { ...limits, inflatedBytes: 50_000 } })
      const post = async (address: string) => {
        const headers = { 'x-forwarded-for': address }
        return (await fetch(`${door.url}/v1/batch`, { method: 'POST', body: body as BodyInit, headers })).status
      }
      expect([400, 401, 413], name).toContain(await post('203.0.113.7'))
      expect(await post('203.0.113.7'), name).toBe(429)
      expect(await post('203.0.113.8'), name).not.toBe(429)
      await door.close()
    }
  })

  test('a body that stands still makes room for the next', async () => {
    const door = await listenCollector({ limits: { pendingBytes: 15_000, bodyPeriod_ms: 0.001 } })
    const pad = JSON.stringify({ writeKey: 'demo', batch: [], pad: 'x'.repeat(9_000) })
    const still = request(`${door.url}/v1/batch`, { method: 'POST' })
    still.on('error', () => {})
    const answered = new Promise<number | undefined>((resolve) =>
      still.on('response', (response) => {
        response.resume()
        resolve(response.statusCode)
      }),
    )
    still.write(pad.slice(0, -1))
    await expect.poll(() => door.collector.stats().pending_bytes).toBe(pad.length - 1)
    const next = await fetch(`${door.url}/v1/batch`, { method: 'POST', body: pad })
    expect(next.status).toBe(200)
    expect(await answered).toBe(503)
    expect(door.collector.stats()).toMatchObject({ pending_bytes: 0, refused: { overloaded: 1 } })
    still.destroy()
    await door.close()
  })

  test('slow senders share a bound: the next is 503, and there is room again when they end', async () => {
    const door = await listenCollector({ limits: { pendingBytes: 15_000, bodyPeriod_ms: 600_000 } })
    const pad = JSON.stringify({ writeKey: 'demo', batch: [], pad: 'x'.repeat(9_000) })
    const slow = request(`${door.url}/v1/batch`, { method: 'POST' })
    const answered = new Promise<number | undefined>((resolve) =>
      slow.on('response', (response) => {
        response.resume()
        resolve(response.statusCode)
      }),
    )
    slow.write(pad.slice(0, -1))
    await expect.poll(() => door.collector.stats().pending_bytes).toBe(pad.length - 1)
    const post = () => fetch(`${door.url}/v1/batch`, { method: 'POST', body: pad })
    const refused = await post()
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ code: 'overloaded' })
    slow.end(pad.slice(-1))
    expect(await answered).toBe(200)
    expect((await post()).status).toBe(200)
    const gone = request(`${door.url}/v1/batch`, { method: 'POST' })
    gone.on('error', () => {})
    gone.write(pad.slice(0, -1))
    await expect.poll(() => door.collector.stats().pending_bytes).toBe(pad.length - 1)
    gone.destroy()
    await expect.poll(() => door.collector.stats().pending_bytes).toBe(0)
    await door.close()
  })
})
