// Comments, and what is made of one.
import type { Label } from '../../comments/contract.ts'

export interface Comment {
  readonly id: string
  readonly commentId: string
  readonly at_ms: number
  readonly author: string | null
  readonly role: 'viewer' | 'host' | 'moderator'
  /** '' in the live stream: its visitor was erased, so a page that has it lets it go. */
  readonly text: string
  readonly lang: string | null
  /** The product it names, else the one pinned on the viewer's screen. */
  readonly productId: string | null
  /** -1 to 1; null: unscored, which is not neutral. */
  readonly sentiment: number | null
  readonly labels: readonly Label[]
  /** Equal for copies of one text. */
  readonly textKey: number
  /** Equal for questions of one meaning; '' for what is no question. */
  readonly questionKey: string
}

/** GET /v1/shows/:showId/comments?before=<cursor>&limit=&q= : newest first. */
export interface CommentPage {
  readonly comments: readonly Comment[]
  /** Give as `before` for the next page; null at the end. */
  readonly next: string | null
}

/** POST /v1/comments/score : one comment's score and why, for whoever points at it. */
export interface CommentToScore {
  readonly text: string
}

export interface ScoredComment {
  readonly model: string
  readonly language: string
  readonly sentiment: number | null
  readonly confidence: number
  readonly labels: readonly Label[]
  /** Parts of the text and what they speak for, UTF-16 offsets. */
  readonly spans: readonly {
    readonly start: number
    readonly end: number
    readonly label: Label | 'positive' | 'negative'
  }[]
}
