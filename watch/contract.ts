// What the watch page is told, and what the service gives it. Types alone, shared by the server side and the page.
import type { CatalogueEntry, Clock } from '../events/contract.ts'

export interface WatchShow {
  readonly showId: string
  readonly title: string
  readonly host: string
  /** ISO 4217. */
  readonly currency: string
  readonly live: boolean
  /** Viewers now; null where unknown. */
  readonly viewers: number | null
  /** In the running order; the page shows them so. */
  readonly products: readonly CatalogueEntry[]
  readonly pinnedProductId: string | null
  /** The running offer on the pinned product, minor units. */
  readonly offer_minor: number | null
}

export interface WatchComment {
  readonly commentId: string
  readonly author: string | null
  readonly role: 'viewer' | 'host' | 'moderator'
  readonly text: string
  readonly lang: string | null
  readonly at_ms: number
}

/** GET /watch/api/show/:id */
export interface Room {
  readonly show: WatchShow
  /** Oldest first, at most 50. */
  readonly comments: readonly WatchComment[]
}

/** Written into the page. */
export interface Setup {
  readonly writeKey: string
  /** Origin of the collector; '' for the page's own. */
  readonly url: string
  /** In order; the first is played where none is named, and its products are the store's. */
  readonly shows: readonly { readonly showId: string; readonly title: string }[]
}

export interface WatchParts {
  readonly clock: Clock
  /** Public key the page's SDK sends with. */
  readonly writeKey: string
  /** Origin of the collector; the page's own when left out. */
  readonly collectorUrl?: string
  readonly shows: Setup['shows']
  /** What runs now; null for a show nobody knows. */
  show(showId: string): WatchShow | null | Promise<WatchShow | null>
  /** The newest comments, oldest first. */
  comments(showId: string): readonly WatchComment[]
}
