// The whole plan in order of virtual time: what hosts do, and every request of every viewer and shopper. Made as it is
// read: only those who are here now are kept, so a show of 100,000 viewers fits.
import type { CatalogueEntry, OrderBody } from '../events/contract.ts'
import { arrivals } from './arrivals.ts'
import type { ShowScript } from './catalogue.ts'
import type { Visitor } from './happening.ts'
import { createHeap } from './heap.ts'
import { hostActor, type PlannedHostCall } from './hosting.ts'
import { sendAll, USUAL_FAULTS, type Emission, type Faults, type PlannedRequest } from './outbox.ts'
import { between, chance, createRandom, identifier, pick, waiting, type Random } from './random.ts'
import { createRunningOrder } from './running-order.ts'
import { serverCopy } from './server-copy.ts'
import type { Stage } from './stage.ts'
import { beShopper } from './storefront.ts'
import { beViewer } from './viewer.ts'
import { playVisit } from './visit.ts'
import { drawVisitor, type VisitorOptions } from './visitors.ts'
import { drawLatency, drawStay } from './watching.ts'

export type PlannedStep = PlannedRequest | PlannedHostCall

export interface ShowPlan {
  readonly script: ShowScript
  /** Visitors of the show; of each act, when it has no end. */
  readonly viewers: number
  /** The host goes live this long after the plan's start; the first viewers come before. */
  readonly startAfter_ms: number
  /** Infinity: act follows act until the plan is left. */
  readonly duration_ms: number
  readonly act_ms: number
  /** Share of the first act's viewers who come in the first seconds. */
  readonly atOnce: number
}

export interface PlanOptions {
  readonly seed: number
  /** Unix ms. */
  readonly start_ms: number
  readonly shows: readonly ShowPlan[]
  /** Visitors of the regular store, over the products of all shows. */
  readonly storeVisitorsPerMinute: number
  readonly storeUntil_ms: number
  readonly faults?: Faults
  /** Shares of visitors, all between 0 and 1. */
  readonly bots?: number
  readonly skewed?: number
  readonly plain?: number
  readonly offline?: number
  /** Arrivals are put on multiples of this, so that a virtual clock needs fewer steps. */
  readonly tick_ms?: number
}

type Actor = Generator<Emission<PlannedStep>, void, void>
type Spawn = (at_ms: number, actor: Actor) => void

/** Steps ascending in at_ms; the same options give the same steps. */
export function* planShows(options: PlanOptions): Generator<PlannedStep, void, void> {
  const actors = createHeap<Actor>()
  const due = createHeap<PlannedStep>()
  const tick_ms = options.tick_ms ?? 1
  // An actor starts no earlier than the one that brings it, so whatever leaves later than every actor's next is safe to give.
  const spawn: Spawn = (at_ms, actor) => actors.push(at_ms, actor)
  const random = createRandom(options.seed)
  for (const show of options.shows) putOn(show, options, random.fork(show.script.showId), spawn)
  spawn(options.start_ms, openStore(options, random.fork('store'), spawn))

  for (;;) {
    while (due.size > 0 && due.peek_ms() <= actors.peek_ms()) {
      const step = due.pop()
      if (step) yield step
    }
    const actor = actors.pop()
    if (!actor) return
    const next = actor.next()
    if (next.done) continue
    const { sent_ms, step } = next.value
    actors.push(sent_ms, actor)
    if (step) {
      const at_ms = Math.ceil(step.at_ms / tick_ms) * tick_ms
      due.push(at_ms, at_ms === step.at_ms ? step : { ...step, at_ms })
    }
  }
}

/** One show from its announcement to its end. */
export function planShow(
  options: Omit<PlanOptions, 'shows'> & { readonly show: ShowPlan },
): Generator<PlannedStep, void, void> {
  return planShows({ ...options, shows: [options.show] })
}

function putOn(show: ShowPlan, options: PlanOptions, random: Random, spawn: Spawn): void {
  const start_ms = options.start_ms + show.startAfter_ms
  const order = createRunningOrder(random.fork('order'), { script: show.script, start_ms, act_ms: show.act_ms })
  const end_ms = start_ms + show.duration_ms
  const stage: Stage = { script: show.script, order, start_ms, end_ms, picture_ms: start_ms - 300_000 }
  spawn(options.start_ms, hostActor(stage, options.start_ms))
  spawn(options.start_ms, comeIn())

  function* comeIn(): Actor {
    let number = 0
    for (let index = 0; start_ms + index * show.act_ms < end_ms; index++) {
      const act = order.act(index)
      const from_ms = index === 0 ? options.start_ms : act.start_ms
      const atOnce = index === 0 ? show.atOnce : 0
      for (const at_ms of arrivals(random.fork(`act ${index}`), act, { from_ms, count: show.viewers, atOnce })) {
        if (at_ms >= end_ms) return
        yield { sent_ms: at_ms, step: null }
        bringViewer(stage, at_ms, options, random.fork(number++), spawn)
      }
    }
  }
}

