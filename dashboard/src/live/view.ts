// The view of a running show: what the snapshot and the frames after it add up to. Pure, and bounded whatever arrives:
// a page left open for a whole day holds no more than one opened a minute ago.
import type {
  CatalogueEntry,
  Comment,
  CurvePoint,
  LiveFrame,
  LiveNow,
  LiveSnapshot,
  Moment,
  QuestionQueue,
  ShowSummary,
} from '../../../api/contract.ts'

/** Points of the viewers' curve kept; when there are more, the older half is thinned. */
export const CURVE_MAX = 3600
/** The newest points are never thinned: what the page draws second by second. */
export const CURVE_FINE = 1800
/** Newest comments kept. */
export const COMMENTS_MAX = 200

export interface LiveView {
  readonly show: ShowSummary
  readonly products: readonly CatalogueEntry[]
  readonly moments: readonly Moment[]
  readonly now: LiveNow
  /** The questions nobody answered. */
  readonly questions: QuestionQueue
  /** By t, oldest first, no t twice, at most CURVE_MAX. */
  readonly curve: readonly CurvePoint[]
  /** Newest last, no id twice, at most COMMENTS_MAX. */
  readonly comments: readonly Comment[]
  /** Comments that came over this page's connections, shown or not: tells how many are new since a moment. */
  readonly commentsSeen: number
}

/** A snapshot is whole; what a page held before it only lends its older comments. */
export function viewOfSnapshot(snapshot: LiveSnapshot, before: LiveView | null): LiveView {
  const same = before?.show.showId === snapshot.show.showId ? before : null
  const comments = mergeComments(same?.comments ?? [], snapshot.comments)
  return {
    show: snapshot.show,
    products: snapshot.products,
    moments: snapshot.moments,
    now: snapshot.now,
    questions: snapshot.questions,
    curve: mergeCurve([], snapshot.curve),
    comments: comments.kept,
    commentsSeen: (same?.commentsSeen ?? 0) + comments.fresh,
  }
}

/** The view after one more frame. */
export function applyFrame(view: LiveView, frame: LiveFrame): LiveView {
  const comments = mergeComments(view.comments, frame.comments)
  return {
    show: frame.show ?? view.show,
    products: frame.products ?? view.products,
    moments: frame.moments ?? view.moments,
    now: frame.now,
    questions: frame.questions ?? view.questions,
    curve: mergeCurve(view.curve, frame.curve),
    comments: comments.kept,
    commentsSeen: view.commentsSeen + comments.fresh,
  }
}

/** `later` wins where both have a second; points may come again, out of order, or from before what is held. */
export function mergeCurve(held: readonly CurvePoint[], later: readonly CurvePoint[]): readonly CurvePoint[] {
  if (later.length === 0) return held
  const merged = held.slice()
  for (const point of later) {
    // Nearly all arrive at or near the end: search from there.
    let at = merged.length
    while (at > 0 && merged[at - 1]!.t > point.t) at--
    if (at > 0 && merged[at - 1]!.t === point.t) merged[at - 1] = point
    else merged.splice(at, 0, point)
  }
  return merged.length > CURVE_MAX ? thin(merged) : merged
}

/** Drops every other point before the newest CURVE_FINE; the first stays, so that the curve keeps its beginning. */
function thin(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const fineFrom = points.length - CURVE_FINE
  return points.filter((_, index) => index >= fineFrom || index % 2 === 0)
}

function mergeComments(
  held: readonly Comment[],
  later: readonly Comment[],
): { readonly kept: readonly Comment[]; readonly fresh: number } {
  if (later.length === 0) return { kept: held, fresh: 0 }
  const known = new Set(held.map((comment) => comment.id))
  // Without a text: whoever wrote it was erased.
  const erased = new Set(later.filter(({ text }) => text === '').map(({ id }) => id))
  const fresh = later.filter((comment) => !known.has(comment.id) && !erased.has(comment.id))
  const kept = erased.size === 0 ? held : held.filter((comment) => !erased.has(comment.id))
  if (fresh.length === 0) return { kept: kept.length === held.length ? held : kept, fresh: 0 }
  return { kept: [...kept, ...fresh].slice(-COMMENTS_MAX), fresh: fresh.length }
}
