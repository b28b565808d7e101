// What a host declares, checked by schema: it comes rarely, and from our own API.
import { type } from 'arktype'
import {
  CHANNELS,
  MOMENT_KINDS,
  QUESTION_MARKS,
  SHOW_KINDS,
  type Event,
  type HostEvent,
  type MomentKind,
} from './contract.ts'
import {
  ID_LENGTH_MAX,
  LABEL_LENGTH_MAX,
  LINES_MAX,
  MEDIA_TIME_MAX_MS,
  MONEY_MINOR_MAX,
  URL_LENGTH_MAX,
} from './limits.ts'

const id = type(`1 <= string <= ${ID_LENGTH_MAX}`)
const label = type(`string <= ${LABEL_LENGTH_MAX}`)
const minor = type(`0 <= number.integer <= ${MONEY_MINOR_MAX}`)
const time = type(`0 <= number.integer <= ${MEDIA_TIME_MAX_MS}`)
const currency = type('/^[A-Z]{3}$/')

const catalogueEntry = type({
  productId: id,
  title: label,
  number: '1 <= number.integer <= 100000',
  price_minor: minor.or('null'),
  image: type(`string <= ${URL_LENGTH_MAX}`).or('null'),
})
const show = type({
  title: label.or('null'),
  showKind: type.enumerated(...SHOW_KINDS).or('null'),
  channel: type.enumerated(...CHANNELS).or('null'),
  host: label.or('null'),
  currency: currency.or('null'),
  plannedStart_ms: time.or('null'),
  products: catalogueEntry.array().atMostLength(LINES_MAX).or('null'),
})
const moment = type({
  momentId: id,
  momentKind: type.enumerated(...MOMENT_KINDS),
  title: label.or('null'),
  productId: id.or('null'),
  price_minor: minor.or('null'),
  endsAt_ms: time.or('null'),
})
const question = type({ questionKey: id, mark: type.enumerated(...QUESTION_MARKS) })
const hostEvent = type({
  kind: "'show.scheduled' | 'show.started' | 'show.ended'",
  showId: id,
  body: show,
  'messageId?': id,
})
  .or({ kind: "'moment.started' | 'moment.ended'", showId: id, body: moment, 'messageId?': id })
  .or({ kind: "'question.marked'", showId: id, body: question, 'messageId?': id })
  .or({ kind: "'visitor.erased'", showId: 'null', body: type({ visitorId: id }), 'messageId?': id })

/** A host event that does not fit the contract: the message names the path and what was expected. */
export class MalformedHostEventError extends Error {
  override readonly name = 'MalformedHostEventError'
}

/** Label of host events: no write key may have it, so that nobody can pass for the host. */
export const HOST_SOURCE = 'host'

const MOMENT_NAMES: Readonly<Record<MomentKind, readonly [started: string, ended: string]>> = {
  pin: ['Live Product Pinned', 'Live Product Unpinned'],
  offer: ['Live Offer Started', 'Live Offer Ended'],
  game: ['Live Game Started', 'Live Game Ended'],
  poll: ['Live Poll Started', 'Live Poll Ended'],
  guest: ['Live Guest Joined', 'Live Guest Left'],
}

function nameOf(event: HostEvent): string {
  switch (event.kind) {
    case 'show.scheduled':
      return 'Live Show Scheduled'
    case 'show.started':
      return 'Live Show Started'
    case 'show.ended':
      return 'Live Show Ended'
    case 'moment.started':
      return MOMENT_NAMES[event.body.momentKind][0]
    case 'moment.ended':
      return MOMENT_NAMES[event.body.momentKind][1]
    case 'question.marked':
      return 'Live Question Marked'
    case 'visitor.erased':
      return 'Visitor Erased'
  }
}

/** A declared host event as it stands in the log. Throws MalformedHostEventError. */
export function toHostEvent(declared: HostEvent, messageId: string, now_ms: number): Event {
  const checked = hostEvent(declared)
  if (checked instanceof type.errors) throw new MalformedHostEventError(checked.summary)
  return {
    kind: declared.kind,
    name: nameOf(declared),
    messageId,
    visitorId: HOST_SOURCE,
    userId: null,
    sessionId: null,
    seq: null,
    showId: declared.showId,
    occurredAt_ms: now_ms,
    receivedAt_ms: now_ms,
    mediaTime_ms: null,
    latency_ms: null,
    source: HOST_SOURCE,
    channel: null,
    screen: 'unknown',
    connection: 'unknown',
    body: declared.body,
    type: 'track',
    // The log must say whom; the tables must not.
    properties: declared.kind === 'visitor.erased' ? null : { ...declared.body },
    context: null,
  } as Event
}
