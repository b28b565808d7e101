// Sessions and their folded minutes as columns, and back. What refers to one refers to its place in the list.
import { keepRanges, seenRanges } from '../audience/duplicates.ts'
import { blankMinute } from '../audience/session.ts'
import { REPORT_WIDTH } from '../audience/reports.ts'
import type { Channel, Connection, Screen } from '../../events/contract.ts'
import {
  columnOf,
  columnsOf,
  fieldsOf,
  listColumn,
  numberColumn,
  readLists,
  readNumbers,
  readWords,
  wordColumn,
} from './columns.ts'
import type { FieldsOf, ListColumn, NumberColumn, NumberReaders, WordColumn } from './columns.ts'
import type { SessionNumbers } from './session-numbers.ts'
import { NONE } from './state.ts'
import { Session, type SessionMinute, type Visitor } from './visitor.ts'

/**
 * Reads each number of a session. Functions, since a field read by its name in a variable costs ten times as much; the
 * type asks for every number there is, so that none is lost over a restart.
 */
const NUMBERS: NumberReaders<Omit<SessionNumbers, 'seenFrom' | 'seenTo'>> = {
  userAt_ms: (session) => session.userAt_ms,
  latestAt_ms: (session) => session.latestAt_ms,
  latestSeq: (session) => session.latestSeq,
  heard_ms: (session) => session.heard_ms,
  startedAt_ms: (session) => session.startedAt_ms,
  endedAt_ms: (session) => session.endedAt_ms,
  firstJoinedAt_ms: (session) => session.firstJoinedAt_ms,
  reported_ms: (session) => session.reported_ms,
  played_ms: (session) => session.played_ms,
  rebuffer_ms: (session) => session.rebuffer_ms,
  startup_ms: (session) => session.startup_ms,
  startupAt_ms: (session) => session.startupAt_ms,
  failures: (session) => session.failures,
  droppedFrames: (session) => session.droppedFrames,
  heartbeats: (session) => session.heartbeats,
  events: (session) => session.events,
  comments: (session) => session.comments,
  reactions: (session) => session.reactions,
  shares: (session) => session.shares,
  impressions: (session) => session.impressions,
  clicks: (session) => session.clicks,
  carts: (session) => session.carts,
  checkouts: (session) => session.checkouts,
  orders: (session) => session.orders,
  pageViews: (session) => session.pageViews,
  late: (session) => session.late,
  timeout_s: (session) => session.timeout_s,
  watchBucket: (session) => session.watchBucket,
  change: (session) => session.change,
  changed_ms: (session) => session.changed_ms,
}
const NUMBER_FIELDS = fieldsOf(NUMBERS)
const FLAG_FIELDS = ['reportsCut', 'timedOut', 'forgotten', 'started'] as const
/** What is saved apart, each in its own way. */
type Apart =
  | ('id' | 'visitor' | 'show' | 'seenAs' | 'next' | 'seenFrom' | 'seenTo' | 'seenBefore' | 'reports' | 'minutes')
  | ('userId' | 'source' | 'channel' | 'screen' | 'connection')
  // Found again when it is asked for.
  | 'minute'
type Forgotten = Exclude<keyof Session, FieldsOf<Session, number> | (typeof FLAG_FIELDS)[number] | Apart>

const MINUTE_NUMBERS: NumberReaders<SessionMinute> = {
  minute: (minute) => minute.minute,
  heartbeats: (minute) => minute.heartbeats,
  played_ms: (minute) => minute.played_ms,
  rebuffer_ms: (minute) => minute.rebuffer_ms,
  latencySum_ms: (minute) => minute.latencySum_ms,
  latencyCount: (minute) => minute.latencyCount,
  bitrateSum_kbps: (minute) => minute.bitrateSum_kbps,
  bitrateCount: (minute) => minute.bitrateCount,
  droppedFrames: (minute) => minute.droppedFrames,
}
const MINUTE_FIELDS = fieldsOf(MINUTE_NUMBERS)

export interface SavedSessions {
  readonly ids: readonly string[]
  /** Place of the visitor, and of the show among the visitor's. */
  readonly visitors: NumberColumn
  readonly shows: NumberColumn
  readonly numbers: readonly NumberColumn[]
  readonly flags: readonly NumberColumn[]
  readonly userIds: WordColumn
  readonly sources: WordColumn
  readonly channels: WordColumn
  readonly screens: WordColumn
  readonly connections: WordColumn
  readonly seen: ListColumn
  readonly reports: ListColumn
  readonly complete: Forgotten extends never ? true : never
}

