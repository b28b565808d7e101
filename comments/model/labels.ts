// From the label model's sums to a set of labels.
import { labelBit, LABELS, QUESTION_LABELS } from '../contract.ts'
import { cueBit } from '../lexicon/source.ts'
import type { Reading } from '../reading/reading.ts'
import { KIND } from '../text/fold.ts'
import { ASKS_AT } from './shape.ts'

const SPAM = labelBit('spam')
const QUESTION = cueBit('question')
/** Below this a comment asks so surely not that no single question stands. */
const SURELY_NOT = -0.6
/** Above this it asks so surely that it asks something. */
const SURELY = 0.1

/**
 * Labels whose sum is above zero. Whether a comment asks at all is easier to tell than what it asks: where it surely does and no
 * question stands, the likeliest is taken; where it surely does not, none stands. Of complaints the like made matters worse:
 * a grudge about life, weather or another shop complains as well, of none of the four.
 */
export function labelsOf(sums: Float64Array): number {
  let bits = 0
  for (let i = 0; i < LABELS.length; i += 1) if (sums[i]! > 0) bits |= 1 << i
  const asks = sums[ASKS_AT]!
  if (asks < SURELY_NOT) return bits & ~QUESTION_LABELS
  if (asks <= SURELY || (bits & QUESTION_LABELS) !== 0) return bits
  let likeliest = -1
  for (let i = 0; i < LABELS.length; i += 1)
    if (QUESTION_LABELS & (1 << i) && (likeliest < 0 || sums[i]! > sums[likeliest]!)) likeliest = i
  return bits | (1 << likeliest)
}

/** Code units of emoji alone from which they are a flood: an emoji is two and more. */
const FLOOD_UNITS = 24

/**
 * The labels that a comment without a word of ours may have: what the tables say of one is a guess of its marks. Emoji alone are a
 * mood, and spam only as a flood; a question mark alone, or behind words of a language that is not known, asks nothing that could be
 * told.
 */
export function withoutGuesses({ scan, cues }: Reading, labels: number): number {
  const { counts } = scan
  const known = counts[KIND.latin]! + counts[KIND.digit]! + counts[KIND.han]! + counts[KIND.kana]! + counts[KIND.thai]!
  if (known > 0) return labels
  const asked = (cues & ~QUESTION) === 0 || counts[KIND.foreign]! > 0 ? labels & ~QUESTION_LABELS : labels
  return counts[KIND.foreign]! === 0 && counts[KIND.pictograph]! < FLOOD_UNITS ? asked & ~SPAM : asked
}
