// The state as bytes, and back. Visitors and sessions are many and go as columns; the rest is small and goes as it is.
import { Packr } from 'msgpackr'
import type { CommentScorer } from '../../comments/contract.ts'
import type { Row } from '../../store/contract.ts'
import type { TableName } from '../../store/tables.ts'
import { dropClosedMinutes } from '../audience/beats.ts'
import { linkSession } from '../audience/session.ts'
import { numberColumn, readNumbers, type NumberColumn } from './columns.ts'
import { appended } from './appended.ts'
import { Places, type Placed } from './places.ts'
import type { Queue } from './queue.ts'
import { readMinutes, readSessions, saveMinutes, saveSessions } from './save-sessions.ts'
import type { SavedMinutes, SavedSessions } from './save-sessions.ts'
import { readVisitors, saveVisitors, type SavedVisitors } from './save-visitors.ts'
import { FINAL_ROWS } from './rows.ts'
import { SAVED_VERSION, upgradeSaved } from './saved-version.ts'
import { newState, rowsOf, type Dirty, type State } from './state.ts'
import type { Session, SessionMinute, Visitor } from './visitor.ts'

/** What the columns hold, and what is not saved. */
type Many =
  | 'scorer'
  | 'showlessOrders'
  | 'showsQuietFrom_ms'
  | 'clicks'
  | 'visitors'
  | 'sessions'
  | 'newcomers'
  | 'known'
  | 'timeouts'
  | 'dirty'
type ManyDirty = 'sessions' | 'beatingSessions' | 'beatingMinutes' | FinalRows
type FinalRows = (typeof FINAL_ROWS)[number][0]

interface Saved {
  readonly saved: number
  readonly rest: Omit<State, Many> & {
    readonly dirty: Omit<Dirty, ManyDirty> & Readonly<Record<FinalRows, readonly Row[]>>
  }
  readonly visitors: SavedVisitors
  readonly sessions: SavedSessions
  readonly minutes: SavedMinutes
  /** Visitors and sessions from these places on are forgotten, but for rows still due. */
  readonly forgottenVisitors: number
  readonly forgottenSessions: number
  /** By place. */
  readonly made: readonly { readonly of: number; readonly sessions: readonly number[] }[]
  readonly newcomers: SavedQueue
  readonly known: SavedQueue
  readonly timeouts: readonly { readonly second: number; readonly sessions: NumberColumn }[]
  readonly dirtySessions: NumberColumn
  readonly beatingSessions: SavedQueue
  readonly beatingMinutes: SavedQueue
}

interface SavedQueue {
  readonly at_ms: NumberColumn
  readonly of: NumberColumn
}

// structuredClone keeps references, of which the rest is full: a window knows its show, what changed is listed again.
const packr = new Packr({ structuredClone: true, useRecords: true })

export function saveState(state: State): Uint8Array {
  const { scorer: _scorer, showlessOrders: _o, showsQuietFrom_ms: _q, clicks: _c, ...saves } = state
  const { visitors: _v, sessions: _s, newcomers, known, timeouts, dirty, ...others } = saves
  const { sessions: dirtySessions, beatingSessions, beatingMinutes, ...dirtyOthers } = dirty

  const visitors = new Places<Visitor>()
  const sessions = new Places<Session>()
  for (const visitor of state.visitors.values()) {
    visitors.add(visitor)
    for (const session of visitor.sessions) sessions.add(session)
  }
  const [forgottenVisitors, forgottenSessions] = [visitors.all.length, sessions.all.length]
  for (const due of [dirtySessions, waiting(beatingSessions)])
    for (const session of due) {
      sessions.add(session)
      visitors.add(session.visitor)
    }
  const shows = placesOf([...state.shows.values(), ...state.forgottenShows])
  const minutes = new Places<SessionMinute>()
  for (const session of sessions.all) {
    dropClosedMinutes(state, session)
    for (const minute of session.minutes) minutes.add(minute)
  }
  const open = minutes.all.length
  for (const minute of waiting(beatingMinutes)) minutes.add(minute)

  const saved: Saved = {
    saved: SAVED_VERSION,
    rest: { ...others, dirty: { ...dirtyOthers, ...objectsOf(dirty) } },
    visitors: saveVisitors(visitors.all, shows),
    sessions: saveSessions(sessions.all, visitors, shows),
    minutes: saveMinutes(sessions.all, minutes.all.slice(open)),
    forgottenVisitors,
    forgottenSessions,
    made: visitors.all.flatMap(({ made }, of) =>
      made.length === 0 ? [] : [{ of, sessions: [...sessions.ofAll(made)] }],
    ),
    newcomers: saveQueue(newcomers, visitors),
    known: saveQueue(known, visitors),
    // A forgotten session has nothing left to time out.
    timeouts: [...timeouts].map(([second, due]) => ({
      second,
      sessions: numberColumn(sessions.ofAll(due)),
    })),
    dirtySessions: numberColumn(sessions.ofAll(dirtySessions)),
    beatingSessions: saveQueue(beatingSessions, sessions),
    beatingMinutes: saveQueue(beatingMinutes, minutes),
  }
  return packr.pack(saved)
}

