// What things are called in nine languages, so that "la poêle" finds the "Frying pan" of a catalogue in English. A weak noun
// (materials) only tells a thing from its like: 铸铁锅 is the pot of cast iron, not the frying pan.
import { readConceptLines } from '../concepts/source.ts'
import { PhraseTrie } from '../phrase-trie.ts'
import { BEAUTY_NOUNS, TECH_NOUNS } from './beauty-and-tech.ts'
import { FASHION_NOUNS } from './fashion.ts'
import { HOME_NOUNS } from './home.ts'
import { MATERIAL_NOUNS } from './materials.ts'

export interface Noun {
  readonly name: string
  readonly weak: boolean
}

export const NOUNS: Noun[] = []
/** Values are places in NOUNS. */
export const NOUN_PHRASES = new PhraseTrie()

for (const lines of [HOME_NOUNS, FASHION_NOUNS, BEAUTY_NOUNS, TECH_NOUNS, MATERIAL_NOUNS])
  for (const { concept, phrases } of readConceptLines(lines, 'plurals')) {
    const value = NOUNS.push({ name: concept, weak: lines === MATERIAL_NOUNS }) - 1
    for (const phrase of phrases) NOUN_PHRASES.add(phrase, value)
  }
NOUN_PHRASES.freeze()
