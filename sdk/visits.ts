// Sessions and their running numbers. A session is one tab's visit to one show, or to the store (''). A reload continues
// it, a second tab never shares it.
//
// sessionStorage outlives a reload, but a duplicated tab gets a copy of it. So the visits stand there only while no page
// is using them: claim() takes them out when a page starts, park() puts them back when it goes. A tab duplicated from
// a living page finds nothing; and a ticket, written to localStorage when it is used, catches copies made in between
// (a tab duplicated while it stood on another site). A page that dies without pagehide loses its visits: its next
// page opens new sessions, where a running number could otherwise be given twice. No lock is held, since a held lock
// keeps pages out of the back/forward cache.
import { randomId } from './random.ts'
import type { Shelf } from './shelf.ts'

export const VISITS_KEY = 'cartbeat.visits'
export const TICKETS_KEY = 'cartbeat.tickets'
/** Shows visited in one tab; the longest unused is forgotten (its next visit is a new session). */
const VISITS_MAX = 20
/** Used tickets remembered, over all tabs. */
const TICKETS_MAX = 50
/** The collector's side forgets a session 25 h after its last event; after this long a visit is a new one. */
const IDLE_MAX_MS = 24 * 3600 * 1000

interface Visit {
  show: string
  id: string
  /** Next number to give. */
  seq: number
  at_ms: number
}

export interface Visits {
  /** Takes the tab's visits over from the page before. Once at start and after each return from the back/forward cache. */
  claim(): void
  /** Gives them back for the next page. Numbers given afterwards are still kept. */
  park(): void
  /** The session of a show ('' for the store) and its next number. */
  next(show: string, now_ms: number): { id: string; seq: number }
  /** Forgets every session, here and in storage. */
  clear(): void
}

export function createVisits(tab: Shelf, shared: Shelf): Visits {
  let visits: Visit[] = []
  let parked = false

  function claim(): void {
    parked = false
    visits = []
    const stored = tab.get(VISITS_KEY)
    tab.remove(VISITS_KEY)
    if (!stored) return
    try {
      const { ticket, visits: found } = JSON.parse(stored) as { ticket: string; visits: Visit[] }
      const used = (shared.get(TICKETS_KEY) ?? '').split(' ')
      if (used.includes(ticket)) return
      shared.set(TICKETS_KEY, [...used.slice(1 - TICKETS_MAX), ticket].join(' '))
      visits = found.filter((v) => typeof v.id === 'string' && typeof v.show === 'string' && v.seq >= 0)
    } catch {
      visits = []
    }
  }

  function park(): void {
    parked = true
    // A write that fails may leave an older one behind, whose numbers have been given since.
    if (!tab.set(VISITS_KEY, JSON.stringify({ ticket: randomId(), visits }))) tab.remove(VISITS_KEY)
  }

  return {
    claim,
    park,
    next(show, now_ms) {
      let visit = visits.find((v) => v.show === show && now_ms - v.at_ms < IDLE_MAX_MS)
      visit ??= { show, id: randomId(), seq: 0, at_ms: now_ms }
      const given = { id: visit.id, seq: visit.seq++ }
      visit.at_ms = now_ms
      visits = [...visits.filter((v) => v.show !== show), visit].slice(-VISITS_MAX)
      if (parked) park()
      return given
    },
    clear() {
      visits = []
      tab.remove(VISITS_KEY)
    },
  }
}
