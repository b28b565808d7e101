// A session's timely player reports of late, by (occurredAt, seq), so that one that arrives out of order finds its
// place. REPORT_WIDTH numbers a report in one flat array: the bulk of a session's memory, and most sessions have five.
import { CONNECTIONS, SCREENS, type EventOf, type PlayerKind } from '../../events/contract.ts'
import { REPORTS_PER_SESSION_MAX } from '../limits.ts'
import { NONE } from '../state/state.ts'
import type { Session } from '../state/visitor.ts'

export type PlayerEvent = { [K in PlayerKind]: EventOf<K> }[PlayerKind]

export const REPORT_WIDTH = 4
/** Reports that are of no use any more are dropped so many at once: a list made shorter with every heartbeat grows anew with the next. */
const DROPPED_TOGETHER = 6
const AT = 0
const SEQ = 1
const FLAGS = 2
const POSITION = 3

/** Makes the viewer a concurrent one; the player plays; the client does not measure what it played; a heartbeat. */
export const PRESENT = 1
export const PLAYING = 2
export const UNMEASURED = 4
export const HEARTBEAT = 8
const GROUP_SHIFT = 4

const SCREEN_NUMBER = new Map<string, number>(SCREENS.map((screen, i) => [screen, i]))
const CONNECTION_NUMBER = new Map<string, number>(CONNECTIONS.map((connection, i) => [connection, i]))

/** Screen and connection as one small number, see quality/quality.ts. */
export function groupOf(screen: string, connection: string): number {
  return (SCREEN_NUMBER.get(screen) ?? 0) * CONNECTIONS.length + (CONNECTION_NUMBER.get(connection) ?? 0)
}

/** Present: starting, playing, rebuffering or seeking, and not hidden without sound. */
export function flagsOf(event: PlayerEvent): number {
  const body = event.body
  const state = body.state
  const runs = state === 'starting' || state === 'playing' || state === 'rebuffering' || state === 'seeking'
  return (
    (runs && !(body.hidden && body.muted) ? PRESENT : 0) |
    (state === 'playing' ? PLAYING : 0) |
    (body.played_ms === null ? UNMEASURED : 0) |
    (event.kind === 'player.heartbeat' ? HEARTBEAT : 0) |
    (groupOf(event.screen, event.connection) << GROUP_SHIFT)
  )
}

/**
 * Puts a report in its place and returns it as an index into `reports`; -1 when it is older than what is remembered.
 * Reports from before `horizon_ms` are dropped but for the last of them: nothing can come before that one any more.
 */
export function placeReport(
  session: Session,
  at_ms: number,
  seq: number,
  flags: number,
  position: number,
  horizon_ms: number,
): number {
  const reports = session.reports
  let place = reports.length
  while (place > 0 && isAfter(reports, place - REPORT_WIDTH, at_ms, seq)) place -= REPORT_WIDTH
  if (place === 0 && session.reportsCut) return -1
  if (place === reports.length) reports.push(at_ms, seq, flags, position)
  else reports.splice(place, 0, at_ms, seq, flags, position)
  let drop = 0
  // Keeps the report before the new one: what it does to presence is worked out against it.
  while (drop + REPORT_WIDTH < place && atOf(reports, drop + REPORT_WIDTH) < horizon_ms) drop += REPORT_WIDTH
  if (reports.length - drop > REPORTS_PER_SESSION_MAX * REPORT_WIDTH && place - drop > REPORT_WIDTH) {
    drop += REPORT_WIDTH
    session.reportsCut = true
  } else if (drop < DROPPED_TOGETHER * REPORT_WIDTH) return place
  // No splice: it would make a list of what it takes out.
  for (let i = drop; i < reports.length; i++) reports[i - drop] = reports[i] as number
  reports.length -= drop
  return place - drop
}

export function atOf(reports: readonly number[], report: number): number {
  return reports[report + AT] ?? 0
}

export function flagsAt(reports: readonly number[], report: number): number {
  return reports[report + FLAGS] ?? 0
}

/** NONE where unknown. */
export function positionOf(reports: readonly number[], report: number): number {
  return reports[report + POSITION] ?? NONE
}

export function groupAt(reports: readonly number[], report: number): number {
  return flagsAt(reports, report) >> GROUP_SHIFT
}

function isAfter(reports: readonly number[], report: number, at_ms: number, seq: number): boolean {
  const other_ms = atOf(reports, report)
  return other_ms > at_ms || (other_ms === at_ms && (reports[report + SEQ] ?? 0) > seq)
}
