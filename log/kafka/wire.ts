// What the log asks of the brokers, each request to the leader of its partitions. A request that fails has told nothing: the
// caller says `recover` and asks again.
import type { Kafka } from 'kafkajs'
import type { RawBatch } from './batches.ts'
import { decodeFetch } from './fetch-answer.ts'
import { ask, connectCluster, errorOf, hangUp, type Broker, type Cluster } from './inside.ts'
import { ACKS_TIMEOUT_MS, FETCH_BYTES_MAX, FETCH_PARTITION_BYTES, FETCH_WAIT_MS, RETRY_MOST_MS } from './limits.ts'
import { readTopicId } from './topic-id.ts'

/** Records for one partition, written as one batch: all or none. */
export interface Batch {
  readonly partition: number
  readonly values: readonly Buffer[]
  /** For a topic whose time is the writers'; null: the broker stamps it. */
  readonly stampedAt_ms: number | null
}

/** A partition's answer: done, or the error by Kafka's name and whether asking again may help. */
export type Answer<T> = T | PartitionError
export interface PartitionError {
  readonly partition: number
  readonly error: string
  readonly retriable: boolean
}
export interface Produced {
  readonly partition: number
  /** Offset of the batch's first record. */
  readonly offset: number
  /** The broker's time; -1 where the topic's is the writers'. */
  readonly appendedAt_ms: number
}
export interface Position {
  readonly partition: number
  readonly offset: number
}
export interface Fetched {
  readonly partition: number
  /** Where the fetch began; batches are given whole, so the first may begin earlier. */
  readonly from: number
  /** The offset the next append gets, as far as replicas have it. */
  readonly end: number
  readonly batches: readonly RawBatch[]
}

export interface Wire {
  readonly topic: string
  readonly topicId: string
  readonly partitions: number
  /** Node id of a partition's leader as last heard; null while it has none. */
  leaderOf(partition: number): number | null
  produce(node: number, batches: readonly Batch[]): Promise<readonly Answer<Produced>[]>
  fetch(node: number, positions: readonly Position[]): Promise<readonly Answer<Fetched>[]>
  /** Per partition, the first offset kept or the one the next append gets; `of` as log/contract.ts. Rejects when a leader does not answer, twice. */
  offsets(which: 'start' | 'end', of?: readonly number[]): Promise<readonly number[]>
  deleteBefore(partition: number, offset: number): Promise<void>
  /** Gives up the node's connections and looks for the leaders anew, as often as RETRY_MOST_MS at most. Never rejects: not everybody waits. */
  recover(node: number | null): Promise<void>
  /** true: the topic was made anew since the wire was opened. Rejects when nobody answers. */
  isReplaced(): Promise<boolean>
  close(): Promise<void>
}

/** Connects, or rejects: nobody answers, or there is no such topic. */
export async function openWire(kafka: Kafka, topic: string): Promise<Wire> {
  const cluster = await connectCluster(kafka, topic)
  try {
    const topicId = await askAnyLeader(cluster, topic, (broker) => readTopicId(broker, topic))
    if (topicId === null) throw new Error('there is no such topic')
    return serve(cluster, topic, topicId)
  } catch (error) {
    await cluster.disconnect()
    throw error
  }
}

/** The first answer of a leader of the topic's partitions. Rejects when none answers. */
async function askAnyLeader<T>(cluster: Cluster, topic: string, question: (broker: Broker) => Promise<T>): Promise<T> {
  const found = cluster.findTopicPartitionMetadata(topic)
  let failed: unknown = new Error('no partition of the topic has a leader')
  for (const nodeId of new Set(found.map(({ leader }) => leader).filter((leader) => leader >= 0))) {
    try {
      return await question(await cluster.findBroker({ nodeId }))
    } catch (error) {
      failed = error
    }
  }
  throw failed
}

const ACKS_ALL = -1
const ZSTD = 4
const NO_NODE = -1
const OFFSET_OF = { start: '-2', end: '-1' } as const

interface PartitionAnswer {
  readonly partition: number
  readonly errorCode: number
}

/** The broker is there and says no, for example since it no longer leads the partition. */
class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

