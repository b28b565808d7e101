// The written concepts compiled: one trie of all phrases, and of each concept where it may be read and what its key says.
import { TOPICS, type Topic } from '../contract.ts'
import { PhraseTrie } from '../phrase-trie.ts'
import { COLOURS, DISCOUNT, HOW_TO_BUY } from './buying.ts'
import { COUNTRIES } from './countries.ts'
import { MATERIAL } from './material.ts'
import { OTHER, WHOLE_SHOW } from './other.ts'
import { SHIPPING } from './shipping.ts'
import { SIZE } from './size.ts'
import { readConceptLines, type ConceptSource } from './source.ts'
import { STOCK } from './stock.ts'
import { USE } from './use.ts'

/** Topics that people, and scorers, tell apart badly: "is it dishwasher safe" is use to one and material to the other. */
const DETAIL: readonly Topic[] = ['size', 'material', 'use', 'other']

/** In order of precedence: an earlier concept wins over a later one of the same comment. */
export const SOURCES: readonly ConceptSource[] = [
  { home: 'shipping', readIn: ['shipping', 'other', 'how_to_buy'], wholeShow: true, lines: onlyLines(SHIPPING, 'cod') },
  { home: 'other', readIn: [...DETAIL, 'shipping'], wholeShow: true, lines: WHOLE_SHOW },
  { home: 'shipping', readIn: ['shipping'], wholeShow: true, lines: SHIPPING },
  { home: 'how_to_buy', readIn: ['how_to_buy'], wholeShow: true, lines: HOW_TO_BUY },
  { home: 'discount', readIn: ['discount'], lines: DISCOUNT },
  { home: 'stock', readIn: ['stock'], lines: STOCK },
  { home: 'use', readIn: DETAIL, lines: USE },
  { home: 'other', readIn: DETAIL, lines: OTHER },
  { home: 'material', readIn: DETAIL, lines: MATERIAL },
  { home: 'size', readIn: DETAIL, lines: SIZE },
]

export interface Concept {
  readonly name: string
  readonly home: Topic
  /** A set of TOPICS as bits. */
  readonly readIn: number
  readonly wholeShow: boolean
}

const bitOf = (topic: Topic): number => 1 << TOPICS.indexOf(topic)

export const CONCEPTS: Concept[] = []
/** Values are places in CONCEPTS. */
export const CONCEPT_PHRASES = new PhraseTrie()
/** Values are ISO 3166 codes and colours by place in these lists. */
export const COUNTRY_NAMES: string[] = []
export const COUNTRY_PHRASES = new PhraseTrie()
export const COLOUR_NAMES: string[] = []
export const COLOUR_PHRASES = new PhraseTrie()

for (const { home, readIn, wholeShow = false, lines } of SOURCES)
  for (const { concept, phrases } of readConceptLines(lines)) {
    const own = concept.startsWith('~')
    const name = own ? concept.slice(1) : concept
    const bits = own ? bitOf(home) : readIn.reduce((sum, topic) => sum | bitOf(topic), 0)
    const value = CONCEPTS.push({ name, home, readIn: bits, wholeShow }) - 1
    for (const phrase of phrases) CONCEPT_PHRASES.add(phrase, value)
  }
fill(COUNTRY_PHRASES, COUNTRY_NAMES, COUNTRIES)
fill(COLOUR_PHRASES, COLOUR_NAMES, COLOURS)
CONCEPT_PHRASES.freeze()

function fill(trie: PhraseTrie, names: string[], lines: string): void {
  for (const { concept, phrases } of readConceptLines(lines)) {
    const value = names.push(concept) - 1
    for (const phrase of phrases) trie.add(phrase, value)
  }
  trie.freeze()
}

function onlyLines(lines: string, concept: string): string {
  return lines
    .split('\n')
    .filter((line) => line.startsWith(`${concept}:`))
    .join('\n')
}
