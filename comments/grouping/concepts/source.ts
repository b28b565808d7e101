// What a file of concepts may say. A line is `concept: en / zh / es / pt / fr / de / id / ja / th`, each a list of phrases
// with commas between; an asterisk at a phrase's end lets its last word go on. A concept may have several lines, and a
// dash stands for a language without phrases of its own. Earlier concepts win over later ones.
// `?concept` has words that stand in questions about other things, too: it is read under its own topics alone. `~concept` is read only where the comment was labelled with its home topic, `~~concept` only if nothing else is read, too.
import type { Topic } from '../contract.ts'

export const CONCEPT_LANGUAGES = ['en', 'zh', 'es', 'pt', 'fr', 'de', 'id', 'ja', 'th'] as const

export interface ConceptSource {
  /** The topic its questions are keyed under, whichever of `readIn` the comment was labelled with. */
  readonly home: Topic
  readonly readIn: readonly Topic[]
  /** Answered for the whole show: the product is not in the key. */
  readonly wholeShow?: true
  /** Hardly ever named in a question about something else: read under any label whose own words are not there. */
  readonly tells?: true
  /** Its words may stand in a question about anything: a telling concept comes before it. */
  readonly isGeneral?: true
  /** Its words were read off comments that train: no sign for the label tables. */
  readonly isNoSign?: true
  readonly lines: string
}

export interface ConceptLine {
  readonly concept: string
  readonly phrases: readonly string[]
  /** The same by place in CONCEPT_LANGUAGES. */
  readonly columns: readonly (readonly string[])[]
}

/** Throws where a line does not name nine languages: the tables are checked when they are loaded. */
export function readConceptLines(lines: string, endings: 'plurals' | 'none' = 'none'): ConceptLine[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(': ')
      const columns = line.slice(colon + 2).split(' / ')
      if (colon < 1 || columns.length !== CONCEPT_LANGUAGES.length) throw new Error(`concepts: "${line.slice(0, 60)}"`)
      const spelled = columns.map((column, i) =>
        column.split(',').flatMap((phrase) => spellings(phrase.trim(), i, endings === 'plurals')),
      )
      return { concept: line.slice(0, colon).trim(), phrases: spelled.flat(), columns: spelled }
    })
}

const LANGUAGES_WITH_S = ['en', 'es', 'pt', 'fr']

/**
 * German umlauts are typed as the letter alone, which folding sees to, or with an e, and ß as ss; Indonesian words take -nya (and so do
 * English ones there); plurals in s are spelled out where asked for.
 */
function spellings(phrase: string, column: number, plurals: boolean): string[] {
  if (phrase === '-' || phrase === '') return []
  const language = CONCEPT_LANGUAGES[column]!
  if (language === 'de') {
    const spelled = phrase.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
    return [phrase, spelled, phrase.replaceAll('ss', 'ß')]
  }
  if (phrase.endsWith('*')) return [phrase]
  const takesNya = language === 'id' || (language === 'en' && plurals)
  const takesS = plurals && LANGUAGES_WITH_S.includes(language)
  return [phrase, ...(takesNya ? [`${phrase}nya`] : []), ...(takesS ? [`${phrase}s`, `${phrase}es`] : [])]
}
