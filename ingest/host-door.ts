// The private door for what the host does: no write key opens it, only the API's host calls do.
import { randomUUID } from 'node:crypto'
import type { Clock, HostDoor, HostEvent } from '../events/contract.ts'
import { toHostEvent } from '../events/host.ts'
import { HostClosedError } from './contract.ts'
import type { Batcher } from './batcher.ts'

export function createHostDoor(batcher: Batcher, clock: Clock, isClosed: () => boolean): HostDoor {
  return {
    async submit(event: HostEvent) {
      if (isClosed()) throw new HostClosedError()
      const messageId = event.messageId ?? randomUUID()
      batcher.putHost(toHostEvent(event, messageId, clock()))
      await batcher.durable()
      return { messageId }
    },
  }
}
