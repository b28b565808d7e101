// What is measured on: one Apache Kafka broker and one ClickHouse (the front over chDB where no server is named), each in a
// process of its own on this machine, and services that share them.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { KafkaConfig } from '../../log/kafka/config.ts'
import { createKafka, type KafkaSettings } from '../../log/kafka/settings.ts'
import { livePlanOf, makeTopic, planOf } from '../../log/kafka/topics.ts'
import { startTestClickHouse } from '../../testing/clickhouse/start.fixture.ts'
import { startKafka } from '../../testing/kafka/broker.ts'
import { missingForKafka } from '../../testing/kafka/jars.ts'
import { startMeasured, type Measured } from './calls.ts'
import { bytesIn, temporaryFolder } from './folder.ts'
import type { KafkaServiceProcess } from './kafka-service-process.ts'

export const PARTITIONS = 8
const RETENTION_MS = 3_600_000

export interface KafkaService {
  readonly url: string
  readonly process: Measured<KafkaServiceProcess>
}

export interface Cluster {
  readonly kafka: KafkaConfig
  /** A topic beside the service's own, as it is made. */
  newTopic(topic: string): Promise<KafkaSettings>
  startService(): Promise<KafkaService>
  /** What the broker keeps of a topic on its disk. */
  bytesOf(topic: string): Promise<number>
  close(): Promise<void>
}

export async function startCluster(): Promise<Cluster> {
  const missing = await missingForKafka()
  if (missing !== null) throw new Error(`kafka: ${missing}`)
  const [broker, clickhouse] = await Promise.all([startKafka(), startTestClickHouse()])
  const configOf = (topic: string): KafkaConfig => ({
    settings: { brokers: broker.brokers, topic, clientId: 'bench', tls: null, sasl: null },
    partitions: PARTITIONS,
    replicas: 1,
    retention_ms: RETENTION_MS,
  })
  const kafka = configOf('bench')
  const client = createKafka(kafka.settings)
  for (const plan of [planOf(kafka), livePlanOf(kafka)]) await makeTopic(client, plan)
  const { url, username, password, database } = clickhouse
  const server = { url, username, password, database, ca: null, cluster: null, analystPassword: null }
  const root = temporaryFolder()
  let services = 0
  return {
    kafka,
    async newTopic(topic) {
      const config = configOf(topic)
      await makeTopic(client, planOf(config))
      return config.settings
    },
    async startService() {
      const started = startMeasured<KafkaServiceProcess>('measure/kafka-service-process.ts')
      const dataDir = join(root, String(services++))
      return { url: await started.call('start', { dataDir, kafka, clickhouse: server }), process: started }
    },
    async bytesOf(topic) {
      const logs = join(broker.dir, '1', 'log')
      const ofTopic = (await readdir(logs)).filter((name) => name.startsWith(`${topic}-`))
      const sizes = await Promise.all(ofTopic.map((name) => bytesIn(join(logs, name), '.log')))
      return sizes.reduce((sum, bytes) => sum + bytes, 0)
    },
    async close() {
      await broker.close()
      await clickhouse.close()
    },
  }
}
