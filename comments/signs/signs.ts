// Signs of what a comment is about, finer than the labels and the same in nine languages: that something peels, that nobody
// answers, that one may put it in the oven. The words of a language that no training comment used are known by them.
import { LANGUAGES } from '../contract.ts'
import { CONCEPTS } from '../grouping/concepts/concepts.ts'
import { CONCEPT_LANGUAGES, readConceptLines } from '../grouping/concepts/source.ts'
import { TOPICS } from '../grouping/contract.ts'
// All tables, for what is found to be the same whoever reads.
import '../grouping/grouping.ts'
import { addPhrases, found, hashOfTable, PLACES_MAX, readText, TABLE, tableOf, valueOf } from '../grouping/lexicon.ts'
import { VALUES_MAX } from '../grouping/phrase-trie.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { ASKING } from './asking.ts'
import { BUYING } from './buying.ts'
import { DEAR } from './dear.ts'
import { DELIVERY } from './delivery.ts'
import { FACTS } from './facts.ts'
import { FAILING } from './failing.ts'
import { FAULTS } from './faults.ts'
import { FAULTS_OF_THINGS } from './faults-of-things.ts'
import { PRAISE } from './praise.ts'
import { SHOW } from './show.ts'
import { TELLING } from './telling.ts'
import { WANTING } from './wanting.ts'

/** What is written here, by kind; the concepts and nouns that questions are grouped by are signs as well. */
const KINDS: readonly (readonly string[])[] = [
  [FAULTS, FAULTS_OF_THINGS, FAILING],
  [DELIVERY],
  [BUYING, DEAR, WANTING],
  [PRAISE, TELLING],
  [SHOW],
  [ASKING, FACTS],
]
export const SIGN_SOURCES: readonly string[] = KINDS.flat()

/** Rows for signs: more than there are names, so that each finds one of its own. */
export const SIGN_ROWS = 2_048

const taken = new Uint8Array(SIGN_ROWS)
const rows = new Map<string, number>()

/**
 * The row of a name: chosen by the name, not by its place in a file, so that a sign that is added or moved leaves the rows of most
 * others as they were trained. Where two names meet, the later takes the next row that is free.
 */
function rowOf(name: string): number {
  const known = rows.get(name)
  if (known !== undefined) return known
  let hash = HASH_START
  for (let i = 0; i < name.length; i += 1) hash = hashStep(hash, name.charCodeAt(i))
  let row = spread(hash) & (SIGN_ROWS - 1)
  while (taken[row] === 1) row = (row + 1) & (SIGN_ROWS - 1)
  taken[row] = 1
  rows.set(name, row)
  return row
}

/** No row: what is found is no sign. */
const NONE = 0xffff
/** By a phrase's value: its row, and of a concept the row of the topic it is asked under. */
const ROWS = new Uint16Array(VALUES_MAX).fill(NONE)
const HOMES = new Uint16Array(VALUES_MAX).fill(NONE)
/** By a phrase's value: the languages it is read in, as bits of LANGUAGES. */
const READ_IN = new Uint16Array(VALUES_MAX)
/** By a phrase's value: its place in KINDS. */
const KIND_OF = new Uint8Array(VALUES_MAX)

const EVERY_LANGUAGE = (1 << LANGUAGES.length) - 1
const UNDETERMINED_BIT = 1 << LANGUAGES.indexOf('und')

/**
 * A phrase is read in its own language and where no language was told; English ones everywhere, since every chat borrows them. A word
 * of one language is often a harmless one of another: "mine" is a pencil's lead in French.
 */
function languagesOf(column: (typeof CONCEPT_LANGUAGES)[number]): number {
  return column === 'en' ? EVERY_LANGUAGE : (1 << LANGUAGES.indexOf(column)) | UNDETERMINED_BIT
}

const LINES = KINDS.flatMap((sources, kind) =>
  sources.flatMap((source) => readConceptLines(source).map((line) => ({ ...line, kind }))),
)
LINES.forEach(({ concept, columns, kind }, sign) => {
  columns.forEach((phrases, column) => {
    const place = sign * CONCEPT_LANGUAGES.length + column
    const value = valueOf(TABLE.sign, place)
    addPhrases(TABLE.sign, place, phrases)
    ROWS[value] = rowOf(`sign ${concept}`)
    READ_IN[value] = languagesOf(CONCEPT_LANGUAGES[column]!)
    KIND_OF[value] = kind
  })
})
CONCEPTS.forEach(({ name, home, isSign }, place) => {
  if (!isSign) return
  ROWS[valueOf(TABLE.concept, place)] = rowOf(`concept ${name}`)
  HOMES[valueOf(TABLE.concept, place)] = rowOf(`topic ${home}`)
})
TOPICS.forEach((topic, place) => (ROWS[valueOf(TABLE.term, place)] = rowOf(`term ${topic}`)))
/** Of these it counts that one is named, not which. */
const NAMED_TABLES = [TABLE.noun, TABLE.country, TABLE.colour, TABLE.size, TABLE.asking, TABLE.having] as const
for (const table of NAMED_TABLES) ROWS.fill(rowOf(`table ${table}`), valueOf(table, 0), valueOf(table, PLACES_MAX))

/** Of every phrase that is a sign, of what is asked of the host, and of what tells something for sure. */
export function signsHash(): number {
  const tables = [TABLE.sign, TABLE.concept, TABLE.term, TABLE.request, TABLE.told, ...NAMED_TABLES]
  return tables.reduce((hash, table) => hashStep(hash, hashOfTable(table)), HASH_START)
}

/** The rows of the signs in a comment, each once. Valid until the next find. */
export class Signs {
  readonly rows = new Uint16Array(SIGN_ROWS)
  count = 0
  private readonly isFound = new Uint8Array(SIGN_ROWS)

  /** `language` is the comment's, a number in LANGUAGES. */
  find(text: string, language: number): void {
    readText(text)
    const { rows, isFound } = this
    for (let i = 0; i < this.count; i += 1) isFound[rows[i]!] = 0
    this.count = 0
    let start = 0
    let end = 0
    let kind = -1
    for (let i = 0; i < found.count; i += 1) {
      const value = found.values[i]!
      if (tableOf(value) === TABLE.sign) {
        if (((READ_IN[value]! >> language) & 1) === 0) continue
        // What begins within a longer sign of another kind and goes no further is that one's word: 好看 in 不好看.
        if (found.starts[i]! > start && found.ends[i]! <= end && KIND_OF[value] !== kind) continue
        if (found.ends[i]! > end) {
          start = found.starts[i]!
          end = found.ends[i]!
          kind = KIND_OF[value]!
        }
      }
      const row = ROWS[value]!
      if (row === NONE) continue
      this.put(row)
      if (HOMES[value] !== NONE) this.put(HOMES[value]!)
    }
  }

  private put(row: number): void {
    if (this.isFound[row] === 1) return
    this.isFound[row] = 1
    this.rows[this.count++] = row
  }
}
