// Which broker coordinates a group: tests kill that one. And a member that dies at the worst moment.
import kafkajs, { type Kafka } from 'kafkajs'
import { GROUP_PROTOCOL } from './group.ts'
import { connectCluster } from './inside.ts'

interface Coordinated {
  findGroupCoordinator(group: { groupId: string }): Promise<Coordinator>
}

interface Coordinator {
  readonly nodeId: number
  joinGroup(member: object): Promise<{ readonly memberId: string; readonly members: readonly unknown[] }>
}

/** Node id of the group's coordinator. */
export async function coordinatorOf(kafka: Kafka, topic: string, groupId: string): Promise<number> {
  const cluster = await connectCluster(kafka, topic)
  try {
    return (await (cluster as unknown as Coordinated).findGroupCoordinator({ groupId })).nodeId
  } finally {
    await cluster.disconnect()
  }
}

/**
 * Joins the group as its leader, lets another join, and is heard of no more: `died` resolves then. The other waits for what the
 * leader would have given it until `session_ms` are over.
 */
export async function joinAndDie(kafka: Kafka, topic: string, groupId: string, session_ms: number) {
  const cluster = await connectCluster(kafka, topic)
  const coordinator = await (cluster as unknown as Coordinated).findGroupCoordinator({ groupId })
  const metadata = kafkajs.AssignerProtocol.MemberMetadata.encode({
    version: 1,
    topics: [topic],
    userData: Buffer.from('[]'),
  })
  const groupProtocols = [{ name: GROUP_PROTOCOL, metadata }]
  const member = { groupId, sessionTimeout: session_ms, rebalanceTimeout: session_ms, groupProtocols }
  const join = async (): ReturnType<Coordinator['joinGroup']> => {
    try {
      return await coordinator.joinGroup(member)
    } catch (error) {
      // A coordinator that is new to the group reads up on it first, and until it begins says that it is none.
      const { type = '' } = error as { type?: string }
      if (!['GROUP_LOAD_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP'].includes(type)) throw error
      return join()
    }
  }
  const { memberId } = await join()
  const lead = async () => {
    // The leader is told who is in the group.
    while ((await coordinator.joinGroup({ ...member, memberId })).members.length < 2);
    await cluster.disconnect()
  }
  return { died: lead() }
}
