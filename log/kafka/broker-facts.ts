// What can be seen of a cluster from here, for whoever has to mend it: which brokers there are and answer, what the topics'
// copies are at, who works on the log. Nothing is judged here.
import type { Admin } from 'kafkajs'
import { connectBrokers } from './inside.ts'
import { createKafka, type KafkaSettings } from './settings.ts'
import { withAdmin } from './topics.ts'

export interface BrokerFacts {
  readonly id: number
  /** As the cluster tells clients to reach it. */
  readonly address: string
  /** Why it cannot be reached or signed in to at that address; null when it can. */
  readonly failure: string | null
  /** Highest version of the request every client begins with; tells a broker's age. null: it did not answer. */
  readonly metadataVersion: number | null
}

export interface CopiesFacts {
  readonly topic: string
  /** Partitions without a leader; with fewer copies in sync than there are. */
  readonly leaderless: readonly number[]
  readonly behind: readonly number[]
}

export interface GroupFacts {
  /** As Kafka says it: Stable, Empty, PreparingRebalance, Dead ... */
  readonly state: string
  readonly members: number
}

const METADATA_KEY = 3
/** Brokers looked at one by one; a cluster of more is looked at in part. */
const BROKERS_MAX = 32

/** Rejects when none of the brokers in the settings answers. */
export async function readBrokers(settings: KafkaSettings): Promise<readonly BrokerFacts[]> {
  const { brokers } = await withAdmin(createKafka(settings), (admin) => admin.describeCluster())
  const sorted = brokers.toSorted((a, b) => a.nodeId - b.nodeId).slice(0, BROKERS_MAX)
  return Promise.all(
    sorted.map(async ({ nodeId: id, host, port }) => {
      const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
      return { id, address, ...(await reach({ ...settings, brokers: [address] })) }
    }),
  )
}

async function reach(settings: KafkaSettings): Promise<Pick<BrokerFacts, 'failure' | 'metadataVersion'>> {
  try {
    const cluster = await connectBrokers(createKafka(settings))
    const { versions } = cluster.brokerPool.seedBroker
    await cluster.disconnect()
    return { failure: null, metadataVersion: versions?.[METADATA_KEY]?.maxVersion ?? null }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error), metadataVersion: null }
  }
}

/** Of the topics that are there. */
export async function readCopies(settings: KafkaSettings, topics: readonly string[]): Promise<readonly CopiesFacts[]> {
  return withAdmin(createKafka(settings), async (admin) => {
    const there = new Set(await admin.listTopics())
    const asked = topics.filter((topic) => there.has(topic))
    if (asked.length === 0) return []
    const found = await describe(admin, asked)
    return found.map(({ name, partitions }) => ({
      topic: name,
      leaderless: partitions.filter(({ leader }) => leader < 0).map(({ partitionId }) => partitionId),
      behind: partitions
        .filter(({ isr, replicas }) => isr.length < replicas.length)
        .map(({ partitionId }) => partitionId),
    }))
  })
}

const describe = async (admin: Admin, topics: readonly string[]) =>
  (await admin.fetchTopicMetadata({ topics: [...topics] })).topics

export async function readGroup(settings: KafkaSettings, groupId: string): Promise<GroupFacts> {
  return withAdmin(createKafka(settings), async (admin) => {
    const [group] = (await admin.describeGroups([groupId])).groups
    return { state: group?.state ?? 'Dead', members: group?.members.length ?? 0 }
  })
}
