// One record in the making.
import type { Event, LogBatch, Quarantined } from '../events/contract.ts'

export interface Chunk {
  readonly events: Event[]
  readonly quarantined: Quarantined[]
  readonly received: { source: string; events: number; bots: number }[]
  /** About its size as JSON. */
  bytes: number
}

export const createChunk = (): Chunk => ({ events: [], quarantined: [], received: [], bytes: 0 })

/** Counts what came in, by source. Few sources share a record, so a list is faster than a map. */
export function putReceived(chunk: Chunk, source: string, events: number, bots: number): void {
  for (const entry of chunk.received) {
    if (entry.source === source) {
      entry.events += events
      entry.bots += bots
      return
    }
  }
  chunk.received.push({ source, events, bots })
}

export function toBatch(chunk: Chunk, collectorId: string, number: number): LogBatch {
  return { collectorId, number, received: chunk.received, events: chunk.events, quarantined: chunk.quarantined }
}
