// A log that takes its partitions one by one, and a partition of it that takes nothing for a while.
import { expect, test } from 'vitest'
import { decodeBatch } from '../events/codec.ts'
import type { LogBatch } from '../events/contract.ts'
import { partitionOf } from '../events/partition.ts'
import { LogFullError, type EventLog } from '../log/contract.ts'
import { createMemoryLog } from '../log/memory.ts'
import { createCollector } from './collector.ts'
import type { CollectorLimits } from './contract.ts'

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0)
const PARTITIONS = 4
/** The partition that is held up. */
const STUCK = 2

type Fate = 'written' | 'full' | 'lost' | 'written and not known'

function start(limits: Partial<CollectorLimits> = {}) {
  const inner = createMemoryLog({ partitions: PARTITIONS, clock: () => NOW })
  let gate = Promise.withResolvers<Fate>()
  let asked = Promise.withResolvers<void>()
  const log: EventLog = {
    ...inner,
    appendsWhole: false,
    async append(records) {
      expect(new Set(records.map(({ partition }) => partition)).size).toBe(1)
      if (records[0]?.partition !== STUCK) return inner.append(records)
      asked.resolve()
      const fate = await gate.promise
      gate = Promise.withResolvers()
      asked = Promise.withResolvers()
      if (fate === 'full') throw new LogFullError('full')
      if (fate === 'lost') throw new Error('not acknowledged')
      const appended = await inner.append(records)
      if (fate === 'written and not known') throw new Error('not acknowledged')
      return appended
    },
  }
  const collector = createCollector({
    log,
    clock: () => NOW,
    keys: new Map([['demo', 'demo']]),
    collectorId: 'c1',
    limits,
  })
  const send = async (...events: object[]) =>
    collector.app.request('/v1/batch?writeKey=demo', { method: 'POST', body: JSON.stringify({ batch: events }) })
  const batches = async (partition: number): Promise<LogBatch[]> =>
    (await inner.read(partition, 0, { records: 1e6, bytes: 1e9 })).map(({ bytes }) => decodeBatch(bytes))
  /** Waits for the append that is held up, and says what becomes of it. */
  const decide = async (fate: Fate): Promise<void> => {
    await asked.promise
    gate.resolve(fate)
  }
  return { collector, send, batches, decide, asked: () => asked.promise }
}

/** An event of some visitor of the partition. */
function event(partition: number, messageId: string, pad = '') {
  let visitor = 0
  while (partitionOf(`v${visitor}`, PARTITIONS) !== partition) visitor++
  return { type: 'track', event: 'Noted', messageId, anonymousId: `v${visitor}`, properties: { pad } }
}
const told = (batches: readonly LogBatch[]) =>
  batches.map(({ collectorId, number, events }) => [collectorId, number, ...events.map(({ messageId }) => messageId)])

test('a partition that takes nothing keeps waiting who has events in it, and nobody else', async () => {
  const { send, batches, decide, asked, collector } = start()
  const settled: string[] = []
  const stuck = send(event(STUCK, 'a'), event(0, 'b')).then(({ status }) => settled.push(`stuck ${status}`))
  await asked()
  for (let i = 0; i < 5; i++) expect((await send(event(0, `c${i}`), event(1, `d${i}`))).status).toBe(200)
  expect(settled).toEqual([])
  expect(told(await batches(STUCK))).toEqual([])
  expect(told(await batches(1))).toEqual([0, 1, 2, 3, 4].map((i) => ['c1', i + 1, `d${i}`]))
  await decide('written')
  await stuck
  expect(settled).toEqual(['stuck 200'])
  expect(told(await batches(STUCK))).toEqual([['c1', 1, 'a']])
  expect(collector.stats()).toMatchObject({ received: 12, failedAppends: 0, pending_bytes: 0 })
})

