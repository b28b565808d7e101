// The rules by which what was sent becomes numbers, written down a second time on purpose: the ledger shares no line
// with the processor, so that the one proves the other.

/** An event older than this behind the log's time when it arrives is late: no longer in seconds and minutes. */
export const CLOSE_AFTER_MS = 30_000
/** Whoever says nothing for this long is gone, at the end of it. */
export const PRESENCE_TIMEOUT_MS = 25_000
/** An order counts for a show touched within this. */
export const ATTRIBUTION_MS = 24 * 3_600_000
/** A client without sessions begins a new one after this much silence. */
export const SESSION_GAP_MS = 30 * 60_000

/** What stands in the log as the time it happened. */
export function occurredAt(happened_ms: number, sent_ms: number, arrived_ms: number): number {
  // The browser's clock cancels out: it is as wrong in the timestamp as in sentAt. The way to the collector stays in.
  return Math.min(happened_ms + (arrived_ms - sent_ms), arrived_ms)
}

export function isLate(occurred_ms: number, arrived_ms: number): boolean {
  return occurred_ms < arrived_ms - CLOSE_AFTER_MS
}