/** Reads what any version kept has saved. Throws NewerStateError, and Error when the bytes are of another log or partition. */
export function loadState(bytes: Uint8Array, logId: string, partition: number, scorer?: CommentScorer): State {
  const saved = upgradeSaved(packr.unpack(bytes)) as Saved
  const { rest } = saved
  if (rest.logId !== logId || rest.partition !== partition) {
    throw new Error(`saved state is of log ${rest.logId}, partition ${rest.partition}; not ${logId}, ${partition}`)
  }
  const shows = [...rest.shows.values(), ...rest.forgottenShows]
  const visitors = readVisitors(saved.visitors, shows)
  const sessions = readSessions(saved.sessions, visitors, shows)
  const minutes = readMinutes(saved.minutes, sessions)
  const blank = newState(logId, partition, rest.settings, rest.room, scorer)
  const state: State = {
    ...blank,
    ...rest,
    newcomers: readQueue(saved.newcomers, visitors),
    known: readQueue(saved.known, visitors),
    dirty: {
      ...rest.dirty,
      ...packedOf(rest.dirty),
      sessions: pick(saved.dirtySessions, sessions),
      beatingSessions: readQueue(saved.beatingSessions, sessions),
      beatingMinutes: readQueue(saved.beatingMinutes, minutes),
    },
  }
  for (const visitor of visitors.slice(0, saved.forgottenVisitors)) {
    state.visitors.set(visitor.id, visitor)
    state.clicks += visitor.clicks.length
  }
  for (const session of sessions.slice(0, saved.forgottenSessions)) {
    session.visitor.sessions = appended(session.visitor.sessions, session)
    linkSession(state, session)
  }
  for (const { of, sessions: places } of saved.made) {
    for (const session of places.flatMap((place) => sessions[place] ?? [])) visitors[of]?.made.push(session)
  }
  for (const { second, sessions: places } of saved.timeouts) state.timeouts.set(second, pick(places, sessions))
  return state
}

/** Most often there are none: a state is saved when rows were taken. */
const objectsOf = (dirty: Dirty) => eachFinal((field): readonly Row[] => [...dirty[field]])

function packedOf(dirty: Readonly<Record<FinalRows, readonly Row[]>>): Pick<Dirty, FinalRows> {
  return eachFinal((field, table) => {
    const rows = rowsOf(table)
    for (const row of dirty[field]) rows.add(row)
    return rows
  })
}

function eachFinal<T>(make: (field: FinalRows, table: TableName) => T): Record<FinalRows, T> {
  // Complete once the loop is over: FINAL_ROWS names them all.
  const made = {} as Record<FinalRows, T>
  for (const [field, table] of FINAL_ROWS) made[field] = make(field, table)
  return made
}

function placesOf<T>(things: Iterable<T>): Map<T, number> {
  const places = new Map<T, number>()
  for (const thing of things) places.set(thing, places.size)
  return places
}

function pick<T>(places: NumberColumn, things: readonly T[]): T[] {
  const picked: T[] = []
  for (const place of readNumbers(places)) {
    const thing = things[place]
    if (thing === undefined) throw new Error(`saved state refers to ${place} of ${things.length}`)
    picked.push(thing)
  }
  return picked
}

function waiting<T>(queue: Queue<T>): readonly T[] {
  return queue.of.slice(queue.head)
}

function saveQueue<T extends Placed>(queue: Queue<T>, places: Places<T>): SavedQueue {
  return {
    at_ms: numberColumn(queue.at_ms.slice(queue.head)),
    of: numberColumn(places.ofAll(waiting(queue))),
  }
}

function readQueue<T>(saved: SavedQueue, things: readonly T[]): Queue<T> {
  return { at_ms: [...readNumbers(saved.at_ms)], of: pick(saved.of, things), head: 0 }
}
