// What is known of one show now: frames of every partition and rows from SQL, added up. Kept in place; read by now.ts.
import type { CommentFrame, DeclaredShow, MomentFrame, PartitionFrame, ShowFrame } from '../../pipeline/contract.ts'
import { WATCH_BUCKETS_MS } from '../../pipeline/contract.ts'
import { COMMENTS_KEPT_MAX, SETTLE_AFTER_S, SHOW_SECONDS_MAX } from '../limits.ts'
import { labelNames } from '../../comments/contract.ts'
import type { Comment } from '../contract.ts'
import type { Keyed } from './keyed.ts'
import { createKeyed, forget, put, settle } from './keyed.ts'
import { MINUTE_FIELDS, PRODUCT_FIELDS, QUALITY_FIELDS, QUALITY_WIDTH, TOTAL_FIELDS } from './fields.ts'
import { joinKey, minuteOf, pick } from './fields.ts'
import type { PastRates } from './engagement.ts'
import type { History } from './history.ts'
import { forgetOldest } from './voice/bounds.ts'
import { createVoiceBook, hear, hearMarks, type Closing, type VoiceBook } from './voice/book.ts'

export interface ShowModel {
  readonly showId: string
  declared: DeclaredShow | null
  moments: readonly MomentFrame[]
  /** Concurrent viewers by partition. */
  readonly viewers: Map<string, number>
  readonly totals: Keyed<''>
  readonly watch: Keyed<''>
  /** Joins and leaves by Unix s. */
  readonly seconds: Keyed<number>
  /** Viewers before the first second kept, and the peak among seconds no longer kept. */
  baseViewers: number
  oldPeak: { readonly viewers: number; readonly second: number } | null
  /** MINUTE_FIELDS by Unix s. */
  readonly minutes: Keyed<number>
  /** Count by minute and reaction. */
  readonly reactions: Keyed<string>
  /** PRODUCT_FIELDS by minute, product and moment. */
  readonly products: Keyed<string>
  /** QUALITY_FIELDS and start-up buckets by minute, screen and connection. */
  readonly quality: Keyed<string>
  /** Oldest first. */
  comments: readonly Comment[]
  /** Visitor of each, by the comment's id. */
  readonly speakers: Map<string, string>
  /** Of visitors erased of late, without their texts. */
  erased: readonly Comment[]
  readonly voice: VoiceBook
  /** What past shows usually had; null when there is none. */
  past: PastRates | null
  /** Seconds below are summed over partitions and no longer replaced, minutes below are gone. Unix s. */
  settledBefore: number
}

export function createShowModel(showId: string): ShowModel {
  return {
    showId,
    declared: null,
    moments: [],
    viewers: new Map(),
    totals: createKeyed(TOTAL_FIELDS.length),
    watch: createKeyed(WATCH_BUCKETS_MS.length + 1),
    seconds: createKeyed(2),
    baseViewers: 0,
    oldPeak: null,
    minutes: createKeyed(MINUTE_FIELDS.length),
    reactions: createKeyed(1),
    products: createKeyed(PRODUCT_FIELDS.length),
    quality: createKeyed(QUALITY_WIDTH),
    comments: [],
    speakers: new Map(),
    erased: [],
    voice: createVoiceBook(),
    past: null,
    settledBefore: 0,
  }
}

/** What one frame or one set of rows changed. */
export interface Change {
  /** The earliest second of the curve that changed; Infinity when none did. */
  firstSecond: number
  declared: boolean
  moments: boolean
  questions: boolean
  /** New comments, oldest first. */
  comments: readonly Comment[]
  /** Anything at all, the above included. */
  any: boolean
}

export const nothingChanged = (): Change => ({
  firstSecond: Infinity,
  declared: false,
  moments: false,
  questions: false,
  comments: [],
  any: false,
})

/** The name of a partition of a log. */
export const partOf = (logId: string, partition: number): string => `${logId}/${partition}`

/** Overlays a partition's frame of this show; orders are the order book's. */
export function applyFrame(model: ShowModel, frame: PartitionFrame, show: ShowFrame): Change {
  const part = partOf(frame.logId, frame.partition)
  const version = frame.offset
  const change = nothingChanged()
  if (show.declared && !same(show.declared, model.declared)) {
    model.declared = show.declared
    change.declared = true
  }
  if (!same(show.moments, model.moments)) {
    model.moments = show.moments
    change.moments = true
  }
  let any = model.viewers.get(part) !== show.viewers
  model.viewers.set(part, show.viewers)
  any = put(model.totals, part, '', version, pick(TOTAL_FIELDS, show.totals)) || any
  any = put(model.watch, part, '', version, show.watchBuckets) || any
  for (const { second, joins, leaves } of show.seconds) {
    if (putSecond(model, part, second, version, joins, leaves))
      change.firstSecond = Math.min(change.firstSecond, second)
  }
  for (const minute of show.minutes) {
    if (minute.minute < model.settledBefore) continue
    any = put(model.minutes, part, minute.minute, version, pick(MINUTE_FIELDS, minute)) || any
    for (const [reaction, count] of Object.entries(minute.byReaction)) {
      put(model.reactions, part, joinKey(minute.minute, reaction), version, [count])
    }
  }
  for (const row of show.products) {
    if (row.minute < model.settledBefore) continue
    const key = joinKey(row.minute, row.productId, row.momentId)
    any = put(model.products, part, key, version, pick(PRODUCT_FIELDS, row)) || any
  }
  for (const row of show.quality) {
    if (row.minute < model.settledBefore) continue
    const key = joinKey(row.minute, row.screen, row.connection)
    const values = [...pick(QUALITY_FIELDS, row), ...row.startupBuckets]
    any = put(model.quality, part, key, version, values) || any
  }
  change.questions = listen(model, show.comments, show.questionMarks, frame.time_ms)
  change.comments = addComments(model, show.comments)
  change.any =
    any ||
    change.declared ||
    change.moments ||
    change.questions ||
    change.comments.length > 0 ||
    change.firstSecond < Infinity
  return change
}

