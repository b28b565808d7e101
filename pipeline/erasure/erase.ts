// Erasing a visitor: everything the partition still knows of them goes under a name that leads to nobody, and so does what
// comes later under their id. Counts and money stay. Rows written before are the store's to change, by the same rules.
import type { Event } from '../../events/contract.ts'
import { fingerprintOf } from '../../events/fingerprint.ts'
import { HOST_SOURCE } from '../../events/host.ts'
import type { OrderFrame } from '../contract.ts'
import { markChanged } from '../audience/visits.ts'
import type { Row } from '../../store/contract.ts'
import { ERASED_MAX, ERASED_TOLD_MS } from '../limits.ts'
import { FINAL_ROWS } from '../state/rows.ts'
import { rowsOf, type State } from '../state/state.ts'
import type { Visitor } from '../state/visitor.ts'
import { erasedCommentRow, erasedEventRow, erasedOrderRow, erasedQuarantineRow, PSEUDONYM_PREFIX } from './rows.ts'

/** `erasureId`: the messageId of the erasure, which nobody can make of the visitor's id. */
export function eraseVisitor(state: State, visitorId: string, erasureId: string, offset: number): void {
  // Hosts are no visitors: what they do stands in every partition under this name.
  if (visitorId === HOST_SOURCE) return
  const fingerprint = fingerprintOf(visitorId)
  const pseudonym = state.erased.get(fingerprint) ?? `${PSEUDONYM_PREFIX}${erasureId}`
  state.erased.delete(fingerprint)
  state.erased.set(fingerprint, pseudonym)
  for (const oldest of state.erased.keys()) {
    if (state.erased.size <= ERASED_MAX) break
    state.erased.delete(oldest)
  }
  state.dirty.erasures.push({ visitorId, pseudonym, offset })
  state.erasedOfLate.push({ fingerprint, at_ms: state.time_ms })
  eraseRows(state, visitorId, pseudonym)
  eraseFrames(state, visitorId, pseudonym)
  eraseKnown(state, visitorId, pseudonym)
}

/** The event as it counts: as it came, or without its visitor where that one was erased. */
export function withoutErased(state: State, event: Event): Event {
  if (state.erased.size === 0) return event
  const pseudonym = state.erased.get(fingerprintOf(event.visitorId))
  if (pseudonym === undefined) return event
  const nobodys = { ...event, visitorId: pseudonym, userId: null, properties: null, context: null }
  if (event.kind !== 'chat.posted') return nobodys
  return {
    ...nobodys,
    kind: 'chat.posted',
    body: { ...event.body, commentId: '', text: '', author: null, replyTo: null },
  }
}

/** Erasures frames tell of: of the last ERASED_TOLD_MS, since who joins late, or lost one, must hear of them too. */
export function erasedOfLate(state: State): readonly number[] {
  while ((state.erasedOfLate[0]?.at_ms ?? Infinity) < state.time_ms - ERASED_TOLD_MS) state.erasedOfLate.shift()
  return state.erasedOfLate.map(({ fingerprint }) => fingerprint)
}

/** Rows that wait for a flush. */
function eraseRows({ dirty }: State, visitorId: string, pseudonym: string): void {
  for (const [field, table] of FINAL_ROWS) {
    const erased = ERASED_ROWS[field]
    if (erased === undefined) continue
    const named = field === 'quarantine' ? JSON.stringify(visitorId) : visitorId
    if (!dirty[field].mayHold(field === 'quarantine' ? 'raw' : 'visitor_id', named)) continue
    const rows = rowsOf(table)
    for (const row of dirty[field]) rows.add(isOf(row, field, named) ? erased(row, pseudonym) : row)
    dirty[field] = rows
  }
}

const ERASED_ROWS: { readonly [field in (typeof FINAL_ROWS)[number][0]]?: (row: Row, pseudonym: string) => Row } = {
  events: erasedEventRow,
  comments: erasedCommentRow,
  orders: erasedOrderRow,
  quarantine: erasedQuarantineRow,
}

function isOf(row: Row, field: (typeof FINAL_ROWS)[number][0], named: string): boolean {
  return field === 'quarantine' ? String(row['raw']).includes(named) : row['visitor_id'] === named
}

/** What waits for a frame. */
function eraseFrames(state: State, visitorId: string, pseudonym: string): void {
  const withoutThem = (order: OrderFrame) =>
    order.visitorId === visitorId ? { ...order, visitorId: pseudonym } : order
  state.showlessOrders = state.showlessOrders.map(withoutThem)
  for (const show of state.shows.values()) {
    if (show.comments.length > 0) show.comments = show.comments.filter((comment) => comment.visitorId !== visitorId)
    if (show.orders.length > 0) show.orders = show.orders.map(withoutThem)
  }
}

/** Visitor, sessions, minutes: those remembered, and those forgotten whose rows are still due. */
function eraseKnown(state: State, visitorId: string, pseudonym: string): void {
  const { dirty } = state
  const known = state.visitors.get(visitorId)
  if (known !== undefined) {
    state.visitors.delete(visitorId)
    state.visitors.set(pseudonym, known)
  }
  const due = [...dirty.sessions, ...dirty.beatingSessions.of.slice(dirty.beatingSessions.head)]
  const theirs = new Set<Visitor>(due.map(({ visitor }) => visitor).filter(({ id }) => id === visitorId))
  if (known !== undefined) theirs.add(known)
  for (const visitor of theirs) visitor.id = pseudonym
  for (const session of due) if (theirs.has(session.visitor)) session.userId = ''
  for (const minute of dirty.beatingMinutes.of.slice(dirty.beatingMinutes.head))
    if (minute.visitorId === visitorId) minute.visitorId = pseudonym
  for (const session of known?.sessions ?? []) {
    session.userId = ''
    for (const minute of session.minutes) minute.visitorId = pseudonym
    markChanged(state, session)
  }
}
