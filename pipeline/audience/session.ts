// A session's place among those of the same id, and a minute of one with nothing in it yet.
import type { State } from '../state/state.ts'
import type { Session, SessionMinute } from '../state/visitor.ts'

export function blankMinute(sessionId: string, showId: string, visitorId: string, minute: number): SessionMinute {
  return {
    sessionId,
    showId,
    visitorId,
    minute,
    heartbeats: 0,
    played_ms: 0,
    rebuffer_ms: 0,
    latencySum_ms: 0,
    latencyCount: 0,
    bitrateSum_kbps: 0,
    bitrateCount: 0,
    droppedFrames: 0,
    dirty: false,
    place: 0,
  }
}

/** A session id may be in use in several shows: they hang on one another. */
export function linkSession(state: State, session: Session): void {
  session.next = state.sessions.get(session.id) ?? null
  state.sessions.set(session)
}

/** Takes a forgotten session out. Rows still due keep it until they are taken. */
export function unlinkSession(state: State, session: Session): void {
  state.sessionCount -= 1
  session.forgotten = true
  const first = state.sessions.get(session.id)
  if (first === session) {
    if (session.next === null) state.sessions.delete(session.id)
    else state.sessions.set(session.next)
    return
  }
  let before = first
  while (before !== undefined && before.next !== session) before = before.next ?? undefined
  if (before !== undefined) before.next = session.next
}
