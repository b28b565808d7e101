// Concurrent viewers, second by second: who was before a running player, by reports sorted by time.
import type { PlayerBody } from '../../events/contract.ts'
import { CLOSE_AFTER_MS, PRESENCE_TIMEOUT_MS } from './rules.ts'

interface Report {
  readonly at_ms: number
  readonly seq: number
  readonly present: boolean
}

/** One session's reports: those that may still get company before them wait, the others are settled. */
export interface SessionPresence {
  readonly waiting: Report[]
  present: boolean
  last_ms: number
}

/** Joins and leaves of a show by second. */
export interface Audience {
  readonly joins: Map<number, number>
  readonly leaves: Map<number, number>
}

export function isPresent(body: PlayerBody): boolean {
  const runs = ['starting', 'playing', 'rebuffering', 'seeking'].includes(body.state)
  return runs && !(body.hidden && body.muted)
}

/** Takes one timely report; `now_ms` is the log's time, behind which by CLOSE_AFTER_MS nothing timely can come. */
export function reportPresence(session: SessionPresence, audience: Audience, report: Report, now_ms: number): void {
  session.waiting.push(report)
  if (session.waiting.length > 16) settle(session, audience, now_ms - CLOSE_AFTER_MS)
}

/** Works off the waiting reports before the time, in order. */
export function settle(session: SessionPresence, audience: Audience, before_ms: number): void {
  const due = session.waiting.filter((report) => report.at_ms < before_ms)
  if (due.length === 0) return
  const left = session.waiting.filter((report) => report.at_ms >= before_ms)
  session.waiting.splice(0, Infinity, ...left)
  due.sort((a, b) => a.at_ms - b.at_ms || a.seq - b.seq)
  for (const report of due) {
    timeOut(session, audience, report.at_ms)
    if (session.present && !report.present) add(audience.leaves, report.at_ms)
    if (!session.present && report.present) add(audience.joins, report.at_ms)
    session.present = report.present
    session.last_ms = report.at_ms
  }
}

/** Leaves for a session that has said nothing for too long by `now_ms`. */
export function timeOut(session: SessionPresence, audience: Audience, now_ms: number): void {
  const leave_ms = session.last_ms + PRESENCE_TIMEOUT_MS
  if (!session.present || now_ms <= leave_ms) return
  add(audience.leaves, leave_ms)
  session.present = false
}

/** Most viewers at once, and the first second it was so. Seconds in Unix time. */
export function peakOf(audience: Audience): { viewers: number; second: number } {
  const seconds = [...new Set([...audience.joins.keys(), ...audience.leaves.keys()])].sort((a, b) => a - b)
  let now = 0
  let peak = { viewers: 0, second: 0 }
  for (const second of seconds) {
    now += (audience.joins.get(second) ?? 0) - (audience.leaves.get(second) ?? 0)
    if (now > peak.viewers) peak = { viewers: now, second }
  }
  return peak
}

function add(seconds: Map<number, number>, at_ms: number): void {
  const second = Math.floor(at_ms / 1000)
  seconds.set(second, (seconds.get(second) ?? 0) + 1)
}
