// Topics for tests, one a test, on a test broker.
import { randomUUID } from 'node:crypto'
import type { TestKafka } from '../../testing/kafka/broker.ts'
import type { Proxy } from '../../testing/kafka/proxy.ts'
import { createKafka, type KafkaSettings } from './settings.ts'
import { makeTopic } from './topics.ts'

export interface NewTopic {
  readonly partitions?: number
  readonly replicas?: number
  readonly inSync?: number
  /** In place of what `npm run topics` sets. */
  readonly config?: Readonly<Record<string, string>>
}

/** How a test reaches a topic; through the proxies where `proxied`. */
export function settingsFor(kafka: TestKafka, topic: string, proxied = false): KafkaSettings {
  return { brokers: proxied ? kafka.proxied : kafka.brokers, topic, clientId: 'test', tls: null, sasl: null }
}

/** A topic of its own for a test, as `npm run topics` makes it. */
export async function newTopic(kafka: TestKafka, given: NewTopic = {}): Promise<string> {
  const { partitions = 3, replicas = kafka.nodes.length, inSync = kafka.nodes.length === 1 ? 1 : 2 } = given
  const topic = `test-${randomUUID()}`
  const plan = { topic, partitions, replicas, inSync, retention_ms: 3_600_000 }
  await makeTopic(createKafka(settingsFor(kafka, topic)), plan, given.config)
  return topic
}

/** Loses about one of the proxy's answers in `oneIn`, by a fixed row of numbers (a linear congruence), and counts them. */
export function loseAnswers(proxy: Proxy, oneIn: number): { lost: number } {
  const count = { lost: 0 }
  let x = 7
  proxy.losesAnswer = () => {
    x = (x * 1_103_515_245 + 12_345) % 2 ** 31
    if (Math.floor(x / 65_536) % oneIn !== 0) return false
    count.lost++
    return true
  }
  return count
}
