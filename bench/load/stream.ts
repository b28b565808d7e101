// What the load is made of: events of the simulator's show, in order of time, heartbeats as large a share as in a show
// whose viewers stay. One stretch of one show; templates.ts makes many viewers' traffic of it.
import { planShows, type PlanOptions } from '../../simulator/plan.ts'
import { AUTUMN_KITCHEN } from '../../simulator/catalogue.ts'
import type { Happening } from '../../simulator/happening.ts'
import { NO_FAULTS } from '../../simulator/outbox.ts'
import { chance, createRandom } from '../../simulator/random.ts'
import { toWire } from '../../simulator/wire.ts'

/** The show all load is in. */
export const SHOW_ID = AUTUMN_KITCHEN.showId
/** Of all events. The simulator's own viewers leave early and browse much, which makes 56 %. */
const HEARTBEATS = 0.85
/** Virtual time; when it is played, the collector corrects it by each request's sentAt. */
const START_MS = Date.UTC(2026, 0, 5, 19)
/** The stretch begins when the show is full. */
const FROM_MS = START_MS + 240_000
/** Who come to an act of it. */
const VIEWERS = 8_000
const SHOW_MS = 600_000
const STORE_VISITORS_PER_MINUTE = 240

export type WireEvent = Record<string, unknown>

export interface StreamEvent {
  /** Unix ms, virtual. */
  readonly at_ms: number
  readonly wire: WireEvent
}

/** `seconds` of the show's traffic, ascending in time, every session numbered from 0. The same seed gives the same. */
export function makeStream(seed: number, seconds: number, viewers = VIEWERS): readonly StreamEvent[] {
  const happenings = happeningsOf(seed, viewers, FROM_MS + seconds * 1000)
  const beats = happenings.filter(({ kind }) => kind === 'player.heartbeat').length
  const wanted = (beats * (1 - HEARTBEATS)) / HEARTBEATS
  const kept = wanted / (happenings.length - beats)
  const random = createRandom(seed).fork('thin')
  const seqs = new Map<string, number>()
  return happenings
    .filter(({ kind }) => kind === 'player.heartbeat' || chance(random, kept))
    .map((happening) => ({ at_ms: happening.at_ms, wire: numbered(toWire(happening), happening, seqs) }))
}

function happeningsOf(seed: number, viewers: number, to_ms: number): readonly Happening[] {
  const show = { script: AUTUMN_KITCHEN, viewers, startAfter_ms: 10_000, duration_ms: SHOW_MS, act_ms: SHOW_MS }
  const options: PlanOptions = {
    seed,
    start_ms: START_MS,
    shows: [{ ...show, atOnce: 0.1 }],
    storeVisitorsPerMinute: STORE_VISITORS_PER_MINUTE,
    storeUntil_ms: START_MS + SHOW_MS,
    faults: NO_FAULTS,
    // One request has one clock, and here it carries many viewers.
    skewed: 0,
    bots: 0,
    offline: 0,
  }
  const found: Happening[] = []
  for (const step of planShows(options)) {
    if (step.at_ms >= to_ms) break
    if (step.step !== 'request' || step.at_ms < FROM_MS) continue
    for (const happening of step.happenings) if (happening.at_ms >= FROM_MS) found.push(happening)
  }
  return found.toSorted((a, b) => a.at_ms - b.at_ms)
}

/** Thinning left gaps in the sessions' numbers, which no browser leaves. */
function numbered(wire: WireEvent, { visit, seq }: Happening, seqs: Map<string, number>): WireEvent {
  if (visit.sessionId === null || seq === null) return wire
  const next = seqs.get(visit.sessionId) ?? 0
  seqs.set(visit.sessionId, next + 1)
  const context = wire['context'] as Record<string, unknown>
  const cartbeat = context['cartbeat'] as Record<string, unknown>
  return { ...wire, context: { ...context, cartbeat: { ...cartbeat, seq: next } } }
}
