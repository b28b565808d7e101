// The log the service works on: Kafka where the settings name brokers, else the one in the data folder.
import { join } from 'node:path'
import type { Clock } from '../events/contract.ts'
import { LogUnusableError, type EventLog } from '../log/contract.ts'
import { openEmbeddedLog } from '../log/embedded.ts'
import { adviceOn } from '../log/kafka/advice.ts'
import { leaderlessText, readCopies } from '../log/kafka/broker-facts.ts'
import type { KafkaConfig } from '../log/kafka/config.ts'
import { openKafkaLog } from '../log/kafka/kafka.ts'
import { createKafka, type KafkaSettings } from '../log/kafka/settings.ts'
import { checkTopic, livePlanOf, liveSettingsOf, planOf, type TopicPlan } from '../log/kafka/topics.ts'

/** Partitions of a new embedded log; fixed once made. */
export const PARTITIONS = 4

export interface ServiceLogOptions {
  readonly kafka: KafkaConfig | null
  readonly dataDir: string
  /** Of an embedded log; Kafka's time is the brokers'. */
  readonly clock: Clock
}

/**
 * Whether the partitions may be shared by several processes: with log and record both elsewhere. Then a group says who has
 * what, and the live feed is a topic.
 */
export function isShared(place: { readonly kafka: object | null; readonly clickhouse: object | null }): boolean {
  return place.kafka !== null && place.clickhouse !== null
}

/** The live feed's topic. Rejects as openServiceLog does. */
export async function openFeedTopic(kafka: KafkaConfig): Promise<EventLog> {
  await checkedTopic(kafka, livePlanOf(kafka))
  return openKafkaLog({ settings: liveSettingsOf(kafka.settings) })
}

/** Both topics, for who opens neither itself. Rejects as openServiceLog does. */
export async function checkTopics(kafka: KafkaConfig): Promise<void> {
  await checkedTopic(kafka, planOf(kafka))
  await checkedTopic(kafka, livePlanOf(kafka))
}

/** Rejects with LogUnusableError when the topic is not what the service needs: a line for each thing and what to do. */
export async function openServiceLog({ kafka, dataDir, clock }: ServiceLogOptions): Promise<EventLog> {
  if (!kafka) return openEmbeddedLog({ dir: join(dataDir, 'log'), partitions: PARTITIONS, clock })
  await checkedTopic(kafka, planOf(kafka))
  return openKafkaLog({ settings: kafka.settings })
}

async function checkedTopic({ settings }: KafkaConfig, plan: TopicPlan): Promise<void> {
  const wrong = await faultsOf(settings, plan).catch((error: unknown) => [
    `Kafka at ${settings.brokers.join(', ')}: ${adviceOn(error)}`,
  ])
  if (wrong.length > 0) throw new LogUnusableError(wrong.join('\ncartbeat: '))
}

/** What stands against a start on the topic. Partitions without a leader do not: those that have one are worked on, and these once they are back. */
async function faultsOf(settings: KafkaSettings, plan: TopicPlan): Promise<readonly string[]> {
  const faults = await checkTopic(createKafka(settings), plan)
  const copies = await readCopies(settings, [plan.topic])
  for (const text of copies.flatMap((facts) => leaderlessText(facts) ?? [])) console.error(`cartbeat: ${text}`)
  return faults.filter(({ stopsStart }) => stopsStart).map(({ says }) => says)
}
