// Who works on which partitions: a Kafka consumer group that gives them out and reads nothing. Owners read by offset
// (reads.ts) and go on while the group rebalances; a member that is cut off goes on too, until it hears otherwise. That is
// safe: a second owner of a partition writes the same rows.
import { setTimeout as delay } from 'node:timers/promises'
import kafkajs, { type Consumer, type Kafka, type PartitionAssigner } from 'kafkajs'
import { GROUP_HEARTBEAT_MS, GROUP_LEAVE_MAX_MS, GROUP_POLL_MS, GROUP_REJOIN_MS, GROUP_SESSION_MS } from './limits.ts'
import { RETRY } from './settings.ts'
import { shareOut } from './share-out.ts'

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol

export interface GroupOptions {
  readonly kafka: Kafka
  readonly topic: string
  readonly partitions: number
  readonly groupId: string
  /** Called with all that this member has, whenever the group has given them out. */
  readonly onAssigned: (partitions: readonly number[]) => void
  readonly report: (message: string) => void
  /** A member that says nothing for so long has left. The brokers' group.min.session.timeout.ms is the least. */
  readonly session_ms?: number
}

export interface Group {
  /** Tells the brokers how far a partition is checkpointed, for whoever watches the group's lag: nothing is read from it. */
  commit(partition: number, offset: number): void
  /** Gives the partitions back. */
  leave(): Promise<void>
}

/** Joins, and joins again for as long as it takes when the group or the brokers are away. */
export function joinGroup(options: GroupOptions): Group {
  const { kafka, topic, groupId, onAssigned, report, session_ms = GROUP_SESSION_MS } = options
  let has: readonly number[] = []
  let consumer: Consumer | null = null
  let left = false
  let timer: NodeJS.Timeout | null = null
  const committed = new Map<number, number>()

  function create(): Consumer {
    const made = kafka.consumer({
      groupId,
      partitionAssigners: [keepingAssigner(options.partitions, () => has)],
      sessionTimeout: session_ms,
      rebalanceTimeout: session_ms,
      heartbeatInterval: Math.min(GROUP_HEARTBEAT_MS, session_ms / 5),
      maxWaitTimeInMs: GROUP_POLL_MS,
      allowAutoTopicCreation: false,
      retry: RETRY,
    })
    made.on(made.events.GROUP_JOIN, ({ payload }) => {
      if (made !== consumer || left) return
      has = payload.memberAssignment[topic] ?? []
      // All are paused at once: the consumer is there for the membership alone.
      if (has.length > 0) made.pause([{ topic, partitions: [...has] }])
      onAssigned(has)
    })
    made.on(made.events.CRASH, ({ payload }) => {
      report(`the group ${groupId} was lost, joining again: ${payload.error.message}`)
      // Where kafkajs does not start itself again, a new member is made.
      if (!payload.restart && made === consumer) rejoin(made)
    })
    return made
  }

  async function join(): Promise<void> {
    const joining = (consumer = create())
    try {
      await joining.connect()
      await joining.subscribe({ topics: [topic], fromBeginning: true })
      await joining.run({ autoCommit: false, eachBatch: async () => {} })
    } catch (error) {
      report(`the group ${groupId} could not be joined, will be tried again: ${String(error)}`)
      rejoin(joining)
    }
  }

  function rejoin(from: Consumer): void {
    if (left || from !== consumer) return
    consumer = null
    void from.disconnect().catch(() => {})
    timer = setTimeout(() => (joined = join()), GROUP_REJOIN_MS)
  }

  let joined = join()
  return {
    commit(partition, offset) {
      // Refused while the group rebalances, and of no consequence: the next one says more.
      if (offset <= (committed.get(partition) ?? -1)) return
      committed.set(partition, offset)
      consumer?.commitOffsets([{ topic, partition, offset: String(offset) }]).catch(() => {})
    },
    async leave() {
      left = true
      if (timer) clearTimeout(timer)
      const gone = new AbortController()
      const tooLong = delay(GROUP_LEAVE_MAX_MS, undefined, { signal: gone.signal }).catch(() => {})
      // One that is told to go while it joins would join all the same, and keep partitions nobody drives.
      const going = joined.then(() => consumer?.disconnect()).catch(() => {})
      await Promise.race([going, tooLong])
      gone.abort()
    },
  }
}

/** By which members share out; all of a group must speak the same. */
export const GROUP_PROTOCOL = 'cartbeat-keeping'
const VERSION = 1

/** Each member says what it has; the one the group elects shares out. */
function keepingAssigner(partitions: number, has: () => readonly number[]): PartitionAssigner {
  return () => ({
    name: GROUP_PROTOCOL,
    version: VERSION,
    async assign({ members, topics }) {
      const claims = members.map(({ memberId, memberMetadata }) => ({
        memberId,
        has: readClaim(MemberMetadata.decode(memberMetadata)?.userData),
      }))
      return [...shareOut(partitions, claims)].map(([memberId, mine]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: VERSION,
          assignment: Object.fromEntries(topics.map((topic) => [topic, [...mine]])),
          userData: Buffer.alloc(0),
        }),
      }))
    },
    protocol: ({ topics }) => ({
      name: GROUP_PROTOCOL,
      metadata: MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.from(JSON.stringify(has())) }),
    }),
  })
}

function readClaim(bytes: Buffer | undefined): readonly number[] {
  const said: unknown = bytes && bytes.length > 0 ? JSON.parse(bytes.toString()) : []
  return Array.isArray(said) ? said.filter((each): each is number => Number.isInteger(each)) : []
}
