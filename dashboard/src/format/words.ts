// Small sentences made of contract values.
import type { CatalogueEntry, Channel, Moment, MomentKind, ShowKind } from '../../../api/contract.ts'

export const KIND_WORDS: Readonly<Record<ShowKind, string>> = {
  demo: 'demo show',
  event: 'event',
  service: 'customer service',
  game: 'game show',
  variety: 'variety show',
}

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  site: 'own site',
  tiktok: 'TikTok',
  instagram: 'Instagram',
  facebook: 'Facebook',
  youtube: 'YouTube',
  twitch: 'Twitch',
  amazon_live: 'Amazon Live',
  taobao_live: 'Taobao Live',
  tmall: 'Tmall',
  other: 'other channel',
}

export const MOMENT_WORDS: Readonly<Record<MomentKind, string>> = {
  pin: 'Pin',
  offer: 'Offer',
  game: 'Game',
  poll: 'Poll',
  guest: 'Guest',
}

const SCREEN_WORDS: Readonly<Record<string, string>> = {
  phone: 'Phone',
  tablet: 'Tablet',
  desktop: 'Desktop',
  tv: 'TV',
  unknown: 'Other',
}

const CONNECTION_WORDS: Readonly<Record<string, string>> = {
  wifi: 'Wi-Fi',
  ethernet: 'cable',
  '5g': '5G',
  '4g': '4G',
  '3g': '3G',
  '2g': '2G',
}

/** "Phone, 4G"; a connection nobody knows is left out. */
export function groupName(screen: string, connection: string): string {
  const name = SCREEN_WORDS[screen] ?? screen
  const over = CONNECTION_WORDS[connection]
  return over ? `${name}, ${over}` : name
}

/** What a moment is called on its bar: its own title, or its product's, or its kind. */
export function momentName(moment: Moment, products: readonly CatalogueEntry[]): string {
  const product = products.find((entry) => entry.productId === moment.productId)
  if (moment.kind === 'pin' && product) return `No. ${product.number} ${product.title}`
  return moment.title || product?.title || MOMENT_WORDS[moment.kind]
}

/** The same where there is little room: "No. 3" of a pin, else what kind it is. */
export function momentShortName(moment: Moment, products: readonly CatalogueEntry[]): string {
  const number = products.find((entry) => entry.productId === moment.productId)?.number
  return moment.kind === 'pin' && number !== undefined ? `No. ${number}` : MOMENT_WORDS[moment.kind]
}
