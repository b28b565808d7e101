// A chat repeats itself: greetings, hearts, a text that a crowd copies. What was scored of late is looked up instead.
import type { CommentScore, CommentScorer } from './contract.ts'

/** Texts remembered at least, of those that came last; at most twice as many. */
export const TEXTS_REMEMBERED = 2_048
/** A longer text is scored each time: hardly any comes twice. UTF-16 code units. */
export const REMEMBERED_UNITS_MAX = 64

/** The same scores, of texts that come again without reading them again. The texts it remembers go as others come, and are told to nobody. */
export function remembering(scorer: CommentScorer): CommentScorer {
  let young = new Map<string, CommentScore>()
  let old = new Map<string, CommentScore>()

  function remember(text: string, score: CommentScore): CommentScore {
    if (young.size === TEXTS_REMEMBERED) {
      old = young
      young = new Map()
    }
    young.set(text, score)
    return score
  }

  return {
    ...scorer,
    score(text) {
      if (text.length > REMEMBERED_UNITS_MAX) return scorer.score(text)
      return young.get(text) ?? remember(text, old.get(text) ?? scorer.score(text))
    },
  }
}
