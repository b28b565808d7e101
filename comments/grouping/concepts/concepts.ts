// The written concepts compiled: of each, where it may be read and what its key says.
import { TOPICS, type Topic } from '../contract.ts'
import { addPhrases, TABLE, type Table } from '../lexicon.ts'
import { DISCOUNT, DISCOUNT_CODE, HOW_TO_BUY, PRODUCT_LINK, RESERVE } from './buying.ts'
import { CARE } from './care.ts'
import { COLOURS } from './colours.ts'
import { COUNTRIES } from './countries.ts'
import { FEATURES } from './features.ts'
import { MATERIAL } from './material.ts'
import { OTHER, WHOLE_SHOW } from './other.ts'
import { PRICE } from './price.ts'
import { QUALITIES } from './qualities.ts'
import { SHIPPING, SHIPPING_COST } from './shipping.ts'
import { SIZE } from './size.ts'
import { readConceptLines, type ConceptSource } from './source.ts'
import { COLOUR_QUESTIONS, STOCK } from './stock.ts'
import { SUITS } from './suits.ts'

/** Topics that people, and scorers, tell apart badly: "is it dishwasher safe" is use to one and material to the other. */
const DETAIL: readonly Topic[] = ['size', 'material', 'use', 'other']

/** Topics whose label stands by mistake on a question about a detail. */
const COMMERCE: readonly Topic[] = ['price', 'stock', 'shipping']

/** In order of precedence: of what a comment says of its own topic, and then of others, the earlier concept wins. */
export const SOURCES: readonly ConceptSource[] = [
  { home: 'shipping', readIn: ['shipping', 'other', 'how_to_buy'], wholeShow: true, lines: firstLine(SHIPPING) },
  { home: 'other', readIn: [...DETAIL, 'shipping', 'how_to_buy'], wholeShow: true, lines: WHOLE_SHOW },
  { home: 'shipping', readIn: ['shipping'], wholeShow: true, lines: SHIPPING },
  { home: 'shipping', readIn: ['price', 'discount'], wholeShow: true, lines: SHIPPING_COST },
  { home: 'how_to_buy', readIn: ['how_to_buy', 'other'], wholeShow: true, lines: HOW_TO_BUY },
  { home: 'how_to_buy', readIn: ['how_to_buy'], lines: PRODUCT_LINK },
  { home: 'discount', readIn: ['discount', 'how_to_buy'], wholeShow: true, lines: DISCOUNT_CODE },
  { home: 'discount', readIn: ['discount'], lines: DISCOUNT },
  { home: 'stock', readIn: ['stock', 'how_to_buy', 'other'], lines: RESERVE },
  { home: 'stock', readIn: ['stock'], lines: STOCK },
  { home: 'stock', readIn: ['stock', ...DETAIL], lines: COLOUR_QUESTIONS },
  { home: 'use', readIn: DETAIL, tellsIn: [...COMMERCE, 'how_to_buy'], lines: CARE },
  { home: 'use', readIn: DETAIL, tellsIn: COMMERCE, lines: FEATURES },
  { home: 'material', readIn: DETAIL, lines: QUALITIES },
  { home: 'other', readIn: DETAIL, lines: OTHER },
  { home: 'use', readIn: DETAIL, lines: SUITS },
  { home: 'material', readIn: DETAIL, lines: MATERIAL },
  { home: 'size', readIn: [...DETAIL, 'stock'], lines: SIZE },
  { home: 'price', readIn: ['price'], lines: PRICE },
]

export interface Concept {
  readonly name: string
  readonly home: Topic
  /** A set of TOPICS as bits. */
  readonly readIn: number
  readonly wholeShow: boolean
  /** So general that any other concept says more: what it is made of, how to use it. */
  readonly lastResort: boolean
  /** Topics, as bits, under which it is read where nothing of their own is. */
  readonly tellsIn: number
}

const bitOf = (topic: Topic): number => 1 << TOPICS.indexOf(topic)
const bitsOf = (topics: readonly Topic[]): number => topics.reduce((sum, topic) => sum | bitOf(topic), 0)

/** By place in the lexicon's table. */
export const CONCEPTS: Concept[] = []

for (const { home, readIn, wholeShow = false, tellsIn = [], lines } of SOURCES)
  for (const { concept, phrases } of readConceptLines(lines)) {
    const marks = concept.lastIndexOf('~') + 1
    const bits = marks > 0 ? bitOf(home) : bitsOf(readIn)
    const place =
      CONCEPTS.push({
        name: concept.slice(marks),
        home,
        readIn: bits,
        wholeShow,
        lastResort: marks > 1,
        tellsIn: marks > 0 ? 0 : bitsOf(tellsIn),
      }) - 1
    addPhrases(TABLE.concept, place, phrases)
  }
fill(TABLE.country, COUNTRIES)
fill(TABLE.colour, COLOURS)

/** That a country or a colour is named is what counts, not which. */
function fill(table: Table, lines: string): void {
  for (const [place, { phrases }] of readConceptLines(lines).entries()) addPhrases(table, place, phrases)
}

/** Cash on delivery, which some call shipping and some a way to pay. */
function firstLine(lines: string): string {
  return lines.split('\n').find((line) => line.includes(': ')) ?? ''
}
