// The log the service works on: Kafka where the settings name brokers, else the one in the data folder.
import { join } from 'node:path'
import type { Clock } from '../events/contract.ts'
import { LogUnusableError, type EventLog } from '../log/contract.ts'
import { openEmbeddedLog } from '../log/embedded.ts'
import type { KafkaConfig } from '../log/kafka/config.ts'
import { openKafkaLog } from '../log/kafka/kafka.ts'
import { createKafka } from '../log/kafka/settings.ts'
import { checkTopic, planOf } from '../log/kafka/topics.ts'

/** Partitions of a new embedded log; fixed once made. */
export const PARTITIONS = 4

export interface ServiceLogOptions {
  readonly kafka: KafkaConfig | null
  readonly dataDir: string
  /** Of an embedded log; Kafka's time is the brokers'. */
  readonly clock: Clock
}

/** Rejects with LogUnusableError when the topic is not what the service needs: a line for each thing and what to do. */
export async function openServiceLog({ kafka, dataDir, clock }: ServiceLogOptions): Promise<EventLog> {
  if (!kafka) return openEmbeddedLog({ dir: join(dataDir, 'log'), partitions: PARTITIONS, clock })
  const wrong = await checkTopic(createKafka(kafka.settings), planOf(kafka)).catch((error: unknown) => [
    `Kafka at ${kafka.settings.brokers.join(', ')}: ${error instanceof Error ? error.message : String(error)}`,
  ])
  if (wrong.length > 0) throw new LogUnusableError(wrong.join('\ncartbeat: '))
  return openKafkaLog({ settings: kafka.settings })
}
