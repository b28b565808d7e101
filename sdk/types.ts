// What a page may call, and what it gives. The build writes this file as dist/cartbeat.d.mts, so it imports nothing.

/** How the visitor decided: pending keeps everything in memory until they have. */
export type Consent = 'granted' | 'pending' | 'denied'

export type ViewingChannel =
  | 'site'
  | 'tiktok'
  | 'instagram'
  | 'facebook'
  | 'youtube'
  | 'twitch'
  | 'amazon_live'
  | 'taobao_live'
  | 'tmall'
  | 'other'

export interface InitOptions {
  /** Public browser key. */
  writeKey: string
  /** Origin of the collector, e.g. "https://live.example.com"; the page's own when left out. */
  url?: string
  /** Where the viewer watches; site when left out. */
  channel?: ViewingChannel
  /** granted when left out. Do Not Track and Global Privacy Control win over it: then nothing is stored or sent. */
  consent?: Consent
  /** The show this page is about, where there is one: events belong to it even before watch(). */
  showId?: string
}

export interface WatchOptions {
  showId: string
  /** An hls.js, dash.js or Shaka instance; left out for a plain <video>. Recognised by its methods. */
  player?: object
}

export interface Watching {
  /** Reports the exit with what was still played, and lets go of the element. */
  stop(): void
}

export interface Product {
  productId: string
  title?: string
  /** Unit price in minor units of the currency (cents), an integer. */
  price_minor?: number
  /** ISO 4217. */
  currency?: string
  /** 1 when left out. */
  quantity?: number
}

export interface Checkout {
  checkoutId?: string
  products: readonly Product[]
}

export interface Order {
  /** The shop's own order id: a copy sent by a server with the same id is the same order. */
  orderId: string
  /** What was paid, minor units, an integer. */
  total_minor: number
  currency: string
  products: readonly Product[]
}

export interface ChatOptions {
  /** The chat's own id of the comment; made when left out. */
  commentId?: string
  author?: string
  /** BCP 47. */
  lang?: string
  replyTo?: string
  /** Believed from a server's secret key alone: with the public key of a page everybody is a viewer. */
  role?: 'viewer' | 'host' | 'moderator'
}

export interface PageOptions {
  title?: string
  /** The page's own when left out. */
  url?: string
}

/** Nothing in here ever throws. Before init(), and without consent, calls do nothing. */
export interface Cartbeat {
  /** Once a page; a second call is ignored. */
  init(options: InitOptions): void
  /** Follows a player until stop(), or until the page goes. */
  watch(video: HTMLVideoElement | null, options: WatchOptions): Watching
  /** Returns the comment's id; '' when nothing was recorded. */
  chat(text: string, options?: ChatOptions): string
  /** An emoji or a short name. A burst of the same is sent as one event with its count. */
  react(reaction: string): void
  share(target?: string): void
  productSeen(product: Product): void
  productViewed(product: Product): void
  productClicked(product: Product): void
  productAdded(product: Product): void
  productRemoved(product: Product): void
  checkout(checkout: Checkout): void
  order(order: Order): void
  identify(userId: string, traits?: Record<string, unknown>): void
  page(options?: PageOptions): void
  /** Any other event, kept whole and not interpreted. */
  track(name: string, properties?: Record<string, unknown>): void
  consent(decision: Consent): void
}
