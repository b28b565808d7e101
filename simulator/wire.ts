// A happening as a browser sends it: Segment's HTTP tracking format, with what Segment has no word for in
// context.cartbeat. Written anew here and not taken from the SDK, so that the two can be held against each other.
import type { Connection, EventKind, PlayerBody, ProductLine, Screen } from '../events/contract.ts'
import type { Happening } from './happening.ts'

/** Our SDK sends minor units, others a decimal. Every currency of the simulator has two decimals. */
function money(name: string, amount_minor: number, minor: boolean): Record<string, number> {
  return minor ? { [`${name}_minor`]: amount_minor } : { [name]: amount_minor / 100 }
}

/** Names of Segment's Video and Ecommerce v2 specs, and our own where there is none. Host events have no browser name. */
const NAMES: Partial<Record<EventKind, string>> = {
  'consent.changed': 'Consent Preference Updated',
  'player.starting': 'Video Playback Started',
  'player.playing': 'Video Content Started',
  'player.paused': 'Video Playback Paused',
  'player.rebuffer_started': 'Video Playback Buffer Started',
  'player.rebuffer_ended': 'Video Playback Buffer Completed',
  'player.seek_started': 'Video Playback Seek Started',
  'player.seek_ended': 'Video Playback Seek Completed',
  'player.quality_changed': 'Video Quality Updated',
  'player.heartbeat': 'Video Content Playing',
  'player.failed': 'Video Playback Interrupted',
  'player.ended': 'Video Playback Completed',
  'player.exited': 'Video Playback Exited',
  'chat.posted': 'Live Comment Posted',
  'reaction.sent': 'Live Reaction Sent',
  'share.sent': 'Live Show Shared',
  'product.seen': 'Live Product Seen',
  'product.viewed': 'Product Viewed',
  'product.clicked': 'Product Clicked',
  'product.added': 'Product Added',
  'product.removed': 'Product Removed',
  'checkout.started': 'Checkout Started',
  'order.completed': 'Order Completed',
  'order.refunded': 'Order Refunded',
  custom: 'Newsletter Offered',
}

/** One event of a batch. Times are the browser's own, skew and all. */
export function toWire(happening: Happening): Record<string, unknown> {
  const { visit, kind } = happening
  const { visitor } = visit
  const wire: Record<string, unknown> = {
    type: kind === 'page.viewed' ? 'page' : kind === 'visitor.identified' ? 'identify' : 'track',
    messageId: happening.messageId,
    timestamp: new Date(happening.at_ms + visitor.skew_ms).toISOString(),
    context: contextOf(happening),
  }
  if (visitor.visitorId !== visitor.userId) wire['anonymousId'] = visitor.visitorId
  if (visitor.userId !== null) wire['userId'] = visitor.userId
  if (kind === 'page.viewed') wire['name'] = happening.body.title
  else if (kind !== 'visitor.identified') wire['event'] = NAMES[kind]
  if (kind === 'visitor.identified') wire['traits'] = { locale: visitor.lang }
  else wire['properties'] = propertiesOf(happening)
  happening.flaw?.spoil(wire)
  return wire
}

const SCREENS: Readonly<Record<Screen, unknown>> = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1680, height: 1050 },
  tv: { width: 1920, height: 1080 },
  unknown: {},
}
interface Network {
  readonly type?: string
  readonly effectiveType?: string
  readonly [said: string]: unknown
}
const NETWORKS: Readonly<Record<Connection, Network>> = {
  wifi: { type: 'wifi', wifi: true, effectiveType: '4g', online: true },
  ethernet: { type: 'ethernet', wifi: false, effectiveType: '4g', online: true },
  '5g': { type: 'cellular', cellular: true, effectiveType: '5g', online: true },
  '4g': { type: 'cellular', cellular: true, effectiveType: '4g', online: true },
  '3g': { type: 'cellular', cellular: true, effectiveType: '3g', online: true },
  '2g': { type: 'cellular', cellular: true, effectiveType: '2g', online: true },
  offline: { online: false },
  unknown: { online: true },
}

/** The page of a show, or the shop's front. */
function pageOf(showId: string | null): Record<string, unknown> {
  const path = showId === null ? '/' : `/live/${showId}`
  return { url: `https://shop.example${path}`, path, title: showId === null ? 'Shop' : 'Live', referrer: '' }
}

