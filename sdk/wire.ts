// Cartbeat's words as Segment writes them: names of its Video and Ecommerce v2 specs, "Live ..." where it has none.
import type { EventKind, PlayerKind } from '../events/contract.ts'
import type { ChatOptions, Checkout, Order, Product } from './types.ts'

export const EVENT_NAMES = {
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
} as const satisfies Partial<Record<EventKind, string>> & Record<PlayerKind, string>

/** What the collector reads where a report of the player does not say. */
const USUAL: Readonly<Record<string, unknown>> = {
  rebuffer_ms: 0,
  startup_ms: null,
  position_ms: null,
  bitrate_bps: null,
  dropped_frames: 0,
  hidden: false,
  muted: false,
  fullscreen: false,
}

/** A heartbeat leaves out what is as usual: phones pay for its bytes every ten seconds. */
export const beatOf = (properties: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(properties).filter(([name, value]) => USUAL[name] !== value))

/** The collector refuses longer ones. */
const COMMENT_LENGTH_MAX = 4_000

/** Money goes as the integer it is, not as Segment's decimal: nobody has to guess a currency's digits. */
export const productOf = ({ productId, title, price_minor, currency, quantity = 1 }: Product) => ({
  product_id: productId,
  name: title,
  price_minor,
  currency,
  quantity,
})

export const checkoutOf = ({ checkoutId, products }: Checkout) => ({
  checkout_id: checkoutId,
  products: products.map(productOf),
})

export const orderOf = ({ orderId, total_minor, currency, products }: Order) => ({
  order_id: orderId,
  total_minor,
  currency,
  products: products.map((product) => productOf({ currency, ...product })),
})

export const commentOf = (commentId: string, text: string, { author, lang, replyTo, role }: ChatOptions) => ({
  comment_id: commentId,
  text: text.slice(0, COMMENT_LENGTH_MAX),
  author,
  lang,
  reply_to: replyTo,
  role: role ?? 'viewer',
})
