// The same show while its owners become four, one a partition, and one again: what moves in the middle of it is counted once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openKafkaLog } from '../log/kafka/kafka.ts'
import type { KafkaSettings } from '../log/kafka/settings.ts'
import { newTopic, settingsFor } from '../log/kafka/topic.fixture.ts'
import { startKafka, type TestKafka } from '../testing/kafka/broker.ts'
import { createFleet, type Fleet } from './fleet.fixture.ts'
import { describeLedger } from './ledger.fixture.ts'
import { openRehearsal, openServerRecord } from './rehearsal.fixture.ts'

const MINUTES = 10
const PARTITIONS = 4
let kafka: TestKafka
let settings: KafkaSettings
/** How many partitions each member had, at every stage the fleet came to. */
const stages: (readonly number[])[] = []

beforeAll(async () => {
  kafka = await startKafka({ properties: { 'group.min.session.timeout.ms': '1000' } })
})
afterAll(() => kafka?.close())

/** What happens when: the show goes on beside it, but for a stage that must be reached before the next begins. */
function scalePlan(fleet: Fleet, start_ms: number) {
  const reached = async (shares: readonly number[]) => {
    await fleet.shared(shares)
    stages.push(shares)
  }
  return [
    { at_ms: start_ms + 0.25 * MINUTES * 60_000, act: () => void fleet.scale(4) },
    { at_ms: start_ms + 0.55 * MINUTES * 60_000, act: () => reached([1, 1, 1, 1]) },
    { at_ms: start_ms + 0.6 * MINUTES * 60_000, act: () => void fleet.scale(1) },
    { at_ms: start_ms + 0.9 * MINUTES * 60_000, act: () => reached([4]) },
  ]
}

describeLedger('while owners come and go', {
  minutes: MINUTES,
  viewers: 120,
  least: { events: 1, orders: 1, storeOrders: 1, repaid: 0 },
  open: (start_ms) =>
    openRehearsal(
      start_ms,
      async (clock, partitions) => {
        expect(partitions).toBe(PARTITIONS)
        // The show runs in a time of its own, which the brokers do not have: records are stamped as they are made.
        const topic = await newTopic(kafka, { partitions, config: { 'message.timestamp.type': 'CreateTime' } })
        settings = settingsFor(kafka, topic)
        const collectors = await openKafkaLog({ settings, clock, report: () => {} })
        return { collectors, owners: collectors }
      },
      openServerRecord,
      async (options) => {
        const openLog = () => openKafkaLog({ settings, clock: options.clock, report: () => {} })
        const fleet = createFleet(options, settings, openLog, PARTITIONS)
        await fleet.scale(1)
        await fleet.shared([PARTITIONS])
        stages.push([PARTITIONS])
        const plan = scalePlan(fleet, start_ms)
        return {
          ...fleet,
          async atTime(now_ms) {
            while (plan[0] && now_ms >= plan[0].at_ms) await plan.shift()?.act()
          },
        }
      },
    ),
})

it('was driven by one, by four, and by one again', () => {
  expect(stages).toEqual([[4], [1, 1, 1, 1], [4]])
})
