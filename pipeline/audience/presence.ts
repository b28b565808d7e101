// Concurrent viewers: joins and leaves per second. A session is present from a report that says so until one that says
// otherwise, or presenceTimeout after the last it gave. What a stretch of reports contributes is the sum over its
// neighbours, so a report that arrives out of order takes back its neighbours' contribution and gives two of its own.
import { changeMinute, changeSecond, minuteOfTime, secondOfTime } from '../shows/windows.ts'
import { markTotals } from '../shows/windows.ts'
import type { Show } from '../state/show.ts'
import { NONE, type State } from '../state/state.ts'
import type { Session } from '../state/visitor.ts'
import { AHEAD, lookAtReports } from './ahead.ts'
import { PRESENT, REPORT_WIDTH, atOf, flagsAt } from './reports.ts'

/** A report was placed: counts what it changes. */
export function applyPresence(state: State, session: Session, report: number): void {
  const reports = session.reports
  const before = report - REPORT_WIDTH
  const after = report + REPORT_WIDTH
  if (after < reports.length) {
    if (before >= 0) countStep(state, session, before, after, -1)
    else countFirst(state, session, after, -1)
    countStep(state, session, report, after, 1)
  } else if (session.timedOut) {
    session.timedOut = false
    countLeave(state, session, atOf(reports, before) + state.settings.presenceTimeout_ms, -1)
  }
  if (before >= 0) countStep(state, session, before, report, 1)
  else countFirst(state, session, report, 1)
  if ((flagsAt(reports, report) & PRESENT) === 0) return
  countViewer(state, session, atOf(reports, report))
  if (after >= reports.length) expectTimeout(state, session)
}

/** Partition time moved: leaves of sessions that went silent. A later report that is still timely takes them back. */
export function fireTimeouts(state: State): void {
  const now_s = secondOfTime(state.time_ms)
  if (state.firedTo_s === NONE) state.firedTo_s = now_s
  while (state.firedTo_s < now_s) {
    if (state.timeouts.size === 0) {
      state.firedTo_s = now_s
      return
    }
    state.firedTo_s += 1
    const due = state.timeouts.get(state.firedTo_s)
    if (due === undefined) continue
    state.timeouts.delete(state.firedTo_s)
    for (const [i, session] of due.entries()) {
      if (i % AHEAD === 0) lookAtReports(due, i)
      session.timeout_s = NONE
      const last = session.reports.length - REPORT_WIDTH
      if (last >= 0 && !session.timedOut && (flagsAt(session.reports, last) & PRESENT) !== 0)
        expectTimeout(state, session)
    }
  }
}

/** Looks at the session again when its last report is presenceTimeout old; at once if it is already. */
function expectTimeout(state: State, session: Session): void {
  const leave_ms = atOf(session.reports, session.reports.length - REPORT_WIDTH) + state.settings.presenceTimeout_ms
  const leave_s = secondOfTime(leave_ms)
  if (leave_s <= state.firedTo_s) {
    session.timedOut = true
    countLeave(state, session, leave_ms, 1)
    return
  }
  if (session.timeout_s !== NONE) return
  session.timeout_s = leave_s
  const due = state.timeouts.get(leave_s)
  if (due === undefined) state.timeouts.set(leave_s, [session])
  else due.push(session)
}

/** What the step from one report to the next contributes: nothing while presence goes on. */
function countStep(state: State, session: Session, from: number, to: number, sign: number): void {
  const reports = session.reports
  const present = (flagsAt(reports, to) & PRESENT) !== 0
  const to_ms = atOf(reports, to)
  if ((flagsAt(reports, from) & PRESENT) === 0) {
    if (present) countJoin(state, session, to_ms, sign)
    return
  }
  const timeout_ms = atOf(reports, from) + state.settings.presenceTimeout_ms
  if (to_ms > timeout_ms) {
    countLeave(state, session, timeout_ms, sign)
    if (present) countJoin(state, session, to_ms, sign)
  } else if (!present) countLeave(state, session, to_ms, sign)
}

function countFirst(state: State, session: Session, report: number, sign: number): void {
  if ((flagsAt(session.reports, report) & PRESENT) !== 0) countJoin(state, session, atOf(session.reports, report), sign)
}

function countJoin(state: State, session: Session, at_ms: number, sign: number): void {
  session.show.viewers += sign
  const second = secondOfTime(at_ms)
  if (second < state.openFrom_s) return
  changeSecond(state, session.show, second).joins += sign
  changeMinute(state, session.show, minuteOfTime(at_ms)).joins += sign
}

/** In a closed second a leave is only ever taken back and given again at once: nothing to change. */
function countLeave(state: State, session: Session, at_ms: number, sign: number): void {
  session.show.viewers -= sign
  const second = secondOfTime(at_ms)
  if (second < state.openFrom_s) return
  changeSecond(state, session.show, second).leaves += sign
  changeMinute(state, session.show, minuteOfTime(at_ms)).leaves += sign
}

/** The session, and its visitor, were concurrent viewers at a time: remembers the first. */
function countViewer(state: State, session: Session, at_ms: number): void {
  // The visitor was one when the session was, so most reports end here.
  if (session.firstJoinedAt_ms !== NONE && at_ms >= session.firstJoinedAt_ms) return
  session.firstJoinedAt_ms = at_ms
  const seenAs = session.seenAs
  const before_ms = seenAs.joined_ms
  if (before_ms !== NONE && before_ms <= at_ms) return
  seenAs.joined_ms = at_ms
  const show: Show = session.show
  if (before_ms === NONE) {
    show.totals.viewers += 1
    markTotals(state, show)
  } else changeMinute(state, show, minuteOfTime(before_ms)).newViewers -= 1
  changeMinute(state, show, minuteOfTime(at_ms)).newViewers += 1
}
