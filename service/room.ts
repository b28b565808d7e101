// What the watch page shows of a running show, kept from the live feed's frames: the same frames the glass is made of.
import type { DeclaredShow, LiveFeed, MomentFrame, PartitionFrame } from '../pipeline/contract.ts'
import type { WatchComment, WatchShow } from '../watch/contract.ts'

/** Comments kept a show: what a viewer who just came can read back. */
const COMMENTS_MAX = 50

interface Kept {
  declared: DeclaredShow
  moments: readonly MomentFrame[]
  readonly viewers: Map<number, number>
  comments: WatchComment[]
}

export interface Room {
  show(showId: string): WatchShow | null
  /** Oldest first. */
  comments(showId: string): readonly WatchComment[]
  close(): void
}

/** Follows the shows of `showIds`; others are not kept. */
export function createRoom(feed: LiveFeed, showIds: readonly string[]): Room {
  const rooms = new Map<string, Kept>()
  const wanted = new Set(showIds)

  function take(frame: PartitionFrame): void {
    for (const { showId, declared, moments, viewers, comments } of frame.shows) {
      if (!declared || !wanted.has(showId)) continue
      const kept = rooms.get(showId) ?? { declared, moments, viewers: new Map<number, number>(), comments: [] }
      rooms.set(showId, kept)
      kept.declared = declared
      kept.moments = moments
      kept.viewers.set(frame.partition, viewers)
      if (comments.length === 0) continue
      // Partitions take turns, so their comments are put in order of time.
      kept.comments = [...kept.comments, ...comments].toSorted((a, b) => a.at_ms - b.at_ms).slice(-COMMENTS_MAX)
    }
  }

  const unsubscribe = feed.subscribe(take)
  return {
    show(showId) {
      const kept = rooms.get(showId)
      if (!kept) return null
      const { declared, moments, viewers } = kept
      const running = moments.filter((moment) => moment.endsAt_ms === null)
      const pin = running.findLast((moment) => moment.kind === 'pin')
      const offer = running.findLast((moment) => moment.kind === 'offer' && moment.productId === pin?.productId)
      return {
        showId,
        title: declared.title,
        host: declared.host,
        currency: declared.currency,
        live: declared.startedAt_ms !== null && declared.endedAt_ms === null,
        viewers: [...viewers.values()].reduce((sum, n) => sum + n, 0),
        products: declared.products,
        pinnedProductId: pin?.productId ?? null,
        offer_minor: offer?.price_minor ?? null,
      }
    },
    comments: (showId) => rooms.get(showId)?.comments ?? [],
    close: unsubscribe,
  }
}
