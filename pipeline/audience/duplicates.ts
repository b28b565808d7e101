// Which events were seen before. Clients that number their events are told apart by (session, show, number), others by
// (visitor, key's label, messageId): who guesses the messageIds of a shop's server must not pass for it. What is forgotten, and when, is a function of the log alone.
import { HOST_MESSAGES_MAX, MESSAGES_PER_VISITOR_MAX, SEQ_RANGES_MAX } from '../limits.ts'
import { remembered } from '../state/remembered.ts'
import { NONE, type State } from '../state/state.ts'
import type { Session, Visitor } from '../state/visitor.ts'

/** Remembers a session's sequence number; false if it was seen. In order it costs one comparison. */
export function admitSeq(state: State, session: Session, seq: number): boolean {
  const next = session.seenTo
  if (seq === next) {
    session.seenTo = seq + 1
    return true
  }
  if (next === NONE || seq > next) {
    if (next !== NONE) (session.seenBefore ??= []).push(session.seenFrom, next)
    session.seenFrom = seq
    session.seenTo = seq + 1
    closeGaps(state, session)
    return true
  }
  return admitBetween(state, session, seq)
}

function admitBetween(state: State, session: Session, seq: number): boolean {
  const seen = seenRanges(session)
  // The last range that starts at or before seq.
  let i = seen.length - 2
  while (i >= 0 && at(seen, i) > seq) i -= 2
  if (i >= 0 && seq < at(seen, i + 1)) return false
  const joinsLower = i >= 0 && at(seen, i + 1) === seq
  const joinsUpper = i + 2 < seen.length && at(seen, i + 2) === seq + 1
  if (joinsLower && joinsUpper) seen.splice(i + 1, 2)
  else if (joinsLower) seen[i + 1] = seq + 1
  else if (joinsUpper) seen[i + 2] = seq
  else seen.splice(i + 2, 0, seq, seq + 1)
  keepRanges(session, seen)
  closeGaps(state, session)
  return true
}

/** The lowest gap is the one least likely to be filled still: what would come from there now counts as a duplicate. */
function closeGaps(state: State, session: Session): void {
  const before = session.seenBefore
  // The newest range is one more.
  if (before === null || before.length + 2 <= SEQ_RANGES_MAX * 2) return
  before.splice(1, 2)
  state.overflow.gapsClosed += 1
}

/** Sequence numbers seen: [from, to, from, to, ...), ascending, apart. */
export function seenRanges(session: Session): number[] {
  const newest = session.seenTo === NONE ? [] : [session.seenFrom, session.seenTo]
  return session.seenBefore === null ? newest : [...session.seenBefore, ...newest]
}

export function keepRanges(session: Session, seen: readonly number[]): void {
  session.seenFrom = seen.at(-2) ?? NONE
  session.seenTo = seen.at(-1) ?? NONE
  session.seenBefore = seen.length > 2 ? seen.slice(0, -2) : null
}

/** Remembers the messageId of a visitor's event, sent with a key of the label `source`; false if it was seen. */
export function admitMessage(state: State, visitor: Visitor, source: string, messageId: string): boolean {
  const messages = (visitor.messages ??= new Map<string, number>())
  const whole = `${source}\n${messageId}`
  const sent = remembered(whole)
  // Up to version 3 of the saved state they were remembered without the label, and before long ids were hashed, whole.
  if (messages.has(sent) || messages.has(messageId) || messages.has(whole)) return false
  state.messages -= forgetBefore(messages, state.time_ms - state.settings.dedupe_ms)
  if (messages.size >= MESSAGES_PER_VISITOR_MAX || state.messages >= state.room.messages) {
    if (messages.size === 0) {
      state.overflow.unremembered += 1
      return true
    }
    state.messages -= forgetOldest(messages)
  }
  messages.set(sent, state.time_ms)
  state.messages += 1
  return true
}

/** Remembers a host event's messageId; false if it was seen. */
export function admitHostMessage(state: State, messageId: string): boolean {
  if (state.hostMessages.has(messageId)) return false
  forgetBefore(state.hostMessages, state.time_ms - state.settings.dedupe_ms)
  if (state.hostMessages.size >= HOST_MESSAGES_MAX) forgetOldest(state.hostMessages)
  state.hostMessages.set(messageId, state.time_ms)
  return true
}

/** Drops entries older than a time from a map whose oldest come first; returns how many. */
export function forgetBefore(times: Map<string, number>, before_ms: number): number {
  let dropped = 0
  for (const [key, time_ms] of times) {
    if (time_ms >= before_ms) break
    times.delete(key)
    dropped += 1
  }
  return dropped
}

/** Drops the oldest entry; returns how many, 0 or 1. */
export function forgetOldest(times: Map<string, number>): number {
  for (const key of times.keys()) {
    times.delete(key)
    return 1
  }
  return 0
}

function at(seen: readonly number[], i: number): number {
  return seen[i] ?? 0
}
