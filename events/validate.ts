// One wire event (Segment's format, parsed JSON) -> one Event, or why not. Pure but for a fresh id where a client sent
// none; never throws. By hand and not by a schema, since most of the collector's time would go here: half a million
// heartbeats a second and core is the aim. What hosts declare comes rarely and is checked by a schema (host.ts).
import { isHostKind, kindOf } from './aliases.ts'
import { isOneProduct, readCheckout, readOrder, readProduct, readRefund, senderOf } from './body-commerce.ts'
import { readPlayer } from './body-player.ts'
import { readChat, readConsent, readPage, readReaction, readShare } from './body-social.ts'
import { CHANNELS, type Channel, type Event, type EventKind, type PlayerKind } from './contract.ts'
import { readConnection, readScreen } from './device.ts'
import { DURATION_MS_MAX, MEDIA_TIME_MAX_MS, NAME_LENGTH_MAX, SEQ_MAX } from './limits.ts'
import { Complaints, readCount, readId, readMeasure, readObject, type Rejection, type Wire } from './reading.ts'
import { correctTime, isTooOld, parseTime } from './time.ts'
import { checkContext, checkWeight, keepWhole, type Kept } from './weight.ts'

export type { Rejection } from './reading.ts'

/** What the request says about all of its events. */
export interface ReadContext {
  /** Label of the write key. */
  readonly source: string
  /** The collector's clock when the request came, Unix ms. */
  readonly receivedAt_ms: number
  /** The client's clock when it sent the batch, Unix ms; null where it did not say. */
  readonly sentAt_ms: number | null
  /** Context given once for the batch (Segment's Go library); an event's own fields win. */
  readonly batchContext: Readonly<Record<string, unknown>> | null
  /** Type of a call whose path says it (/v1/track); null in a batch. */
  readonly type?: string | null
  /** true: no text of the event holds a lone surrogate, which JSON without \ud escapes cannot bring. */
  readonly wellFormed?: boolean
  /** true: heartbeats keep properties and context as well. */
  readonly keepHeartbeats?: boolean
}

/** An event read, with about its size as it is kept in characters (weight.ts), or why it was not. */
export type Read = Found | { readonly reject: Rejection }
interface Found {
  readonly keep: Event
  readonly weight: number
}

const TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias']
const NOTHING: Wire = {}

/** Reads one wire event. Text with lone surrogates is made well-formed; ids and names are never cut, labels are. */
export function readEvent(raw: unknown, ctx: ReadContext): Read {
  const complaints = new Complaints(ctx.wellFormed)
  try {
    const found = read(raw, ctx, complaints)
    if (complaints.first === null && found !== null) return found
  } catch {
    // Nothing below throws on what JSON.parse gives; this is for values no JSON gives (a getter that throws).
  }
  complaints.malformed('', 'an event as Segment documents it', raw)
  return { reject: complaints.first as Rejection }
}

function read(raw: unknown, ctx: ReadContext, complaints: Complaints): Found | null {
  const wire = readObject(raw, '', complaints)
  if (wire === null) return null

  const type = wire['type'] ?? ctx.type
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    complaints.add('unknown_type', 'type', `one of ${TYPES.join(', ')}`, type)
    return null
  }
  const context = readContext(wire, ctx, complaints)
  const cartbeat = context === null ? null : readObject(context['cartbeat'], 'context.cartbeat', complaints)
  const properties = readProperties(type, wire, complaints)
  const p = properties ?? NOTHING
  const name = readName(type, wire, complaints)
  if (complaints.first !== null) return null

  const kind = kindOfCall(type, name, p)
  if (isHostKind(kind)) {
    complaints.add('forbidden', 'event', 'an event of a viewer; the host calls of the API take this one', name)
    return null
  }

  const anonymousId = readId(wire['anonymousId'] ?? wire['anonymous_id'], 'anonymousId', complaints)
  const userId = readId(wire['userId'] ?? wire['user_id'], 'userId', complaints)
  const visitorId = anonymousId ?? userId
  if (visitorId === null) {
    complaints.add('no_identity', 'anonymousId', 'an anonymousId or a userId', wire['anonymousId'])
    return null
  }
  const messageId = readId(wire['messageId'], 'messageId', complaints) ?? newMessageId()
  const occurredAt_ms = readTime(wire, ctx, complaints)

  const player = isPlayerKind(kind)
  const sessionId = readId(
    cartbeat?.['sessionId'] ?? (player ? p['session_id'] : null),
    'context.cartbeat.sessionId',
    complaints,
  )
  // A number without the session it counts in says nothing.
  const counted = readCount(cartbeat?.['seq'], 'context.cartbeat.seq', 0, SEQ_MAX, complaints)
  let weight = checkWeight(wire, complaints)
  const keeps = kind !== 'player.heartbeat' || ctx.keepHeartbeats === true
  if (keeps && ctx.batchContext !== null) weight += checkContext(context, complaints)
  const kept = keeps ? keepWhole({ properties, context }, complaints) : KEPT_NOTHING

  const keep = {
    kind,
    name,
    messageId,
    visitorId,
    userId,
    sessionId,
    seq: sessionId === null ? null : counted,
    showId: readId(cartbeat?.['showId'] ?? showOf(p, player), 'context.cartbeat.showId', complaints),
    occurredAt_ms,
    receivedAt_ms: ctx.receivedAt_ms,
    mediaTime_ms: readMediaTime(cartbeat?.['mediaTime_ms'], complaints),
    latency_ms: readLatency(cartbeat?.['latency_ms'], complaints),
    source: ctx.source,
    channel: readChannel(cartbeat?.['channel']),
    screen: readScreen(context, cartbeat),
    connection: readConnection(context, cartbeat),
    body: readBody(kind, p, { messageId, sessionId, context, name }, complaints),
    type,
    properties: kept.properties,
    context: kept.context,
  } as Event
  return { keep, weight }
}

