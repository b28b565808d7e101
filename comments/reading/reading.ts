// Reads the lexicon in a comment: which phrases stand where, and what they add up to once negation, intensity and contrast
// have had their say. The rules are VADER's (Hutto and Gilbert, ICWSM 2014) in integers, with reach by script.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { ROLES } from '../lexicon/source.ts'
import { KIND } from '../text/fold.ts'
import { Scan, WORDS_MAX } from '../text/scan.ts'
import { LANGUAGE, languageOf, SCRIPT, scriptOf, UNDETERMINED } from './language.ts'

export const HITS_MAX = 256
const NEGATOR = ROLES.indexOf('negator')
const BOOSTER = ROLES.indexOf('booster')
const DAMPER = ROLES.indexOf('damper')
const CONTRAST = ROLES.indexOf('contrast')

/** Sixteenths that a booster adds (VADER: 0.293), that capitals add (0.733), that an exclamation mark adds (0.292). */
const BOOST = 5
const SHOUT = 12
const EXCLAIM = 5
const EXCLAIMS_MAX = 4
/** How far a negator or booster reaches, in code units after it, by SCRIPT. */
const REACH = Uint8Array.from([0, 18, 4, 6, 0])
/** How far after a phrase Japanese negates it (くない, ではありません). */
const REACH_BACK = 5

/** Valid until the next read. */
export class Reading {
  readonly scan = new Scan()
  readonly wordNodes = new Int32Array(WORDS_MAX)
  /** Phrases found, in order: entry of the lexicon, first unit, one after the last, and what it rates in its context. */
  readonly hits = new Int32Array(HITS_MAX)
  readonly starts = new Uint16Array(HITS_MAX)
  readonly ends = new Uint16Array(HITS_MAX)
  readonly rated = new Int16Array(HITS_MAX)
  hitCount = 0

  script = 0
  language = 0
  /** Sums in sixteenths, both >= 0. */
  positive = 0
  negative = 0
  /** Sum of what emoji and emoticons rate. */
  pictographs = 0
  /** CUES of all phrases. */
  cues = 0
  negators = 0
  contrasts = 0
  /** Units in phrases: how much of the comment the lexicon knows. */
  covered = 0

  private readonly lexicon: Lexicon
  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  read(text: string): void {
    const { scan, lexicon, wordNodes } = this
    scan.read(text)
    for (let w = 0; w < scan.words; w += 1) {
      let node = lexicon.word(scan.hashes[w]!)
      if (node === 0 && scan.wordFlags[w]! & 2) node = lexicon.word(scan.squeezed[w]!)
      wordNodes[w] = node
    }
    this.script = scriptOf(scan)
    this.language = languageOf(this.script, text, scan, wordNodes, lexicon)
    this.findPhrases()
    this.rate()
  }

  /** Reads on as if the lexicon knew only the phrases kept: training uses it, so that tables do not lean on the lexicon alone. */
  forget(isKept: (hit: number) => boolean): void {
    let kept = 0
    for (let h = 0; h < this.hitCount; h += 1) {
      if (!isKept(h)) continue
      this.hits[kept] = this.hits[h]!
      this.starts[kept] = this.starts[h]!
      this.ends[kept] = this.ends[h]!
      kept += 1
    }
    this.hitCount = kept
    this.rate()
  }

  private findPhrases(): void {
    const { scan } = this
    const language = this.language === UNDETERMINED ? 0 : 1 << this.language
    this.hitCount = 0
    let i = 0
    while (i < scan.length && this.hitCount < HITS_MAX) {
      const word = scan.wordAt[i]!
      let next = word >= 0 ? this.matchWords(word, language) : 0
      if (next === 0) next = this.matchUnits(i, language)
      if (next > 0) i = next
      else i = word >= 0 ? scan.wordEnds[word]! : i + 1
    }
  }

  /** The longest phrase of words from `first`; returns the unit after it, or 0. */
  private matchWords(first: number, language: number): number {
    const { scan, lexicon, wordNodes } = this
    let node = wordNodes[first]!
    let found = -1
    let last = first
    for (let w = first; node !== 0;) {
      const entry = lexicon.entryOf(node, language)
      if (entry >= 0) {
        found = entry
        last = w
      }
      w += 1
      if (!lexicon.goesOn(node) || w >= scan.words) break
      node = lexicon.step(node, scan.hashes[w]!)
    }
    if (found < 0) return 0
    return this.push(found, scan.wordStarts[first]!, scan.wordEnds[last]!)
  }

