// The topics that the words of a question name, whatever it was labelled.
import './concepts/concepts.ts'
import { TOPICS, type Topic } from './contract.ts'
import { found, namesAny, placeOf, TABLE, tableOf } from './lexicon.ts'

/** A topic as a bit of a set. */
export const bitOf = (topic: Topic): number => 1 << TOPICS.indexOf(topic)

/** Of a phrase found in the table of terms: those that are signs stand first there, the others after them. */
export const topicOfTerm = (value: number): Topic => TOPICS[placeOf(value) % TOPICS.length]!

/** Of several named topics the first is asked: a price beside "shipping" is the shipping's. */
const PRECEDENCE: readonly Topic[] = ['shipping', 'discount', 'how_to_buy', 'stock', 'price', 'size']

/** The topic that the words of the text last read surely name: the label's where they name it too; null where they name none. */
export function topicOfTerms(labelled: Topic): Topic | null {
  let named = 0
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) === TABLE.term) named |= bitOf(topicOfTerm(value))
  }
  if (named & bitOf(labelled) || (labelled === 'stock' && namesAny(TABLE.colour))) return labelled
  return PRECEDENCE.find((topic) => named & bitOf(topic)) ?? null
}
