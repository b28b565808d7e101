// One record in the making.
import { HOME_PARTITION, type Event, type LogBatch, type Quarantined } from '../events/contract.ts'
import { HOST_SOURCE } from '../events/host.ts'

export interface Chunk {
  readonly partition: number
  readonly events: Event[]
  readonly quarantined: Quarantined[]
  readonly received: { source: string; events: number; bots: number }[]
  /** Weight of what is in it: about its size as JSON. */
  bytes: number
}

export const createChunk = (partition: number): Chunk => ({
  partition,
  events: [],
  quarantined: [],
  received: [],
  bytes: 0,
})

/** Adds an event, counted as received by its source; a host's, which every partition has, at home alone. */
export function putEvent(chunk: Chunk, event: Event): void {
  chunk.events.push(event)
  if (event.source !== HOST_SOURCE || chunk.partition === HOME_PARTITION) putReceived(chunk, event.source, 1, 0)
}

export function putQuarantined(chunk: Chunk, quarantined: Quarantined): void {
  chunk.quarantined.push(quarantined)
  putReceived(chunk, quarantined.source, 1, 0)
}

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

/**
 * Two of about half as many events each, in order, or null where there is no more than one. Each counts as received what is in it, since
 * one may be written and the other not; the bots, which leave nothing behind, count in the first.
 */
export function halve(chunk: Chunk): readonly [Chunk, Chunk] | null {
  const { partition, events, quarantined, received } = chunk
  const count = events.length + quarantined.length
  if (count < 2) return null
  const half = count >> 1
  const halves = [createChunk(partition), createChunk(partition)] as const
  events.forEach((event, i) => putEvent(halves[i < half ? 0 : 1], event))
  quarantined.forEach((each, i) => putQuarantined(halves[events.length + i < half ? 0 : 1], each))
  for (const { source, bots } of received) if (bots > 0) putReceived(halves[0], source, bots, bots)
  return halves
}

export function toBatch(chunk: Chunk, collectorId: string, number: number): LogBatch {
  return { collectorId, number, received: chunk.received, events: chunk.events, quarantined: chunk.quarantined }
}
