// One row an event that is kept raw. The version is set when the rows are taken.
import type { AsSent, Event } from '../../events/contract.ts'
import { PSEUDONYM_PREFIX } from '../erasure/rows.ts'
import type { State } from '../state/state.ts'

/** Where an event stands and what it was about. A Step is one. */
export interface EventPlace {
  readonly offset: number
  readonly index: number
  readonly at_ms: number
  readonly late: boolean
  readonly momentId: string
  readonly productId: string
}

export function pushEvent(state: State, event: Event, sessionId: string, place: EventPlace): void {
  state.dirty.events.add({
    log_id: state.logId,
    partition: state.partition,
    offset: place.offset,
    index: place.index,
    kind: event.kind,
    type: event.type,
    name: event.name,
    message_id: event.visitorId.startsWith(PSEUDONYM_PREFIX) ? '' : event.messageId,
    source: event.source,
    visitor_id: event.visitorId,
    user_id: event.userId ?? '',
    session_id: sessionId,
    seq: event.seq,
    show_id: event.showId ?? '',
    moment_id: place.momentId,
    product_id: place.productId,
    occurred_at: place.at_ms,
    received_at: event.receivedAt_ms,
    media_time: event.mediaTime_ms,
    latency_ms: event.latency_ms,
    channel: event.channel ?? '',
    screen: event.screen,
    connection: event.connection,
    late: place.late,
    properties: toText(event.properties),
    context: toText(event.context),
    version: place.offset,
  })
}

const toText = (sent: AsSent | null): string =>
  sent === null ? '' : typeof sent === 'string' ? sent : JSON.stringify(sent)
