// Three brokers of which one is killed while it leads, over and over: nothing acknowledged is lost with it.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import { readBrokers, readCopies, readGroup } from './broker-facts.ts'
import type { EventLog } from '../contract.ts'
import { joinGroup } from './group.ts'
import { openKafkaLog } from './kafka.ts'
import { readTopics } from './metadata.ts'
import { createKafka } from './settings.ts'
import { newTopic, settingsFor } from './topic.fixture.ts'
import { checkTopic } from './topics.ts'

let kafka: TestKafka
beforeAll(async () => {
  kafka = await startKafka({ nodes: 3 })
})
afterAll(() => kafka?.close())

it('keeps everything acknowledged while leaders are killed', async () => {
  const topic = await newTopic(kafka, { partitions: 3 })
  const report = () => {}
  const log = await openKafkaLog({ settings: settingsFor(kafka, topic), report })
  const sent = [0, 0, 0]
  let over = false
  let settled = false
  /** One partition's writer: numbers in order, each once the one before is durable. */
  const write = async (partition: number) => {
    while (!over) {
      const number = (sent[partition] ?? 0) + 1
      await log.append([{ partition, bytes: Buffer.from(String(number)) }])
      sent[partition] = number
      await delay(1)
    }
  }
  const follow = async (partition: number) => {
    let last = 0
    for (let from = 0; !settled || last < (sent[partition] ?? 0);) {
      const records = await log.read(partition, from, { records: 100, bytes: 100_000 }).catch(() => [])
      for (const record of records) {
        expect(record.offset).toBe(from++)
        const number = Number(String(record.bytes))
        // In order, and what came twice is below the last.
        if (number > last) expect(number).toBe(++last)
      }
      if (records.length === 0) await log.waitFor(partition, from, 200)
    }
    return last
  }
  const writing = [0, 1, 2].map(write)
  const following = [0, 1, 2].map(follow)
  const moved = async (from: readonly number[]) => {
    // Every partition has gone on, so each has a leader again.
    while (!sent.every((number, partition) => number > (from[partition] ?? 0) + 20)) await delay(20)
  }
  for (const node of kafka.nodes.slice(1)) {
    await moved(sent.slice())
    await node.stop('SIGKILL')
    await moved(sent.slice())
    await node.start()
  }
  await moved(sent.slice())
  over = true
  await Promise.all(writing)
  settled = true
  expect(await Promise.all(following)).toEqual(sent)
  await log.close()
})

it('finds a leader that moved though another partition has none, and joins, opens and goes on without that one', async () => {
  const topic = `test-${crypto.randomUUID()}`
  const settings = settingsFor(kafka, topic)
  const admin = createKafka(settings).admin()
  await admin.connect()
  const replicaAssignment = [0, 1].map((partition) => ({ partition, replicas: [3, 2] }))
  const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }]
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, replicaAssignment, configEntries }] })
  const alone = [{ partition: 0, replicas: [3] }]
  await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment: alone }] })
  const held = async () => (await readTopics(createKafka(settings), [topic]))[0]?.partitions[0]?.replicas
  await expect.poll(held).toEqual([3])
  await admin.disconnect()
  const append = (to: EventLog, partition: number) => to.append([{ partition, bytes: Buffer.from('kept') }])
  const report = () => {}
  const log = await openKafkaLog({ settings, report })
  await append(log, 1)
  await kafka.nodes[2]!.stop('SIGKILL')
  let back: Promise<void> | null = null
  try {
    // Led by 2 now, while 0 has nobody.
    await append(log, 1)
    expect(await log.read(1, 0, { records: 10, bytes: 1_000 })).toHaveLength(2)
    const opened = await openKafkaLog({ settings, report })
    await append(opened, 1)
    const { promise: assigned, resolve } = Promise.withResolvers<readonly number[]>()
    const client = createKafka(settings)
    const group = joinGroup({ kafka: client, topic, partitions: 2, groupId: `${topic}-g`, onAssigned: resolve, report })
    expect(await assigned).toEqual([0, 1])
    await group.leave()
    const waiting = append(opened, 0)
    back = kafka.nodes[2]!.start()
    await waiting
    await opened.close()
  } finally {
    await (back ?? kafka.nodes[2]!.start())
    await log.close()
  }
})

it('names the partitions without a leader, and the broker that has them', async () => {
  const topic = await newTopic(kafka, { partitions: 3, replicas: 1, inSync: 1 })
  const settings = settingsFor(kafka, topic)
  const held = await readTopics(createKafka(settings), [topic])
  const of3 = held.flatMap(({ partitions }) => partitions).filter(({ replicas }) => replicas.includes(3))
  expect(of3).toHaveLength(1)
  await kafka.nodes[2]!.stop('SIGKILL')
  try {
    const theirs = of3.map(({ partition }) => partition)
    const facts = { topic, leaderless: theirs, behind: theirs, away: [3] }
    await expect.poll(() => readCopies(settings, [topic]), { timeout: 30_000, interval: 200 }).toEqual([facts])
    expect((await readBrokers(settings)).map(({ id, failure }) => [id, failure])).toEqual([
      [1, null],
      [2, null],
    ])
    expect(await readGroup(settings, `${topic}-pipeline`)).toMatchObject({ members: 0 })
    // What is asked before a start gets past it, to where it is named.
    const plan = { topic, partitions: 3, replicas: 1, inSync: 1, retention_ms: 3_600_000 }
    expect(await checkTopic(createKafka(settings), plan)).toEqual([])
  } finally {
    await kafka.nodes[2]!.start()
  }
})
