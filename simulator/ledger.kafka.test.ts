// The same show with the log in Kafka and the record on a ClickHouse server, while every so often an acknowledgement to the
// collector gets lost: what was written twice must not count twice.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openKafkaLog } from '../log/kafka/kafka.ts'
import { loseAnswers, newTopic, settingsFor } from '../log/kafka/topic.fixture.ts'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { describeLedger } from './ledger.fixture.ts'
import { openRehearsal, openServerRecord } from './rehearsal.fixture.ts'

let kafka: TestKafka
let lost = { lost: 0 }
beforeAll(async () => {
  kafka = await startKafka()
})
afterAll(() => kafka?.close())

describeLedger('in Kafka, stored on a server', {
  minutes: 10,
  viewers: 120,
  least: { events: 1, orders: 1, storeOrders: 1, repaid: 0 },
  open: (start_ms) =>
    openRehearsal(
      start_ms,
      async (clock, partitions) => {
        // The show runs in a time of its own, which the brokers do not have: records are stamped as they are made.
        const topic = await newTopic(kafka, { partitions, config: { 'message.timestamp.type': 'CreateTime' } })
        const collectors = await openKafkaLog({ settings: settingsFor(kafka, topic, true), clock, report: () => {} })
        const owners = await openKafkaLog({ settings: settingsFor(kafka, topic), clock })
        lost = loseAnswers(kafka.nodes[0]!.proxy, 60)
        return { collectors, owners }
      },
      openServerRecord,
    ),
})

it('lost acknowledgements on the way', () => {
  expect(lost.lost).toBeGreaterThan(5)
})