  /** The longest phrase of code units from `start`; returns the unit after it, or 0. */
  private matchUnits(start: number, language: number): number {
    const { scan, lexicon } = this
    let node = lexicon.unit(scan.units[start]!)
    let found = -1
    let end = start
    for (let i = start; node !== 0;) {
      const entry = lexicon.entryOf(node, language)
      i += 1
      if (entry >= 0) {
        found = entry
        end = i
      }
      if (!lexicon.goesOn(node) || i >= scan.length) break
      node = lexicon.step(node, scan.units[i]!)
    }
    return found < 0 ? 0 : this.push(found, start, end)
  }

  private push(entry: number, start: number, end: number): number {
    const h = this.hitCount
    this.hits[h] = entry
    this.starts[h] = start
    this.ends[h] = end
    this.hitCount = h + 1
    return end
  }

  private rate(): void {
    const { scan, lexicon, hits, starts, ends, rated } = this
    const reach = REACH[this.script]!
    const japanese = this.language === LANGUAGE.ja
    const shouting = scan.capitals > 0 && scan.capitals < scan.counts[KIND.latin]!
    let positive = 0
    let negative = 0
    let pictographs = 0
    this.cues = 0
    this.negators = 0
    this.contrasts = 0
    this.covered = 0
    let weight = 2
    for (let h = 0; h < this.hitCount; h += 1) {
      const entry = hits[h]!
      const start = starts[h]!
      this.cues |= lexicon.cuesOf(entry)
      this.covered += ends[h]! - start
      const role = lexicon.roleOf(entry)
      if (role === NEGATOR) this.negators += 1
      if (role === CONTRAST) {
        // What comes after "but" counts for more, what came before for less.
        this.contrasts += 1
        positive >>= 1
        negative >>= 1
        weight = 3
      }
      let value = lexicon.ratingOf(entry)
      rated[h] = 0
      if (value === 0) continue
      const kind = scan.kinds[start]!
      if (kind === KIND.pictograph || kind === KIND.mark) pictographs += value
      else value = this.inContext(h, value, reach, japanese, shouting)
      rated[h] = value
      if (value > 0) positive += (value * weight) >> 1
      else negative += (-value * weight) >> 1
    }
    const exclaims = Math.min(scan.counts[KIND.exclamation]!, EXCLAIMS_MAX) * EXCLAIM
    if (positive > negative) positive += exclaims
    else if (negative > positive) negative += exclaims
    this.positive = positive
    this.negative = negative
    this.pictographs = pictographs
  }

  /** What a phrase rates after the negators and boosters that reach it. */
  private inContext(h: number, rating: number, reach: number, japanese: boolean, shouting: boolean): number {
    const { scan, lexicon, hits, starts, ends } = this
    const start = starts[h]!
    const clause = scan.clauses[start]!
    let size = rating < 0 ? -rating : rating
    let flipped = false
    const word = scan.wordAt[start]!
    if (shouting && word >= 0 && scan.wordFlags[word]! & 1) size += SHOUT
    if (word >= 0 && scan.wordFlags[word]! & 2) size += BOOST
    for (let b = h - 1; b >= 0 && start - ends[b]! <= reach && scan.clauses[starts[b]!] === clause; b -= 1) {
      const role = lexicon.roleOf(hits[b]!)
      if (role === BOOSTER) size += BOOST
      else if (role === DAMPER) size = Math.max(4, size - BOOST)
      else if (role === NEGATOR && !japanese) flipped = !flipped
      // Another rated phrase between takes the negation for itself.
      if (lexicon.ratingOf(hits[b]!) !== 0 && role === 0) break
    }
    if (japanese && h + 1 < this.hitCount && starts[h + 1]! - ends[h]! <= REACH_BACK)
      if (lexicon.roleOf(hits[h + 1]!) === NEGATOR && scan.clauses[starts[h + 1]!] === clause) flipped = true
    const value = rating < 0 ? -size : size
    return flipped ? -((value * 3) >> 2) : value
  }
}

export const SCORED_SCRIPTS: ReadonlySet<number> = new Set([SCRIPT.latin, SCRIPT.han_kana, SCRIPT.thai])
