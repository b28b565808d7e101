// Both sides of the conservation sum.
import type { Store } from '../../store/contract.ts'
import type { Conservation } from '../contract.ts'
import { numbers } from '../shows/words.ts'

const COUNTS = ['received', 'stored', 'folded', 'duplicate', 'quarantined', 'bot', 'late'] as const

/** One row a source, by name. */
export async function loadConservation(store: Pick<Store, 'query'>): Promise<Conservation> {
  const sources = await store.query<Conservation['sources'][number]>(
    `SELECT i.source AS source, ${numbers(COUNTS, 'i.')}, i.balanced AS balanced FROM intake AS i ORDER BY source`,
  )
  return { sources }
}
