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
import type { ListColumn, NumberColumn, NumberReaders, WordColumn } from './columns.ts'
import { appended } from './appended.ts'
import type { Places } from './places.ts'
import { Numbered, type SessionNumbers } from './session-numbers.ts'
import type { Show } from './show.ts'
import { NONE } from './state.ts'
import { Session, type SessionMinute, type Visitor, type VisitorShow } from './visitor.ts'

/** The numbers of a session that are saved, in this order. The type below asks for every one there is. */
const NUMBER_FIELDS = [
  'userAt_ms',
  'latestAt_ms',
  'latestSeq',
  'heard_ms',
  'startedAt_ms',
  'endedAt_ms',
  'firstJoinedAt_ms',
  'reported_ms',
  'played_ms',
  'rebuffer_ms',
  'startup_ms',
  'startupAt_ms',
  'failures',
  'droppedFrames',
  'heartbeats',
  'events',
  'comments',
  'reactions',
  'shares',
  'impressions',
  'clicks',
  'carts',
  'checkouts',
  'orders',
  'pageViews',
  'late',
  'timeout_s',
  'watchBucket',
  'change',
  'changed_ms',
] as const satisfies readonly (keyof SessionNumbers)[]
type UnsavedNumbers = Exclude<keyof SessionNumbers, (typeof NUMBER_FIELDS)[number] | 'seenFrom' | 'seenTo'>
const FLAG_FIELDS = ['reportsCut', 'timedOut', 'forgotten', 'started'] as const
/** What is saved apart, each in its own way. */
type Apart =
  | ('id' | 'visitor' | 'show' | 'seenAs' | 'next' | 'seenFrom' | 'seenTo' | 'seenBefore' | 'reports' | 'minutes')
  | ('userId' | 'source' | 'channel' | 'screen' | 'connection')
  // Found again when it is asked for; of use while saving alone.
  | ('minute' | 'place')
type Forgotten = UnsavedNumbers | Exclude<keyof Session, keyof SessionNumbers | (typeof FLAG_FIELDS)[number] | Apart>

const MINUTE_NUMBERS: NumberReaders<Omit<SessionMinute, 'place'>> = {
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
  /** Place of the visitor, and of the show among the visitor's; of one forgotten GONE less its place among all. */
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

/** Below NONE. */
const GONE = -2

export function saveSessions(
  sessions: readonly Session[],
  visitors: Places<Visitor>,
  shows: ReadonlyMap<Show, number>,
): SavedSessions {
  const placeOf = ({ visitor, seenAs, show }: Session): number => {
    const place = visitor.shows.indexOf(seenAs)
    return place === NONE ? GONE - (shows.get(show) ?? 0) : place
  }
  return {
    ids: sessions.map((session) => session.id),
    visitors: columnOf(sessions, (session) => visitors.of(session.visitor) ?? NONE),
    shows: columnOf(sessions, placeOf),
    numbers: Numbered.columns(sessions, NUMBER_FIELDS).map(numberColumn),
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

export function readSessions(saved: SavedSessions, visitors: readonly Visitor[], shows: readonly Show[]): Session[] {
  const owners = readNumbers(saved.visitors)
  const places = readNumbers(saved.shows)
  const [userIds, sources, channels] = [readWords(saved.userIds), readWords(saved.sources), readWords(saved.channels)]
  const [screens, connections] = [readWords(saved.screens), readWords(saved.connections)]
  const seen = readLists(saved.seen)
  const reports = readLists(saved.reports)
  const sessions = saved.ids.map((id, i) => {
    const visitor = visitors[owners[i] ?? NONE]
    const seenAs = seenAt(places[i] ?? NONE, visitor, shows)
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

function seenAt(place: number, visitor: Visitor | undefined, shows: readonly Show[]): VisitorShow | undefined {
  if (place > GONE) return visitor?.shows[place]
  const show = shows[GONE - place]
  return show && { show, joined_ms: NONE }
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
    if (session !== undefined) session.minutes = appended(session.minutes, minute)
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
