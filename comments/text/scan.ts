// Reads a comment once: folded units with their places, the Latin words among them, and counts of what there is.
// Buffers are reused: a scan is valid until the next one.
import { SCORED_UNITS_MAX } from '../contract.ts'
import { ACCENT_HINTS } from './accents.ts'
import { CAPITAL, FOLDED, KIND, KINDS } from './fold.ts'
import { HASH_START, hashStep } from './hash.ts'

export const WORDS_MAX = 256
/** A word this long is cut: what follows is another word. */
const WORD_UNITS_MAX = 32

export class Scan {
  /** Folded units, and of each its kind, its place in the comment and the number of the word that starts there, or -1. */
  readonly units = new Uint16Array(SCORED_UNITS_MAX)
  readonly kinds = new Uint8Array(SCORED_UNITS_MAX)
  readonly origins = new Uint16Array(SCORED_UNITS_MAX + 1)
  readonly wordAt = new Int16Array(SCORED_UNITS_MAX)
  /** The number of the clause a unit is in: negation and intensity do not reach over a full stop or a comma. */
  readonly clauses = new Uint16Array(SCORED_UNITS_MAX)
  length = 0

  /** Words: runs of Latin letters and digits. `hashes` caps runs of a letter at two, `squeezed` writes runs of three once. */
  readonly wordStarts = new Uint16Array(WORDS_MAX)
  readonly wordEnds = new Uint16Array(WORDS_MAX)
  readonly hashes = new Int32Array(WORDS_MAX)
  readonly squeezed = new Int32Array(WORDS_MAX)
  /** 1 where the word is written in capitals, 2 where it is elongated, 4 where it is all digits. */
  readonly wordFlags = new Uint8Array(WORDS_MAX)
  words = 0

  /** How many units of each KIND. */
  readonly counts = new Int32Array(16)
  capitals = 0
  elongated = 0
  /** Languages that an accent or a mark hints at, as in ACCENT_HINTS. */
  hints = 0

  read(text: string): void {
    const end = text.length < SCORED_UNITS_MAX ? text.length : SCORED_UNITS_MAX
    const { units, kinds, origins, wordAt, clauses, counts } = this
    counts.fill(0)
    this.capitals = 0
    let hints = 0
    let clause = 0
    let n = 0
    for (let i = 0; i < end; i += 1) {
      const raw = text.charCodeAt(i)
      const unit = FOLDED[raw]!
      if (unit === 0) continue
      // A skin tone says nothing about mood: both its units are left out.
      if (raw === 0xd83c && isSkinTone(text.charCodeAt(i + 1))) {
        i += 1
        continue
      }
      const kind = KINDS[raw]!
      units[n] = unit
      kinds[n] = kind
      origins[n] = i
      wordAt[n] = -1
      clauses[n] = clause
      if (kind === KIND.clause || kind === KIND.question || kind === KIND.exclamation) clause += 1
      if (raw > 0x7f && raw < 0x100) hints |= ACCENT_HINTS[raw]!
      counts[kind] = counts[kind]! + 1
      this.capitals += CAPITAL[raw]!
      n += 1
    }
    origins[n] = end
    this.length = n
    this.hints = hints
    this.findWords(text)
  }

  private findWords(text: string): void {
    const { kinds, length } = this
    this.words = 0
    this.elongated = 0
    let i = 0
    while (i < length && this.words < WORDS_MAX) {
      const kind = kinds[i]!
      if (kind === KIND.latin || kind === KIND.digit) i = this.readWord(i, text)
      else i += 1
    }
  }

  /** Reads the word at `start`, and returns where the next may begin. */
  private readWord(start: number, text: string): number {
    const { units, kinds, length } = this
    let hash = HASH_START
    let squeezed = HASH_START
    let run = 0
    let last = 0
    let digits = 0
    let letters = 0
    let flags = 0
    let i = start
    const limit = start + WORD_UNITS_MAX < length ? start + WORD_UNITS_MAX : length
    for (; i < limit; i += 1) {
      const kind = kinds[i]!
      if (kind === KIND.apostrophe) {
        // c'est, l'image, i'm: a short first part stands alone; don't, can't: the apostrophe goes.
        if (i - start <= 2 || i + 1 >= length || kinds[i + 1] !== KIND.latin) break
        continue
      }
      if (kind === KIND.digit) digits += 1
      else if (kind === KIND.latin) letters += 1
      else break
      const unit = units[i]!
      if (unit === last) run += 1
      else {
        if (last) squeezed = closeRun(squeezed, last, run)
        run = 1
        last = unit
      }
      if (run <= 2 || kind === KIND.digit) hash = hashStep(hash, unit)
      if (run === 3 && kind === KIND.latin) flags |= 2
    }
    squeezed = closeRun(squeezed, last, run)
    if (letters === 0) flags |= 4
    else if (letters > 1 && digits === 0 && isCapital(text, this.origins[start]!, this.origins[i - 1]!)) flags |= 1
    if (flags & 2) this.elongated += 1
    const w = this.words
    this.wordStarts[w] = start
    this.wordEnds[w] = i
    this.hashes[w] = hash
    this.squeezed[w] = flags & 2 ? squeezed : hash
    this.wordFlags[w] = flags
    this.wordAt[start] = w
    this.words = w + 1
    return i === start ? i + 1 : i
  }
}

/** A letter twice stays twice; three times or more is emphasis, and is written once. */
function closeRun(hash: number, unit: number, run: number): number {
  return run === 2 ? hashStep(hashStep(hash, unit), unit) : hashStep(hash, unit)
}

function isSkinTone(unit: number): boolean {
  return unit >= 0xdffb && unit <= 0xdfff
}

function isCapital(text: string, first: number, last: number): boolean {
  return CAPITAL[text.charCodeAt(first)] === 1 && CAPITAL[text.charCodeAt(last)] === 1
}
