// What the scorer is measured against: VADER's lexicon alone, and the npm package that did best on English tweets.
import { createRequire } from 'node:module'

export interface Baseline {
  readonly name: string
  /** -1, 0 or 1. */
  polarity(text: string): -1 | 0 | 1
}

/** VADER's normalisation and its band of neutral (Hutto and Gilbert, ICWSM 2014): x / sqrt(x² + 15) within 0.05. */
const NORMAL = 15
const BAND = 0.05

/** The sum of VADER's ratings of the words and emoticons of a text, without VADER's rules. */
export function vaderAlone(words: readonly { readonly word: string; readonly rating: number }[]): Baseline {
  const ratings = new Map(words.map(({ word, rating }) => [word.toLowerCase(), rating]))
  return {
    name: 'VADER lexicon alone',
    polarity(text) {
      let sum = 0
      for (const token of text.toLowerCase().split(/\s+/)) sum += ratings.get(token) ?? ratings.get(trimmed(token)) ?? 0
      const normal = sum / Math.sqrt(sum * sum + NORMAL)
      return normal >= BAND ? 1 : normal <= -BAND ? -1 : 0
    },
  }
}

const trimmed = (token: string) => token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')

/** wink-sentiment: AFINN with emoji and negation. Of sentiment, vader-sentiment, multilang-sentiment and this, the best on TweetEval's validation tweets. */
export function wink(): Baseline {
  const analyse = createRequire(import.meta.url)('wink-sentiment') as (text: string) => { score: number }
  return {
    name: 'wink-sentiment',
    polarity: (text) => Math.sign(analyse(text).score) as -1 | 0 | 1,
  }
}