test("what a host does waits for every partition, and only the partition that failed begins a collector's numbers anew", async () => {
  const { send, batches, decide, collector } = start()
  const body = {
    momentId: 'p',
    momentKind: 'pin',
    title: null,
    productId: 'x',
    price_minor: null,
    endsAt_ms: null,
  } as const
  const pin = () => collector.host.submit({ kind: 'moment.started', showId: 's', body, messageId: 'pin' })
  const fates = ['written', 'full', 'written and not known', 'written', 'lost', 'written'] as const
  const outcomes: string[] = []
  for (const fate of fates) {
    const pinned = pin().then(
      () => outcomes.push('kept'),
      () => outcomes.push('refused'),
    )
    await decide(fate)
    await pinned
  }
  expect(outcomes).toEqual(['kept', 'refused', 'refused', 'kept', 'refused', 'kept'])
  for (const partition of [0, 1, 3])
    expect(told(await batches(partition))).toEqual(fates.map((_, i) => ['c1', i + 1, 'pin']))
  const [first, unknown, third, fourth, ...rest] = await batches(STUCK)
  expect(rest).toEqual([])
  // Full: its number was taken back. Unknown and written: a number of the old collector, never given again.
  expect(first).toMatchObject({ collectorId: 'c1', number: 1 })
  expect(unknown).toMatchObject({ collectorId: 'c1', number: 2 })
  expect([third?.number, fourth?.number]).toEqual([1, 1])
  expect(new Set(['c1', third?.collectorId, fourth?.collectorId]).size).toBe(3)
  expect((await send(event(0, 'a'))).status).toBe(200)
  expect(told(await batches(0)).at(-1)).toEqual(['c1', fates.length + 1, 'a'])
})

test.each([{ pendingBytes: 100_000 }, { groupBytes: 40_000 }])(
  'what waits for it is bounded, so that there is room for the others: %o',
  async (limits) => {
    const { send, batches, decide, collector } = start(limits)
    const pad = 'x'.repeat(5_000)
    const waiting = [send(event(STUCK, 's0', pad))]
    const statuses: Promise<number>[] = []
    for (let i = 1; i < 40; i++) {
      const answer = send(event(STUCK, `s${i}`, pad), event(0, `t${i}`, pad))
      // A request is taken or refused within its own turns; what is taken waits.
      const status = await Promise.race([answer.then((r) => r.status), new Promise<0>((r) => setImmediate(() => r(0)))])
      if (status === 0) waiting.push(answer)
      statuses.push(Promise.resolve(status))
      expect((await send(event(1, `h${i}`, pad))).status).toBe(200)
    }
    const refused = (await Promise.all(statuses)).filter((status) => status === 503).length
    expect(waiting.length + refused).toBe(40)
    // Half of the room at most, or one group beside the append under way.
    expect(waiting.length).toBeLessThanOrEqual(11)
    expect(waiting.length).toBeGreaterThan(5)
    expect(collector.stats().refused).toMatchObject({ overloaded: refused, full: 0 })
    await decide('written')
    await decide('written')
    for (const answer of waiting) expect((await answer).status).toBe(200)
    // Of what was refused nothing is there: nothing has to be written twice.
    const ids = (await batches(0)).flatMap(({ events }) => events)
    expect(ids.length).toBe(waiting.length - 1)
    expect(await send(event(0, 'after')).then((r) => r.status)).toBe(200)
  },
)

test('many partitions at once that take nothing still leave room', async () => {
  const inner = createMemoryLog({ partitions: 64, clock: () => NOW })
  const log: EventLog = {
    ...inner,
    appendsWhole: false,
    append: (records) => (records[0]!.partition === 0 ? inner.append(records) : new Promise(() => {})),
  }
  const keys = new Map([['demo', 'demo']])
  const collector = createCollector({ log, clock: () => NOW, keys, limits: { pendingBytes: 1_000_000 } })
  const send = async (anonymousId: string, pad: string) => {
    const body = JSON.stringify({ type: 'track', event: 'Noted', anonymousId, properties: { pad } })
    const answer = Promise.resolve(collector.app.request('/v1/track?writeKey=demo', { method: 'POST', body }))
    return Promise.race([answer.then(({ status }) => status), new Promise<0>((r) => setImmediate(() => r(0)))])
  }
  const visitors = Array.from({ length: 600 }, (_, i) => `v${i}`)
  const stuck = visitors.filter((id) => partitionOf(id, 64) !== 0)
  const healthy = visitors.find((id) => partitionOf(id, 64) === 0)!
  let refused = 0
  for (let i = 0; i < 2_000; i++) if ((await send(stuck[i % stuck.length]!, 'x'.repeat(2_000))) === 503) refused++
  expect(refused).toBeGreaterThan(1_000)
  const answer = collector.app.request('/v1/track?writeKey=demo', {
    method: 'POST',
    body: JSON.stringify({
      type: 'track',
      event: 'Noted',
      anonymousId: healthy,
      properties: { pad: 'x'.repeat(2_000) },
    }),
  })
  expect((await answer).status).toBe(200)
})