function contextOf(happening: Happening): Record<string, unknown> {
  const { visit, at_ms, latency_ms } = happening
  const { visitor } = visit
  const library = { name: visitor.library, version: '1.0.0' }
  if (visitor.screen === 'unknown') return { library }
  const { userAgent } = visitor
  const context = {
    library,
    userAgent,
    locale: visitor.lang,
    page: pageOf(visit.showId),
    screen: SCREENS[visitor.screen],
    network: NETWORKS[visitor.connection],
  }
  if (!visitor.counts) return context
  // Where a finger is the pointer the SDK measures the class; then the size says nothing more.
  const handheld = visitor.screen === 'phone' || visitor.screen === 'tablet'
  const cartbeat = {
    sessionId: visit.sessionId,
    seq: happening.seq,
    showId: visit.showId,
    mediaTime_ms: latency_ms === null ? null : at_ms - latency_ms,
    latency_ms,
    channel: visit.channel,
    ...(handheld && { screen: visitor.screen }),
  }
  if (happening.kind !== 'player.heartbeat') return { ...context, cartbeat }
  const { type, effectiveType } = NETWORKS[visitor.connection]
  return {
    userAgent,
    ...(!handheld && { screen: SCREENS[visitor.screen] }),
    ...(effectiveType !== undefined && { network: { type, effectiveType } }),
    cartbeat,
  }
}

function propertiesOf(happening: Happening): Record<string, unknown> {
  const minor = happening.visit.visitor.counts
  switch (happening.kind) {
    case 'page.viewed':
      return { ...happening.body }
    case 'chat.posted': {
      const { commentId, text, lang, author, role, replyTo } = happening.body
      return { comment_id: commentId, text, lang, author, role, reply_to: replyTo }
    }
    case 'reaction.sent':
    case 'share.sent':
    case 'consent.changed':
      return { ...happening.body }
    case 'product.seen':
    case 'product.viewed':
    case 'product.clicked':
    case 'product.added':
    case 'product.removed':
      return { ...product(happening.body, minor), name: happening.body.title }
    case 'checkout.started':
      return {
        checkout_id: happening.body.checkoutId,
        products: happening.body.lines.map((line) => product(line, minor)),
      }
    case 'order.completed': {
      const { orderId, total, lines } = happening.body
      return {
        order_id: orderId,
        ...money('total', total.amount_minor, minor),
        currency: total.currency,
        products: lines.map((line) => product(line, minor)),
      }
    }
    case 'order.refunded': {
      const { orderId, total } = happening.body
      return {
        order_id: orderId,
        ...(total && { ...money('total', total.amount_minor, minor), currency: total.currency }),
      }
    }
    case 'custom':
      return { place: 'footer' }
    case 'visitor.identified':
      return {}
    default:
      if (!isPlayer(happening.body)) return {}
      return minor && happening.kind === 'player.heartbeat' ? beat(player(happening.body)) : player(happening.body)
  }
}

function isPlayer(body: Happening['body']): body is PlayerBody {
  return body !== null && 'state' in body
}

function product(line: ProductLine, minor: boolean): Record<string, unknown> {
  return {
    product_id: line.productId,
    quantity: line.quantity,
    ...(line.price_minor !== null && money('price', line.price_minor, minor)),
    ...(line.currency !== null && { currency: line.currency }),
  }
}

function player(body: PlayerBody): Record<string, unknown> {
  return {
    state: body.state,
    played_ms: body.played_ms,
    rebuffer_ms: body.rebuffer_ms,
    startup_ms: body.startup_ms,
    position_ms: body.position_ms,
    bitrate_bps: body.bitrate_bps,
    dropped_frames: body.droppedFrames,
    hidden: body.hidden,
    muted: body.muted,
    fullscreen: body.fullscreen,
    error: body.error,
  }
}

/** The SDK's heartbeats leave out what the collector reads all the same: what is not known, not so, or did not occur. */
function beat(said: Record<string, unknown>): Record<string, unknown> {
  const { rebuffer_ms, dropped_frames, ...rest } = said
  const kept = Object.entries(rest).filter(([, value]) => value !== null && value !== false)
  return {
    ...Object.fromEntries(kept),
    ...(rebuffer_ms !== 0 && { rebuffer_ms }),
    ...(dropped_frames !== 0 && { dropped_frames }),
  }
}
