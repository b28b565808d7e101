// How much was received and how much of it twice, over all shows: asked of the record now and then while anyone watches.
import type { Store } from '../../store/contract.ts'

const ASK_EVERY_MS = 5_000

export interface TrustSource {
  newest(): { readonly duplicates: number; readonly events: number }
  /** Asks again when it is time; a record that is away leaves what was known. */
  tick(pace_ms: number): void
}

export function createTrust(store: Pick<Store, 'query'>): TrustSource {
  let newest = { duplicates: 0, events: 0 }
  let next_ms = 0
  let isAsking = false

  async function ask(): Promise<void> {
    try {
      const [row] = await store.query<{ duplicates: number; events: number }>(
        'SELECT toFloat64(sum(received)) AS events, toFloat64(sum(duplicate)) AS duplicates FROM intake',
      )
      if (row) newest = row
    } catch {
      // Nothing hangs on it: /readyz says when the record is away.
    } finally {
      isAsking = false
    }
  }

  return {
    newest: () => newest,
    tick(pace_ms) {
      if (isAsking || pace_ms < next_ms) return
      isAsking = true
      next_ms = pace_ms + ASK_EVERY_MS
      void ask()
    },
  }
}
