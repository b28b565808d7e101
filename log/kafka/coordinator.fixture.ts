// Which broker coordinates a group: tests kill that one.
import type { Kafka } from 'kafkajs'
import { connectCluster } from './inside.ts'

interface Coordinated {
  findGroupCoordinator(group: { groupId: string }): Promise<{ readonly nodeId: number }>
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
