// The whole service with its log in Kafka: what is sent is in the tables, also after it was killed in the middle, and a topic
// that is not right stops the start.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { KafkaConfig } from '../log/kafka/config.ts'
import { newTopic, settingsFor } from '../log/kafka/topic.fixture.ts'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { startService, type Service } from './service.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

const PARTITIONS = 6
let kafka: TestKafka
let dataDir: string
let service: Service | null = null

beforeAll(async () => {
  kafka = await startKafka()
  dataDir = await mkdtemp(join(tmpdir(), 'cartbeat-service-'))
})
afterEach(async () => {
  await service?.stop()
  service = null
})
afterAll(async () => {
  await kafka?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const start = async (config: KafkaConfig) =>
  (service = await startService({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    writeKeys: 'demo',
    adminToken: null,
    kafka: config,
  }))

/** Comments, each by a visitor of its own so that they spread over the partitions. */
async function comment(url: string, from: number, to: number): Promise<void> {
  const batch = Array.from({ length: to - from }, (_, i) => ({
    type: 'track',
    event: 'Live Comment Posted',
    messageId: `m-${from + i}`,
    anonymousId: `visitor-${from + i}`,
    timestamp: new Date().toISOString(),
    properties: { text: `comment ${from + i}` },
    context: { cartbeat: { sessionId: `session-${from + i}`, seq: 0, showId: 'show-1' } },
  }))
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('demo:')}` },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  })
  expect(answer.status).toBe(200)
}

it('keeps what was sent, in the tables, over a restart', async () => {
  const topic = await newTopic(kafka, { partitions: PARTITIONS })
  const config = { settings: settingsFor(kafka, topic), partitions: PARTITIONS, replicas: 1, retention_ms: 3_600_000 }
  const first = await start(config)
  await comment(first.url, 0, 40)
  await first.idle()
  const count = async ({ store }: Service) =>
    (await store.query<{ n: number }>('SELECT count() AS n FROM comments'))[0]?.n
  expect(await count(first)).toBe(40)
  await comment(first.url, 40, 60)
  await first.stop()
  const second = await start(config)
  // A client that was not sure sends again.
  await comment(second.url, 50, 80)
  await second.idle()
  expect(await count(second)).toBe(80)
  const spread = await second.store.query<{ partition: number }>('SELECT DISTINCT partition FROM events ORDER BY 1')
  expect(spread.length).toBe(PARTITIONS)
  // Ticks move the time of partitions nobody writes to.
  const readiness = async () => {
    const answer = await fetch(`${second.url}/readyz`)
    return answer.status
  }
  await vi.waitFor(async () => expect(await readiness()).toBe(200), PATIENCE_MS)
})

it('does not start on a topic that is not right, and says what to do', async () => {
  const topic = await newTopic(kafka, { partitions: 2, config: { 'message.timestamp.type': 'CreateTime' } })
  const settings = settingsFor(kafka, topic)
  const config = { settings, partitions: PARTITIONS, replicas: 1, retention_ms: 3_600_000 }
  await expect(start(config)).rejects.toThrow(/has 2 partitions, the setting says 6[^]*needs LogAppendTime/)
})
