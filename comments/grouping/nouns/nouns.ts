// What things are called in nine languages, so that "la poêle" finds the "Frying pan" of a catalogue in English. A weak noun
// (materials) only tells a thing from its like: 铸铁锅 is the pot of cast iron, not the frying pan.
import { readConceptLines } from '../concepts/source.ts'
import { addPhrases, TABLE } from '../lexicon.ts'
import { BEAUTY_NOUNS, TECH_NOUNS } from './beauty-and-tech.ts'
import { FASHION_NOUNS } from './fashion.ts'
import { HOME_NOUNS } from './home.ts'
import { MATERIAL_NOUNS } from './materials.ts'

export interface Noun {
  readonly name: string
  readonly weak: boolean
}

/** By place in the lexicon's table. */
export const NOUNS: Noun[] = []

for (const lines of [HOME_NOUNS, FASHION_NOUNS, BEAUTY_NOUNS, TECH_NOUNS, MATERIAL_NOUNS])
  for (const { concept, phrases } of readConceptLines(lines, 'plurals'))
    addPhrases(TABLE.noun, NOUNS.push({ name: concept, weak: lines === MATERIAL_NOUNS }) - 1, phrases)
