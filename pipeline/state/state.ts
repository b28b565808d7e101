// All a partition remembers. Plain objects, so that it can be saved whole; every map and list has its bound in limits.ts.
// Times: `_ms` Unix milliseconds, `_s` Unix seconds, `minute` Unix minutes; NONE where a time or number is not known.
import type { CommentScorer } from '../../comments/contract.ts'
import type { OrderFrame, ProcessorSettings, VisitorErasure } from '../contract.ts'
import type { Overflow, Room } from '../limits.ts'
import { OWN_SCORER } from '../interaction/scoring.ts'
import { PackedRows } from '../../store/packed.ts'
import { TABLES, type TableName } from '../../store/tables.ts'
import { newQueue, type Queue } from './queue.ts'
import { SessionIndex } from './session-index.ts'
import type { Session, SessionMinute, Visitor } from './visitor.ts'
import type { Moment, ProductMinute, QualityMinute, ReactionMinute, Show, ShowMinute, ShowSecond } from './show.ts'

/** Not known, not yet, never. A number, so that fields keep one representation. */
export const NONE = -1

/** Both sides of the conservation sum for one write key's label. */
export interface Intake {
  readonly source: string
  received: number
  stored: number
  folded: number
  duplicate: number
  quarantined: number
  bot: number
  late: number
  dirty: boolean
}

/** What changed since rows were last taken. Each thing carries a flag that says it is in here, so it is here once. */
export interface Dirty {
  intake: Intake[]
  sessions: Session[]
  seconds: ShowSecond[]
  minutes: ShowMinute[]
  reactions: ReactionMinute[]
  products: ProductMinute[]
  quality: QualityMinute[]
  totals: Show[]
  shows: Show[]
  moments: Moment[]
  /** Sessions and their minutes that changed by heartbeats alone, by the time of the first: most of the traffic. */
  beatingSessions: Queue<Session>
  beatingMinutes: Queue<SessionMinute>
  /** Rows that are final when made: one an event, comment, order, line, quarantined event. */
  events: PackedRows
  comments: PackedRows
  questionMarks: PackedRows
  /** Visitors to be erased from the rows that are written already. */
  erasures: VisitorErasure[]
  orders: PackedRows
  orderLines: PackedRows
  quarantine: PackedRows
}

export interface State {
  readonly logId: string
  readonly partition: number
  readonly settings: ProcessorSettings
  readonly room: Room
  /** Not saved: whoever restores the state brings it. */
  readonly scorer: CommentScorer
  nextOffset: number
  /** Partition time. */
  time_ms: number
  /** Windows from here on are open; those before can no longer change. */
  openFrom_s: number
  openFrom_minute: number

  /** Last running number by collector, the one silent longest first. */
  readonly collectors: Map<string, number>
  readonly intake: Map<string, Intake>
  readonly overflow: Overflow

  readonly visitors: Map<string, Visitor>
  readonly sessions: SessionIndex
  /** Sessions, messageIds and clicks remembered over all visitors. Clicks are not saved: they are counted again. */
  sessionCount: number
  messages: number
  clicks: number
  /** When to see whether a visitor can be forgotten: the new ones, and those looked at before. */
  readonly newcomers: Queue<Visitor>
  readonly known: Queue<Visitor>
  /** messageIds of host events and order ids, with the partition time they came at, oldest first. */
  readonly hostMessages: Map<string, number>
  /** Names of those erased, by the fingerprint of their id, the first erased first. */
  readonly erased: Map<number, string>
  readonly erasedOfLate: { readonly fingerprint: number; readonly at_ms: number }[]
  readonly orderIds: Map<string, number>

  /** Sessions whose presence may run out in a second; seconds up to firedTo_s are done. */
  readonly timeouts: Map<number, Session[]>
  firedTo_s: number

  readonly shows: Map<string, Show>
  undeclaredShows: number
  declaredShows: number
  /** Forgotten since rows were last taken: sessions whose rows are still due were in them. */
  forgottenShows: Show[]
  /** Before this no undeclared show can be forgotten. Not saved: it is worked out again. */
  showsQuietFrom_ms: number
  /** Shows with open windows, or with something a frame has not told yet. */
  readonly active: Map<string, Show>
  /** Proven orders without a show, for the next frame. Not saved: who missed one finds it in the record. */
  showlessOrders: OrderFrame[]
  /** Product windows of all open minutes. */
  openProducts: number
  /** The earliest planned end of a running moment; Infinity when none. */
  nextPlannedEnd_ms: number

  readonly dirty: Dirty
}

/** Rows of a table, none yet. */
export function rowsOf(table: TableName): PackedRows {
  return new PackedRows(table, TABLES[table])
}

export function newDirty(): Dirty {
  return {
    intake: [],
    sessions: [],
    seconds: [],
    minutes: [],
    reactions: [],
    products: [],
    quality: [],
    totals: [],
    shows: [],
    moments: [],
    beatingSessions: newQueue(),
    beatingMinutes: newQueue(),
    events: rowsOf('events_log'),
    comments: rowsOf('comments_log'),
    questionMarks: rowsOf('question_marks_log'),
    erasures: [],
    orders: rowsOf('orders_log'),
    orderLines: rowsOf('order_lines_log'),
    quarantine: rowsOf('quarantine_log'),
  }
}

export function newState(
  logId: string,
  partition: number,
  settings: ProcessorSettings,
  room: Room,
  scorer: CommentScorer = OWN_SCORER,
): State {
  return {
    logId,
    partition,
    settings: { ...settings },
    room,
    scorer,
    nextOffset: 0,
    time_ms: 0,
    openFrom_s: 0,
    openFrom_minute: 0,
    collectors: new Map(),
    intake: new Map(),
    overflow: {
      untracked: 0,
      unremembered: 0,
      forgottenEarly: 0,
      showsForgotten: 0,
      gapsClosed: 0,
      reportsBeyond: 0,
      undeclared: 0,
      others: 0,
      productsUnframed: 0,
    },
    visitors: new Map(),
    sessions: new SessionIndex(),
    sessionCount: 0,
    messages: 0,
    clicks: 0,
    newcomers: newQueue(),
    known: newQueue(),
    hostMessages: new Map(),
    erased: new Map(),
    erasedOfLate: [],
    orderIds: new Map(),
    timeouts: new Map(),
    firedTo_s: NONE,
    shows: new Map(),
    undeclaredShows: 0,
    declaredShows: 0,
    forgottenShows: [],
    showsQuietFrom_ms: 0,
    active: new Map(),
    showlessOrders: [],
    openProducts: 0,
    nextPlannedEnd_ms: Infinity,
    dirty: newDirty(),
  }
}