function bringViewer(stage: Stage, arrive_ms: number, options: PlanOptions, random: Random, spawn: Spawn): void {
  const visitor = drawVisitor(random, { ...visitorOptions(options), langs: stage.script.langs, plain: 0 })
  const random_ = random.fork('visit')
  const browserReports = !chance(random, 0.07)
  let visits = 0

  function come(at_ms: number): void {
    const name = `${visits++}`
    const stay_ms = drawStay(random)
    const visit = {
      visitor,
      sessionId: `s-${identifier(random, 20)}`,
      showId: stage.script.showId,
      channel: stage.script.channel,
    }
    const happenings = playVisit(visit, random_.fork(name), (open) =>
      beViewer(open, {
        stage,
        arrive_ms: at_ms,
        stay_ms,
        latency_ms: drawLatency(random),
        offline: options.offline ?? 0.02,
        till: {
          browserReports,
          ordered: (order, ordered_ms) =>
            reportByServer(visitor, order, ordered_ms, !browserReports, random, options, spawn),
        },
      }),
    )
    spawn(at_ms, sendAll(happenings, random_.fork(`${name} out`), options.faults ?? USUAL_FAULTS))
    if (chance(random, 0.1)) spawn(at_ms, then(at_ms + between(random, 5_000, 120_000), lookIntoStore))
    const back_ms = at_ms + stay_ms + waiting(random, 240_000)
    if (visits < 4 && chance(random, 0.14) && back_ms < stage.end_ms) spawn(at_ms, then(back_ms, come))
  }
  function lookIntoStore(at_ms: number): void {
    const { products, currency } = stage.script
    spawn(at_ms, shop(visitor, at_ms, products, currency, random, options, spawn))
  }
  come(arrive_ms)
}

function* openStore(options: PlanOptions, random: Random, spawn: Spawn): Actor {
  if (options.storeVisitorsPerMinute <= 0) return
  let at_ms = options.start_ms
  for (let number = 0; ; number++) {
    at_ms += waiting(random, 60_000 / options.storeVisitorsPerMinute)
    if (at_ms >= options.storeUntil_ms) return
    yield { sent_ms: at_ms, step: null }
    const own = random.fork(number)
    const { script } = pick(own, options.shows)
    const visitor = drawVisitor(own, { ...visitorOptions(options), langs: script.langs })
    spawn(at_ms, shop(visitor, at_ms, script.products, script.currency, own, options, spawn))
  }
}

/** A visit to the regular store. */
function shop(
  visitor: Visitor,
  arrive_ms: number,
  products: readonly CatalogueEntry[],
  currency: string,
  random: Random,
  options: PlanOptions,
  spawn: Spawn,
): Actor {
  const browserReports = !chance(random, 0.07)
  const visit = {
    visitor,
    sessionId: visitor.counts ? `s-${identifier(random, 20)}` : null,
    showId: null,
    channel: 'site' as const,
  }
  const happenings = playVisit(visit, random.fork('store'), (open) =>
    beShopper(open, {
      arrive_ms,
      products,
      currency,
      browserReports,
      ordered: (order, at_ms) => reportByServer(visitor, order, at_ms, !browserReports, random, options, spawn),
    }),
  )
  return sendAll(happenings, random.fork('store out'), options.faults ?? USUAL_FAULTS)
}

/** The shop's server tells of most orders too, and of all the browser could not tell. Bots never get so far. */
function reportByServer(
  visitor: Visitor,
  order: OrderBody,
  at_ms: number,
  always: boolean,
  random: Random,
  options: PlanOptions,
  spawn: Spawn,
): void {
  if (visitor.bot || !(always || chance(random, 0.6))) return
  spawn(at_ms, serverCopy(visitor, order, at_ms + between(random, 400, 4_000), random, options.faults ?? USUAL_FAULTS))
}

function* then(at_ms: number, act: (at_ms: number) => void): Actor {
  yield { sent_ms: at_ms, step: null }
  act(at_ms)
}

function visitorOptions(options: PlanOptions): Omit<VisitorOptions, 'langs'> {
  return { bots: options.bots ?? 0.02, skewed: options.skewed ?? 0.12, plain: options.plain ?? 0.25, signedIn: 0.3 }
}