export function saveSessions(sessions: readonly Session[], visitors: ReadonlyMap<Visitor, number>): SavedSessions {
  return {
    ids: sessions.map((session) => session.id),
    visitors: columnOf(sessions, (session) => visitors.get(session.visitor) ?? NONE),
    shows: columnOf(sessions, (session) => session.visitor.shows.indexOf(session.seenAs)),
    numbers: columnsOf(sessions, Object.values(NUMBERS)),
    flags: FLAG_FIELDS.map((field) => columnOf(sessions, (session) => Number(session[field]))),
    userIds: wordColumn(sessions.map((session) => session.userId)),
    sources: wordColumn(sessions.map((session) => session.source)),
    channels: wordColumn(sessions.map((session) => session.channel ?? '')),
    screens: wordColumn(sessions.map((session) => session.screen)),
    connections: wordColumn(sessions.map((session) => session.connection)),
    seen: listColumn(sessions.map(seenRanges)),
    reports: listColumn(
      sessions.map((session) => session.reports),
      REPORT_WIDTH,
    ),
    complete: true,
  }
}

export function readSessions(saved: SavedSessions, visitors: readonly Visitor[]): Session[] {
  const owners = readNumbers(saved.visitors)
  const shows = readNumbers(saved.shows)
  const [userIds, sources, channels] = [readWords(saved.userIds), readWords(saved.sources), readWords(saved.channels)]
  const [screens, connections] = [readWords(saved.screens), readWords(saved.connections)]
  const seen = readLists(saved.seen)
  const reports = readLists(saved.reports)
  const sessions = saved.ids.map((id, i) => {
    const visitor = visitors[owners[i] ?? NONE]
    const seenAs = visitor?.shows[shows[i] ?? NONE]
    if (visitor === undefined || seenAs === undefined) throw new Error(`saved session ${id} has no visitor or show`)
    const session = new Session(id, visitor, seenAs.show, seenAs, {
      source: sources[i] ?? '',
      channel: channels[i] === '' ? null : (channels[i] as Channel),
      screen: screens[i] as Screen,
      connection: connections[i] as Connection,
    })
    session.userId = userIds[i] ?? ''
    keepRanges(session, seen[i] ?? [])
    session.reports = reports[i] ?? []
    return session
  })
  NUMBER_FIELDS.forEach((field, at) =>
    setEach(sessions, saved.numbers[at], (session, value) => (session[field] = value)),
  )
  FLAG_FIELDS.forEach((field, at) =>
    setEach(sessions, saved.flags[at], (session, value) => (session[field] = value === 1)),
  )
  return sessions
}

function setEach<T>(
  things: readonly T[],
  column: NumberColumn | undefined,
  set: (thing: T, value: number) => void,
): void {
  if (column === undefined) throw new Error('saved sessions lack a column')
  const values = readNumbers(column)
  for (let i = 0; i < things.length; i++) {
    const thing = things[i]
    if (thing !== undefined) set(thing, values[i] ?? NONE)
  }
}

export interface SavedMinutes {
  /** Place of the session it is an open minute of; NONE for one that is closed and still due as a row. */
  readonly sessions: NumberColumn
  readonly dirty: NumberColumn
  readonly numbers: readonly NumberColumn[]
  /** Of those without a session: whose they are. */
  readonly strays: readonly { readonly sessionId: string; readonly showId: string; readonly visitorId: string }[]
}

/** The minutes of sessions come first and in their order, then the strays. */
export function saveMinutes(sessions: readonly Session[], strays: readonly SessionMinute[]): SavedMinutes {
  const minutes: SessionMinute[] = []
  const places: number[] = []
  sessions.forEach((session, place) => {
    for (const minute of session.minutes) {
      minutes.push(minute)
      places.push(place)
    }
  })
  for (const minute of strays) {
    minutes.push(minute)
    places.push(NONE)
  }
  return {
    sessions: numberColumn(places),
    dirty: columnOf(minutes, (minute) => Number(minute.dirty)),
    numbers: columnsOf(minutes, Object.values(MINUTE_NUMBERS)),
    strays: strays.map(({ sessionId, showId, visitorId }) => ({ sessionId, showId, visitorId })),
  }
}

/** Puts the minutes back into their sessions; returns them all in the saved order. */
export function readMinutes(saved: SavedMinutes, sessions: readonly Session[]): SessionMinute[] {
  const minutes: SessionMinute[] = []
  const places = readNumbers(saved.sessions)
  const firstStray = places.length - saved.strays.length
  for (const [i, place] of places.entries()) {
    const session = sessions[place]
    const { sessionId, showId, visitorId } = session === undefined ? strayAt(saved, i - firstStray) : ownersOf(session)
    const minute = blankMinute(sessionId, showId, visitorId, 0)
    session?.minutes.push(minute)
    minutes.push(minute)
  }
  MINUTE_FIELDS.forEach((field, at) => setEach(minutes, saved.numbers[at], (minute, value) => (minute[field] = value)))
  setEach(minutes, saved.dirty, (minute, value) => (minute.dirty = value === 1))
  return minutes
}

function ownersOf(session: Session): Pick<SessionMinute, 'sessionId' | 'showId' | 'visitorId'> {
  return { sessionId: session.id, showId: session.show.id, visitorId: session.visitor.id }
}

function strayAt(saved: SavedMinutes, at: number): SavedMinutes['strays'][number] {
  const stray = saved.strays[at]
  if (stray === undefined) throw new Error('a saved minute is of no session')
  return stray
}
