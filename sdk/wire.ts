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

/** The collector refuses longer ones. */
const COMMENT_LENGTH_MAX = 4_000

/** Segment writes money as a decimal number of the currency. Fraction digits are ISO 4217's, as ECMA-402 has them. */
export function decimal(amount_minor: number, currency = 'USD'): number {
  let digits = 2
  try {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    // Not a currency: the collector says so.
  }
  return amount_minor / 10 ** digits
}

export const productOf = ({ productId, title, price_minor, currency, quantity = 1 }: Product) => ({
  product_id: productId,
  name: title,
  price: price_minor === undefined ? undefined : decimal(price_minor, currency),
  currency,
  quantity,
})

export const checkoutOf = ({ checkoutId, products }: Checkout) => ({
  checkout_id: checkoutId,
  products: products.map(productOf),
})

export const orderOf = ({ orderId, total_minor, currency, products }: Order) => ({
  order_id: orderId,
  total: decimal(total_minor, currency),
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
