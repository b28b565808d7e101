// Anybody can name a thousand shows that no host declared. At their bound those that are over make room, the least visited first.
import { unlinkSession } from '../audience/session.ts'
import { SHOWS_FORGOTTEN_AT_ONCE } from '../limits.ts'
import type { Show } from '../state/show.ts'
import type { State } from '../state/state.ts'
import type { Visitor } from '../state/visitor.ts'

/**
 * Forgets undeclared shows of which nothing was heard for dedupe_ms: no duplicate of theirs can come any more. False when there is
 * none. One somebody comes back to is a new show to this partition, and its rows take the place of the old ones.
 */
export function forgetQuietShows(state: State): boolean {
  const { dedupe_ms } = state.settings
  if (state.time_ms < state.showsQuietFrom_ms) return false
  const undeclared = [...state.shows.values()].filter((show) => show.isUndeclared)
  const quiet = undeclared.filter((show) => show.heard_ms <= state.time_ms - dedupe_ms)
  if (quiet.length === 0) {
    state.showsQuietFrom_ms = Math.min(...undeclared.map((show) => show.heard_ms)) + dedupe_ms
    return false
  }
  // Equals stay in the order they were made in, which is the log's.
  const leaving = quiet
    .sort((a, b) => a.totals.visitors - b.totals.visitors || a.heard_ms - b.heard_ms)
    .slice(0, SHOWS_FORGOTTEN_AT_ONCE)
  for (const show of leaving) {
    state.shows.delete(show.id)
    state.active.delete(show.id)
  }
  const gone = new Set(leaving)
  for (const visitor of state.visitors.values()) forgetIn(state, visitor, gone)
  state.forgottenShows.push(...leaving)
  state.undeclaredShows -= leaving.length
  state.overflow.showsForgotten += leaving.length
  return true
}

/** Their sessions are as quiet as the shows. */
function forgetIn(state: State, visitor: Visitor, gone: ReadonlySet<Show>): void {
  if (!visitor.shows.some(({ show }) => gone.has(show))) return
  for (const session of visitor.sessions) if (gone.has(session.show)) unlinkSession(state, session)
  visitor.sessions = visitor.sessions.filter(({ show }) => !gone.has(show))
  visitor.made = visitor.made.filter(({ show }) => !gone.has(show))
  visitor.shows = visitor.shows.filter(({ show }) => !gone.has(show))
}
