// A viewer whole: watches, sees what is pinned (as late as the picture comes), buys, talks.
import { createShopper, SHELF_APPETITE, SHOW_APPETITE, type Appetite, type Till } from './buying.ts'
import type { PlannedMoment } from './running-order.ts'
import { between, chance, pick } from './random.ts'
import { createTalker } from './talking.ts'
import type { OpenVisit } from './visit.ts'
import { arrive, watch, type WatchOptions } from './watching.ts'

export interface ViewerOptions extends WatchOptions {
  readonly till: Omit<Till, 'price' | 'currency'>
}

/** Puts the viewer's whole visit on its agenda. */
export function beViewer(open: OpenVisit, options: ViewerOptions): void {
  const { stage, arrive_ms, latency_ms } = options
  const { random } = open
  let begun = false
  let stalledLately = false
  let shownPin = ''
  const meter = watch(open, options, begin)
  const talker = createTalker(
    open,
    stage,
    () => stalledLately,
    () => present(),
  )
  const shopper = createShopper(open, {
    ...options.till,
    currency: stage.script.currency,
    // The offer's price stands where the picture says so.
    price(product, at_ms) {
      const offer = stage.order.offerAt(at_ms - latency_ms)
      return (offer?.product?.productId === product.productId ? offer.price_minor : null) ?? product.price_minor ?? 0
    },
    ordered(order, at_ms) {
      options.till.ordered(order, at_ms)
      if (chance(random, 0.2)) talker.prompt('bought', at_ms)
    },
  })

  function present(): boolean {
    return meter.state === 'playing' && !meter.hidden
  }
  function begin(at_ms: number): void {
    if (begun) return
    begun = true
    talker.begin(at_ms)
    lookRound(at_ms)
  }
  /** Looks up now and then: notices what is pinned, browses the shelf. */
  function lookRound(at_ms: number): void {
    stalledLately = meter.state === 'rebuffering' || (stalledLately && chance(random, 0.9))
    if (present()) {
      const pin = stage.order.pinAt(at_ms - latency_ms)
      if (pin?.product && pin.momentId !== shownPin) {
        shownPin = pin.momentId
        shopper.see(pin.product, at_ms, keenness(at_ms))
      } else if (pin?.product && chance(random, 0.05)) {
        shopper.see(pin.product, at_ms, keenness(at_ms))
      } else if (chance(random, 0.02)) {
        shopper.see(pick(random, stage.script.products), at_ms, SHELF_APPETITE)
      }
    }
    const next = nextPin(at_ms)
    const idle_ms = at_ms + between(random, 6_000, 14_000)
    open.at(next ? Math.min(idle_ms, next.start_ms + latency_ms + between(random, 200, 1_500)) : idle_ms, lookRound)
  }
  function nextPin(at_ms: number): PlannedMoment | undefined {
    const seen_ms = at_ms - latency_ms
    return stage.order.actAt(seen_ms).moments.find((moment) => moment.kind === 'pin' && moment.start_ms > seen_ms)
  }
  function keenness(at_ms: number): Appetite {
    const beside = stage.order.running(at_ms - latency_ms).find((moment) => moment.kind !== 'pin')
    const more = beside?.kind === 'offer' ? 2.1 : beside?.kind === 'game' ? 1.3 : 1
    return {
      ...SHOW_APPETITE,
      click: SHOW_APPETITE.click * more,
      add: Math.min(0.6, SHOW_APPETITE.add * Math.sqrt(more)),
    }
  }

  open.at(arrive_ms, (at_ms) => arrive(open, at_ms, stage.script.title))
  if (open.visitor.userId !== null) open.at(arrive_ms + 5, (at_ms) => open.say('visitor.identified', at_ms, null))
}
