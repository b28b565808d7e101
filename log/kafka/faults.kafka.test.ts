// What goes wrong between the log and a broker, on real ones. The oracle: every append acknowledged stands in the log in the
// order of its number, once those are dropped that came again, as the processor does.
import kafkajs from 'kafkajs'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import type { Proxy } from '../../testing/kafka/proxy.ts'
import { REQUEST_TIMEOUT_MS } from './limits.ts'
import { LogReplacedError, type EventLog } from '../contract.ts'
import { countInflated } from './batch.fixture.ts'
import { joinAndDie } from './coordinator.fixture.ts'
import { joinGroup } from './group.ts'
import { openKafkaLog } from './kafka.ts'
import { createKafka } from './settings.ts'
import { loseAnswers, newTopic, settingsFor } from './topic.fixture.ts'
import { makeTopic } from './topics.ts'
import { openWire } from './wire.ts'

let kafka: TestKafka
let proxy: Proxy
const open: EventLog[] = []
const report = () => {}

beforeAll(async () => {
  kafka = await startKafka()
  proxy = kafka.nodes[0]!.proxy
})
afterEach(async () => {
  proxy.losesAnswer = () => false
  proxy.refuses = false
  for (const log of open.splice(0)) await log.close()
})
afterAll(() => kafka?.close())

async function openLog(topic: string, proxied: boolean): Promise<EventLog> {
  const log = await openKafkaLog({ settings: settingsFor(kafka, topic, proxied), report })
  open.push(log)
  return log
}

/** Numbers of a partition as they stand in the log. */
async function numbersIn(log: EventLog, partition: number): Promise<number[]> {
  const end = (await log.endOffsets())[partition] ?? 0
  const numbers: number[] = []
  for (let from = 0; from < end; from = numbers.length) {
    const records = await log.read(partition, from, { records: 100, bytes: 1_000_000 })
    numbers.push(...records.map((record) => Number(Buffer.from(record.bytes).toString())))
  }
  return numbers
}

/** As the processor drops what a collector sent again: numbers at or below the last. */
const withoutRepeated = (numbers: readonly number[]) =>
  numbers.reduce<number[]>((kept, number) => (number > (kept.at(-1) ?? 0) ? [...kept, number] : kept), [])

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const record = (partition: number, number: number) => ({ partition, bytes: Buffer.from(String(number)) })

it('keeps everything acknowledged, in order, while acknowledgements get lost', async () => {
  const topic = await newTopic(kafka)
  const log = await openLog(topic, true)
  const count = loseAnswers(proxy, 4)
  // Always some under way and some waiting, as from collectors.
  const ROUNDS = 40
  for (let round = 0; round < ROUNDS; round++) {
    const numbers = [1, 2, 3].map((i) => round * 3 + i)
    await Promise.all(numbers.map((number) => log.append([record(0, number), record(2, number)])))
  }
  proxy.losesAnswer = () => false
  expect(count.lost).toBeGreaterThan(5)
  const reader = await openLog(topic, false)
  for (const partition of [0, 2]) {
    const numbers = await numbersIn(reader, partition)
    expect(withoutRepeated(numbers)).toEqual(upTo(ROUNDS * 3))
    // The fault was there: what was not acknowledged had been written.
    expect(numbers.length).toBeGreaterThan(ROUNDS * 3)
  }
})

it('is needed: kafkajs’ own producer loses what it acknowledged', async () => {
  const topic = await newTopic(kafka, { partitions: 1 })
  const producer = createKafka(settingsFor(kafka, topic, true)).producer({
    idempotent: true,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry: { initialRetryTime: 50, maxRetryTime: 300, retries: 10 },
  })
  await producer.connect()
  const send = (number: number) =>
    producer.send({ topic, acks: -1, messages: [{ partition: 0, value: String(number) }] }).then(() => number)
  await send(1)
  let first = true
  proxy.losesAnswer = () => first && !(first = false)
  const acknowledged = await Promise.all([1, 2].map((n) => send(n + 1)))
  for (let number = 4; number <= 6; number++) acknowledged.push(await send(number))
  await producer.disconnect()
  const numbers = await numbersIn(await openLog(topic, false), 0)
  expect(acknowledged.filter((number) => !numbers.includes(number))).not.toEqual([])
})

