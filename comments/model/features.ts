// The features of a comment that the linear models weigh: hashed n-grams of what is written, and numbered facts that all
// languages share (which cues stand together, how the lexicon rates it, marks, length). Training and scoring both come here.
import { LANGUAGES, SCORED_UNITS_MAX } from '../contract.ts'
import { CUES } from '../lexicon/source.ts'
import { SCRIPT, UNDETERMINED } from '../reading/language.ts'
import type { Reading } from '../reading/reading.ts'
import { SIGN_ROWS, type Signs } from '../signs/signs.ts'
import { KIND } from '../text/fold.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'

/** n-grams of a comment that count; what comes after is not looked at. */
export const NGRAMS_MAX = 2_048
const SHARED_MAX_A_COMMENT = 1_024

// Shared features, by number. A flag is a cue or a sign; the flags' pairs follow the flags.
const SIGNS = [
  'asks',
  'exclaims',
  'negates',
  'contrasts',
  'positive',
  'negative',
  'number',
  'emoji',
  'short',
  'trails',
] as const
const FLAGS = CUES.length + SIGNS.length
const PAIRS_AT = FLAGS
const GRID_AT = PAIRS_AT + (FLAGS * (FLAGS - 1)) / 2
const GRID = 7
const LENGTH_AT = GRID_AT + GRID * GRID
const LENGTHS = 8
const LANGUAGE_AT = LENGTH_AT + LENGTHS
const MOOD_AT = LANGUAGE_AT + LANGUAGES.length
const MOODS = 9
const PICTOGRAPH_AT = MOOD_AT + MOODS
const LAST_AT = PICTOGRAPH_AT + MOODS
const LASTS = 4
const SUMS_AT = LAST_AT + LASTS
const SUM_STEPS = 8
const SHARES_AT = SUMS_AT + 3 * SUM_STEPS
const SHARES = 9
const SIGNS_AT = SHARES_AT + SHARES
/** How many shared features there are; the last is always on. */
export const SHARED_COUNT = SIGNS_AT + SIGN_ROWS + 1
const ALWAYS = SHARED_COUNT - 1

const sign = (name: (typeof SIGNS)[number]): number => CUES.length + SIGNS.indexOf(name)
const ASKS = sign('asks')
const EXCLAIMS = sign('exclaims')
const NEGATES = sign('negates')
const CONTRASTS = sign('contrasts')
const POSITIVE = sign('positive')
const NEGATIVE = sign('negative')
const NUMBER = sign('number')
const EMOJI = sign('emoji')
const SHORT = sign('short')
const TRAILS = sign('trails')

/** The step (0 to 6) of a sum in sixteenths: none, and at 1, 2, 3, 4.5 and 7 points. */
const STEPS = new Uint8Array(1_024)
for (let sum = 1; sum < STEPS.length; sum += 1) {
  const points = sum / 16
  STEPS[sum] = points < 1 ? 1 : points < 2 ? 2 : points < 3 ? 3 : points < 4.5 ? 4 : points < 7 ? 5 : 6
}
const stepOf = (sum: number): number => STEPS[sum < 1_023 ? sum : 1_023]!

/** Valid until the next `take`. */
export class Features {
  /** Hashes of n-grams, 32 bits, any order. */
  readonly ngrams = new Int32Array(NGRAMS_MAX)
  ngramCount = 0
  /** Numbers of shared features. */
  readonly shared = new Uint16Array(SHARED_MAX_A_COMMENT)
  sharedCount = 0
  /** The flags that are set, in order. */
  private readonly on = new Uint8Array(FLAGS)

  take(reading: Reading): void {
    this.ngramCount = 0
    if (reading.script === SCRIPT.latin) this.takeLatin(reading)
    else if (reading.script === SCRIPT.han_kana) this.takeUnits(reading, 3)
    else if (reading.script === SCRIPT.thai) this.takeUnits(reading, 5)
    this.takeShared(reading)
  }

