// The engagement meter: how much more the viewers do now than usual, 0 to 100, 50 being usual. Its parts add up to it.
//
// For each part (comments, reactions, clicks, carts, shares) let x be its count in the last minute and u what the usual
// rate would give for as many viewer-minutes. The part adds weight * 100 * (x + PRIOR) / (x + u + 2 PRIOR) points: half
// its weight at x = u, nothing when nothing happens and much would be usual, up to its whole weight when far more happens.
// PRIOR keeps one event in a quiet show from moving the needle (the posterior mean of x's share in x + u under a
// Beta(PRIOR, PRIOR) prior).
// The usual rate is the mean of two rates per viewer-minute: this show's last 20 whole minutes, and past shows together.
// While the show is younger than 20 minutes its own weighs less by as much; without past shows its own stands alone.
import type { Engagement, EngagementPart } from '../contract.ts'
import type { Curve } from './curve.ts'
import { viewerSeconds } from './curve.ts'
import type { ByMinute } from './window.ts'
import { lastMinute, sumMinutes } from './window.ts'

export const ENGAGEMENT_PARTS = ['comments', 'reactions', 'clicks', 'carts', 'shares'] as const
type Part = (typeof ENGAGEMENT_PARTS)[number]

/** What each part can add at most, of 1. Acts that lead to a purchase weigh more than a tap on a heart. */
export const ENGAGEMENT_WEIGHTS: Readonly<Record<Part, number>> = {
  comments: 0.3,
  reactions: 0.2,
  clicks: 0.25,
  carts: 0.15,
  shares: 0.1,
}
/** Events that are added on both sides. */
const PRIOR = 2
/** Viewer-minutes in the last minute, and of history, below which there is no score. */
export const ENGAGEMENT_MIN_VIEWER_MINUTES = 5
const USUAL_MINUTES = 20
const CHANGE_S = 180

/** Events per viewer-minute over past shows. */
export type PastRates = Readonly<Record<Part, number>>

export interface EngagementInput {
  readonly minutes: ByMinute
  readonly curve: Curve
  readonly past: PastRates | null
}

/** Score, parts and usual range at `now_s` (the data's time, Unix s). */
export function engagementAt(input: EngagementInput, now_s: number): Engagement {
  const now = scoreAt(input, now_s, now_s)
  const before = scoreAt(input, now_s - CHANGE_S, now_s)
  const history: number[] = []
  const end = Math.floor(now_s / 60) * 60
  for (let minute = end; minute > end - USUAL_MINUTES * 60; minute -= 60) {
    const { score } = scoreAt(input, minute, now_s)
    if (score !== null) history.push(score)
  }
  history.sort((a, b) => a - b)
  const parts = now.parts.map((part, i): EngagementPart => {
    const earlier = before.parts[i]
    const change = before.score === null || !earlier ? null : part.points - earlier.points
    return { ...part, change }
  })
  return {
    score: now.score,
    change: now.score === null || before.score === null ? null : now.score - before.score,
    usualLow: history.length < 4 ? null : quantile(history, 0.25),
    usualHigh: history.length < 4 ? null : quantile(history, 0.75),
    parts,
  }
}

interface Scored {
  readonly score: number | null
  readonly parts: readonly EngagementPart[]
}

function scoreAt(input: EngagementInput, at_s: number, now_s: number): Scored {
  const viewerMinutes = viewerSeconds(input.curve, at_s - 60, at_s) / 60
  const end = Math.floor(at_s / 60) * 60 - 60
  const start = end - USUAL_MINUTES * 60
  const ownMinutes = Math.max(0, (end - Math.max(start, input.curve.from)) / 60)
  const ownViewerMinutes = viewerSeconds(input.curve, start - 1, end - 1) / 60
  const hasOwn = ownViewerMinutes >= ENGAGEMENT_MIN_VIEWER_MINUTES
  const enough = viewerMinutes >= ENGAGEMENT_MIN_VIEWER_MINUTES && (hasOwn || input.past !== null)
  let score = 0
  const parts = ENGAGEMENT_PARTS.map((part): EngagementPart => {
    const count = lastMinute(input.minutes, part, at_s, now_s)
    const own = hasOwn ? sumMinutes(input.minutes, part, start, end) / ownViewerMinutes : null
    const usual = usualRate(own, input.past?.[part] ?? null, ownMinutes)
    const expected = usual * viewerMinutes
    const points = enough ? ENGAGEMENT_WEIGHTS[part] * 100 * ((count + PRIOR) / (count + expected + 2 * PRIOR)) : 0
    score += points
    const rate = viewerMinutes > 0 ? count / viewerMinutes : 0
    return { part, points, change: null, rate: rate * 1000, usual: usual * 1000 }
  })
  return { score: enough ? score : null, parts }
}

function usualRate(own: number | null, past: number | null, ownMinutes: number): number {
  if (own === null) return past ?? 0
  if (past === null) return own
  const weight = (0.5 * Math.min(ownMinutes, USUAL_MINUTES)) / USUAL_MINUTES
  return weight * own + (1 - weight) * past
}

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const below = sorted[Math.floor(at)] ?? 0
  const above = sorted[Math.ceil(at)] ?? below
  return below + (above - below) * (at - Math.floor(at))
}
