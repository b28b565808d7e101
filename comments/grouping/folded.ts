// A comment as phrases are looked up in it: folded by comments/text/fold.ts, and further where people write the same in
// several ways. Katakana is read as hiragana, a letter three times as once; punctuation is one space or,
// where a clause ends, one comma; digits stand apart from letters. Only mappings that Unicode has frozen are used.
import { SCORED_UNITS_MAX } from '../contract.ts'
import { FOLDED, KIND, KINDS } from '../text/fold.ts'

const SPACE = 0x20
const COMMA = 0x2c
const STOP = 0x2e
const HASH_SIGN = 0x23
const ELLIPSIS = 0x2026
/** № is read as no. */
const NUMERO = 0x2116

/** Classes of units: a phrase that ends in a letter or digit ends where the class changes. */
export const CLASS = { gap: 0, letter: 1, digit: 2, dense: 3 } as const
const { gap: GAP, letter: LETTER, digit: DIGIT, dense: DENSE } = CLASS

/** By KIND. Dense scripts are written without spaces: a phrase may begin at any of their units. */
const CLASS_OF = new Uint8Array(16)
CLASS_OF[KIND.latin] = LETTER
CLASS_OF[KIND.foreign] = LETTER
CLASS_OF[KIND.digit] = DIGIT
CLASS_OF[KIND.han] = DENSE
CLASS_OF[KIND.kana] = DENSE
CLASS_OF[KIND.thai] = DENSE

/** A run of these at a word's start is a size (XXL, LL, SS) and is kept up to this long. */
const SIZE_LETTERS = [0x78, 0x6c, 0x73]
const SIZE_RUN_MAX = 4
/** I'm, I've: no elision. */
const LETTER_I = 0x69

/** Valid until the next read. */
export class FoldedText {
  readonly units = new Uint16Array(2 * SCORED_UNITS_MAX)
  readonly classes = new Uint8Array(2 * SCORED_UNITS_MAX)
  length = 0

  private wordStart = 0
  /** Whether the last letter stood three times or more. */
  private isEmphasis = false

  read(text: string): void {
    this.length = 0
    const end = text.length < SCORED_UNITS_MAX ? text.length : SCORED_UNITS_MAX
    for (let i = 0; i < end; i += 1) {
      const raw = text.charCodeAt(i)
      const unit = FOLDED[raw]!
      if (unit === 0) continue
      const kind = KINDS[raw]!
      const unitClass = CLASS_OF[kind]!
      if (raw === 0xff9e || raw === 0xff9f) this.voice(raw - 0xff9e + 1)
      else if (raw === NUMERO) this.putNumero()
      else if (unitClass === LETTER) this.putLetter(unit)
      else if (unitClass === DIGIT) this.putDigit(unit)
      else if (unitClass === DENSE) this.putDense(unit)
      else if (kind === KIND.apostrophe) this.putApostrophe()
      else this.putGap(unit, kind, i + 1 < end ? text.charCodeAt(i + 1) : 0)
    }
    if (this.length > 0 && this.classes[this.length - 1] === GAP && this.units[this.length - 1] !== HASH_SIGN)
      this.length -= 1
  }

  private put(unit: number, unitClass: number): void {
    // A flood of № is three units each; what has no room is not looked at.
    if (this.length === this.units.length) return
    this.isEmphasis = false
    this.units[this.length] = unit
    this.classes[this.length] = unitClass
    this.length += 1
  }

  private putLetter(unit: number): void {
    const last = this.lastClass()
    if (last !== LETTER) {
      if (last === DIGIT) this.put(SPACE, GAP)
      this.wordStart = this.length
    } else if (this.units[this.length - 1] === unit && !this.isSizeRun(unit)) {
      // A letter twice stays twice; three times or more is emphasis, and is written once.
      if (this.isEmphasis) return
      if (this.length - this.wordStart >= 2 && this.units[this.length - 2] === unit) {
        this.length -= 1
        this.isEmphasis = true
        return
      }
    }
    this.put(unit, LETTER)
  }

  private isSizeRun(unit: number): boolean {
    const run = this.length - this.wordStart
    if (run >= SIZE_RUN_MAX || !SIZE_LETTERS.includes(unit)) return false
    for (let i = this.wordStart; i < this.length; i += 1) if (this.units[i] !== unit) return false
    return true
  }

  private putNumero(): void {
    this.putGap(SPACE, KIND.space, 0)
    this.putLetter(0x6e)
    this.putLetter(0x6f)
  }

  private putDigit(unit: number): void {
    if (this.lastClass() === LETTER) this.put(SPACE, GAP)
    this.put(unit, DIGIT)
  }

  private putDense(unit: number): void {
    let read = unit
    if (unit === 0x3099 || unit === 0x309a) return this.voice(unit - 0x3098)
    if (unit >= 0x30a1 && unit <= 0x30f6) read = unit - 0x60
    const isThai = unit < 0x3000
    const at = this.length - 1
    // 包包 is a word, 哈哈哈 is not: of Han and kana two stay.
    if (at >= 0 && this.units[at] === read && (isThai || (at >= 1 && this.units[at - 1] === read))) return
    this.put(read, DENSE)
  }

  /** A voicing mark of its own, as half-width kana are written: か and ゛ are が. */
  private voice(by: number): void {
    const at = this.length - 1
    if (at >= 0 && this.units[at]! >= 0x304b && this.units[at]! <= 0x307b) this.units[at] = this.units[at]! + by
  }

  /** l'huile, c'est, qu'il: an apostrophe after an elided word parts it from the next; elsewhere (don't, it's) it goes. */
  private putApostrophe(): void {
    if (this.lastClass() !== LETTER) return
    const letters = this.length - this.wordStart
    const first = this.units[this.wordStart]!
    const isQu = letters === 2 && first === 0x71 && this.units[this.wordStart + 1] === 0x75
    if (isQu || (letters === 1 && first !== LETTER_I)) this.put(SPACE, GAP)
  }

  private putGap(unit: number, kind: number, next: number): void {
    const last = this.lastClass()
    const between = last === DIGIT && KINDS[next] === KIND.digit && (unit === COMMA || unit === STOP)
    if (between) return this.put(STOP, DIGIT)
    if (unit === HASH_SIGN) return this.put(HASH_SIGN, GAP)
    const ends =
      (kind === KIND.clause && unit !== STOP && unit !== ELLIPSIS) ||
      kind === KIND.question ||
      kind === KIND.exclamation
    const gap = ends ? COMMA : SPACE
    if (this.length === 0) return
    if (last !== GAP) this.put(gap, GAP)
    else if (ends && this.units[this.length - 1] === SPACE) this.units[this.length - 1] = COMMA
  }

  private lastClass(): number {
    return this.length > 0 ? this.classes[this.length - 1]! : GAP
  }

  /** Whether the unit at `i` ends a clause. */
  endsClauseAt(i: number): boolean {
    return this.units[i] === COMMA && this.classes[i] === GAP
  }

  /** Whether a word or a unit of a dense script begins at `i`. */
  startsAt(i: number): boolean {
    const unitClass = this.classes[i]!
    if (unitClass === GAP) return this.units[i] === HASH_SIGN
    return unitClass === DENSE || i === 0 || this.classes[i - 1] !== unitClass
  }

  /** Where the word, number or dense run at `i` ends. */
  endOf(i: number): number {
    let end = i + 1
    while (end < this.length && this.classes[end] === this.classes[i]) end += 1
    return end
  }
}
