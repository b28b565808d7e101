// What a host sees now, computed from the model alone: pure, the clocks are given.
import type { Lagging, LiveNow, ShowStatus, ShowSummary } from '../contract.ts'
import type { DeclaredShow } from '../../pipeline/contract.ts'
import { WATCH_BUCKETS_MS } from '../../pipeline/contract.ts'
import { medianOf } from './buckets.ts'
import type { Curve } from './curve.ts'
import { curveOf, peakOf, viewersAt } from './curve.ts'
import { engagementAt } from './engagement.ts'
import { TOTAL_FIELDS, minuteOf, named, splitKey } from './fields.ts'
import { pinnedAt } from './funnel.ts'
import { sumOf } from './keyed.ts'
import type { ShowModel } from './model.ts'
import type { Sales } from './orders.ts'
import { qualityGroups, qualityOf } from './quality.ts'
import { streamAlert } from './alert.ts'
import { heardAt } from './voice/heard.ts'
import { lastMinute } from './window.ts'

const REACTIONS_SHOWN_MAX = 6
const QUALITY_MINUTES = 20

/** What the process as a whole knows of its data. */
export interface Trust {
  /** Stretches of the show that frames did not carry and that are still being read back from SQL. */
  readonly gaps: number
  readonly lagging: Lagging | null
  readonly duplicates: number
  readonly events: number
}

export interface Instant {
  /** Partition time of the slowest partition, Unix ms. */
  readonly at_ms: number
  /** The server's clock, Unix ms. */
  readonly sentAt_ms: number
  readonly trust: Trust
}

/** A curve goes on this long behind the last join or leave of a show that has not ended. */
const QUIET_S = 3600

/** The curve up to the data's time, or to the end of a show that is over. */
export function modelCurve(model: ShowModel, at_ms: number): Curve {
  let last = 0
  for (const second of model.seconds.sums.keys()) if (second > last) last = second
  const ended_ms = model.declared?.endedAt_ms
  const end = ended_ms == null ? last + QUIET_S : Math.max(last, Math.floor(ended_ms / 1000))
  return curveOf(model.seconds.sums, Math.min(end, Math.floor(at_ms / 1000)), model.baseViewers)
}

export function liveNow(model: ShowModel, sales: Sales, curve: Curve, instant: Instant): LiveNow {
  const now_s = Math.floor(instant.at_ms / 1000)
  const totals = named(TOTAL_FIELDS, sumOf(model.totals, ''))
  const peak = peakWith(model, curve)
  const currency = currencyOf(model.declared, sales)
  const minutes = model.minutes.sums
  const alert = alertOf(model, now_s)
  return {
    status: statusOf(model.declared),
    at_ms: instant.at_ms,
    sentAt_ms: instant.sentAt_ms,
    viewers: viewersNow(model),
    peakViewers: peak?.viewers ?? 0,
    peakAt_ms: peak ? peak.second * 1000 : null,
    viewersMinuteAgo: curve.viewers.length > 60 ? viewersAt(curve, now_s - 60) : null,
    ...movesOf(model, now_s),
    uniqueViewers: totals.viewers,
    medianWatch_ms: medianOf(WATCH_BUCKETS_MS, sumOf(model.watch, '')),
    played_ms: totals.played_ms,
    comments: totals.comments,
    commentsLastMinute: Math.round(lastMinute(minutes, 'comments', now_s, now_s)),
    reactions: totals.reactions,
    reactionsLastMinute: reactionsOf(model, now_s),
    shares: totals.shares,
    orders: sales.orders,
    buyers: sales.buyers.size + sales.forgottenBuyers,
    revenue_minor: sales.revenue.get(currency) ?? 0,
    engagement: engagementAt({ minutes, curve, past: model.past }, now_s),
    pinned: pinnedAt({ moments: model.moments, products: model.products.sums, sales: sales.products, currency }, now_s),
    quality: qualityOf(model.quality.sums, Math.floor(now_s / 60) * 60 - (QUALITY_MINUTES - 1) * 60),
    qualityGroups: qualityGroups(model.quality.sums, now_s),
    ...heardAt(model.voice, instant.at_ms, alert),
    streamAlert: alert,
    trust: { ...instant.trust, lag_ms: Math.max(0, instant.sentAt_ms - instant.at_ms), late: totals.late },
  }
}