  /** Adds what the mood tables say of the comment (three sums), for the labels' tables: one feature a sum, by its size. */
  addMood(sums: Float64Array): void {
    for (let o = 0; o < 3; o += 1) {
      const step = Math.floor((sums[o]! + 1.2) * 3.33)
      this.shared[this.sharedCount++] =
        SUMS_AT + o * SUM_STEPS + (step < 0 ? 0 : step >= SUM_STEPS ? SUM_STEPS - 1 : step)
    }
  }

  /** Adds the signs found in the comment, for the labels' tables. */
  addSigns(signs: Signs): void {
    for (let i = 0; i < signs.count && this.sharedCount < SHARED_MAX_A_COMMENT; i += 1)
      this.shared[this.sharedCount++] = SIGNS_AT + signs.rows[i]!
  }

  private push(hash: number): void {
    if (this.ngramCount < NGRAMS_MAX) this.ngrams[this.ngramCount++] = spread(hash)
  }

  /**
   * Words, the same as the language's own, the first and the last as such, pairs of words and of how they begin, and within words
   * n-grams of 3 to 5 letters, the word's ends marked.
   */
  private takeLatin({ scan, language }: Reading): void {
    if (scan.words > 0) this.push(scan.squeezed[scan.words - 1]! ^ FINAL)
    let last = 0x5f5f
    let lastStem = 0
    for (let w = 0; w < scan.words; w += 1) {
      const word = scan.squeezed[w]!
      this.push(word)
      this.push(Math.imul(word, OF_LANGUAGE) ^ Math.imul(language, 0x01010101))
      this.push(hashStep(Math.imul(last, 31), word))
      const stem = stemOf(scan.units, scan.wordStarts[w]!, scan.wordEnds[w]!)
      if (w === 0) this.push(word ^ FIRST)
      else this.push(hashStep(Math.imul(lastStem, 41), stem) ^ STEMS)
      last = word
      lastStem = stem
      if (scan.wordFlags[w]! & 4) continue
      this.takeLetters(scan.units, scan.wordStarts[w]!, scan.wordEnds[w]!)
    }
  }

  private takeLetters(units: Uint16Array, start: number, end: number): void {
    const { ngrams } = this
    let n = this.ngramCount
    for (let i = start - 1; i <= end - 2 && n + 3 <= NGRAMS_MAX; i += 1) {
      const first = hashStep(HASH_START, i < start ? 0x20 : units[i]!)
      let hash = hashStep(first, units[i + 1]!)
      const last = i + 4 < end ? i + 4 : end
      for (let j = i + 2; j <= last; j += 1) {
        hash = hashStep(hash, j === end ? 0x20 : units[j]!)
        ngrams[n++] = spread(hash ^ 0x3c3c)
      }
    }
    this.ngramCount = n
  }

  /** n-grams of 1 to `longest` code units without spaces, and how the comment begins and ends; a Latin word counts as one unit. */
  private takeUnits({ scan }: Reading, longest: number): void {
    const { units, kinds, wordAt, wordEnds, squeezed, length } = scan
    let n = 0
    for (let i = 0; i < length;) {
      const word = wordAt[i]!
      if (word >= 0) {
        SYMBOLS[n++] = squeezed[word]!
        i = wordEnds[word]! > i ? wordEnds[word]! : i + 1
        continue
      }
      if (kinds[i] !== KIND.space) SYMBOLS[n++] = units[i]!
      i += 1
    }
    for (let m = 1; m <= ENDS && m <= n; m += 1) {
      this.push(hashOf(SYMBOLS, 0, m) ^ FIRST)
      this.push(hashOf(SYMBOLS, n - m, n) ^ FINAL)
    }
    for (let i = 0; i < n; i += 1) {
      let hash = HASH_START
      const end = i + longest < n ? i + longest : n
      for (let j = i; j < end; j += 1) {
        hash = hashStep(hash, SYMBOLS[j]!)
        this.push(hash)
      }
    }
  }

