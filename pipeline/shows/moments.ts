// Moments of a show: pins, offers, games, polls, guests. A moment runs from its start up to, not including, its end:
// what the host ended it at, or its planned end, whichever comes first.
import type { MomentBody } from '../../events/contract.ts'
import { MOMENTS_PER_SHOW_MAX } from '../limits.ts'
import type { Moment, Show } from '../state/show.ts'
import type { State } from '../state/state.ts'
import { keepActive } from './active.ts'

/**
 * moment.started. A pin ends the running pin. A moment that is known already keeps its start and, once ended, its end;
 * the rest is said anew. False beyond MOMENTS_PER_SHOW_MAX.
 */
export function startMoment(state: State, show: Show, body: MomentBody, at_ms: number): boolean {
  const known = show.moments.find((moment) => moment.momentId === body.momentId)
  if (known !== undefined) {
    known.title = body.title ?? known.title
    known.price_minor = body.price_minor ?? known.price_minor
    if (known.endsAt_ms === null) known.plannedEnd_ms = body.endsAt_ms ?? known.plannedEnd_ms
    mark(state, known)
    expect(state, known)
    return true
  }
  if (show.moments.length >= MOMENTS_PER_SHOW_MAX) return false
  if (body.momentKind === 'pin') for (const pin of show.pins) endRunning(state, pin, at_ms)
  const moment: Moment = {
    show,
    momentId: body.momentId,
    kind: body.momentKind,
    title: body.title ?? '',
    productId: body.productId,
    price_minor: body.price_minor,
    startsAt_ms: at_ms,
    endsAt_ms: null,
    plannedEnd_ms: body.endsAt_ms,
    dirty: false,
  }
  show.moments.push(moment)
  if (moment.kind === 'pin') show.pins.push(moment)
  if (moment.productId !== null && (moment.kind === 'pin' || moment.kind === 'offer')) {
    const offering = show.offering.get(moment.productId)
    if (offering === undefined) show.offering.set(moment.productId, [moment])
    else offering.push(moment)
  }
  mark(state, moment)
  expect(state, moment)
  return true
}

/** moment.ended. One that is not known, or ended before, is left as it is. */
export function endMoment(state: State, show: Show, body: MomentBody, at_ms: number): void {
  const moment = show.moments.find((moment) => moment.momentId === body.momentId)
  if (moment !== undefined) endRunning(state, moment, at_ms)
}

export function endRunning(state: State, moment: Moment, at_ms: number): void {
  if (moment.endsAt_ms !== null) return
  const end_ms = moment.plannedEnd_ms === null ? at_ms : Math.min(at_ms, moment.plannedEnd_ms)
  moment.endsAt_ms = Math.max(end_ms, moment.startsAt_ms)
  mark(state, moment)
}

/** Partition time moved: moments whose planned end it passed have ended there. */
export function endPlanned(state: State): void {
  if (state.time_ms < state.nextPlannedEnd_ms) return
  state.nextPlannedEnd_ms = Infinity
  for (const show of state.shows.values()) {
    for (const moment of show.moments) {
      if (moment.endsAt_ms !== null || moment.plannedEnd_ms === null) continue
      if (moment.plannedEnd_ms <= state.time_ms) endRunning(state, moment, moment.plannedEnd_ms)
      else expect(state, moment)
    }
  }
}

/** The pin that ran at a time. */
export function pinAt(show: Show, at_ms: number): Moment | null {
  return runningAt(show.pins, at_ms)
}

/** The pin of a product that ran at a time, else the offer; null when neither. */
export function offeringAt(show: Show, productId: string, at_ms: number): Moment | null {
  const offering = show.offering.get(productId)
  if (offering === undefined) return null
  let offer: Moment | null = null
  for (let i = offering.length - 1; i >= 0; i--) {
    const moment = offering[i]
    if (moment === undefined || !ranAt(moment, at_ms)) continue
    if (moment.kind === 'pin') return moment
    offer ??= moment
  }
  return offer
}

function runningAt(moments: readonly Moment[], at_ms: number): Moment | null {
  for (let i = moments.length - 1; i >= 0; i--) {
    const moment = moments[i]
    if (moment !== undefined && ranAt(moment, at_ms)) return moment
  }
  return null
}

function ranAt(moment: Moment, at_ms: number): boolean {
  if (at_ms < moment.startsAt_ms) return false
  if (moment.endsAt_ms !== null) return at_ms < moment.endsAt_ms
  return moment.plannedEnd_ms === null || at_ms < moment.plannedEnd_ms
}

/** Remembers when the next planned end is due. */
function expect(state: State, moment: Moment): void {
  if (moment.endsAt_ms !== null || moment.plannedEnd_ms === null) return
  state.nextPlannedEnd_ms = Math.min(state.nextPlannedEnd_ms, moment.plannedEnd_ms)
}

function mark(state: State, moment: Moment): void {
  moment.show.unframed = true
  keepActive(state, moment.show)
  if (moment.dirty) return
  moment.dirty = true
  state.dirty.moments.push(moment)
}
