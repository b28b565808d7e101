// Erasures on their way to the store, each until it is done.
import { HOME_PARTITION } from '../../events/contract.ts'
import { partitionOf } from '../../events/partition.ts'
import type { EventLog } from '../../log/contract.ts'
import type { StoredErasure } from '../../store/erasure.ts'
import type { VisitorErasure } from '../contract.ts'
import type { OwnerLimits } from './limits.ts'
import type { Pace } from './pace.ts'
import { retryPauses } from './retry.ts'

export type Erase = (erasure: StoredErasure) => Promise<void>

export interface ErasingContext {
  readonly log: Pick<EventLog, 'logId' | 'partitions'>
  readonly erase?: Erase | undefined
  readonly pace: Pace
  readonly limits: OwnerLimits
  /** Aborts when the owner gives up; it is then made again from the log. */
  readonly abandoned: AbortSignal
  readonly figures: { retries: number; storeError: string | null }
  readonly report: (message: string) => void
}

/**
 * What the store has to do for a partition; null: nothing. An erasure stands in every partition, a visitor in their own; home
 * looks after what has no visitor, and after the logs before this one.
 */
export function erasureOf(
  { logId, partitions }: Pick<EventLog, 'logId' | 'partitions'>,
  partition: number,
  erasure: VisitorErasure,
): StoredErasure | null {
  const isHome = partition === HOME_PARTITION
  if (!isHome && partitionOf(erasure.visitorId, partitions) !== partition) return null
  return { ...erasure, logId, partition, isForOtherLogs: isHome }
}

/** true: done. false: abandoned. */
export async function eraseUntilDone(
  erasure: VisitorErasure,
  partition: number,
  context: ErasingContext,
): Promise<boolean> {
  const { log, erase, pace, limits, abandoned, figures, report } = context
  const stored = erasureOf(log, partition, erasure)
  if (stored === null || erase === undefined) return true
  const pauses = retryPauses(limits)
  while (!abandoned.aborted) {
    try {
      await erase(stored)
      figures.storeError = null
      return true
    } catch (error) {
      figures.retries++
      figures.storeError = String(error)
      report(`partition ${partition}: a visitor was not erased from the store, will be tried again: ${String(error)}`)
      await pace.sleep(pauses(), abandoned)
    }
  }
  return false
}
