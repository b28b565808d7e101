// Which of the concepts that stand in a comment it asks about, given its label and the topic that its words name.
import { CONCEPTS, DETAIL_BITS, WEIGHT, type Concept } from './concepts/concepts.ts'
import type { Topic } from './contract.ts'
import { found, placeOf, TABLE, tableOf } from './lexicon.ts'
import { bitOf } from './topics.ts'

/** No rank: not read. */
const NONE = Infinity

/** The place in CONCEPTS of what the text last read asks, or -1: the lowest rank, and among equals the tables' order. */
export function chosenConcept(labelled: Topic, topics: number, named: Topic | null): number {
  let best = -1
  let bestRank = NONE
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) !== TABLE.concept || isWithinLonger(i)) continue
    const place = placeOf(value)
    const rank = rankOf(CONCEPTS[place]!, labelled, topics, named) * CONCEPTS.length + place
    if (rank < bestRank) {
      bestRank = rank
      best = place
    }
  }
  return best
}

/** Whether a concept's words stand in the text last read, under whatever label they are read. */
export function namesConcept(name: string): boolean {
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) === TABLE.concept && CONCEPTS[placeOf(value)]!.name === name) return true
  }
  return false
}

/**
 * What is read under the label comes first, then what tells under any label, then general words. Words that surely name
 * another topic than the label leave only what tells; words that name the label's own, only what is read under it.
 */
function rankOf(concept: Concept, labelled: Topic, topics: number, named: Topic | null): number {
  const { home, readIn, tells, wholeShow, weight } = concept
  const bit = bitOf(labelled)
  const isOther = named !== null && named !== labelled
  if (readIn & bit) {
    if (weight === WEIGHT.telling) return wholeShow || (topics & bitOf(home)) !== 0 ? 0 : 1
    if (isOther) return NONE
    return weight === WEIGHT.lastResort ? 5 : named === labelled ? 1 : 3
  }
  if (tells && named !== labelled) return 2
  // One detail's label is often another detail's.
  if (isOther || (bit & DETAIL_BITS) === 0 || (bitOf(home) & DETAIL_BITS) === 0) return NONE
  return weight === WEIGHT.general ? 4 : 6
}

/** A phrase within a longer one of another concept says nothing of its own: cancel in noise cancelling. */
function isWithinLonger(hit: number): boolean {
  const start = found.starts[hit]!
  const end = found.ends[hit]!
  const { name } = CONCEPTS[placeOf(found.values[hit]!)]!
  for (let i = 0; i < found.count && found.starts[i]! <= start; i += 1) {
    const value = found.values[i]!
    if (found.ends[i]! < end || found.widthOf(i) === end - start || tableOf(value) !== TABLE.concept) continue
    const longer = CONCEPTS[placeOf(value)]!
    if (longer.name !== name && longer.weight === WEIGHT.telling) return true
  }
  return false
}
