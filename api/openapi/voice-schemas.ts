// What viewers say, as JSON Schema: see schemas.ts.
import { LABELS } from '../../comments/contract.ts'
import type * as api from '../contract.ts'
import { count, flag, list, nullable, number, object, oneOf, ref, share, text, time_ms } from './schema.ts'
import type { Schema } from './schema.ts'
import { CLOSED_BY, COMPLAINTS, COMMENT_ROLES } from './words.ts'

const sentiment: Schema = { type: 'number', minimum: -1, maximum: 1 }
const labels = list(oneOf(LABELS))

export const voiceSchemas: Readonly<Record<string, Schema>> = {
  Comment: object<api.Comment>({
    id: text,
    commentId: text,
    at_ms: time_ms,
    author: nullable(text),
    role: oneOf(COMMENT_ROLES),
    text,
    lang: nullable(text),
    productId: nullable(text),
    sentiment: nullable(sentiment),
    labels,
    textKey: count,
    questionKey: text,
  }),
  MoodWindow: object<api.MoodWindow>({
    viewers: count,
    mean: nullable(sentiment),
    low: nullable(sentiment),
    high: nullable(sentiment),
  }),
  Mood: object<api.Mood>({
    last1: ref('MoodWindow'),
    last10: ref('MoodWindow'),
    bars: list(count),
    minimumViewers: count,
  }),
  Wants: object<api.Wants>({
    viewers: count,
    before: count,
    products: list(object<api.Wants['products'][number]>({ productId: text, viewers: count, before: count }), {
      maxItems: 3,
    }),
  }),
  Wrong: object<api.Wrong>({ about: oneOf(COMPLAINTS), viewers: count, before: count, says: nullable(text) }),
  Dear: object<api.Dear>({ viewers: count, before: count }),
  Question: object<api.Question>({
    questionKey: text,
    topic: text,
    labels,
    productId: nullable(text),
    asked: count,
    askers: count,
    firstAsked_ms: time_ms,
    lastAsked_ms: time_ms,
    example: text,
    lang: nullable(text),
    pinned: flag,
  }),
  QuestionQueue: object<api.QuestionQueue>({
    open: count,
    asks: count,
    questions: list(ref('Question'), { maxItems: 50 }),
    closed: count,
    lastClosed: nullable(
      object<NonNullable<api.QuestionQueue['lastClosed']>>({
        questionKey: text,
        example: text,
        closedBy: oneOf(CLOSED_BY),
        at_ms: time_ms,
      }),
    ),
    medianAnswer_ms: nullable(number),
  }),
  ScoredComment: object<api.ScoredComment>({
    model: text,
    language: text,
    sentiment: nullable(sentiment),
    confidence: share,
    labels,
    spans: list(
      object<api.ScoredComment['spans'][number]>({
        start: count,
        end: count,
        label: oneOf([...LABELS, 'positive', 'negative']),
      }),
    ),
  }),
}