/** Lays rows from SQL under the frames: a row replaces a value only if it is not older. Orders are the order book's. */
export function applyHistory(model: ShowModel, history: History): Change {
  const change: Change = { ...nothingChanged(), any: true }
  if (!model.declared && history.declared) {
    model.declared = history.declared
    change.declared = true
  }
  if (model.moments.length === 0 && history.moments.length > 0) {
    model.moments = history.moments
    change.moments = true
  }
  for (const { part, version, second, values } of history.seconds) {
    if (putSecond(model, part, second, version, values[0] ?? 0, values[1] ?? 0)) {
      change.firstSecond = Math.min(change.firstSecond, second)
    }
  }
  for (const { part, version, values } of history.totals) put(model.totals, part, '', version, values)
  for (const { part, version, values } of history.watch) put(model.watch, part, '', version, values)
  for (const { part, version, minute, values } of history.minutes) {
    if (minute >= model.settledBefore) put(model.minutes, part, minute, version, values)
  }
  for (const table of ['reactions', 'products', 'quality'] as const) {
    for (const { part, version, minute, words, values } of history[table]) {
      if (minute >= model.settledBefore) put(model[table], part, joinKey(minute, ...words), version, values)
    }
  }
  change.questions = listen(model, history.said, history.marks, history.said.at(-1)?.at_ms ?? 0)
  change.comments = addComments(model, history.comments)
  return change
}

/** Answers whether the questions changed. */
function listen(
  model: ShowModel,
  comments: readonly CommentFrame[],
  marks: readonly Closing[],
  now_ms: number,
): boolean {
  const before = model.voice.questionsVersion
  hear(model.voice, comments, now_ms)
  hearMarks(model.voice, marks)
  return model.voice.questionsVersion !== before
}

/** Sets a partition's joins and leaves of a second. Answers whether the curve changed. */
export function putSecond(
  model: ShowModel,
  part: string,
  second: number,
  version: number,
  joins: number,
  leaves: number,
): boolean {
  if (second < model.settledBefore) return false
  return put(model.seconds, part, second, version, [joins, leaves])
}

/** Adds comments not known yet, in time order, keeping the newest. Answers the new ones. */
export function addComments(model: ShowModel, comments: readonly CommentFrame[]): readonly Comment[] {
  if (comments.length === 0) return []
  const known = new Set(model.comments.map((comment) => comment.id))
  const fresh = comments
    .filter((comment) => !known.has(comment.id))
    .map(commentOf)
    .toSorted(byTime)
  if (fresh.length === 0) return []
  model.comments = [...model.comments, ...fresh].toSorted(byTime).slice(-COMMENTS_KEPT_MAX)
  for (const { id, visitorId } of comments) model.speakers.set(id, visitorId)
  forgetOldest(model.speakers, 2 * COMMENTS_KEPT_MAX)
  return fresh
}

/** What a client is told of a comment. */
function commentOf(comment: CommentFrame): Comment {
  const { id, commentId, at_ms, author, role, text, lang, productId, sentiment_milli, textKey, questionKey } = comment
  const sentiment = sentiment_milli === null ? null : sentiment_milli / 1000
  const labels = labelNames(comment.labels)
  return { id, commentId, at_ms, author, role, text, lang, productId, sentiment, labels, textKey, questionKey }
}

/** Newest last; equal times by id, so that every order of arrival gives the same list. */
function byTime(a: Comment, b: Comment): number {
  return a.at_ms - b.at_ms || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/**
 * Keeps what the glass shows: of the seconds all (their sums, once no partition will change them), of the minutes those
 * of the last SETTLE_AFTER_S. `now` is partition time, Unix s.
 */
export function settleModel(model: ShowModel, now: number): void {
  const before = Math.floor((now - SETTLE_AFTER_S) / 60) * 60
  if (before <= model.settledBefore) return
  model.settledBefore = before
  settle(model.seconds, (second) => second < before)
  forget(model.minutes, (minute) => minute < before)
  for (const keyed of [model.reactions, model.products, model.quality]) forget(keyed, (key) => minuteOf(key) < before)
  dropOldSeconds(model)
}

function dropOldSeconds(model: ShowModel): void {
  const seconds = [...model.seconds.sums.keys()].toSorted((a, b) => a - b)
  const before = (seconds.at(-1) ?? 0) - SHOW_SECONDS_MAX
  const old = seconds.filter((second) => second < before)
  for (const second of old) {
    const [joins = 0, leaves = 0] = model.seconds.sums.get(second) ?? []
    model.baseViewers += joins - leaves
    if (model.baseViewers > (model.oldPeak?.viewers ?? 0)) model.oldPeak = { viewers: model.baseViewers, second }
    model.seconds.sums.delete(second)
  }
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
