// Which shows are kept in memory when there are more than fit: anyone with a write key can name a show.
import { SHOWS_MAX, SHOW_KEEPS_ROOM_MS, UNDECLARED_SHOWS_KEPT_MAX } from '../limits.ts'

export interface Kept {
  readonly model: { readonly showId: string; readonly declared: object | null }
  readonly watched: object | null
  /** The server's time of its newest frame or client. */
  readonly touched_ms: number
}

/** Whether a show that frames alone tell of may come in: it must not push out others that move, over and over. */
export function hasRoom(shows: ReadonlyMap<string, Kept>, isDeclared: boolean, now_ms: number): boolean {
  const others = unwatched(shows)
  if (!isDeclared && others.filter(isUndeclared).length >= UNDECLARED_SHOWS_KEPT_MAX) return false
  if (shows.size < SHOWS_MAX) return true
  const next = nextToGo(others)
  return next !== undefined && (isUndeclared(next) || now_ms - next.touched_ms > SHOW_KEEPS_ROOM_MS)
}

/** The show that makes room for one more: one nobody declared, else the one untouched longest; none that is watched. */
export function roomFrom(shows: ReadonlyMap<string, Kept>): string | null {
  return shows.size < SHOWS_MAX ? null : (nextToGo(unwatched(shows))?.model.showId ?? null)
}

const unwatched = (shows: ReadonlyMap<string, Kept>): Kept[] => [...shows.values()].filter(({ watched }) => !watched)
const isUndeclared = ({ model }: Kept): boolean => model.declared === null

function nextToGo(shows: readonly Kept[]): Kept | undefined {
  const [first] = shows.toSorted(
    (a, b) => Number(isUndeclared(b)) - Number(isUndeclared(a)) || a.touched_ms - b.touched_ms,
  )
  return first
}
