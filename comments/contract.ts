// What the comment scorer says about a comment. Pure types and names; the only file outsiders need besides `createScorer`.

/** The closed list of labels, in order: a label's place is its bit in `CommentScore.labels`. New ones go at the end. */
export const LABELS = [
  'question.price',
  'question.size',
  'question.stock',
  'question.shipping',
  'question.material',
  'question.use',
  'question.discount',
  'question.how_to_buy',
  'question.other',
  'intent',
  'purchased',
  'praise',
  'complaint.price',
  'complaint.quality',
  'complaint.delivery',
  'complaint.stream',
  'request',
  'greeting',
  'spam',
] as const
export type Label = (typeof LABELS)[number]

/** What a comment is mostly written in; `none` where it holds no letters, `other` where no table knows the letters. */
export const SCRIPTS = ['none', 'latin', 'han_kana', 'thai', 'other'] as const
export type Script = (typeof SCRIPTS)[number]

/** The languages scored, as ISO 639-1. `und` (undetermined) is scored by its emoji alone, or not at all. */
export const LANGUAGES = ['en', 'zh', 'es', 'pt', 'fr', 'de', 'id', 'ja', 'th', 'und'] as const
export type Language = (typeof LANGUAGES)[number]

/** A sentiment nearer to zero than this is neutral: `polarityOf` and every figure in the model card use it. */
export const NEUTRAL_BAND = 0.2

/** Only the first units of a comment are scored: beyond it nobody reads, and time stays bounded. UTF-16 code units. */
export const SCORED_UNITS_MAX = 1_024

export interface CommentScore {
  /** Changes with every table, lexicon or rule: equal versions and texts have equal scores on every machine. */
  readonly modelVersion: string
  readonly script: Script
  readonly language: Language
  /** -1 to 1 in steps of 0.001; null is unscored: leave it out of means, it is not a neutral. */
  readonly sentiment: number | null
  /** 0 to 1, how sure the sentiment is: low for mixed and sarcastic comments, 0 where unscored. */
  readonly confidence: number
  /** A set of labels as bits: bit i is `LABELS[i]`. Several may hold, or none. */
  readonly labels: number
}

/** Why a comment scored as it did: a part of its text and what that part speaks for. */
export interface CommentSpan {
  /** First UTF-16 code unit in the comment. */
  readonly start: number
  /** One after the last UTF-16 code unit. */
  readonly end: number
  readonly label: Label | 'positive' | 'negative'
}

/** Never throws; time is bounded by SCORED_UNITS_MAX; the same comment always scores the same. Not for sharing between threads. */
export interface CommentScorer {
  readonly modelVersion: string
  score(text: string): CommentScore
  /** The spans behind `score(text)`, in order of their start. Slower than `score`: for the few comments that are looked at. */
  explain(text: string): CommentSpan[]
}

/** The bit of a label in `CommentScore.labels`. */
export const labelBit = (label: Label): number => 1 << LABELS.indexOf(label)

/** Whether a set of labels holds one. */
export const hasLabel = (labels: number, label: Label): boolean => (labels & labelBit(label)) !== 0

/** The names in a set of labels, in the order of LABELS. */
export const labelNames = (labels: number): Label[] => LABELS.filter((_, i) => labels & (1 << i))

/** Every kind of question. */
export const QUESTION_LABELS: number = LABELS.reduce(
  (bits, label, i) => (label.startsWith('question.') ? bits | (1 << i) : bits),
  0,
)

/** Every kind of complaint. */
export const COMPLAINT_LABELS: number = LABELS.reduce(
  (bits, label, i) => (label.startsWith('complaint.') ? bits | (1 << i) : bits),
  0,
)

/** -1, 0 or 1; null where unscored. */
export function polarityOf(sentiment: number | null): -1 | 0 | 1 | null {
  if (sentiment === null) return null
  return sentiment >= NEUTRAL_BAND ? 1 : sentiment <= -NEUTRAL_BAND ? -1 : 0
}
