// What the show says now, asked for every second: the pinned product, the offer, the comments of others.
import type { Room, WatchComment } from '../contract.ts'
import { shopOf } from './setup.ts'

const EVERY_MS = 1000
/** Comments of one's own that the service has not given back yet. */
const OWN_MAX = 20

class RoomState {
  now = $state.raw<Room | null>(null)
  /** The last answer failed: what is shown may be old. */
  stale = $state(false)
  own = $state.raw<readonly WatchComment[]>([])

  comments = $derived.by(() => {
    const theirs = this.now?.comments ?? []
    const known = new Set(theirs.map((comment) => comment.commentId))
    return [...theirs, ...this.own.filter((comment) => !known.has(comment.commentId))]
  })

  /** Shows one's own comment at once; the copy from the service takes its place. */
  posted(comment: WatchComment): void {
    this.own = [...this.own, comment].slice(-OWN_MAX)
  }

  async ask(): Promise<void> {
    try {
      const answer = await fetch(`/watch/api/show/${encodeURIComponent(shopOf)}`)
      if (!answer.ok) throw new Error(String(answer.status))
      this.now = (await answer.json()) as Room
      this.stale = false
    } catch {
      this.stale = true
    }
  }

  /** Asks again and again, a pause after each answer, while the page can be seen. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const turn = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await this.ask()
      if (!over) timer = setTimeout(() => void turn(), EVERY_MS)
    }
    void turn()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }
}

export const room = new RoomState()
