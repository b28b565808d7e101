// What each slot of the running order says and does. Pure.
import type { CatalogueEntry, Moment } from '../../../../api/contract.ts'
import type { Act } from '../../live/acts.ts'

export type SlotState = 'pinned' | 'pinning' | 'unpinning' | 'next' | 'shown' | 'idle'

export interface ProductSlot {
  readonly product: CatalogueEntry
  readonly state: SlotState
  /** The running pin. */
  readonly pin: Moment | null
  /** When it was last pinned; null: never. */
  readonly lastShown_ms: number | null
  /** The key that pins it; null beyond 9. */
  readonly key: string | null
}

export function productSlots(
  products: readonly CatalogueEntry[],
  moments: readonly Moment[],
  pending: readonly Act[],
): readonly ProductSlot[] {
  const pins = moments.filter((moment) => moment.kind === 'pin')
  const last = pins.reduce<Moment | null>(
    (newest, pin) => (newest && newest.startsAt_ms >= pin.startsAt_ms ? newest : pin),
    null,
  )
  const running = last?.endsAt_ms === null ? last : null
  const inOrder = products.toSorted((a, b) => a.number - b.number)
  const lastNumber = inOrder.find((product) => product.productId === last?.productId)?.number ?? 0
  const shown = new Set(pins.map((pin) => pin.productId))
  const next = inOrder.find((product) => product.number > lastNumber && !shown.has(product.productId))
  const wanted = pending.findLast((act) => act.body.what === 'moment.start' && act.body.moment.kind === 'pin')
  const wantedId =
    wanted?.body.what === 'moment.start' && !moments.some((moment) => isOf(moment, wanted))
      ? wanted.body.moment.productId
      : null
  return inOrder.map((product) => {
    const mine = pins.filter((pin) => pin.productId === product.productId)
    const pin = running?.productId === product.productId ? running : null
    const ending =
      pin !== null && pending.some((act) => act.body.what === 'moment.end' && act.body.momentId === pin.momentId)
    return {
      product,
      pin,
      state:
        wantedId === product.productId
          ? 'pinning'
          : ending
            ? 'unpinning'
            : pin
              ? 'pinned'
              : next === product
                ? 'next'
                : mine.length > 0
                  ? 'shown'
                  : 'idle',
      lastShown_ms: mine.length > 0 ? Math.max(...mine.map((moment) => moment.startsAt_ms)) : null,
      key: product.number <= 9 ? String(product.number) : null,
    }
  })
}

/** Running offers, games, polls and guests, newest first. */
export function runningActs(moments: readonly Moment[], now_ms: number): readonly Moment[] {
  return moments
    .filter(
      (moment) => moment.kind !== 'pin' && moment.endsAt_ms === null && (moment.plannedEnd_ms ?? Infinity) > now_ms,
    )
    .toSorted((a, b) => b.startsAt_ms - a.startsAt_ms)
}

/** How much of its planned time a moment has used, 0 to 1; 1 without a plan. */
export function elapsedShare(moment: Moment, now_ms: number): number {
  if (moment.plannedEnd_ms === null) return 1
  const whole_ms = moment.plannedEnd_ms - moment.startsAt_ms
  return whole_ms <= 0 ? 1 : Math.min(1, Math.max(0, (now_ms - moment.startsAt_ms) / whole_ms))
}

function isOf(moment: Moment, act: Act): boolean {
  return act.body.what === 'moment.start' && act.body.moment.momentId === moment.momentId
}
