// What the host does stands in every partition's log: all keep it, for attribution and frames; HOME_PARTITION counts it.
import { isHostKind } from '../../events/aliases.ts'
import { HOME_PARTITION, type Event, type EventOf, type HostKind } from '../../events/contract.ts'
import { eraseVisitor } from '../erasure/erase.ts'
import { admitHostMessage } from '../audience/duplicates.ts'
import { countDuplicate, countStored } from '../intake/intake.ts'
import { pushEvent } from '../intake/events.ts'
import { timeOf } from '../state/occurred.ts'
import type { State } from '../state/state.ts'
import { markQuestion } from '../interaction/questions.ts'
import { endMoment, startMoment } from './moments.ts'
import { declare, end, showOfHost, start } from './shows.ts'

export type HostStep = { [K in HostKind]: EventOf<K> }[HostKind]

export function isHost(event: Event): event is HostStep {
  return isHostKind(event.kind)
}

export function applyHost(state: State, event: HostStep, offset: number, index: number): void {
  const home = state.partition === HOME_PARTITION
  if (!admitHostMessage(state, event.messageId)) {
    if (home) countDuplicate(state, event.source)
    return
  }
  const at_ms = timeOf(state, event)
  if (!understood(state, event, at_ms, offset, index)) state.overflow.undeclared += 1
  if (!home) return
  const late = at_ms < state.time_ms - state.settings.closeAfter_ms
  const moment = event.kind === 'moment.started' || event.kind === 'moment.ended' ? event.body : null
  pushEvent(state, event, event.sessionId ?? '', {
    offset,
    index,
    at_ms,
    late,
    momentId: moment?.momentId ?? '',
    productId: moment?.productId ?? '',
  })
  countStored(state, event.source, late)
}

/** False beyond a bound. */
function understood(state: State, event: HostStep, at_ms: number, offset: number, index: number): boolean {
  if (event.kind === 'visitor.erased') {
    eraseVisitor(state, event.body.visitorId, event.messageId, offset)
    return true
  }
  if (event.showId === null) return false
  const show = showOfHost(state, event.showId)
  if (show === null) return false
  switch (event.kind) {
    case 'show.scheduled':
      declare(state, show, event.body)
      return true
    case 'show.started':
      start(state, show, event.body, at_ms)
      return true
    case 'show.ended':
      end(state, show, event.body, at_ms)
      return true
    case 'moment.started':
      return startMoment(state, show, event.body, at_ms)
    case 'moment.ended':
      endMoment(state, show, event.body, at_ms)
      return true
    case 'question.marked':
      markQuestion(state, show, event, at_ms, offset, index)
      return true
  }
}
