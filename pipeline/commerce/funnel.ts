// The product funnel: seen, clicked, added, removed, checked out; per product, the moment the viewer saw, and minute.
// Opening a product's page (product.viewed) follows a click and is in events alone.
import type { EventKind, EventOf } from '../../events/contract.ts'
import {
  OTHER,
  PRODUCTS_FRAMED_PER_MINUTE_MAX,
  PRODUCTS_OPEN_MAX,
  PRODUCTS_PER_MINUTE_MAX,
  UNDECLARED_PRODUCTS_FRAMED_PER_MINUTE_MAX,
} from '../limits.ts'
import { seenAt } from '../interaction/seen.ts'
import { offeringAt } from '../shows/moments.ts'
import { STORE } from '../shows/shows.ts'
import { changeMinute, minuteOfTime, openMinute } from '../shows/windows.ts'
import { ownText } from '../state/own-text.ts'
import type { ProductMinute, ShowMinute } from '../state/show.ts'
import type { State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import { rememberClick } from './clicks.ts'

type ProductKind = Extract<EventKind, `product.${string}`>
type ProductEvent = { [K in ProductKind]: EventOf<K> }[ProductKind]

/** Steps of the funnel that sessions, totals and show minutes count as well. */
type Counted = 'impressions' | 'clicks' | 'carts' | 'checkouts'

export function applyProduct(step: Step, event: ProductEvent): void {
  const { show } = step
  const productId = event.body.productId
  step.productId = productId
  if (show === null) return
  step.momentId = offeringAt(show, productId, seenAt(step))?.momentId ?? ''
  if (event.kind === 'product.clicked') rememberClick(step, productId)
  switch (event.kind) {
    case 'product.seen':
      count(step, 'impressions')
      return countProduct(step, productId, 'impressions')
    case 'product.clicked':
      count(step, 'clicks')
      return countProduct(step, productId, 'clicks')
    case 'product.added':
      count(step, 'carts')
      return countProduct(step, productId, 'carts')
    case 'product.removed':
      return countProduct(step, productId, 'removals')
    case 'product.viewed':
      return
  }
}

/** One checkout of the show, and one of each of its products. */
export function applyCheckout(step: Step, event: EventOf<'checkout.started'>): void {
  const { show } = step
  if (show === null) return
  count(step, 'checkouts')
  const lines = event.body.lines
  for (const productId of new Set(lines.map((line) => line.productId))) countProduct(step, productId, 'checkouts')
  if (lines.length === 1) step.productId = lines[0]?.productId ?? ''
}

function count(step: Step, counted: Counted): void {
  const { state, show, session } = step
  if (show === null || session === null) return
  session[counted] += 1
  show.totals[counted] += 1
  if (!step.late) changeMinute(state, show, minuteOfTime(step.at_ms))[counted] += 1
}

function countProduct(step: Step, productId: string, counted: Counted | 'removals'): void {
  const { state, show } = step
  if (show === null || step.late) return
  const momentId = offeringAt(show, productId, seenAt(step))?.momentId ?? ''
  const window = productMinute(state, openMinute(state, show, minuteOfTime(step.at_ms)), productId, momentId)
  window[counted] += 1
  window.framed = false
  if (window.dirty) return
  window.dirty = true
  state.dirty.products.push(window)
}

function productMinute(state: State, of: ShowMinute, named: string, momentId: string): ProductMinute {
  const windows = of.byProduct.get(named)
  const known = windows?.find((window) => window.momentId === momentId)
  if (known !== undefined) return known
  const full = of.products >= PRODUCTS_PER_MINUTE_MAX || state.openProducts >= PRODUCTS_OPEN_MAX
  if (full && named !== OTHER) {
    state.overflow.others += 1
    return productMinute(state, of, OTHER, '')
  }
  const productId = ownText(named)
  const window: ProductMinute = {
    of,
    productId,
    momentId,
    impressions: 0,
    clicks: 0,
    carts: 0,
    removals: 0,
    checkouts: 0,
    dirty: false,
    framed: false,
  }
  frameProduct(state, window)
  of.products += 1
  state.openProducts += 1
  if (windows === undefined) of.byProduct.set(productId, [window])
  else windows.push(window)
  return window
}

/** A made-up product costs a click, and frames go to everybody: those past the first few of a minute are in the tables alone. */
function frameProduct(state: State, window: ProductMinute): void {
  const { show, framedProducts } = window.of
  if (show.id === STORE) return
  const most = show.isUndeclared ? UNDECLARED_PRODUCTS_FRAMED_PER_MINUTE_MAX : PRODUCTS_FRAMED_PER_MINUTE_MAX
  if (window.momentId !== '' || framedProducts.length < most) framedProducts.push(window)
  else state.overflow.productsUnframed += 1
}
