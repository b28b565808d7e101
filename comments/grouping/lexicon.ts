// All written tables in one trie: a comment is looked up once, whoever asks. A phrase's value says which table it is of, and
// its place there.
import { FoldedText } from './folded.ts'
import { HASH_START, hashStep } from '../text/hash.ts'
import { Hits, PhraseTrie } from './phrase-trie.ts'

/** Tables. A value is the table's number in its high bits. */
export const TABLE = {
  concept: 0,
  noun: 1,
  stopWord: 2,
  country: 3,
  colour: 4,
  size: 5,
  numberMark: 6,
  numberWord: 7,
  term: 8,
  asking: 9,
  sign: 10,
  having: 11,
  request: 12,
  told: 13,
} as const
export type Table = (typeof TABLE)[keyof typeof TABLE]

const PLACE_BITS = 12
export const PLACES_MAX: number = 1 << PLACE_BITS

export const valueOf = (table: Table, place: number): number => (table << PLACE_BITS) | place
export const tableOf = (value: number): number => value >>> PLACE_BITS
export const placeOf = (value: number): number => value & (PLACES_MAX - 1)

/** The comment last read, and the phrases found in it: the one buffer of the folder. */
export const folded = new FoldedText()
export const found = new Hits()

const trie = new PhraseTrie()
const hashes = new Int32Array(1 << (16 - PLACE_BITS))
let isFrozen = false
let lastText: string | null = null

/** Tables fill the lexicon as they are loaded, before the first text is read. */
export function addPhrases(table: Table, place: number, phrases: readonly string[]): void {
  if (isFrozen || place >= PLACES_MAX) throw new Error(`lexicon: table ${table}, place ${place}`)
  for (const phrase of phrases) {
    trie.add(phrase, valueOf(table, place))
    let hash = hashStep(HASH_START, place)
    for (let i = 0; i < phrase.length; i += 1) hash = hashStep(hash, phrase.charCodeAt(i))
    hashes[table] = hashes[table]! + hash
  }
}

/** Of all phrases of a table and their places, in whatever order they were added. */
export const hashOfTable = (table: Table): number => hashes[table]!

/** Reads a comment into `folded` and `found`. The same text again costs a comparison. */
export function readText(text: string): void {
  if (text === lastText) return
  if (!isFrozen) {
    trie.freeze()
    isFrozen = true
  }
  folded.read(text)
  trie.find(folded, found)
  lastText = text
}

/** Whether a phrase of this value stands in the text last read. */
export function names(value: number): boolean {
  for (let i = 0; i < found.count; i += 1) if (found.values[i] === value) return true
  return false
}

/** Whether any phrase of a table stands in the text last read. */
export function namesAny(table: Table): boolean {
  for (let i = 0; i < found.count; i += 1) if (tableOf(found.values[i]!) === table) return true
  return false
}
