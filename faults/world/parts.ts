// What every world has in which a scenario breaks things.
import type { Tables } from '../oracle/oracle.ts'
import type { Audience } from './audience.ts'
import type { Glass } from './glass.ts'
import type { Member } from './member.ts'

export interface Parts {
  readonly members: readonly Member[]
  readonly audience: Audience
  /** A page open on every service that has any. */
  readonly glasses: readonly Glass[]
  /** The tables, where the oracle reads them. */
  look<T>(ask: (tables: Tables) => Promise<T>): Promise<T>
  close(): Promise<void>
}
