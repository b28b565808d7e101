// An owner among several: drives the partitions its group gives it.
import type { EventLog } from '../../log/contract.ts'
import { joinGroup } from '../../log/kafka/group.ts'
import { createKafka, type KafkaSettings } from '../../log/kafka/settings.ts'
import { startOwner, type Owner, type OwnerOptions } from './owner.ts'

export interface SharedOwnerOptions extends Omit<OwnerOptions, 'partitions' | 'onCheckpoint' | 'logHasOwnTime'> {
  readonly log: EventLog
  readonly kafka: KafkaSettings
  /** A member that says nothing for so long has left. */
  readonly session_ms?: number
  readonly onAssigned?: (partitions: readonly number[]) => void
}

/** The group of a topic's owners. */
export const groupOf = ({ topic }: KafkaSettings): string => `${topic}-pipeline`

/**
 * Starts without partitions and joins the group. A partition that goes is flushed and checkpointed first; one that comes begins
 * at its newest checkpoint, whoever made it: log and checkpoints must be where all owners reach them. stop() leaves last.
 */
export async function startSharedOwner(options: SharedOwnerOptions): Promise<Owner> {
  const { log, kafka, report = console.error, session_ms, onAssigned } = options
  const owner = await startOwner({
    ...options,
    partitions: [],
    logHasOwnTime: true,
    onCheckpoint: (partition, offset) => group.commit(partition, offset),
  })
  const group = joinGroup({
    kafka: createKafka(kafka),
    topic: kafka.topic,
    partitions: log.partitions,
    groupId: groupOf(kafka),
    onAssigned(partitions) {
      onAssigned?.(partitions)
      void owner.assign(partitions)
    },
    report,
    ...(session_ms !== undefined && { session_ms }),
  })
  return {
    ...owner,
    async stop() {
      await owner.stop()
      await group.leave()
    },
  }
}
