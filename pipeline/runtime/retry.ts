// Trying again: pauses that double up to a bound, for ever. What is tried again is always the very same thing.
import type { RowBatch, Store } from '../../store/contract.ts'
import type { OwnerLimits } from './limits.ts'
import type { Pace } from './pace.ts'

/** The pauses between attempts, ms: retryFirst_ms, doubled each time up to retryMost_ms. */
export function retryPauses(limits: Pick<OwnerLimits, 'retryFirst_ms' | 'retryMost_ms'>): () => number {
  let next_ms = limits.retryFirst_ms
  return () => {
    const pause_ms = next_ms
    next_ms = Math.min(next_ms * 2, limits.retryMost_ms)
    return pause_ms
  }
}

export interface InsertOptions {
  readonly store: Pick<Store, 'insert'>
  readonly pace: Pace
  readonly limits: OwnerLimits
  /** Aborts when the owner gives up; the rows are then made again from the log at the next start. */
  readonly abandoned: AbortSignal
  /** Told of every failed attempt. */
  readonly onFailure: (error: unknown) => void
}

/** Inserts the rows, the same ones at every attempt, until acknowledged: true. false: abandoned before that. */
export async function insertUntilTaken(rows: RowBatch, options: InsertOptions): Promise<boolean> {
  const { store, pace, limits, abandoned, onFailure } = options
  const pauses = retryPauses(limits)
  while (!abandoned.aborted) {
    try {
      await store.insert(rows)
      return true
    } catch (error) {
      onFailure(error)
      await pace.sleep(pauses(), abandoned)
    }
  }
  return false
}
