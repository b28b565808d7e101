import { afterAll, beforeAll } from 'vitest'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import { describeEventLog } from '../contract.fixture.ts'
import { openKafkaLog } from './kafka.ts'
import { newTopic, settingsFor } from './topic.fixture.ts'

let kafka: TestKafka
beforeAll(async () => {
  kafka = await startKafka()
})
afterAll(() => kafka?.close())

describeEventLog(
  'kafka',
  async ({ partitions }) => openKafkaLog({ settings: settingsFor(kafka, await newTopic(kafka, { partitions })) }),
  { hasOwnTime: true, isUnbounded: true },
)
