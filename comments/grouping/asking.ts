// Questions that a scorer sees none in: told by their form, and by words that surely name what is asked.
import { labelBit, QUESTION_LABELS } from '../contract.ts'
import { CONCEPTS } from './concepts/concepts.ts'
import type { Topic } from './contract.ts'
import { found, namesAny, placeOf, readText, TABLE, tableOf } from './lexicon.ts'
import { isRequestAlone } from './requests.ts'
import { topicOfTerms } from './topics.ts'

/** A grudge is not asked, even in a question's form: "who pays that?", "why is it frozen?". */
const NEVER = labelBit('spam') | labelBit('complaint.price') | labelBit('complaint.stream')
/** Beside these a question has to be plain: "what a price!" is praise. */
const SELDOM =
  labelBit('request') |
  labelBit('purchased') |
  labelBit('praise') |
  labelBit('intent') |
  labelBit('greeting') |
  labelBit('complaint.quality') |
  labelBit('complaint.delivery')
const QUESTION_MARK = /[?\uff1f]/
/** Asked for without a question mark and beside anything else: "the price again please". */
const ASKED_AGAIN: readonly Topic[] = ['price', 'discount', 'how_to_buy']

/** The question label that a comment without one has by its form, as a set of one; 0 where it asks nothing known. */
export function askedByForm(text: string, labels: number): number {
  if (labels & (QUESTION_LABELS | NEVER)) return 0
  readText(text)
  if (!soundsAsked(text) || isRequestAlone(labels)) return 0
  const isMarked = QUESTION_MARK.test(text)
  const named = topicOfTerms('other')
  // A turned verb alone, or beside another label, needs words that surely name the topic.
  const isPlain = isMarked || (named !== null && ((labels & SELDOM) === 0 || ASKED_AGAIN.includes(named)))
  const topic = isPlain ? (named ?? tellingTopic()) : null
  return topic === null ? 0 : labelBit(`question.${topic}`)
}

/** Whether a text has a question mark or the words of a question. Of the text last read. */
export const soundsAsked = (text: string): boolean => QUESTION_MARK.test(text) || namesAny(TABLE.asking)

/** The topic of the first concept that hardly stands in a question about anything else. */
function tellingTopic(): Topic | null {
  let first = -1
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) !== TABLE.concept) continue
    const place = placeOf(value)
    if (CONCEPTS[place]!.tells && (first < 0 || place < first)) first = place
  }
  return first < 0 ? null : CONCEPTS[first]!.home
}
