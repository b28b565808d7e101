// What clients were told was accepted. Written by the audience from the answers it got, read by the oracle and the glasses.

export interface Ledger {
  /** messageIds of all events that are no heartbeats. */
  readonly events: Set<string>
  readonly heartbeats: Set<string>
  readonly comments: Set<string>
  readonly orders: Map<string, number>
  /** Events by session, of those that have one. */
  readonly sessions: Map<string, number>
  readonly visitors: Set<string>
}

/** One event as its client knows it. */
export interface Sent {
  readonly messageId: string
  readonly kind: 'heartbeat' | 'comment' | 'order' | 'click'
  readonly visitor: string
  readonly session: string | null
  readonly total_minor: number
}

export function openLedger(): Ledger {
  return {
    events: new Set(),
    heartbeats: new Set(),
    comments: new Set(),
    orders: new Map(),
    sessions: new Map(),
    visitors: new Set(),
  }
}

/** Writes an accepted event down; what is accepted a second time changes nothing. */
export function enter(ledger: Ledger, sent: Sent): void {
  const book = sent.kind === 'heartbeat' ? ledger.heartbeats : ledger.events
  if (book.has(sent.messageId)) return
  book.add(sent.messageId)
  if (sent.kind === 'comment') ledger.comments.add(sent.messageId)
  if (sent.kind === 'order') ledger.orders.set(sent.messageId, sent.total_minor)
  if (sent.session === null) return
  ledger.sessions.set(sent.session, (ledger.sessions.get(sent.session) ?? 0) + 1)
  ledger.visitors.add(sent.visitor)
}

export function acceptedEvents(ledger: Ledger): number {
  return ledger.events.size + ledger.heartbeats.size
}

export function revenue_minor(ledger: Ledger): number {
  return [...ledger.orders.values()].reduce((sum, total) => sum + total, 0)
}
