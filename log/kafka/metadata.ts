// What the brokers say of topics, as it is: kafkajs throws all of it away where one partition of one topic has no leader, which is
// when somebody asks, and when those of others have moved.
import kafkajs, { type Kafka } from 'kafkajs'
import { ask, errorFrom, errorOf, onBrokers, withBroker, type Broker } from './inside.ts'

const { ConfigResourceTypes } = kafkajs

export interface TopicMetadata {
  readonly topic: string
  readonly partitions: readonly PartitionMetadata[]
}

/** Brokers by their ids. */
export interface PartitionMetadata {
  readonly partition: number
  readonly hasLeader: boolean
  readonly replicas: readonly number[]
  readonly inSync: readonly number[]
  /** Of the replicas, those that are away. */
  readonly away: readonly number[]
}

interface Told {
  readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[]
  readonly topicMetadata: readonly {
    readonly topicErrorCode: number
    readonly topic: string
    readonly partitionMetadata: readonly {
      readonly partitionId: number
      readonly leader: number
      readonly replicas: readonly number[]
      readonly isr: readonly number[]
      readonly offlineReplicas: readonly number[]
    }[]
  }[]
}

const MISSING = 'UNKNOWN_TOPIC_OR_PARTITION'

/** Of the topics that are there, in the order asked. Rejects when no broker answers, or one says that it may not be asked. */
export async function readTopics(kafka: Kafka, topics: readonly string[]): Promise<readonly TopicMetadata[]> {
  const { topicMetadata } = await askMetadata(kafka, topics)
  return topics.flatMap((topic) => {
    const told = topicMetadata.find((each) => each.topic === topic)
    if (!told || errorOf(told.topicErrorCode).type === MISSING) return []
    if (told.topicErrorCode !== 0 && told.partitionMetadata.length === 0) throw errorFrom(told.topicErrorCode)
    const partitions = told.partitionMetadata.map(({ partitionId, leader, replicas, isr, offlineReplicas }) => ({
      partition: partitionId,
      hasLeader: leader >= 0,
      replicas,
      inSync: isr,
      away: offlineReplicas,
    }))
    return [{ topic, partitions: partitions.toSorted((a, b) => a.partition - b.partition) }]
  })
}

/** The brokers that are there, as they tell clients to reach them. Rejects when none answers. */
export async function readMembers(kafka: Kafka, topic: string): Promise<Told['brokers']> {
  return (await askMetadata(kafka, [topic])).brokers
}

const askMetadata = (kafka: Kafka, topics: readonly string[]): Promise<Told> =>
  withBroker(kafka, (broker) => askBroker(broker, topics))

const askBroker = (broker: Broker, topics: readonly string[]): Promise<Told> =>
  ask<Told>(broker, 'Metadata', { topics: [...topics], allowAutoTopicCreation: false })

/**
 * Lets the client take what brokers say of partitions that have a leader, beside some that have none: theirs is then below 0. As kafkajs
 * has it no leader that moved would be found and no member of a group could join until every partition has one.
 */
export function takeLeaderless(kafka: Kafka): void {
  onBrokers(kafka, (broker) => {
    broker.metadata = async (topics = []) => {
      try {
        const told = await askBroker(broker, topics)
        const failed = told.topicMetadata.find(({ topicErrorCode }) => topicErrorCode !== 0)
        if (failed) throw errorFrom(failed.topicErrorCode)
        return told
      } catch (error) {
        // As kafkajs does: it would ask on a connection that is gone.
        if (error instanceof Error && error.name === 'KafkaJSConnectionClosedError') await broker.disconnect()
        throw error
      }
    }
  })
}

/** The topic's settings, by name. Rejects as readTopics does. */
export async function readTopicConfig(kafka: Kafka, topic: string): Promise<ReadonlyMap<string, string>> {
  const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: [] }]
  const { resources: told } = await withBroker(kafka, (broker) =>
    ask<{ resources: readonly ToldConfig[] }>(broker, 'DescribeConfigs', { resources, includeSynonyms: false }),
  )
  const [config] = told
  if (config && config.errorCode !== 0) throw errorFrom(config.errorCode)
  return new Map(config?.configEntries.map(({ configName, configValue }) => [configName, configValue ?? '']))
}

interface ToldConfig {
  readonly errorCode: number
  readonly configEntries: readonly { readonly configName: string; readonly configValue: string | null }[]
}
