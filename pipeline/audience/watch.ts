// Watch time: the milliseconds the player says it played. Where a client does not measure it, what lies between two
// reports of which the first played: the lesser of the time and the position moved on, at most a minute.
import { WATCH_BUCKETS_MS } from '../contract.ts'
import { DERIVED_PLAYED_MAX_MS } from '../limits.ts'
import { changeQuality } from '../quality/windows.ts'
import { changeMinute, markTotals, minuteOfTime } from '../shows/windows.ts'
import { NONE, type State } from '../state/state.ts'
import type { Session } from '../state/visitor.ts'
import { changeSessionMinute } from './beats.ts'
import { HEARTBEAT, PLAYING, REPORT_WIDTH, UNMEASURED, atOf, flagsAt, groupAt, positionOf } from './reports.ts'

/** A report of a client that does not measure was placed: derives its stretch, and anew that of the one after it. */
export function derivePlayed(state: State, session: Session, report: number): void {
  const reports = session.reports
  const before = report - REPORT_WIDTH
  const after = report + REPORT_WIDTH
  if (before >= 0) addPlayed(state, session, report, stretch(reports, before, report))
  if (after >= reports.length) return
  const was_ms = before >= 0 ? stretch(reports, before, after) : 0
  addPlayed(state, session, after, stretch(reports, report, after) - was_ms)
}

function stretch(reports: readonly number[], from: number, to: number): number {
  if ((flagsAt(reports, to) & UNMEASURED) === 0 || (flagsAt(reports, from) & PLAYING) === 0) return 0
  const time_ms = atOf(reports, to) - atOf(reports, from)
  const [was_ms, is_ms] = [positionOf(reports, from), positionOf(reports, to)]
  const played_ms = was_ms === NONE || is_ms === NONE ? time_ms : Math.min(time_ms, is_ms - was_ms)
  return Math.min(Math.max(played_ms, 0), DERIVED_PLAYED_MAX_MS)
}

/** Adds what was worked out for a report to everything a measured one counts in. */
function addPlayed(state: State, session: Session, report: number, played_ms: number): void {
  if (played_ms === 0) return
  const at_ms = atOf(session.reports, report)
  const minute = minuteOfTime(at_ms)
  session.reported_ms += played_ms
  changeMinute(state, session.show, minute).played_ms += played_ms
  changeQuality(state, session.show, minute, groupAt(session.reports, report)).played_ms += played_ms
  if ((flagsAt(session.reports, report) & HEARTBEAT) !== 0)
    changeSessionMinute(state, session, minute).played_ms += played_ms
}

/** Brings the session's watch time up to date: never more than its own duration. */
export function settlePlayed(state: State, session: Session): void {
  const played_ms = Math.min(session.reported_ms, session.endedAt_ms - session.startedAt_ms)
  if (played_ms !== session.played_ms) {
    session.show.totals.played_ms += played_ms - session.played_ms
    session.played_ms = played_ms
    markTotals(state, session.show)
  }
  if (session.firstJoinedAt_ms === NONE) return
  const buckets = session.show.watchBuckets
  let bucket = session.watchBucket
  if (bucket === NONE) {
    bucket = 0
    buckets[0] = (buckets[0] ?? 0) + 1
    markTotals(state, session.show)
  }
  const was = bucket
  while (bucket > 0 && played_ms <= (WATCH_BUCKETS_MS[bucket - 1] ?? 0)) bucket -= 1
  while (bucket < WATCH_BUCKETS_MS.length && played_ms > (WATCH_BUCKETS_MS[bucket] ?? 0)) bucket += 1
  session.watchBucket = bucket
  if (bucket === was) return
  buckets[was] = (buckets[was] ?? 0) - 1
  buckets[bucket] = (buckets[bucket] ?? 0) + 1
}
