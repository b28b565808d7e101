// What the player reports: into the session, its watch time, its presence and its folded minutes.
import { changeMinute, minuteOfTime } from '../shows/windows.ts'
import { NONE } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import { foldHeartbeat } from './beats.ts'
import { applyPresence } from './presence.ts'
import { REPORT_WIDTH, UNMEASURED, flagsOf, placeReport, type PlayerEvent } from './reports.ts'
import { derivePlayed, settlePlayed } from './watch.ts'

export function applyPlayer(step: Step, event: PlayerEvent): void {
  const { state, session, at_ms } = step
  if (session === null) return
  const body = event.body
  session.reported_ms += body.played_ms ?? 0
  session.rebuffer_ms += body.rebuffer_ms
  session.droppedFrames += body.droppedFrames
  if (event.kind === 'player.heartbeat') session.heartbeats += 1
  if (event.kind === 'player.failed') session.failures += 1
  if (body.startup_ms !== null && (session.startupAt_ms === NONE || at_ms < session.startupAt_ms)) {
    session.startup_ms = body.startup_ms
    session.startupAt_ms = at_ms
  }
  if (!step.late) {
    if (body.played_ms !== null && body.played_ms > 0) {
      changeMinute(state, session.show, minuteOfTime(at_ms)).played_ms += body.played_ms
    }
    if (event.kind === 'player.heartbeat') foldHeartbeat(state, session, event, at_ms)
    placeInTime(step, event)
  }
  settlePlayed(state, session)
}

/** Presence and derived watch time hang on the order of the reports. */
function placeInTime(step: Step, event: PlayerEvent): void {
  const { state, session, at_ms } = step
  if (session === null) return
  const flags = flagsOf(event)
  const horizon_ms = state.time_ms - state.settings.closeAfter_ms
  const position_ms = event.body.position_ms ?? NONE
  const report = placeReport(session, at_ms, event.seq ?? NONE, flags, position_ms, horizon_ms)
  if (report < 0) {
    state.overflow.reportsBeyond += 1
    return
  }
  applyPresence(state, session, report)
  const isLast = report + REPORT_WIDTH >= session.reports.length
  if (!isLast || (flags & UNMEASURED) !== 0) derivePlayed(state, session, report)
}
