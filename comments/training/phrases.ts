// The signs' phrases as examples: each says what its sign speaks for, so that n-grams know the words of it, and their kin, without
// a comment that used them.
import { CONCEPT_LANGUAGES, readConceptLines } from '../grouping/concepts/source.ts'
import { labelBit, type Label } from '../contract.ts'
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

/** In the order of the files. */
export function phraseExamples(): PhraseExample[] {
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
