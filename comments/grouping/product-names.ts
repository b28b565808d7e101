// The words of a catalogue's titles and aliases, and how much each says about which product is meant.
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { COLOUR_PHRASES, CONCEPT_PHRASES, CONCEPTS } from './concepts/concepts.ts'
import { CLASS, FoldedText } from './folded.ts'
import { NOUN_PHRASES, NOUNS } from './nouns/nouns.ts'
import { STOP_PHRASES } from './stop-words.ts'
import { stemEnd } from './fingerprint.ts'

/** What a name's part is worth; THRESHOLD names a product. A weak word (steel, red, set) only tells it from its like. */
export const WORTH = { head: 6, modifier: 4, part: 2, weak: 1 } as const
export const THRESHOLD = 4

const GENERIC = new Set(
  'set kit pack bundle pair pairs box mini new pro plus max classic premium large small medium big size home kitchen piece pieces limited edition style color colour model version basic'.split(
    ' ',
  ),
)
/** What comes after these tells more about a product than it names: bowl set of four, sartén de hierro. */
const LINKS = new Set('of with for in de del da do para com con avec pour en mit fur aus dari untuk dengan'.split(' '))

export interface NamePart {
  readonly hash: number
  readonly worth: number
}

/** How many units of a dense script are looked up at a time: two Han say a word, kana and Thai need more. */
export function gramUnits(unit: number): number {
  if (unit >= 0x3400) return 2
  return unit >= 0x3041 ? 3 : 4
}

/** The hash of a word from `start` to its end without plural, or of a gram; 0 where no gram begins. */
export function partHash(text: FoldedText, start: number): number {
  if (text.classes[start] === CLASS.letter) return hashOf(text, start, stemEnd(text, start, text.endOf(start)))
  const units = gramUnits(text.units[start]!)
  const end = start + units
  if (end > text.length) return 0
  for (let i = start; i < end; i += 1)
    if (text.classes[i] !== CLASS.dense || gramUnits(text.units[i]!) !== units) return 0
  return hashOf(text, start, end)
}

function hashOf(text: FoldedText, start: number, end: number): number {
  let hash = HASH_START
  for (let i = start; i < end; i += 1) hash = hashStep(hash, text.units[i]!)
  return spread(hash) | 1
}

/** The hash of a noun of the table: no word has it but by chance. */
export function nounHash(noun: number): number {
  return spread(hashStep(HASH_START ^ 0x6e6f756e, noun)) | 1
}

/** Whether a hit of NOUN_PHRASES stands within a longer one: rice cooker is no rice, 铸铁锅 no 锅. */
export function isWithinLongerNoun(hit: number): boolean {
  const { starts, ends, hits } = NOUN_PHRASES
  for (let i = 0; i < hits; i += 1) {
    if (starts[i]! > starts[hit]!) return false
    if (ends[i]! >= ends[hit]! && ends[i]! - starts[i]! > ends[hit]! - starts[hit]!) return true
  }
  return false
}

/** The parts of a title or alias. */
export function partsOf(name: string): NamePart[] {
  const text = new FoldedText()
  text.read(name)
  const link = linkIn(text)
  return [...wordsOf(text, link), ...nounsOf(text, link)]
}

/** Where a title stops to name and begins to tell: a comma, or one of LINKS. */
function linkIn(text: FoldedText): number {
  for (let i = 1; i < text.length; i += 1) {
    if (text.units[i] === 0x2c) return i
    if (text.classes[i] === CLASS.letter && text.startsAt(i) && LINKS.has(wordAt(text, i))) return i
  }
  return text.length
}

const wordAt = (text: FoldedText, start: number): string =>
  String.fromCharCode(...text.units.subarray(start, text.endOf(start)))

function wordsOf(text: FoldedText, link: number): NamePart[] {
  const weak = weakPlaces(text)
  const parts: { hash: number; worth: number }[] = []
  let head = -1
  for (let i = 0; i < text.length; i += 1) {
    const dense = text.classes[i] === CLASS.dense
    if (!text.startsAt(i) || (!dense && (text.classes[i] !== CLASS.letter || text.endOf(i) - i < 2))) continue
    const hash = partHash(text, i)
    const isWeak = weak[i] === 1 || (!dense && GENERIC.has(wordAt(text, i)))
    if (hash === 0 || (dense && isWeak)) continue
    const place = parts.push({ hash, worth: isWeak ? WORTH.weak : dense ? WORTH.part : WORTH.modifier }) - 1
    // Thai names a thing first and tells more after; others name it last, up to the link.
    const namesFirst = dense && gramUnits(text.units[i]!) === 4
    if (!isWeak && i < link && !(namesFirst && head >= 0)) head = place
  }
  if (head >= 0) parts[head]!.worth = WORTH.head
  return parts
}

function nounsOf(text: FoldedText, link: number): NamePart[] {
  NOUN_PHRASES.find(text)
  const parts: { hash: number; worth: number }[] = []
  let head = -1
  let headEnd = 0
  for (let i = 0; i < NOUN_PHRASES.hits; i += 1) {
    if (isWithinLongerNoun(i)) continue
    const noun = NOUN_PHRASES.values[i]!
    const { weak } = NOUNS[noun]!
    const place = parts.push({ hash: nounHash(noun), worth: weak ? WORTH.weak : WORTH.part }) - 1
    if (weak || NOUN_PHRASES.starts[i]! >= link || NOUN_PHRASES.ends[i]! < headEnd) continue
    // 锅 is a pan and a pot: nouns that end together are one head.
    if (NOUN_PHRASES.ends[i]! === headEnd && head >= 0) parts[place]!.worth = WORTH.head
    else {
      if (head >= 0) for (const part of parts) if (part.worth === WORTH.head) part.worth = WORTH.part
      parts[place]!.worth = WORTH.head
      head = place
      headEnd = NOUN_PHRASES.ends[i]!
    }
  }
  return parts
}

/** Where colours, materials, units and words without content stand. */
function weakPlaces(text: FoldedText): Uint8Array {
  const weak = new Uint8Array(text.length + 1)
  CONCEPT_PHRASES.find(text)
  for (let i = 0; i < CONCEPT_PHRASES.hits; i += 1)
    if (CONCEPTS[CONCEPT_PHRASES.values[i]!]!.name === 'made-of')
      weak.fill(1, CONCEPT_PHRASES.starts[i], CONCEPT_PHRASES.ends[i])
  for (const trie of [COLOUR_PHRASES, STOP_PHRASES]) {
    trie.find(text)
    for (let i = 0; i < trie.hits; i += 1) weak.fill(1, trie.starts[i], trie.ends[i])
  }
  return weak
}