  private takeShared(reading: Reading): void {
    const { shared, on } = this
    const { scan, cues } = reading
    const { counts, length } = scan
    const lastKind = length > 0 ? scan.kinds[length - 1]! : 0
    let onCount = 0
    for (let rest = cues; rest !== 0; rest &= rest - 1) on[onCount++] = 31 - Math.clz32(rest & -rest)
    if (counts[KIND.question]! > 0) on[onCount++] = ASKS
    if (counts[KIND.exclamation]! > 0) on[onCount++] = EXCLAIMS
    if (reading.negators > 0) on[onCount++] = NEGATES
    if (reading.contrasts > 0) on[onCount++] = CONTRASTS
    if (reading.positive > 0) on[onCount++] = POSITIVE
    if (reading.negative > 0) on[onCount++] = NEGATIVE
    if (counts[KIND.digit]! > 0) on[onCount++] = NUMBER
    if (counts[KIND.pictograph]! > 0) on[onCount++] = EMOJI
    if (length <= 12) on[onCount++] = SHORT
    if (lastKind === KIND.clause) on[onCount++] = TRAILS
    let n = 0
    for (let i = 0; i < onCount; i += 1) {
      const a = on[i]!
      shared[n++] = a
      const row = PAIRS_AT + (a * (a - 1)) / 2
      for (let b = 0; b < i; b += 1) shared[n++] = row + on[b]!
    }
    shared[n++] = GRID_AT + stepOf(reading.positive) * GRID + stepOf(reading.negative)
    shared[n++] = LENGTH_AT + Math.min(LENGTHS - 1, 31 - Math.clz32(length + 1))
    shared[n++] = LANGUAGE_AT + (reading.language < UNDETERMINED ? reading.language : UNDETERMINED)
    shared[n++] = MOOD_AT + moodOf(reading.positive - reading.negative)
    if (counts[KIND.pictograph]! > 0) shared[n++] = PICTOGRAPH_AT + moodOf(reading.pictographs)
    const rated = reading.positive + reading.negative
    // How much of what is rated is praise, in eighths: long comments rate much of both.
    if (rated > 0) shared[n++] = SHARES_AT + Math.floor((reading.positive * (SHARES - 1)) / rated)
    if (length > 0) shared[n++] = LAST_AT + lastOf(lastKind)
    shared[n++] = ALWAYS
    this.sharedCount = n
  }
}

/** Letters that say how a word begins: inflected, it is the same. */
const STEM = 4
/** Runs of 1 to so many units at a comment's beginning and end are features as such; a long comment keeps them. */
const ENDS = 3
/** Keep words of one language, and pairs of beginnings, apart from other n-grams. */
const OF_LANGUAGE = 0x2545f491
const STEMS = 0x1234

function hashOf(units: ArrayLike<number>, start: number, end: number): number {
  let hash = HASH_START
  for (let i = start; i < end; i += 1) hash = hashStep(hash, units[i]!)
  return hash
}
const stemOf = (units: Uint16Array, start: number, end: number): number =>
  hashOf(units, start, end < start + STEM ? end : start + STEM)

/** A hash of what a comment begins with, and ends with: questions begin alike. */
const FIRST = 0x1f1f1f1f
const FINAL = 0x2e2e2e2e
const SYMBOLS = new Int32Array(SCORED_UNITS_MAX)

/** 0 (most negative) to 8, 4 for none. */
function moodOf(sum: number): number {
  const step = stepOf(sum < 0 ? -sum : sum)
  const size = step === 0 ? 0 : step < 3 ? 1 : step < 4 ? 2 : step < 6 ? 3 : 4
  return sum < 0 ? 4 - size : 4 + size
}

function lastOf(kind: number): number {
  if (kind === KIND.question) return 0
  if (kind === KIND.exclamation) return 1
  return kind === KIND.pictograph ? 2 : 3
}
