// Signs of what a comment is about, finer than the labels and the same in nine languages: that something peels, that nobody
// answers, that one may put it in the oven. The words of a language that no training comment used are known by them.
import { CONCEPTS } from '../grouping/concepts/concepts.ts'
import { readConceptLines } from '../grouping/concepts/source.ts'
import { TOPICS } from '../grouping/contract.ts'
// All tables, for what is found to be the same whoever reads.
import '../grouping/grouping.ts'
import { addPhrases, found, hashOfTable, PLACES_MAX, readText, TABLE, tableOf, valueOf } from '../grouping/lexicon.ts'
import { VALUES_MAX } from '../grouping/phrase-trie.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { ASKING } from './asking.ts'
import { BUYING } from './buying.ts'
import { DELIVERY } from './delivery.ts'
import { FAULTS } from './faults.ts'
import { PRAISE } from './praise.ts'
import { SHOW } from './show.ts'

/** What is written here; the concepts and nouns that questions are grouped by are signs as well. */
export const SIGN_SOURCES: readonly string[] = [FAULTS, DELIVERY, BUYING, PRAISE, SHOW, ASKING]

/**
 * Rows that signs share. A sign's row is chosen by its name, not by its place in a file: a sign that is added or moved leaves
 * the rows of the others as they were trained. Two that meet in a row count as one.
 */
export const SIGN_ROWS = 2_048

const rowOf = (name: string): number => {
  let hash = HASH_START
  for (let i = 0; i < name.length; i += 1) hash = hashStep(hash, name.charCodeAt(i))
  return spread(hash) & (SIGN_ROWS - 1)
}

/** No row: what is found is no sign. */
const NONE = 0xffff
/** By a phrase's value: its row; and of a concept the row of the topic it is asked under. */
const ROWS = new Uint16Array(VALUES_MAX).fill(NONE)
const HOMES = new Uint16Array(VALUES_MAX).fill(NONE)

SIGN_SOURCES.flatMap((source) => readConceptLines(source)).forEach(({ concept, phrases }, place) => {
  addPhrases(TABLE.sign, place, phrases)
  ROWS[valueOf(TABLE.sign, place)] = rowOf(`sign ${concept}`)
})
CONCEPTS.forEach(({ name, home }, place) => {
  ROWS[valueOf(TABLE.concept, place)] = rowOf(`concept ${name}`)
  HOMES[valueOf(TABLE.concept, place)] = rowOf(`topic ${home}`)
})
TOPICS.forEach((topic, place) => (ROWS[valueOf(TABLE.term, place)] = rowOf(`term ${topic}`)))
/** Of these it counts that one is named, not which. */
const NAMED_TABLES = [TABLE.noun, TABLE.country, TABLE.colour, TABLE.size, TABLE.asking, TABLE.having] as const
for (const table of NAMED_TABLES) ROWS.fill(rowOf(`table ${table}`), valueOf(table, 0), valueOf(table, PLACES_MAX))

/** Of every phrase that is a sign. */
export function signsHash(): number {
  const tables = [TABLE.sign, TABLE.concept, TABLE.term, ...NAMED_TABLES]
  return tables.reduce((hash, table) => hashStep(hash, hashOfTable(table)), HASH_START)
}

/** The rows of the signs in a comment, each once. Valid until the next find. */
export class Signs {
  readonly rows = new Uint16Array(SIGN_ROWS)
  count = 0
  private readonly isFound = new Uint8Array(SIGN_ROWS)

  find(text: string): void {
    readText(text)
    const { rows, isFound } = this
    for (let i = 0; i < this.count; i += 1) isFound[rows[i]!] = 0
    this.count = 0
    let start = 0
    let end = 0
    for (let i = 0; i < found.count; i += 1) {
      const value = found.values[i]!
      if (tableOf(value) === TABLE.sign) {
        // What begins within a longer sign and goes no further is that one's word: 好看 in 不好看.
        if (found.starts[i]! > start && found.ends[i]! <= end) continue
        if (found.ends[i]! > end) {
          start = found.starts[i]!
          end = found.ends[i]!
        }
      }
      this.put(ROWS[value]!)
      this.put(HOMES[value]!)
    }
  }

  private put(row: number): void {
    if (row === NONE || this.isFound[row] === 1) return
    this.isFound[row] = 1
    this.rows[this.count++] = row
  }
}
