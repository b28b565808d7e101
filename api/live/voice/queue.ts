// The questions nobody answered, most asked first, in an order that stays readable.
import { labelNames } from '../../../comments/contract.ts'
import type { Question, QuestionQueue } from '../../contract.ts'
import { QUESTIONS_SHOWN_MAX } from '../../limits.ts'
import type { Ask, Asked, Closing, VoiceBook } from './book.ts'

/** Group sizes that count as one when ordering: a question overtakes another only when asked half as often again. */
const STEP = 1.5

export function queueOf(book: VoiceBook): QuestionQueue {
  const open: { readonly question: Question; readonly step: number }[] = []
  const answers_ms: number[] = []
  let asks = 0
  let closed = 0
  let lastClosed: QuestionQueue['lastClosed'] = null
  for (const asked of book.asked.values()) {
    const state = stateOf(book.closings.get(asked.key) ?? [])
    const since_ms = state.closedAt_ms
    const waiting = since_ms === null ? asked.asks : asked.asks.filter(({ at_ms }) => at_ms > since_ms)
    if (since_ms !== null && state.closedBy !== null && waiting.length < asked.asks.length) {
      closed += 1
      const example = asked.example.text
      if (lastClosed === null || since_ms > lastClosed.at_ms)
        lastClosed = { questionKey: asked.key, example, closedBy: state.closedBy, at_ms: since_ms }
      if (state.closedBy !== 'dismissed') answers_ms.push(since_ms - firstOf(asked.asks))
    }
    if (waiting.length === 0) continue
    const question = questionOf(asked, waiting, state.isPinned)
    asks += question.asked
    open.push({ question, step: Math.floor(Math.log(question.askers) / Math.log(STEP)) })
  }
  open.sort(
    (a, b) =>
      Number(b.question.pinned) - Number(a.question.pinned) ||
      b.step - a.step ||
      a.question.firstAsked_ms - b.question.firstAsked_ms ||
      (a.question.questionKey < b.question.questionKey ? -1 : 1),
  )
  return {
    open: open.length,
    asks,
    questions: open.slice(0, QUESTIONS_SHOWN_MAX).map(({ question }) => question),
    closed,
    lastClosed,
    medianAnswer_ms: medianOf(answers_ms),
  }
}

function questionOf(asked: Asked, waiting: readonly Ask[], pinned: boolean): Question {
  const [topic = 'other', productId = ''] = asked.key.split('|')
  return {
    questionKey: asked.key,
    topic,
    labels: labelNames(asked.labels),
    productId: productId === '' ? null : productId,
    asked: waiting.length,
    askers: new Set(waiting.map(({ visitorId }) => visitorId)).size,
    firstAsked_ms: firstOf(waiting),
    lastAsked_ms: waiting.reduce((last, { at_ms }) => Math.max(last, at_ms), 0),
    example: asked.example.text,
    lang: asked.example.lang,
    pinned,
  }
}

const firstOf = (asks: readonly Ask[]): number => asks.reduce((first, { at_ms }) => Math.min(first, at_ms), Infinity)

interface QuestionState {
  closedAt_ms: number | null
  closedBy: 'answered' | 'dismissed' | 'replied' | null
  isPinned: boolean
}

/** The marks of a question in their order: closing unpins, `open` takes everything back. */
export function stateOf(closings: readonly Closing[]): QuestionState {
  const state: QuestionState = { closedAt_ms: null, closedBy: null, isPinned: false }
  for (const { mark, at_ms } of closings) {
    state.isPinned = mark === 'pinned'
    if (mark === 'pinned') continue
    state.closedAt_ms = mark === 'open' ? null : at_ms
    state.closedBy = mark === 'open' ? null : mark
  }
  return state
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}