function serve(cluster: Cluster, topic: string, topicId: string): Wire {
  const partitions = cluster.findTopicPartitionMetadata(topic).length
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  let leaders = readLeaders()
  let refreshing: Promise<void> | null = null
  let closed = false

  function readLeaders(): Map<number, number> {
    const found = cluster.findTopicPartitionMetadata(topic)
    return new Map(found.filter(({ leader }) => leader >= 0).map(({ partitionId, leader }) => [partitionId, leader]))
  }

  async function refresh(): Promise<void> {
    // A pause first: a broker that has just died is still the leader for everyone.
    await new Promise((resolve) => setTimeout(resolve, RETRY_MOST_MS / 5))
    if (closed) return
    await cluster.refreshMetadata().catch(() => {})
    // A cluster that was told to go has forgotten them, and throws.
    if (!closed) leaders = readLeaders()
  }

  async function offsets(which: 'start' | 'end', of: readonly number[]): Promise<readonly number[]> {
    const byNode = Map.groupBy(of, (partition) => leaders.get(partition) ?? NO_NODE)
    const offsets = all.map(() => 0)
    const asked = [...byNode].map(async ([nodeId, mine]) => {
      try {
        for (const [partition, offset] of await offsetsAt(nodeId, mine, which)) offsets[partition] = offset
      } catch (error) {
        // A broker that answers keeps its connections: an append under way on them would be lost, and written twice.
        await recover(error instanceof RefusedError ? null : nodeId)
        throw error
      }
    })
    await Promise.all(asked)
    return offsets
  }

  async function offsetsAt(nodeId: number, mine: readonly number[], which: 'start' | 'end') {
    if (nodeId === NO_NODE) throw new RefusedError(`partition ${mine[0]} has no leader`)
    const broker = await cluster.findBroker({ nodeId })
    const wanted = mine.map((partition) => ({ partition, timestamp: OFFSET_OF[which] }))
    const answer = await ask<{ responses: { partitions: ListedPartition[] }[] }>(broker, 'ListOffsets', {
      topics: [{ topic, partitions: wanted }],
    })
    return answer.responses
      .flatMap((of) => of.partitions)
      .map((each) => {
        const failed = errorIn(each)
        if (failed) throw new RefusedError(`no offsets of partition ${each.partition}: ${failed.error}`)
        return [each.partition, Number(each.offset)] as const
      })
  }

  async function recover(node: number | null): Promise<void> {
    if (node !== null) await cluster.findBroker({ nodeId: node }).then(hangUp, () => {})
    refreshing ??= refresh().finally(() => (refreshing = null))
    await refreshing
  }

  const errorIn = <P extends PartitionAnswer>({ partition, errorCode }: P): PartitionError | null => {
    if (errorCode === 0) return null
    const { type, retriable } = errorOf(errorCode)
    return { partition, error: type, retriable }
  }

  return {
    topic,
    topicId,
    partitions,
    leaderOf: (partition) => leaders.get(partition) ?? null,

    async produce(node, batches) {
      const broker = await cluster.findBroker({ nodeId: node })
      const data = batches.map(({ partition, values, stampedAt_ms }) => ({
        partition,
        messages: values.map((value) => (stampedAt_ms === null ? { value } : { value, timestamp: stampedAt_ms })),
      }))
      const answer = await ask<{ topics: { partitions: ProducedPartition[] }[] }>(broker, 'Produce', {
        acks: ACKS_ALL,
        timeout: ACKS_TIMEOUT_MS,
        compression: ZSTD,
        topicData: [{ topic, partitions: data }],
      })
      return answer.topics.flatMap((of) =>
        of.partitions.map(
          (each) =>
            errorIn(each) ?? {
              partition: each.partition,
              offset: Number(each.baseOffset),
              appendedAt_ms: Number(each.logAppendTime),
            },
        ),
      )
    },

    async fetch(node, positions) {
      const broker = await cluster.findBroker({ nodeId: node })
      const wanted = positions.map(({ partition, offset }) => ({
        partition,
        fetchOffset: String(offset),
        maxBytes: FETCH_PARTITION_BYTES,
      }))
      const request = {
        maxWaitTime: FETCH_WAIT_MS,
        minBytes: 1,
        maxBytes: FETCH_BYTES_MAX,
        topics: [{ topic, partitions: wanted }],
        rackId: '',
      }
      const { errorCode, partitions } = await ask(broker, 'Fetch', request, decodeFetch)
      if (errorCode !== 0) throw new RefusedError(`nothing was fetched: ${errorOf(errorCode).type}`)
      const froms = new Map(positions.map(({ partition, offset }) => [partition, offset]))
      return partitions.map(
        (each) =>
          errorIn(each) ?? {
            partition: each.partition,
            from: froms.get(each.partition) ?? 0,
            end: each.highWatermark,
            batches: each.batches,
          },
      )
    },

    async offsets(which, of = all) {
      // Once more where a leader has moved or fallen silent, at those that lead then.
      return offsets(which, of).catch(() => offsets(which, of))
    },

    async deleteBefore(partition, offset) {
      const broker = await cluster.findBroker({ nodeId: leaders.get(partition) ?? -1 })
      await broker.deleteRecords({ topics: [{ topic, partitions: [{ partition, offset: String(offset) }] }] })
    },

    recover,

    async isReplaced() {
      const id = await askAnyLeader(cluster, topic, (broker) => readTopicId(broker, topic))
      // A broker that has just started may not know the topic yet.
      return id !== null && id !== topicId
    },

    async close() {
      closed = true
      await cluster.disconnect()
      // A look for leaders that was under way may have connected again.
      void refreshing?.then(() => cluster.disconnect()).catch(() => {})
    },
  }
}

interface ProducedPartition extends PartitionAnswer {
  readonly baseOffset: string
  readonly logAppendTime: string
}
interface ListedPartition extends PartitionAnswer {
  readonly offset: string
}
