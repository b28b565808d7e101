// An owner among several: drives the partitions its group gives it.
import type { EventLog } from '../../log/contract.ts'
import { joinGroup } from '../../log/kafka/group.ts'
import { createKafka, type KafkaSettings } from '../../log/kafka/settings.ts'
import { startOwner, type Owner, type OwnerOptions } from './owner.ts'

type Given = 'partitions' | 'onCheckpoint' | 'onNewer' | 'logHasOwnTime' | 'handsOver'

export interface SharedOwnerOptions extends Omit<OwnerOptions, Given> {
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
 * A partition that cannot be recovered is nobody's until it can: stats().undriven says why, and the others go on.
 * One that is given a partition a newer Cartbeat has driven, or comes to a record it has written, steps back: it gives back all it has and leaves the group, once
 * and for all, so that a rolling upgrade goes its way and the partition does not go back and forth.
 */
export async function startSharedOwner(options: SharedOwnerOptions): Promise<Owner> {
  const { log, kafka, report = console.error, session_ms, onAssigned } = options
  let assigned: number | null = null
  let steppedBack: string | null = null
  const stepBack = async (why: string) => {
    if (steppedBack !== null) return
    steppedBack = why
    report(`${why}. It gives its partitions back and takes none until then`)
    await owner.assign([])
    // Written down before they are given back, as far as the store takes it.
    await owner.idle().catch(() => {})
    await group.leave()
  }
  const owner = await startOwner({
    ...options,
    partitions: [],
    logHasOwnTime: true,
    handsOver: true,
    onCheckpoint: (partition, offset) => group.commit(partition, offset),
    onNewer: (why) => void stepBack(why),
  })
  const group = joinGroup({
    kafka: createKafka(kafka),
    topic: kafka.topic,
    partitions: log.partitions,
    groupId: groupOf(kafka),
    onAssigned(partitions) {
      if (steppedBack !== null) return
      assigned = partitions.length
      onAssigned?.(partitions)
      void owner.assign(partitions)
    },
    report,
    ...(session_ms !== undefined && { session_ms }),
  })
  return {
    ...owner,
    stats: () => ({ ...owner.stats(), assigned, steppedBack }),
    async stop() {
      await owner.stop()
      await group.leave()
    },
  }
}