it('stops at a batch that inflates beyond bounds in its own partition alone, and inflates a backlog as it is read', async () => {
  const topic = await newTopic(kafka, { partitions: 2 })
  const log = await openLog(topic, false)
  await log.append([record(0, 1), record(1, 1)])
  const wire = await openWire(createKafka(settingsFor(kafka, topic)), topic)
  const zeros = (count: number) => Buffer.alloc(count * 2 ** 20)
  const produce = (partition: number, value: Buffer) =>
    wire.produce(wire.leaderOf(partition) ?? -1, [{ partition, values: [value], stampedAt_ms: null }])
  await produce(0, zeros(65))
  for (let i = 0; i < 8; i++) await produce(1, zeros(2))
  await wire.close()
  await log.append([record(0, 2), record(1, 2)])
  const ALL = { records: 1e9, bytes: 1e9 }
  // Both are fetched from one broker, time and again.
  expect((await log.read(0, 0, ALL)).map(({ offset }) => offset)).toEqual([0])
  for (let from = 1; from < 10;) {
    await expect(log.read(0, 1, ALL)).rejects.toThrow(
      'partition 0: the batch at offset 1 cannot be decoded: it inflates to more than 64 MiB',
    )
    const inflated = countInflated()
    from += (await log.read(1, from, ALL)).length
    expect(inflated.bytes).toBeLessThan(3 * 2 ** 20)
  }
  expect(await log.read(0, 2, ALL)).toMatchObject([{ offset: 2 }])
})

it('lets go of a connection that has gone silent, for appends and for reads', async () => {
  const topic = await newTopic(kafka)
  const log = await openLog(topic, true)
  await log.append([record(0, 1)])
  expect((await log.read(0, 0, { records: 9, bytes: 99 })).length).toBe(1)
  proxy.silence()
  const appended = log.append([record(0, 2)])
  const waited = log.waitFor(0, 1, 50_000)
  await appended
  await waited
  const numbers = (await log.read(0, 1, { records: 9, bytes: 99 })).map(({ bytes }) => String(bytes))
  expect(new Set(numbers)).toEqual(new Set(['2']))
})

it('goes on when the broker was killed and is back', async () => {
  const topic = await newTopic(kafka)
  const log = await openLog(topic, true)
  await log.append([record(1, 1)])
  await kafka.nodes[0]!.stop('SIGKILL')
  const appended = log.append([record(1, 2)])
  const waited = log.waitFor(1, 1, 50_000)
  await kafka.nodes[0]!.start()
  await Promise.all([appended, waited])
  expect(withoutRepeated(await numbersIn(log, 1))).toEqual([1, 2])
})

it('gives an append up in its time when no broker lets it in', async () => {
  const topic = await newTopic(kafka)
  const settings = settingsFor(kafka, topic, true)
  const log = await openKafkaLog({ settings, report, appendTimeout_ms: 300 })
  open.push(log)
  proxy.refuses = true
  proxy.cut()
  await expect(log.append([record(0, 1)])).rejects.toThrow(/not acknowledged/)
})

it('ends while it looks for leaders, and whoever looked is told nothing went wrong', async () => {
  const topic = await newTopic(kafka)
  const wire = await openWire(createKafka(settingsFor(kafka, topic, true)), topic)
  proxy.refuses = true
  proxy.cut()
  // Appends and fetches look for leaders without anybody waiting: a rejection would end the process.
  const looking = wire.recover(null)
  await wire.close()
  await expect(looking).resolves.toBeUndefined()
  expect(wire.leaderOf(0)).toBe(1)
})

it('ends reads when the topic was made anew, instead of going on in another log', async () => {
  const topic = await newTopic(kafka)
  const log = await openLog(topic, false)
  await log.append(upTo(5).map((number) => record(0, number)))
  expect((await log.read(0, 0, { records: 9, bytes: 99 })).length).toBe(5)
  const admin = createKafka(settingsFor(kafka, topic)).admin()
  await admin.connect()
  await admin.deleteTopics({ topics: [topic] })
  const plan = { topic, partitions: 3, replicas: 1, inSync: 1, retention_ms: 3_600_000 }
  // The name is free once the brokers have let go of the old one.
  const again = () => makeTopic(createKafka(settingsFor(kafka, topic)), plan).catch(() => 'not yet')
  await expect.poll(again, { timeout: 20_000 }).toBe('made')
  await admin.disconnect()
  const ended = async () => {
    for (;;) {
      await log.waitFor(0, 5, 100)
      await log.read(0, 5, { records: 9, bytes: 99 })
    }
  }
  await expect(ended()).rejects.toThrow(LogReplacedError)
  const anew = await openLog(topic, false)
  expect(anew.logId).not.toBe(log.logId)
  expect(anew.logId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

it('waits for a leader of its group that died, and has all partitions once it counts as gone', async () => {
  const topic = await newTopic(kafka, { partitions: 2 })
  const client = createKafka(settingsFor(kafka, topic, false))
  const groupId = `${topic}-owners`
  const { died } = await joinAndDie(client, topic, groupId, REQUEST_TIMEOUT_MS + 1_500)
  const said: string[] = []
  const { promise: assigned, resolve: onAssigned } = Promise.withResolvers<readonly number[]>()
  const group = joinGroup({
    kafka: client,
    topic,
    partitions: 2,
    groupId,
    onAssigned,
    report: (line) => said.push(line),
  })
  await died
  expect(await assigned).toEqual([0, 1])
  expect(said).toEqual([])
  await group.leave()
})
