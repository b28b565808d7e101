// Shows: made by what the host declares, or by their viewers' events. A show, once made, is kept: its totals are
// absolute and a later event must find them. Only what its viewers alone made may have to go, see forget.ts.
import type { ShowBody } from '../../events/contract.ts'
import { WATCH_BUCKETS_MS } from '../contract.ts'
import { SHOWS_MAX, UNDECLARED_SHOWS_MAX } from '../limits.ts'
import type { Declared, Show } from '../state/show.ts'
import { ownText } from '../state/own-text.ts'
import { NONE, type State } from '../state/state.ts'
import { keepActive } from './active.ts'
import { forgetQuietShows } from './forget.ts'
import { endRunning } from './moments.ts'

/** The id of the regular store: events without a showId. */
export const STORE = ''
/** ISO 4217's word for no currency, until the host says one. */
export const NO_CURRENCY = 'XXX'

/** The show of a viewer's event, made if there is none; null when none of UNDECLARED_SHOWS_MAX makes room. */
export function showOfEvent(state: State, showId: string): Show | null {
  const show = state.shows.get(showId)
  if (show !== undefined) return show
  if (showId === STORE) return addShow(state, showId, false)
  if (state.undeclaredShows >= UNDECLARED_SHOWS_MAX && !forgetQuietShows(state)) return null
  state.undeclaredShows += 1
  return addShow(state, showId, true)
}

/**
 * The show of a host event, made if there is none; null beyond SHOWS_MAX. One its viewers made, as they came early, no longer
 * counts against their bound: over the years it would fill up.
 */
export function showOfHost(state: State, showId: string): Show | null {
  const show = state.shows.get(showId)
  if (show !== undefined && !show.isUndeclared) return show
  if (state.declaredShows >= SHOWS_MAX) return null
  state.declaredShows += 1
  if (show === undefined) return addShow(state, showId, false)
  show.isUndeclared = false
  state.undeclaredShows -= 1
  return show
}

/** show.scheduled: facts not said keep what was said before. */
export function declare(state: State, show: Show, body: ShowBody): Declared {
  const declared = show.declared ?? {
    title: show.id,
    showKind: 'demo',
    channel: 'site',
    host: '',
    currency: NO_CURRENCY,
    plannedStart_ms: null,
    startedAt_ms: null,
    endedAt_ms: null,
    products: [],
  }
  declared.title = body.title ?? declared.title
  declared.showKind = body.showKind ?? declared.showKind
  declared.channel = body.channel ?? declared.channel
  declared.host = body.host ?? declared.host
  declared.currency = body.currency ?? declared.currency
  declared.plannedStart_ms = body.plannedStart_ms ?? declared.plannedStart_ms
  declared.products = body.products ?? declared.products
  show.declared = declared
  markDeclared(state, show)
  return declared
}

/** show.started. Again after an end: the show goes on, its start stays the first. */
export function start(state: State, show: Show, body: ShowBody, at_ms: number): void {
  const declared = declare(state, show, body)
  declared.startedAt_ms = declared.startedAt_ms === null ? at_ms : Math.min(declared.startedAt_ms, at_ms)
  declared.endedAt_ms = null
}

/** show.ended, with all that ran in it. A second end changes nothing. */
export function end(state: State, show: Show, body: ShowBody, at_ms: number): void {
  const declared = declare(state, show, body)
  declared.endedAt_ms ??= at_ms
  for (const moment of show.moments) endRunning(state, moment, at_ms)
}

function markDeclared(state: State, show: Show): void {
  show.unframed = true
  keepActive(state, show)
  if (show.declaredDirty) return
  show.declaredDirty = true
  state.dirty.shows.push(show)
}

function addShow(state: State, showId: string, isUndeclared: boolean): Show {
  const id = ownText(showId)
  const show: Show = {
    id,
    declared: null,
    declaredDirty: false,
    isUndeclared,
    heard_ms: state.time_ms,
    moments: [],
    pins: [],
    offering: new Map(),
    totals: {
      firstAt_ms: NONE,
      lastAt_ms: NONE,
      viewers: 0,
      visitors: 0,
      sessions: 0,
      played_ms: 0,
      comments: 0,
      reactions: 0,
      shares: 0,
      impressions: 0,
      clicks: 0,
      carts: 0,
      checkouts: 0,
      late: 0,
    },
    totalsDirty: false,
    viewers: 0,
    watchBuckets: new Array<number>(WATCH_BUCKETS_MS.length + 1).fill(0),
    seconds: new Map(),
    minutes: [],
    unframed: false,
    framesSinceRepeat: 0,
    closedSeconds: [],
    closedMinutes: [],
    comments: [],
    commentsTotal: 0,
    questionMarks: [],
    orders: [],
  }
  state.shows.set(id, show)
  return show
}
