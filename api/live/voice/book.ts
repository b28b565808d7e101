// What viewers said of one show, as far as the glass needs it: every comment once, whichever way it came (a frame, the
// record, both), the questions by meaning, and what closed them.
import { QUESTION_LABELS } from '../../../comments/contract.ts'
import type { CommentFrame, QuestionMarkFrame } from '../../../pipeline/contract.ts'
import {
  QUESTION_ASKS_MAX,
  QUESTION_CLOSINGS_MAX,
  REPLIABLE_MAX,
  REPLIES_WAITING_MAX,
  VOICE_COMMENTS_MAX,
  VOICE_RECENT_MAX,
  VOICE_RECENT_MS,
} from '../../limits.ts'
import { forgetLeastAsked, forgetOldest } from './bounds.ts'
import type { Heard } from './heard.ts'

/** A comment without what the glass does not count by. */
export type Said = Pick<
  CommentFrame,
  'id' | 'commentId' | 'visitorId' | 'at_ms' | 'role' | 'productId' | 'sentiment_milli' | 'labels' | 'textKey'
>

export interface Ask {
  readonly id: string
  readonly visitorId: string
  readonly at_ms: number
}

/** Questions a host would answer with one sentence. */
export interface Asked {
  readonly key: string
  readonly labels: number
  readonly asks: Ask[]
  /** The first wording: what the queue shows. */
  example: Pick<CommentFrame, 'id' | 'at_ms' | 'text' | 'lang'>
}

export type Closing = Omit<QuestionMarkFrame, 'mark'> & { readonly mark: QuestionMarkFrame['mark'] | 'replied' }

export interface VoiceBook {
  /** Ids known, oldest first. */
  readonly known: Set<string>
  /** Of the last VOICE_RECENT_MS, in no order. */
  recent: Said[]
  /** What they said together when it was last worked out, and when, in the data's time. */
  heard: { readonly at_ms: number; readonly says: Heard } | null
  readonly asked: Map<string, Asked>
  /** Of all questions together. */
  asks: number
  /** Which question a comment asked, for the replies. */
  readonly questionOf: Map<string, string>
  /** Replies whose comment has not been seen. */
  readonly waiting: Map<string, number[]>
  /** By question, oldest first. */
  readonly closings: Map<string, Closing[]>
  /** Counts up with every change of the questions. */
  questionsVersion: number
}

export function createVoiceBook(): VoiceBook {
  return {
    known: new Set(),
    recent: [],
    heard: null,
    asked: new Map(),
    asks: 0,
    questionOf: new Map(),
    waiting: new Map(),
    closings: new Map(),
    questionsVersion: 0,
  }
}

/** Takes comments, known ones too. `now_ms` is the data's time: what is older than VOICE_RECENT_MS before it is let go. */
export function hear(book: VoiceBook, comments: readonly CommentFrame[], now_ms: number): void {
  for (const comment of comments) {
    if (book.known.has(comment.id)) continue
    book.known.add(comment.id)
    if (comment.at_ms > now_ms - VOICE_RECENT_MS) book.recent.push(brief(comment))
    if (comment.role === 'viewer') hearQuestion(book, comment)
    else if (comment.replyTo !== null) hearReply(book, comment.replyTo, comment.at_ms)
  }
  forgetOldest(book.known, VOICE_COMMENTS_MAX)
  forgetLeastAsked(book)
  const [first] = book.recent
  if (first !== undefined && first.at_ms <= now_ms - 2 * VOICE_RECENT_MS)
    book.recent = book.recent.filter(({ at_ms }) => at_ms > now_ms - VOICE_RECENT_MS)
  // By arrival, which is by time but for what SQL told late. With some slack: not each comment moves the list.
  if (book.recent.length > VOICE_RECENT_MAX * 1.1) book.recent = book.recent.slice(-VOICE_RECENT_MAX)
}

/** Takes marks, known ones too. */
export function hearMarks(book: VoiceBook, marks: readonly Closing[]): void {
  for (const mark of marks) close(book, mark)
  forgetLeastAsked(book)
}

const brief = ({ id, commentId, visitorId, at_ms, role, productId, sentiment_milli, labels, textKey }: Said): Said => ({
  id,
  commentId,
  visitorId,
  at_ms,
  role,
  productId,
  sentiment_milli,
  labels,
  textKey,
})

function hearQuestion(book: VoiceBook, comment: CommentFrame): void {
  const { id, commentId, visitorId, at_ms, questionKey, text, lang } = comment
  if (questionKey === '') return
  const labels = comment.labels & QUESTION_LABELS
  let asked = book.asked.get(questionKey)
  if (asked === undefined)
    book.asked.set(questionKey, (asked = { key: questionKey, labels, asks: [], example: { id, at_ms, text, lang } }))
  asked.asks.push({ id, visitorId, at_ms })
  if (asked.asks.length > QUESTION_ASKS_MAX) asked.asks.shift()
  else book.asks += 1
  if (at_ms < asked.example.at_ms || (at_ms === asked.example.at_ms && id < asked.example.id))
    asked.example = { id, at_ms, text, lang }
  // Viewers say the id themselves: one who takes another's does not take the reply to it.
  if (!book.questionOf.has(commentId)) book.questionOf.set(commentId, questionKey)
  forgetOldest(book.questionOf, REPLIABLE_MAX)
  for (const repliedAt_ms of book.waiting.get(commentId) ?? []) closeBy(book, questionKey, repliedAt_ms)
  book.waiting.delete(commentId)
  book.questionsVersion += 1
}

function hearReply(book: VoiceBook, commentId: string, at_ms: number): void {
  const questionKey = book.questionOf.get(commentId)
  if (questionKey !== undefined) return closeBy(book, questionKey, at_ms)
  book.waiting.set(commentId, [...(book.waiting.get(commentId) ?? []), at_ms].slice(-QUESTION_CLOSINGS_MAX))
  forgetOldest(book.waiting, REPLIES_WAITING_MAX)
}

const closeBy = (book: VoiceBook, questionKey: string, at_ms: number): void =>
  close(book, { questionKey, mark: 'replied', at_ms })

function close(book: VoiceBook, closing: Closing): void {
  const known = book.closings.get(closing.questionKey) ?? []
  if (known.some((one) => one.at_ms === closing.at_ms && one.mark === closing.mark)) return
  book.closings.set(
    closing.questionKey,
    [...known, closing].toSorted((a, b) => a.at_ms - b.at_ms).slice(-QUESTION_CLOSINGS_MAX),
  )
  book.questionsVersion += 1
}
