// The rows of what changed, as sql/migrations has the tables. DateTime64(3) is Unix ms, DateTime Unix s.
import type { Row, RowBatch } from '../../store/contract.ts'
import type { TableName } from '../../store/tables.ts'
import { BEATING_ROWS_EVERY_MS } from '../limits.ts'
import { intakeRow } from '../intake/rows.ts'
import { findSession } from '../audience/sessions.ts'
import { sessionMinuteRow, sessionRow, secondRow } from '../audience/rows.ts'
import { minuteRow, momentRow, showRow, totalsRow } from '../shows/rows.ts'
import { productRow } from '../commerce/rows.ts'
import { qualityRow } from '../quality/rows.ts'
import { reactionRow } from '../interaction/rows.ts'
import { HOME_PARTITION } from '../../events/contract.ts'
import { newQueue, shiftUntil, type Queue } from './queue.ts'
import type { State } from './state.ts'
import { BEATING, CHANGED, UNCHANGED, type Session, type SessionMinute } from './visitor.ts'

/** What every row of a partition carries. */
export interface RowKey {
  readonly log_id: string
  readonly partition: number
  readonly version: number
}

export function takeRows(state: State, which: 'all' | 'due'): RowBatch {
  const dirty = state.dirty
  const key: RowKey = { log_id: state.logId, partition: state.partition, version: state.nextOffset - 1 }
  const until_ms = which === 'all' ? Infinity : state.time_ms - BEATING_ROWS_EVERY_MS
  const batch = new Map<TableName, readonly Row[]>()
  const put = (table: TableName, rows: readonly Row[]): void => {
    if (rows.length > 0) batch.set(table, rows)
  }

  put('events_log', versioned(dirty.events, key.version))
  put('comments_log', versioned(dirty.comments, key.version))
  put('question_marks_log', versioned(dirty.questionMarks, key.version))
  put('orders_log', versioned(dirty.orders, key.version))
  put('order_lines_log', versioned(dirty.orderLines, key.version))
  put('quarantine_log', versioned(dirty.quarantine, key.version))
  dirty.events = []
  dirty.comments = []
  dirty.questionMarks = []
  dirty.orders = []
  dirty.orderLines = []
  dirty.quarantine = []

  put('sessions_log', takeSessions(state, until_ms, key))
  put('session_minutes_log', takeSessionMinutes(dirty.beatingMinutes, until_ms, key))
  put(
    'audience_seconds_log',
    take(dirty.seconds, (window) => secondRow(window, key)),
  )
  put(
    'show_minutes_log',
    take(dirty.minutes, (window) => minuteRow(window, key)),
  )
  put(
    'reaction_minutes_log',
    take(dirty.reactions, (window) => reactionRow(window, key)),
  )
  put(
    'product_minutes_log',
    take(dirty.products, (window) => productRow(window, key)),
  )
  put(
    'quality_minutes_log',
    take(dirty.quality, (window) => qualityRow(window, key)),
  )
  put(
    'intake_log',
    take(dirty.intake, (intake) => intakeRow(intake, key)),
  )
  dirty.seconds = []
  dirty.minutes = []
  dirty.reactions = []
  dirty.products = []
  dirty.quality = []
  dirty.intake = []

  put(
    'show_totals_log',
    dirty.totals.map((show) => {
      show.totalsDirty = false
      return totalsRow(show, key)
    }),
  )
  dirty.totals = []
  const shows = dirty.shows.flatMap((show) => {
    show.declaredDirty = false
    return show.declared === null ? [] : [showRow(show.id, show.declared, key)]
  })
  dirty.shows = []
  const moments = take(dirty.moments, (moment) => momentRow(moment, key))
  dirty.moments = []
  if (state.partition === HOME_PARTITION) {
    put('shows_log', shows)
    put('moments_log', moments)
  }
  return batch
}

/** The rows themselves, of this version from now on: nobody else has them, and a copy of each would be all of them twice. */
function versioned(rows: readonly Row[], version: number): readonly Row[] {
  for (const row of rows as { version: number }[]) row.version = version
  return rows
}

function take<T extends { dirty: boolean }>(changed: readonly T[], row: (thing: T) => Row): readonly Row[] {
  return changed.map((thing) => {
    thing.dirty = false
    return row(thing)
  })
}

function takeSessions(state: State, until_ms: number, key: RowKey): readonly Row[] {
  const rows: Row[] = []
  const dirty = state.dirty
  for (const session of dirty.sessions) {
    if (session.change !== CHANGED) continue
    session.change = UNCHANGED
    if (!isReplaced(state, session)) rows.push(sessionRow(session, key))
  }
  dirty.sessions = []
  for (;;) {
    const session: Session | undefined = shiftUntil(dirty.beatingSessions, until_ms)
    if (session === undefined) break
    // One whose row was given meanwhile may beat again: it stands further behind as well.
    if (session.change !== BEATING || session.changed_ms > until_ms) continue
    session.change = UNCHANGED
    if (!isReplaced(state, session)) rows.push(sessionRow(session, key))
  }
  if (until_ms === Infinity) dirty.beatingSessions = newQueue()
  return rows
}

/** Forgotten, and begun anew since under the same id: one key must not have two rows of one version. */
function isReplaced(state: State, session: Session): boolean {
  return session.forgotten && findSession(state, session.id, session.show.id) !== null
}

function takeSessionMinutes(minutes: Queue<SessionMinute>, until_ms: number, key: RowKey): readonly Row[] {
  const rows: Row[] = []
  for (;;) {
    const window = shiftUntil(minutes, until_ms)
    if (window === undefined) return rows
    window.dirty = false
    rows.push(sessionMinuteRow(window, key))
  }
}
