// A show as the hub keeps it: its model, what changed in it that nobody was told yet, and who watches.
import { SNAPSHOT_COMMENTS_MAX } from '../limits.ts'
import type { Channel } from './channel.ts'
import type { Change, ShowModel } from './model.ts'
import { createShowModel, nothingChanged } from './model.ts'

export interface Show {
  readonly model: ShowModel
  /** What changed since the last frame was sent. */
  pending: Change
  watched: Watched | null
  /** The server's time of its newest partition frame or client. */
  touched_ms: number
}

export interface Watched {
  readonly channel: Channel
  sentAt_ms: number
  /** Newest second of the curve that was sent. */
  sentSecond: number
  /** Since when nobody listens. */
  idleSince_ms: number | null
}

export const createShow = (showId: string, touched_ms: number): Show => ({
  model: createShowModel(showId),
  pending: nothingChanged(),
  watched: null,
  touched_ms,
})

/** Adds to what is to be sent; of the comments the newest SNAPSHOT_COMMENTS_MAX stay. */
export function noteChange({ pending }: Show, change: Change): void {
  pending.firstSecond = Math.min(pending.firstSecond, change.firstSecond)
  pending.declared ||= change.declared
  pending.moments ||= change.moments
  pending.questions ||= change.questions
  pending.any ||= change.any
  pending.comments = [...pending.comments, ...change.comments].slice(-SNAPSHOT_COMMENTS_MAX)
}

/** Declared, or with anything in it. */
export function isKnown(model: ShowModel): boolean {
  return model.declared !== null || model.totals.sums.size > 0 || model.seconds.sums.size > 0
}
