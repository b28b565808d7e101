// What can be seen of a cluster from here, for whoever has to mend it: which brokers there are and answer, what the topics'
// copies are at, who works on the log. Nothing is judged here.
import { setTimeout as delay } from 'node:timers/promises'
import { ask, connectBrokers, errorFrom, errorOf, withBroker } from './inside.ts'
import { readMembers, readTopics } from './metadata.ts'
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
  /** Brokers that hold copies and are away, by their ids. */
  readonly away: readonly number[]
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
  const brokers = await readMembers(createKafka(settings), settings.topic)
  const sorted = brokers.toSorted((a, b) => a.nodeId - b.nodeId).slice(0, BROKERS_MAX)
  return Promise.all(
    sorted.map(async ({ nodeId: id, host, port }) => {
      const address = addressOf(host, port)
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
  const found = await readTopics(createKafka(settings), topics)
  return found.map(({ topic, partitions }) => ({
    topic,
    leaderless: partitions.filter(({ hasLeader }) => !hasLeader).map(({ partition }) => partition),
    behind: partitions
      .filter(({ inSync, replicas }) => inSync.length < replicas.length)
      .map(({ partition }) => partition),
    away: [...new Set(partitions.flatMap(({ away }) => away))].toSorted((a, b) => a - b),
  }))
}

/** The partitions without a leader and what to do, in one line; null where there are none. */
export function leaderlessText({ topic, leaderless, away }: CopiesFacts): string | null {
  if (leaderless.length === 0) return null
  const brokers = away.length === 0 ? 'the brokers' : `broker ${some(away)}`
  return `topic ${topic}: partitions ${some(leaderless)} have no leader and take nothing: bring ${brokers} back`
}

const LISTED_MAX = 10
export const some = (numbers: readonly number[]): string =>
  numbers.slice(0, LISTED_MAX).join(', ') +
  (numbers.length > LISTED_MAX ? ` and ${numbers.length - LISTED_MAX} more` : '')

/** Asks the group's coordinator. Rejects when there is none for COORDINATOR_MAX_MS. */
export async function readGroup(settings: KafkaSettings, groupId: string): Promise<GroupFacts> {
  const { host, port } = await coordinatorOf(settings, groupId)
  const at = createKafka({ ...settings, brokers: [addressOf(host, port)] })
  const { groups } = await withBroker(at, (broker) =>
    ask<{ groups: readonly ToldGroup[] }>(broker, 'DescribeGroups', { groupIds: [groupId] }),
  )
  const [group] = groups
  if (group && group.errorCode !== 0) throw errorFrom(group.errorCode)
  return { state: group?.state ?? 'Dead', members: group?.members.length ?? 0 }
}

interface ToldGroup {
  readonly errorCode: number
  readonly state: string
  readonly members: readonly unknown[]
}

interface ToldCoordinator {
  readonly errorCode: number
  readonly coordinator: { readonly host: string; readonly port: number }
}

/** Brokers make the topic they keep groups in when one is first asked for. */
const COORDINATOR_MAX_MS = 10_000
const COORDINATOR_POLL_MS = 200

async function coordinatorOf(settings: KafkaSettings, groupId: string): Promise<ToldCoordinator['coordinator']> {
  return withBroker(createKafka(settings), async (broker) => {
    for (let waited_ms = 0; ; waited_ms += COORDINATOR_POLL_MS) {
      const request = { groupId, coordinatorType: GROUP }
      const { errorCode, coordinator } = await ask<ToldCoordinator>(broker, 'GroupCoordinator', request)
      if (errorCode === 0) return coordinator
      if (!errorOf(errorCode).retriable || waited_ms >= COORDINATOR_MAX_MS) throw errorFrom(errorCode)
      await delay(COORDINATOR_POLL_MS)
    }
  })
}
const GROUP = 0

const addressOf = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)

/** Per partition, the offset the next append gets; null where not all of them answer, or there is no such topic. */
export async function readEnds(settings: KafkaSettings): Promise<readonly number[] | null> {
  return withAdmin(createKafka(settings), async (admin) => {
    const found = await admin.fetchTopicOffsets(settings.topic)
    return found.toSorted((a, b) => a.partition - b.partition).map(({ high }) => Number(high))
  }).catch(() => null)
}
