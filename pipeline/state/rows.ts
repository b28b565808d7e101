// The rows of what changed, as sql/migrations has the tables. DateTime64(3) is Unix ms, DateTime Unix s.
import type { Row, RowBatch } from '../../store/contract.ts'
import type { PackedRows } from '../../store/packed.ts'
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
import { rowsOf, type Dirty, type State } from './state.ts'
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
  const batch = new Map<TableName, PackedRows>()
  const put = (table: TableName, rows: PackedRows): void => {
    if (rows.length > 0) batch.set(table, rows)
  }
  /** The rows of what changed. */
  const take = <T extends { dirty: boolean }>(
    table: TableName,
    changed: T[],
    row: (thing: T, key: RowKey) => Row,
  ): void => {
    const rows = rowsOf(table)
    for (const thing of changed) {
      thing.dirty = false
      rows.add(row(thing, key))
    }
    changed.length = 0
    put(table, rows)
  }

  for (const [field, table] of FINAL_ROWS) {
    dirty[field].stamp(key.version)
    put(table, dirty[field])
    dirty[field] = rowsOf(table)
  }
  put('sessions_log', takeSessions(state, until_ms, key))
  put('session_minutes_log', takeSessionMinutes(dirty.beatingMinutes, until_ms, key))
  take('audience_seconds_log', dirty.seconds, secondRow)
  take('show_minutes_log', dirty.minutes, minuteRow)
  take('reaction_minutes_log', dirty.reactions, reactionRow)
  take('product_minutes_log', dirty.products, productRow)
  take('quality_minutes_log', dirty.quality, qualityRow)
  take('intake_log', dirty.intake, intakeRow)

  const totals = rowsOf('show_totals_log')
  for (const show of dirty.totals) {
    show.totalsDirty = false
    // Forgotten, and begun anew since: one key must not have two rows of one version.
    if ((state.shows.get(show.id) ?? show) === show) totals.add(totalsRow(show, key))
  }
  dirty.totals = []
  put('show_totals_log', totals)
  const isHome = state.partition === HOME_PARTITION
  const shows = rowsOf('shows_log')
  for (const show of dirty.shows) {
    show.declaredDirty = false
    if (isHome && show.declared !== null) shows.add(showRow(show.id, show.declared, key))
  }
  dirty.shows = []
  put('shows_log', shows)
  take('moments_log', dirty.moments, momentRow)
  if (!isHome) batch.delete('moments_log')
  // What was quiet for so long is due whichever rows are taken.
  state.forgottenShows = []
  return batch
}

/** Rows that are final when made, and their tables. */
export const FINAL_ROWS = [
  ['events', 'events_log'],
  ['comments', 'comments_log'],
  ['questionMarks', 'question_marks_log'],
  ['orders', 'orders_log'],
  ['orderLines', 'order_lines_log'],
  ['quarantine', 'quarantine_log'],
] as const satisfies readonly (readonly [keyof Dirty, TableName])[]

function takeSessions(state: State, until_ms: number, key: RowKey): PackedRows {
  const rows = rowsOf('sessions_log')
  const dirty = state.dirty
  for (const session of dirty.sessions) {
    if (session.change !== CHANGED) continue
    session.change = UNCHANGED
    if (!isReplaced(state, session)) rows.add(sessionRow(session, key))
  }
  dirty.sessions = []
  for (;;) {
    const session: Session | undefined = shiftUntil(dirty.beatingSessions, until_ms)
    if (session === undefined) break
    // One whose row was given meanwhile may beat again: it stands further behind as well.
    if (session.change !== BEATING || session.changed_ms > until_ms) continue
    session.change = UNCHANGED
    if (!isReplaced(state, session)) rows.add(sessionRow(session, key))
  }
  if (until_ms === Infinity) dirty.beatingSessions = newQueue()
  return rows
}

/** Forgotten, and begun anew since under the same id: one key must not have two rows of one version. */
function isReplaced(state: State, session: Session): boolean {
  return session.forgotten && findSession(state, session.id, session.show.id) !== null
}

function takeSessionMinutes(minutes: Queue<SessionMinute>, until_ms: number, key: RowKey): PackedRows {
  const rows = rowsOf('session_minutes_log')
  for (;;) {
    const window = shiftUntil(minutes, until_ms)
    if (window === undefined) return rows
    window.dirty = false
    rows.add(sessionMinuteRow(window, key))
  }
}