const KEPT_NOTHING: Kept = { properties: null, context: null }
const newMessageId = (): string => `none-${crypto.randomUUID()}`
const isPlayerKind = (kind: EventKind): kind is PlayerKind => kind.startsWith('player.')

function readContext(wire: Wire, ctx: ReadContext, complaints: Complaints): Record<string, unknown> | null {
  const own = readObject(wire['context'], 'context', complaints)
  if (ctx.batchContext === null || own === null) return own ?? ctx.batchContext
  return { ...ctx.batchContext, ...own }
}

/** properties, or traits where a call has those. groupId and previousId have no column and are kept with them. */
function readProperties(type: string, wire: Wire, complaints: Complaints): Record<string, unknown> | null {
  if (type === 'track' || type === 'page' || type === 'screen')
    return readObject(wire['properties'], 'properties', complaints)
  const traits = readObject(wire['traits'], 'traits', complaints)
  if (type === 'group' && wire['groupId'] !== undefined) return { ...traits, groupId: wire['groupId'] }
  if (type === 'alias' && wire['previousId'] !== undefined) return { ...traits, previousId: wire['previousId'] }
  return traits
}

/** A track call must say what happened; pages and screens may have a name; the others have none. */
function readName(type: string, wire: Wire, complaints: Complaints): string {
  const field = type === 'track' ? 'event' : 'name'
  const value = wire[field]
  if (typeof value === 'string' && value.length <= NAME_LENGTH_MAX && (value !== '' || type !== 'track')) {
    return complaints.wellFormed ? value : value.toWellFormed()
  }
  if (type === 'track' || (value !== undefined && value !== null)) {
    complaints.malformed(field, `text of 1 to ${NAME_LENGTH_MAX} characters`, value)
  }
  return ''
}

function kindOfCall(type: string, name: string, p: Wire): EventKind {
  if (type === 'page') return 'page.viewed'
  if (type === 'identify') return 'visitor.identified'
  if (type !== 'track') return 'custom'
  const kind = kindOf(name)
  if (kind === 'product.seen' && /list/i.test(name) && !isOneProduct(p)) return 'custom'
  const unwished = kind === 'player.failed' && (p['error'] ?? p['error_code'] ?? p['error_message'] ?? null) === null
  if (unwished && p['state'] !== 'failed' && /interrupted$/i.test(name)) return 'player.exited'
  return kind
}

function readTime(wire: Wire, ctx: ReadContext, complaints: Complaints): number {
  const said = wire['timestamp'] ?? wire['originalTimestamp'] ?? null
  const timestamp_ms = said === null ? null : parseTime(said)
  const sent = ctx.sentAt_ms ?? (wire['sentAt'] === undefined ? null : parseTime(wire['sentAt']))
  if (timestamp_ms !== null && Number.isNaN(timestamp_ms)) {
    complaints.malformed('timestamp', 'an ISO 8601 time', said)
    return ctx.receivedAt_ms
  }
  const occurredAt_ms = correctTime(timestamp_ms, Number.isNaN(sent) ? null : sent, ctx.receivedAt_ms)
  if (isTooOld(occurredAt_ms, ctx.receivedAt_ms)) {
    complaints.add('too_old', 'timestamp', 'at most 24 hours before it was received', said)
  }
  return occurredAt_ms
}

/** A plain Segment Video client names what it plays by content_asset_id; of a live stream, that is the show. */
function showOf(p: Wire, player: boolean): unknown {
  const said = p['show_id'] ?? p['showId']
  return said ?? (player && p['livestream'] === true ? p['content_asset_id'] : null)
}

const readMediaTime = (value: unknown, complaints: Complaints): number | null =>
  readMeasure(value, 'context.cartbeat.mediaTime_ms', MEDIA_TIME_MAX_MS, complaints)

/** A viewer's clock that runs behind makes a small latency negative: that is none. */
const readLatency = (value: unknown, complaints: Complaints): number | null =>
  readMeasure(
    typeof value === 'number' && value < 0 ? 0 : value,
    'context.cartbeat.latency_ms',
    DURATION_MS_MAX,
    complaints,
  )

function readChannel(value: unknown): Channel | null {
  if (typeof value !== 'string' || value === '') return null
  return (CHANNELS as readonly string[]).includes(value) ? (value as Channel) : 'other'
}

interface Around {
  readonly messageId: string
  readonly sessionId: string | null
  readonly context: Wire | null
  readonly name: string
}

function readBody(kind: EventKind, p: Wire, around: Around, complaints: Complaints): Event['body'] {
  if (isPlayerKind(kind)) return readPlayer(kind, p, complaints)
  switch (kind) {
    case 'chat.posted':
      return readChat(p, around.messageId, complaints)
    case 'reaction.sent':
      return readReaction(p, complaints)
    case 'share.sent':
      return readShare(p, complaints)
    case 'product.seen':
    case 'product.viewed':
    case 'product.clicked':
    case 'product.added':
    case 'product.removed':
      return readProduct(p, complaints)
    case 'checkout.started':
      return readCheckout(p, complaints)
    case 'order.completed':
      return readOrder(p, senderOf(around.sessionId, around.context), complaints)
    case 'order.refunded':
      return readRefund(p, complaints)
    case 'page.viewed':
      return readPage(p, around.context, around.name, complaints)
    case 'consent.changed':
      return readConsent(p, around.context, complaints)
    default:
      return null
  }
}
