// Appends against brokers played by the test: each request waits until the test answers it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LogFullError, type Append } from '../contract.ts'
import { createAppends } from './appends.ts'
import { APPEND_TIMEOUT_MS, BATCH_BYTES_MAX } from './limits.ts'
import type { Answer, Batch, Produced } from './wire.ts'

interface Request {
  readonly node: number
  /** Partition -> what it carries. */
  readonly texts: Readonly<Record<number, readonly string[]>>
  answer(...answers: Answer<Produced>[]): Promise<void>
  fail(): Promise<void>
}

let requests: Request[]
let recovered: (number | null)[]
let leaders: Record<number, number>
let told: [number, number][]

beforeEach(() => {
  vi.useFakeTimers()
  requests = []
  recovered = []
  told = []
  leaders = { 0: 1, 1: 1, 2: 2 }
})
afterEach(() => void vi.useRealTimers())

const settle = () => vi.advanceTimersByTimeAsync(0)

function produce(node: number, batches: readonly Batch[]): Promise<readonly Answer<Produced>[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Answer<Produced>[]>()
  requests.push({
    node,
    texts: Object.fromEntries(batches.map(({ partition, values }) => [partition, values.map(String)])),
    answer: (...answers) => (resolve(answers), settle().then(() => {})),
    fail: () => (reject(new Error('connection lost')), settle().then(() => {})),
  })
  return promise
}

const open = (inFlightBytesMax?: number) =>
  createAppends({
    wire: {
      produce,
      leaderOf: (partition) => leaders[partition] ?? null,
      recover: async (node) => void recovered.push(node),
    },
    onAppended: (partition, offset) => told.push([partition, offset]),
    report: () => {},
    ...(inFlightBytesMax !== undefined && { inFlightBytesMax }),
  })
const to = (partition: number, text: string): Append => ({ partition, bytes: Buffer.from(text) })
const done = (partition: number, offset: number): Produced => ({ partition, offset, appendedAt_ms: 5 })
const refused = (partition: number, error: string, retriable: boolean) => ({ partition, error, retriable })

it('asks each leader once for all of its partitions, and keeps the order given', async () => {
  const appended = open().append([to(0, 'a'), to(2, 'b'), to(1, 'c'), to(0, 'd')])
  await settle()
  expect(requests.map(({ node, texts }) => ({ node, texts }))).toEqual([
    { node: 1, texts: { 0: ['a', 'd'], 1: ['c'] } },
    { node: 2, texts: { 2: ['b'] } },
  ])
  await requests[1]?.answer(done(2, 7))
  await requests[0]?.answer(done(1, 3), done(0, 40))
  expect(await appended).toEqual([
    { partition: 0, offset: 40, appendedAt_ms: 5 },
    { partition: 2, offset: 7, appendedAt_ms: 5 },
    { partition: 1, offset: 3, appendedAt_ms: 5 },
    { partition: 0, offset: 41, appendedAt_ms: 5 },
  ])
  expect(new Map(told)).toEqual(new Map([0, 1, 2].map((partition) => [partition, [41, 3, 7][partition]])))
})

it('has one batch of a partition under way; what comes meanwhile goes in the next', async () => {
  const appends = open()
  const all = [appends.append([to(0, 'a')])]
  await settle()
  all.push(appends.append([to(0, 'b')]))
  // Even where the partition is said to lead elsewhere by now.
  leaders[0] = 2
  all.push(appends.append([to(0, 'c')]))
  await settle()
  expect(requests.length).toBe(1)
  await requests[0]?.answer(done(0, 0))
  expect(requests[1]?.texts).toEqual({ 0: ['b', 'c'] })
  await requests[1]?.answer(done(0, 1))
  expect((await Promise.all(all)).map(([first]) => first?.offset)).toEqual([0, 1, 2])
})

it('sends a batch that may be lost again as it was, before what came later, where the partition now leads', async () => {
  const appends = open()
  const first = appends.append([to(0, 'a')])
  await settle()
  const second = appends.append([to(0, 'b')])
  leaders[0] = 2
  await requests[0]?.fail()
  expect(recovered).toEqual([1])
  await vi.advanceTimersByTimeAsync(100)
  expect(requests[1]).toMatchObject({ node: 2, texts: { 0: ['a'] } })
  await requests[1]?.answer(refused(0, 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', true))
  await vi.advanceTimersByTimeAsync(200)
  expect(requests[2]?.texts).toEqual({ 0: ['a'] })
  await requests[2]?.answer(done(0, 2))
  expect((await first)[0]?.offset).toBe(2)
  expect(requests[3]?.texts).toEqual({ 0: ['b'] })
  await requests[3]?.answer(done(0, 3))
  expect((await second)[0]?.offset).toBe(3)
})

it('does not let one partition’s trouble hold up another', async () => {
  const appends = open()
  const bad = appends.append([to(0, 'a')])
  const good = appends.append([to(1, 'b')])
  await settle()
  await requests[0]?.answer(refused(0, 'NOT_LEADER_FOR_PARTITION', true), done(1, 0))
  expect((await good)[0]?.offset).toBe(0)
  await vi.advanceTimersByTimeAsync(100)
  await requests[1]?.answer(done(0, 0))
  expect((await bad)[0]?.offset).toBe(0)
})

it('rejects what the broker refuses for good, and an answer that says nothing of it is none', async () => {
  const appends = open()
  const refusedForGood = expect(appends.append([to(0, 'a'), to(1, 'b')])).rejects.toThrow(/MESSAGE_TOO_LARGE/)
  await settle()
  await requests[0]?.answer(refused(0, 'MESSAGE_TOO_LARGE', false))
  await vi.advanceTimersByTimeAsync(100)
  expect(requests[1]?.texts).toEqual({ 1: ['b'] })
  await requests[1]?.answer(done(1, 0))
  await refusedForGood
})

it('gives a batch up when its time is over, without a leader as well', async () => {
  delete leaders[0]
  const appends = open()
  const lost = expect(appends.append([to(0, 'a')])).rejects.toThrow(/no leader/)
  await vi.advanceTimersByTimeAsync(APPEND_TIMEOUT_MS + 1000)
  await lost
  expect(requests).toEqual([])
  await appends.idle()
})

it('refuses what is over its bound, and takes it once there is room', async () => {
  const appends = open(1000)
  const first = appends.append([to(0, 'x'.repeat(800))])
  await expect(appends.append([to(1, 'x'.repeat(800))])).rejects.toThrow(LogFullError)
  await requests[0]?.answer(done(0, 0))
  await first
  const second = appends.append([to(1, 'y'.repeat(2000))])
  await settle()
  expect(requests.length).toBe(2)
  await requests[1]?.answer(done(1, 0))
  await second
})

it('splits what waits into batches a broker takes', async () => {
  const appends = open()
  const appended = appends.append(['a', 'b', 'c'].map((text) => to(0, text.repeat(BATCH_BYTES_MAX / 2 - 100))))
  await settle()
  expect(requests[0]?.texts[0]?.map((text) => text[0])).toEqual(['a', 'b'])
  await requests[0]?.answer(done(0, 0))
  expect(requests[1]?.texts[0]?.map((text) => text[0])).toEqual(['c'])
  await requests[1]?.answer(done(0, 2))
  expect((await appended).map(({ offset }) => offset)).toEqual([0, 1, 2])
})
