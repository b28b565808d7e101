// What wants the host's attention in the comments: who wants to buy what, what viewers say is wrong, set against what the
// players report, and who finds it dear.
import { hasLabel, type Label } from '../../../comments/contract.ts'
import type { Dear, LiveNow, Wants, Wrong } from '../../contract.ts'
import { WANTS_SHOWN_MAX } from '../../limits.ts'
import type { Said } from './book.ts'

const WINDOW_MS = 5 * 60_000
/** Viewers in five minutes below whom a complaint is one viewer's. */
export const WRONG_VIEWERS_MIN = 3

/** Viewers of the last five minutes who want to buy or ask how to, by product, against the five before. */
export function wantsAt(recent: readonly Said[], now_ms: number): Wants {
  const now = viewersBy(recent, isWish, now_ms - WINDOW_MS, now_ms)
  const before = viewersBy(recent, isWish, now_ms - 2 * WINDOW_MS, now_ms - WINDOW_MS)
  const products = [...now]
    .flatMap(([productId, viewers]) =>
      productId === '' ? [] : [{ productId, viewers: viewers.size, before: before.get(productId)?.size ?? 0 }],
    )
    .toSorted((a, b) => b.viewers - a.viewers || (a.productId < b.productId ? -1 : 1))
    .slice(0, WANTS_SHOWN_MAX)
  return { viewers: union(now), before: union(before), products }
}

const isWish = ({ labels }: Said): boolean => hasLabel(labels, 'intent') || hasLabel(labels, 'question.how_to_buy')

/** A price is none of them: it is a thing to talk about, nothing to mend while the show runs. */
const COMPLAINTS = ['stream', 'quality', 'delivery'] as const

/** What most viewers complain of; null while fewer than WRONG_VIEWERS_MIN do. */
export function wrongAt(recent: readonly Said[], now_ms: number, alert: LiveNow['streamAlert']): Wrong | null {
  const found = COMPLAINTS.map((about) => ({ about, ...complaining(recent, `complaint.${about}`, now_ms) }))
  const [worst] = found.toSorted((a, b) => b.viewers - a.viewers)
  if (worst === undefined || worst.viewers < WRONG_VIEWERS_MIN) return null
  return { ...worst, says: worst.about === 'stream' ? streamSays(alert) : null }
}

/** Viewers who complain of the price; null while fewer than WRONG_VIEWERS_MIN do. */
export function dearAt(recent: readonly Said[], now_ms: number): Dear | null {
  const found = complaining(recent, 'complaint.price', now_ms)
  return found.viewers < WRONG_VIEWERS_MIN ? null : found
}

function complaining(recent: readonly Said[], label: Label, now_ms: number): Dear {
  const complains = ({ labels }: Said): boolean => hasLabel(labels, label)
  return {
    viewers: union(viewersBy(recent, complains, now_ms - WINDOW_MS, now_ms)),
    before: union(viewersBy(recent, complains, now_ms - 2 * WINDOW_MS, now_ms - WINDOW_MS)),
  }
}

/** Whether the players' reports know of it: then it is the network; else look at the studio. */
function streamSays(alert: LiveNow['streamAlert']): string {
  return alert === null
    ? 'The players see nothing: check sound and picture in the studio.'
    : `The players agree: ${alert.text}`
}

function viewersBy(
  recent: readonly Said[],
  counts: (said: Said) => boolean,
  from_ms: number,
  to_ms: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byProduct = new Map<string, Set<string>>()
  for (const said of recent) {
    if (said.at_ms <= from_ms || said.at_ms > to_ms || said.role !== 'viewer') continue
    if (hasLabel(said.labels, 'spam') || !counts(said)) continue
    const productId = said.productId ?? ''
    const viewers = byProduct.get(productId)
    if (viewers === undefined) byProduct.set(productId, new Set([said.visitorId]))
    else viewers.add(said.visitorId)
  }
  return byProduct
}

function union(byProduct: ReadonlyMap<string, ReadonlySet<string>>): number {
  const all = new Set<string>()
  for (const viewers of byProduct.values()) for (const viewer of viewers) all.add(viewer)
  return all.size
}
