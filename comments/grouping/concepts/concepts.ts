// The written concepts compiled: of each, where it may be read and what its key says.
import { TOPICS, type Topic } from '../contract.ts'
import { addPhrases, TABLE, type Table } from '../lexicon.ts'
import { ASKING } from './asking.ts'
import { DISCOUNT, DISCOUNT_CODE, HOW_TO_BUY, PRODUCT_LINK, RESERVE } from './buying.ts'
import { CARE } from './care.ts'
import { COLOURS } from './colours.ts'
import { COUNTRIES } from './countries.ts'
import { FEATURES } from './features.ts'
import { MATERIAL } from './material.ts'
import { OTHER, WHOLE_SHOW } from './other.ts'
import { PRICE, SEEN_PRICE } from './price.ts'
import { QUALITIES } from './qualities.ts'
import { PARCELS, PAY_ON_DELIVERY, SHIPPING, SHIPPING_COST } from './shipping.ts'
import { SIZE } from './size.ts'
import { readConceptLines, type ConceptSource } from './source.ts'
import { COLOUR_QUESTIONS, STOCK } from './stock.ts'
import { SUITS } from './suits.ts'
import { SEEN_TERMS, TERMS } from './terms.ts'

/** Topics that people, and scorers, tell apart badly: "is it dishwasher safe" is use to one and material to the other. */
const DETAIL: readonly Topic[] = ['size', 'material', 'use', 'other']

/** In order of precedence: of what a comment says of its own topic, and then of others, the earlier concept wins. */
export const SOURCES: readonly ConceptSource[] = [
  {
    home: 'shipping',
    readIn: ['shipping', 'other', 'how_to_buy'],
    tells: true,
    wholeShow: true,
    lines: PAY_ON_DELIVERY,
  },
  { home: 'other', readIn: [...DETAIL, 'shipping', 'how_to_buy'], tells: true, wholeShow: true, lines: WHOLE_SHOW },
  { home: 'shipping', readIn: ['shipping'], tells: true, wholeShow: true, lines: PARCELS },
  { home: 'shipping', readIn: ['shipping'], isGeneral: true, wholeShow: true, lines: SHIPPING },
  { home: 'shipping', readIn: ['price', 'discount'], wholeShow: true, lines: SHIPPING_COST },
  { home: 'how_to_buy', readIn: ['how_to_buy', 'other'], tells: true, wholeShow: true, lines: HOW_TO_BUY },
  { home: 'how_to_buy', readIn: ['how_to_buy'], isGeneral: true, lines: PRODUCT_LINK },
  { home: 'discount', readIn: ['discount', 'how_to_buy'], tells: true, wholeShow: true, lines: DISCOUNT_CODE },
  { home: 'discount', readIn: ['discount'], isGeneral: true, lines: DISCOUNT },
  { home: 'stock', readIn: ['stock', 'how_to_buy', 'other'], lines: RESERVE },
  { home: 'stock', readIn: ['stock'], tells: true, lines: STOCK },
  { home: 'stock', readIn: ['stock', ...DETAIL], tells: true, lines: COLOUR_QUESTIONS },
  { home: 'use', readIn: DETAIL, tells: true, lines: CARE },
  { home: 'use', readIn: DETAIL, tells: true, lines: FEATURES },
  { home: 'material', readIn: DETAIL, tells: true, lines: QUALITIES },
  { home: 'other', readIn: DETAIL, tells: true, lines: OTHER },
  { home: 'use', readIn: DETAIL, tells: true, lines: SUITS },
  { home: 'material', readIn: DETAIL, tells: true, lines: MATERIAL },
  { home: 'size', readIn: [...DETAIL, 'stock'], tells: true, lines: SIZE },
  { home: 'price', readIn: ['price'], lines: PRICE },
  { home: 'price', readIn: ['price'], isNoSign: true, lines: SEEN_PRICE },
]

/** How much a concept's words say of what is asked. */
export const WEIGHT = { lastResort: 0, general: 1, telling: 2 } as const

export interface Concept {
  readonly name: string
  readonly home: Topic
  /** A set of TOPICS as bits. */
  readonly readIn: number
  /** Read under any label. */
  readonly tells: boolean
  readonly wholeShow: boolean
  /** Whether the label tables may learn from it. */
  readonly isSign: boolean
  /** Of WEIGHT: the last resort is so general that any other concept says more (what it is made of, how to use it). */
  readonly weight: number
}

const bitOf = (topic: Topic): number => 1 << TOPICS.indexOf(topic)
const bitsOf = (topics: readonly Topic[]): number => topics.reduce((sum, topic) => sum | bitOf(topic), 0)
export const DETAIL_BITS: number = bitsOf(DETAIL)

/** By place in the lexicon's table. */
export const CONCEPTS: Concept[] = []

for (const { home, readIn, tells = false, isGeneral = false, isNoSign = false, wholeShow = false, lines } of SOURCES)
  for (const { concept, phrases } of readConceptLines(lines)) {
    const marks = concept.lastIndexOf('~') + 1
    const isAmbiguous = concept.startsWith('?')
    const place =
      CONCEPTS.push({
        name: concept.slice(marks + Number(isAmbiguous)),
        home,
        readIn: marks > 0 ? bitOf(home) : bitsOf(readIn),
        tells: tells && marks === 0 && !isAmbiguous,
        wholeShow,
        isSign: !isNoSign,
        weight: marks > 1 ? WEIGHT.lastResort : marks > 0 || isGeneral || isAmbiguous ? WEIGHT.general : WEIGHT.telling,
      }) - 1
    addPhrases(TABLE.concept, place, phrases)
  }
for (const { concept, phrases } of readConceptLines(TERMS))
  addPhrases(TABLE.term, TOPICS.indexOf(concept as Topic), phrases)
for (const { concept, phrases } of readConceptLines(SEEN_TERMS))
  addPhrases(TABLE.term, TOPICS.length + TOPICS.indexOf(concept as Topic), phrases)
fill(TABLE.asking, ASKING)
fill(TABLE.country, COUNTRIES)
fill(TABLE.colour, COLOURS)

/** That a country or a colour is named is what counts, not which. */
function fill(table: Table, lines: string): void {
  for (const [place, { phrases }] of readConceptLines(lines).entries()) addPhrases(table, place, phrases)
}
