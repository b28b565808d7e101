// A show's rate against the regular store's, with what can and cannot be said yet.
import type { Comparison, Proportion } from '../contract.ts'
import { koopman } from './koopman.ts'
import { newcombe } from './newcombe.ts'
import { wilson } from './wilson.ts'

/** Fewer buyers on either side, and no comparison is drawn: the interval would span more than anyone can act on. */
export const MINIMUM_BUYERS = 10

/** x of n with its Wilson interval. Where x can exceed n (clicks of one impression) there is a rate but no interval. */
export function proportion(x: number, n: number): Proportion {
  const rate = n > 0 ? x / n : null
  if (n < 1 || x > n) return { x, n, rate, low: null, high: null }
  return { x, n, rate, ...wilson(x, n) }
}

/** Buyers of how many people, on one side. A buyer is always one of the people. */
export interface Side {
  readonly buyers: number
  readonly people: number
}

export function compare(show: Side, store: Side): Comparison {
  const sides = { show: proportion(show.buyers, show.people), store: proportion(store.buyers, store.people) }
  const lacks = lackOf(show.buyers, store.buyers)
  if (lacks !== null) return { ...sides, lift: null, difference: null, lacks }
  const counts = [show.buyers, show.people, store.buyers, store.people] as const
  const [p, q] = [show.buyers / show.people, store.buyers / store.people]
  const ratio = koopman(...counts)
  return {
    ...sides,
    lift: { value: p / q, low: ratio.low, high: Number.isFinite(ratio.high) ? ratio.high : null },
    difference: { value: p - q, ...newcombe(...counts) },
    lacks: null,
  }
}

function lackOf(show: number, store: number): string | null {
  const isShowThin = show < MINIMUM_BUYERS
  const isStoreThin = store < MINIMUM_BUYERS
  if (isShowThin && isStoreThin) {
    return `${buyers(show)} in the show and ${store} in the store, needs ${MINIMUM_BUYERS} each`
  }
  if (isShowThin) return `${buyers(show)}, needs ${MINIMUM_BUYERS}`
  if (isStoreThin) return `${buyers(store)} in the store, needs ${MINIMUM_BUYERS}`
  return null
}

const buyers = (count: number): string => (count === 1 ? '1 buyer' : `${count} buyers`)
