// The host's side of the plan: announces, goes live, runs the moments, ends.
import type { MomentDeclaration } from '../api/contract.ts'
import type { HostCall } from './host.ts'
import type { Emission } from './outbox.ts'
import type { PlannedMoment } from './running-order.ts'
import type { Stage } from './stage.ts'

/** One call of the host as planned. */
export interface PlannedHostCall {
  readonly step: 'host'
  readonly at_ms: number
  readonly call: HostCall
}

type Calls = Generator<Emission<PlannedHostCall>, void, void>

export function* hostActor(stage: Stage, from_ms: number): Calls {
  const { script, start_ms, end_ms } = stage
  const { showId } = script
  const show = {
    title: script.title,
    kind: script.kind,
    channel: script.channel,
    host: script.host,
    currency: script.currency,
    plannedStart_ms: start_ms,
    products: script.products,
  }
  yield say(from_ms, { call: 'declare', showId, show })
  yield say(start_ms, { call: 'start', showId, show: {} })
  for (let index = 0; ; index++) {
    for (const change of changesOf(stage, index)) {
      if (change.at_ms >= end_ms) break
      yield say(change.at_ms, change.call)
    }
    if (stage.order.act(index).end_ms >= end_ms) break
  }
  yield say(end_ms, { call: 'end', showId })
}

/** Starts and ends of an act's moments, ascending. A pin ends by itself when the next begins. */
function changesOf(stage: Stage, index: number): readonly { readonly at_ms: number; readonly call: HostCall }[] {
  const { showId } = stage.script
  return stage.order
    .act(index)
    .moments.flatMap((moment) => {
      const start = { at_ms: moment.start_ms, call: { call: 'moment' as const, showId, moment: declarationOf(moment) } }
      if (moment.kind === 'pin') return [start]
      return [start, { at_ms: moment.end_ms, call: { call: 'endMoment' as const, showId, momentId: moment.momentId } }]
    })
    .toSorted((a, b) => a.at_ms - b.at_ms)
}

function declarationOf(moment: PlannedMoment): MomentDeclaration & { readonly momentId: string } {
  return {
    momentId: moment.momentId,
    kind: moment.kind,
    title: moment.title,
    ...(moment.product && { productId: moment.product.productId }),
    ...(moment.price_minor !== null && { price_minor: moment.price_minor }),
    ...(moment.kind !== 'pin' && { duration_ms: moment.end_ms - moment.start_ms }),
  }
}

function say(at_ms: number, call: HostCall): Emission<PlannedHostCall> {
  return { sent_ms: at_ms, step: { step: 'host', at_ms, call } }
}
