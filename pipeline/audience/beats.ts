// Heartbeats folded: one row a session-minute instead of one a heartbeat. Only while the minute is open; a late
// heartbeat is stored raw, since its minute's row may no longer be remembered.
import { appended } from '../state/appended.ts'
import { push } from '../state/queue.ts'
import type { State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import type { Session, SessionMinute } from '../state/visitor.ts'
import { blankMinute } from './session.ts'
import { minuteOfTime } from '../shows/windows.ts'
import type { PlayerEvent } from './reports.ts'

/** True for a heartbeat that stands in its session's minute. */
export function foldsHeartbeat(step: Step): boolean {
  return step.event.kind === 'player.heartbeat' && !step.late && step.session !== null
}

export function foldHeartbeat(state: State, session: Session, event: PlayerEvent, at_ms: number): void {
  const window = changeSessionMinute(state, session, minuteOfTime(at_ms))
  const body = event.body
  window.heartbeats += 1
  window.played_ms += body.played_ms ?? 0
  window.rebuffer_ms += body.rebuffer_ms
  window.droppedFrames += body.droppedFrames
  if (event.latency_ms !== null) {
    window.latencySum_ms += event.latency_ms
    window.latencyCount += 1
  }
  if (body.bitrate_bps !== null) {
    window.bitrateSum_kbps += Math.round(body.bitrate_bps / 1000)
    window.bitrateCount += 1
  }
}

export function changeSessionMinute(state: State, session: Session, minute: number): SessionMinute {
  let window = session.minute
  if (window?.minute !== minute) {
    window = session.minutes.find((window) => window.minute === minute) ?? open(state, session, minute)
    session.minute = window
  }
  if (!window.dirty) {
    window.dirty = true
    push(state.dirty.beatingMinutes, state.time_ms, window)
  }
  return window
}

function open(state: State, session: Session, minute: number): SessionMinute {
  const window = blankMinute(session.id, session.show.id, session.visitor.id, minute)
  dropClosedMinutes(state, session)
  session.minutes = appended(session.minutes, window)
  return window
}

/** Minutes that can no longer change: their rows, where still due, wait in the queue. */
export function dropClosedMinutes(state: State, session: Session): void {
  const first = session.minutes[0]
  if (first === undefined || first.minute >= state.openFrom_minute) return
  let open: SessionMinute[] = []
  for (const window of session.minutes) if (window.minute >= state.openFrom_minute) open = appended(open, window)
  session.minutes = open
}
