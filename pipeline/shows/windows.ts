// A show's windows: made on first use while open, closed for good closeAfter behind partition time.
import { CLOSED_PER_FRAME_MAX } from '../limits.ts'
import type { Show, ShowMinute, ShowSecond } from '../state/show.ts'
import type { State } from '../state/state.ts'
import { dropIfQuiet, keepActive } from './active.ts'

export const minuteOfTime = (at_ms: number): number => Math.floor(at_ms / 60_000)
export const secondOfTime = (at_ms: number): number => Math.floor(at_ms / 1000)

/** The window of an open second. The caller changes it. */
export function changeSecond(state: State, show: Show, second: number): ShowSecond {
  let window = show.seconds.get(second)
  if (window === undefined) {
    window = { show, second, joins: 0, leaves: 0, dirty: false, framed: false }
    show.seconds.set(second, window)
    keepActive(state, show)
  }
  window.framed = false
  if (!window.dirty) {
    window.dirty = true
    state.dirty.seconds.push(window)
  }
  return window
}

/** The window of an open minute, for a caller that changes a part of it which has rows of its own. */
export function openMinute(state: State, show: Show, minute: number): ShowMinute {
  const window = findMinute(show, minute) ?? newMinute(state, show, minute)
  window.framed = false
  return window
}

/** The window of an open minute. The caller changes it. */
export function changeMinute(state: State, show: Show, minute: number): ShowMinute {
  const window = openMinute(state, show, minute)
  if (!window.dirty) {
    window.dirty = true
    state.dirty.minutes.push(window)
  }
  return window
}

/** Totals of the show changed. */
export function markTotals(state: State, show: Show): void {
  show.unframed = true
  keepActive(state, show)
  if (show.totalsDirty) return
  show.totalsDirty = true
  state.dirty.totals.push(show)
}

/** Forgets the windows that can no longer change: partition time moved. What no frame told yet waits for the next. */
export function closeWindows(state: State): void {
  const openFrom_ms = Math.max(0, state.time_ms - state.settings.closeAfter_ms)
  const openFrom_s = secondOfTime(openFrom_ms)
  if (openFrom_s === state.openFrom_s) return
  state.openFrom_s = openFrom_s
  state.openFrom_minute = minuteOfTime(openFrom_ms)
  for (const show of state.active.values()) {
    for (const window of show.seconds.values()) {
      if (window.second >= openFrom_s) continue
      show.seconds.delete(window.second)
      if (!window.framed) keepLast(show.closedSeconds, window)
    }
    const oldest = show.minutes[0]
    if (oldest !== undefined && oldest.minute < state.openFrom_minute) {
      for (const window of show.minutes) {
        if (window.minute >= state.openFrom_minute) continue
        state.openProducts -= window.products
        if (!window.framed) keepLast(show.closedMinutes, window)
      }
      show.minutes = show.minutes.filter((window) => window.minute >= state.openFrom_minute)
    }
    dropIfQuiet(state, show)
  }
}

function keepLast<T>(list: T[], window: T): void {
  list.push(window)
  if (list.length > CLOSED_PER_FRAME_MAX) list.shift()
}

function findMinute(show: Show, minute: number): ShowMinute | undefined {
  const minutes = show.minutes
  for (let i = minutes.length - 1; i >= 0; i--) {
    const window = minutes[i]
    if (window?.minute === minute) return window
  }
  return undefined
}

function newMinute(state: State, show: Show, minute: number): ShowMinute {
  const window: ShowMinute = {
    show,
    minute,
    joins: 0,
    leaves: 0,
    newViewers: 0,
    played_ms: 0,
    comments: 0,
    reactions: 0,
    shares: 0,
    impressions: 0,
    clicks: 0,
    carts: 0,
    checkouts: 0,
    byReaction: new Map(),
    byProduct: new Map(),
    products: 0,
    framedProducts: [],
    quality: [],
    dirty: false,
    framed: false,
  }
  show.minutes.push(window)
  show.minutes.sort((a, b) => a.minute - b.minute)
  keepActive(state, show)
  return window
}
