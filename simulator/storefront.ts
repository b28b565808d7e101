// The regular store: people who look at the same products without a show, and buy less often.
import type { CatalogueEntry, OrderBody } from '../events/contract.ts'
import { createShopper, STORE_APPETITE } from './buying.ts'
import { between, chance, logNormal, pick } from './random.ts'
import type { OpenVisit } from './visit.ts'
import { arrive } from './watching.ts'

export interface StoreVisitOptions {
  readonly arrive_ms: number
  readonly products: readonly CatalogueEntry[]
  readonly currency: string
  readonly browserReports: boolean
  ordered(order: OrderBody, at_ms: number): void
}

/** Puts a visit to the store on the agenda: a few products at the listing's pace, then on or away. */
export function beShopper(open: OpenVisit, options: StoreVisitOptions): void {
  const { random } = open
  const shopper = createShopper(open, {
    price: (product) => product.price_minor ?? 0,
    currency: options.currency,
    browserReports: options.browserReports,
    ordered: options.ordered,
  })
  const stay_ms = Math.round(Math.min(1_500_000, Math.max(3_000, logNormal(random, 75_000, 0.9))))
  const leave_ms = options.arrive_ms + stay_ms

  function browse(at_ms: number): void {
    shopper.see(pick(random, options.products), at_ms, STORE_APPETITE)
    open.at(at_ms + Math.round(logNormal(random, 22_000, 0.7)), browse)
  }

  open.at(options.arrive_ms, (at_ms) => {
    arrive(open, at_ms, 'Shop')
    if (chance(random, 0.03)) open.say('custom', at_ms + 900, null)
  })
  if (open.visitor.userId !== null)
    open.at(options.arrive_ms + 5, (at_ms) => open.say('visitor.identified', at_ms, null))
  open.at(options.arrive_ms + between(random, 300, 2_500), browse)
  // Whoever is about to pay is not gone yet: the tab stays open a while behind the last look.
  open.at(leave_ms, (at_ms) => open.at(at_ms + 40_000, (gone_ms) => open.end({ how: 'sent', at_ms: gone_ms })))
}
