// Three brokers of which one is killed while it leads, over and over: nothing acknowledged is lost with it.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import { openKafkaLog } from './kafka.ts'
import { newTopic, settingsFor } from './topic.fixture.ts'

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
