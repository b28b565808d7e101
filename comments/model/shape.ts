// The sizes of the model's tables, and how a feature finds its row in them.
import { LABELS, SCRIPTS } from '../contract.ts'
import { NGRAMS_MAX, SHARED_COUNT } from './features.ts'

/** Outputs of the sentiment model: negative, neutral, positive. */
export const MOODS = 3
/** Outputs of the label model: each label, then whether the comment asks at all. */
export const ASKS_AT: number = LABELS.length
export const LABEL_OUTPUTS: number = LABELS.length + 1

/** Bits of a hash that choose a row, by number in SCRIPTS; 0 is no table. Rows without a weight take a bit each (present.ts). */
export const MOOD_BITS: readonly number[] = SCRIPTS.map(
  (s) => ({ none: 0, latin: 20, han_kana: 19, thai: 20, other: 0 })[s],
)
/** English posts have mood tables of their own: people write them otherwise than live comments. */
export const POST_BITS: readonly number[] = SCRIPTS.map(
  (s) => ({ none: 0, latin: 15, han_kana: 0, thai: 0, other: 0 })[s],
)
export const LABEL_BITS: readonly number[] = SCRIPTS.map(
  (s) => ({ none: 0, latin: 20, han_kana: 20, thai: 19, other: 0 })[s],
)

/** How an output's n-gram weights are quantised. */
export interface Steps {
  /** Table values are -levels to levels. */
  readonly levels: number
  /** The weight that `levels` stands for, as a share of the largest; larger ones count as that. */
  readonly reach: number
}
export const MOOD_STEPS: Steps = { levels: 31, reach: 1 }
/** Few and small: they cost nothing that is seen, and four outputs are added at once (ngrams.ts). */
export const LABEL_STEPS: Steps = { levels: 15, reach: 0.63 }

/** Where the rows of each script begin in a table of all; the shared features' rows come last. */
export function rowStarts(bits: readonly number[]): { starts: readonly number[]; shared: number; rows: number } {
  let next = 0
  const starts = bits.map((b) => {
    const start = next
    next += b === 0 ? 0 : 1 << b
    return start
  })
  return { starts, shared: next, rows: next + SHARED_COUNT }
}

/** 65536 / sqrt(n), rounded down, found in integers: what each n-gram of a comment with n of them counts. */
export const INVERSE_ROOTS = new Int32Array(NGRAMS_MAX + 1)
{
  let root = 65_536
  for (let n = 1; n <= NGRAMS_MAX; n += 1) {
    while (root * root * n > 2 ** 32) root -= 1
    INVERSE_ROOTS[n] = root
  }
}
/** What a shared feature counts, beside n-grams that count 1 / sqrt(n). */
export const SHARED_VALUE = 0.25
