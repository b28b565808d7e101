// The host's door without a public one beside it: what an API of its own appends to the log that collectors write to as well.
import { randomUUID } from 'node:crypto'
import type { Clock, HostDoor } from '../events/contract.ts'
import type { EventLog } from '../log/contract.ts'
import { createBatcher } from './batcher.ts'
import { createHostDoor } from './host-door.ts'
import { DEFAULT_LIMITS } from './limits.ts'

export interface HostWriter {
  readonly host: HostDoor
  /** Takes no more, and resolves once what was taken is durable or refused. Does not close the log. */
  close(): Promise<void>
}

/** Writes under an id of its own, as each collector does, so that a record written twice is stepped once. */
export function createHostWriter(log: EventLog, clock: Clock): HostWriter {
  const batcher = createBatcher({ ...DEFAULT_LIMITS, log, collectorId: randomUUID() })
  let closed = false
  return {
    host: createHostDoor(batcher, clock, () => closed),
    async close() {
      closed = true
      await batcher.close()
    },
  }
}