/** What the list of shows says of it. */
export function liveSummary(model: ShowModel, sales: Sales, now: LiveNow): ShowSummary {
  const declared = model.declared
  return {
    showId: model.showId,
    title: declared?.title || model.showId,
    kind: declared?.showKind ?? 'demo',
    channel: declared?.channel ?? 'other',
    host: declared?.host ?? '',
    currency: currencyOf(declared, sales),
    status: now.status,
    plannedStart_ms: declared?.plannedStart_ms ?? null,
    startedAt_ms: declared?.startedAt_ms ?? null,
    endedAt_ms: declared?.endedAt_ms ?? null,
    viewersNow: now.viewers,
    peakViewers: now.peakViewers,
    uniqueViewers: now.uniqueViewers,
    played_ms: now.played_ms,
    comments: now.comments,
    orders: now.orders,
    buyers: now.buyers,
    revenue_minor: now.revenue_minor,
  }
}

export function statusOf(declared: DeclaredShow | null): ShowStatus {
  if (!declared) return 'undeclared'
  if (declared.endedAt_ms !== null) return 'ended'
  return declared.startedAt_ms === null ? 'scheduled' : 'live'
}

/** The declared currency, or the one most was sold in; revenue in others is not added to it. */
export function currencyOf(declared: DeclaredShow | null, sales: Sales): string {
  if (declared?.currency) return declared.currency
  const most = [...sales.revenue].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]
  return most?.[0] ?? ''
}

export function viewersNow(model: ShowModel): number {
  let viewers = 0
  for (const count of model.viewers.values()) viewers += count
  return viewers
}

/** No trouble is older than the show. */
function alertOf(model: ShowModel, now_s: number): LiveNow['streamAlert'] {
  const alert = streamAlert(model.quality.sums, now_s)
  return alert && { ...alert, since_ms: Math.max(alert.since_ms, model.declared?.startedAt_ms ?? 0) }
}

function peakWith(model: ShowModel, curve: Curve): { readonly viewers: number; readonly second: number } | null {
  const peak = peakOf(curve)
  if (!model.oldPeak) return peak && peak.viewers > 0 ? peak : null
  return peak && peak.viewers > model.oldPeak.viewers ? peak : model.oldPeak
}

function movesOf(
  model: ShowModel,
  now_s: number,
): { readonly joinsLastMinute: number; readonly leavesLastMinute: number } {
  let joins = 0
  let leaves = 0
  for (let second = now_s - 59; second <= now_s; second++) {
    const sum = model.seconds.sums.get(second)
    joins += sum?.[0] ?? 0
    leaves += sum?.[1] ?? 0
  }
  return { joinsLastMinute: joins, leavesLastMinute: leaves }
}

function reactionsOf(model: ShowModel, now_s: number): LiveNow['reactionsLastMinute'] {
  const minute = Math.floor(now_s / 60) * 60
  const share = 1 - (now_s - minute) / 60
  const counts = new Map<string, number>()
  for (const [key, [count = 0]] of model.reactions.sums) {
    const at = minuteOf(key)
    if (at !== minute && at !== minute - 60) continue
    const reaction = splitKey(key)[1] ?? ''
    counts.set(reaction, (counts.get(reaction) ?? 0) + count * (at === minute ? 1 : share))
  }
  return [...counts]
    .map(([reaction, count]) => ({ reaction, count: Math.round(count) }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || (a.reaction < b.reaction ? -1 : 1))
    .slice(0, REACTIONS_SHOWN_MAX)
}
