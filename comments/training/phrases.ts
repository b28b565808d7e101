// The phrases of the signs and the lexica as examples: each says what its sign or cue speaks for, so that n-grams know the words of
// it, and their kin, without a comment that used them.
import { CONCEPT_LANGUAGES, readConceptLines } from '../grouping/concepts/source.ts'
import { labelBit, LANGUAGES, type Label, type Language } from '../contract.ts'
import { type Cue, cueBit, type Phrase, readLexicon } from '../lexicon/source.ts'
import { SOURCES, WIDE_SOURCES } from '../lexicon/sources.ts'
import { DEAR } from '../signs/dear.ts'
import { DELIVERY } from '../signs/delivery.ts'
import { FACTS } from '../signs/facts.ts'
import { FAILING } from '../signs/failing.ts'
import { FAULTS } from '../signs/faults.ts'
import { FAULTS_OF_THINGS } from '../signs/faults-of-things.ts'
import { PRAISE } from '../signs/praise.ts'
import { TELLING } from '../signs/telling.ts'
import { WANTING } from '../signs/wanting.ts'

/** What the phrases of a file speak for. */
const SPEAKS: readonly (readonly [string, Label])[] = [
  [FAULTS, 'complaint.quality'],
  [FAULTS_OF_THINGS, 'complaint.quality'],
  [FAILING, 'complaint.quality'],
  [DELIVERY, 'complaint.delivery'],
  [DEAR, 'complaint.price'],
  [WANTING, 'intent'],
  [PRAISE, 'praise'],
  [TELLING, 'praise'],
  [FACTS, 'question.other'],
]
/** Signs whose phrases speak for nothing by themselves: when, how much, of what, for whom. */
const SPEAKS_FOR_NOTHING: ReadonlySet<string> = new Set([
  'not',
  'not-after',
  'does',
  'soon',
  'too-much',
  'not-enough',
  'time-passed',
  'complains-to',
  'host-told',
  'but',
  'courier',
  'parcel',
  'for-someone',
  'lasts',
])
/** Shorter ones are words that say more than one thing: a single word of so many letters, or so many units of a dense script. */
const WORD_UNITS_MIN = 6
const DENSE_UNITS_MIN = 3
const DENSE: ReadonlySet<string> = new Set(['zh', 'ja', 'th'])

export interface PhraseExample {
  readonly text: string
  /** A set as in CommentScore.labels. */
  readonly labels: number
}

/** What a rated phrase of a cue speaks for, by the sign of its rating; 0 takes any. */
const CUES_SPEAK: readonly (readonly [Cue, Label, -1 | 0 | 1])[] = [
  ['praise', 'praise', 1],
  ['defect', 'complaint.quality', -1],
  ['late', 'complaint.delivery', -1],
  ['expensive', 'complaint.price', -1],
  ['stream', 'complaint.stream', -1],
  ['want', 'intent', 0],
  ['bought', 'purchased', 0],
  ['request', 'request', 0],
  ['greeting', 'greeting', 0],
  ['spam', 'spam', 0],
]
/** What a phrase that asks is about. */
const CUES_ASK: readonly (readonly [Cue, Label])[] = [
  ['price', 'question.price'],
  ['size', 'question.size'],
  ['stock', 'question.stock'],
  ['shipping', 'question.shipping'],
  ['material', 'question.material'],
  ['use', 'question.use'],
  ['discount', 'question.discount'],
  ['buying', 'question.how_to_buy'],
  ['detail', 'question.other'],
]

/** In the order of the files. */
export function phraseExamples(): PhraseExample[] {
  return [...signExamples(), ...LANGUAGES.flatMap(lexiconExamples)]
}

function lexiconExamples(language: Language): PhraseExample[] {
  const column = CONCEPT_LANGUAGES.find((l) => l === language)
  if (!column) return []
  return readLexicon(`${SOURCES[language]}${WIDE_SOURCES[language]}`)
    .map((phrase) => ({ text: phrase.text, labels: labelsOfPhrase(phrase) }))
    .filter(({ text, labels }) => labels !== 0 && saysOne(column)(text))
}

/** A set as in CommentScore.labels: what a phrase of the lexicon says by its cues; nothing where it is often meant otherwise. */
function labelsOfPhrase({ cues, rating }: Phrase): number {
  const has = (cue: Cue) => (cues & cueBit(cue)) !== 0
  if (has('sarcasm')) return 0
  let set = 0
  for (const [cue, label, sign] of CUES_SPEAK)
    if (has(cue) && (sign === 0 || Math.sign(rating) === sign)) set |= labelBit(label)
  if (has('question')) for (const [cue, label] of CUES_ASK) if (has(cue)) set |= labelBit(label)
  return set
}

function signExamples(): PhraseExample[] {
  return SPEAKS.flatMap(([source, label]) =>
    readConceptLines(source)
      .filter(({ concept }) => !SPEAKS_FOR_NOTHING.has(concept))
      .flatMap(({ columns }) =>
        columns.flatMap((phrases, column) => phrases.filter(saysOne(CONCEPT_LANGUAGES[column]!))),
      )
      .map((phrase) => ({ text: phrase.replace('*', ''), labels: labelBit(label) })),
  )
}

function saysOne(language: (typeof CONCEPT_LANGUAGES)[number]): (phrase: string) => boolean {
  return (phrase) => {
    const { length } = phrase.replace('*', '')
    return DENSE.has(language) ? length >= DENSE_UNITS_MIN : phrase.includes(' ') || length >= WORD_UNITS_MIN
  }
}
