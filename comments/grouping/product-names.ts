// The words of a catalogue's titles and aliases, and how much each says about which product is meant.
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import './concepts/concepts.ts'
import { CLASS, FoldedText } from './folded.ts'
import { folded, found, placeOf, readText, TABLE, tableOf, type Table } from './lexicon.ts'
import { NOUNS } from './nouns/nouns.ts'
import './stop-words.ts'
import { stemEnd } from './fingerprint.ts'

/** What a name's part is worth; THRESHOLD names a product. A weak word (steel, red, set) only tells it from its like. */
export const WORTH = { head: 6, modifier: 4, part: 2, weak: 1 }
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

/** Whether a noun in the text last read stands within a longer one: rice cooker is no rice, 铸铁锅 no 锅. */
export function isWithinLongerNoun(hit: number): boolean {
  return isWithin(hit, TABLE.noun)
}

/** Whether it is a part of the word for what is asked about: 洗碗机 is no 碗. */
export function isWithinConcept(hit: number): boolean {
  return isWithin(hit, TABLE.concept)
}

function isWithin(hit: number, table: Table): boolean {
  for (let i = 0; i < found.count; i += 1) {
    if (found.starts[i]! > found.starts[hit]!) return false
    if (tableOf(found.values[i]!) !== table || found.widthOf(i) <= found.widthOf(hit)) continue
    if (found.ends[i]! >= found.ends[hit]!) return true
  }
  return false
}

/** The parts of a title or alias. */
export function partsOf(name: string): NamePart[] {
  readText(name)
  const link = linkIn(folded)
  return [...wordsOf(folded, link), ...nounsOf(link)]
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

function nounsOf(link: number): NamePart[] {
  const parts: { hash: number; worth: number }[] = []
  let headEnd = 0
  for (let i = 0; i < found.count; i += 1) {
    if (tableOf(found.values[i]!) !== TABLE.noun || isWithinLongerNoun(i)) continue
    const noun = placeOf(found.values[i]!)
    const { weak } = NOUNS[noun]!
    const part = { hash: nounHash(noun), worth: weak ? WORTH.weak : WORTH.part }
    const end = found.ends[i]!
    if (!weak && found.starts[i]! < link && end >= headEnd) {
      // The last noun is the head; 锅 is a pan and a pot: nouns that end together are heads both.
      if (end > headEnd) for (const other of parts) if (other.worth === WORTH.head) other.worth = WORTH.part
      part.worth = WORTH.head
      headEnd = end
    }
    parts.push(part)
  }
  return parts
}

/** Where words without content stand, and what is said of many things (red, steel, matte) rather than names one. */
function weakPlaces(text: FoldedText): Uint8Array {
  const weak = new Uint8Array(text.length + 1)
  for (let i = 0; i < found.count; i += 1) {
    const table = tableOf(found.values[i]!)
    if (table === TABLE.concept || table === TABLE.colour) weak.fill(1, found.starts[i], found.ends[i])
  }
  for (let i = 0; i < found.count; i += 1)
    if (tableOf(found.values[i]!) === TABLE.noun)
      weak.fill(NOUNS[placeOf(found.values[i]!)]!.weak ? 1 : 0, found.starts[i], found.ends[i])
  for (let i = 0; i < found.count; i += 1)
    if (tableOf(found.values[i]!) === TABLE.stopWord) weak.fill(1, found.starts[i], found.ends[i])
  return weak
}
