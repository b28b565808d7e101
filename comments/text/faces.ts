// Faces of marks and letters, (´・ω・`) and ヽ(・∀・)ノ: their letters are drawn with, and say nothing of a comment's language.
import { KIND } from './fold.ts'
import type { Scan } from './scan.ts'

/** Brackets, and the ears of a bear. */
const isOpening = (unit: number): boolean => unit === 0x28 || unit === 0x295
const isClosing = (unit: number): boolean => unit === 0x29 || unit === 0x294
/** Units between a face's brackets. */
const FACE_UNITS_MAX = 16
/** So many kana in a row are a word. */
const WORD_KANA = 3
/** So many letters of one other script in a row are a word: (*ᵔᴥᵔ*) has three. */
const WORD_LETTERS = 4
/** The dot between katakana words, an eye as often. */
const MIDDLE_DOT = 0x30fb
/** Modifier letters: ˘ and their like are eyes. */
const MODIFIERS_FROM = 0x2b0
const MODIFIERS_TO = 0x2ff
/** Voice marks are eyes where they stand behind no kana, (ﾟдﾟ). */
const VOICE_MARKS: ReadonlySet<number> = new Set([0x309b, 0x309c, 0xff9e, 0xff9f])
/** Kinds that an alphabet of ours or another's could claim. */
const DRAWN: ReadonlySet<number> = new Set([KIND.kana, KIND.foreign, KIND.thai])
const SYMBOLS: ReadonlySet<number> = new Set([
  KIND.mark,
  KIND.pictograph,
  KIND.apostrophe,
  KIND.exclamation,
  KIND.clause,
])

/**
 * How many units of each KIND are letters of words: the counts of a scan without its faces' letters, the scan's own
 * where there can be none. Not to be written to; valid until the next call or scan.
 */
export function wordLetters(scan: Scan): Int32Array {
  const { counts, units, kinds, length } = scan
  if (counts[KIND.kana]! + counts[KIND.foreign]! + counts[KIND.thai]! === 0) return counts
  letters.set(counts)
  let open = -1
  // The first unit that no face before has: two share an arm, and it is left out once.
  let free = 0
  for (let i = 0; i < length; i += 1) {
    const unit = units[i]!
    if (unit === MIDDLE_DOT) letters[KIND.kana]! -= 1
    if (isOpening(unit)) open = i
    if (!isClosing(unit) || open < 0) continue
    if (isFace(scan, open, i)) {
      const first = open > free && isArm(scan, open - 1) ? open - 1 : Math.max(open, free)
      const last = isArm(scan, i + 1) ? i + 1 : i
      for (let j = first; j <= last; j += 1) leaveOut(units[j]!, kinds[j]!)
      free = last + 1
    }
    open = -1
  }
  return letters
}
const letters = new Int32Array(16)

function leaveOut(unit: number, kind: number): void {
  if (DRAWN.has(kind) && unit !== MIDDLE_DOT) letters[kind]! -= 1
}

/** Whether what stands between two brackets is drawn: marks in it, and no word. */
function isFace({ units, kinds }: Scan, open: number, close: number): boolean {
  if (close - open - 1 > FACE_UNITS_MAX) return false
  let symbols = 0
  let latin = 0
  let run = 0
  let before = -1
  for (let i = open + 1; i < close; i += 1) {
    const kind = kinds[i]!
    const unit = units[i]!
    if (kind === KIND.han || kind === KIND.digit) return false
    latin = kind === KIND.latin ? latin + 1 : 0
    const isDrawnEye = isEye(unit, before)
    run = isDrawnEye || !DRAWN.has(kind) ? 0 : kind === before ? run + 1 : 1
    before = kind
    if (latin > 1 || run >= (kind === KIND.kana ? WORD_KANA : WORD_LETTERS)) return false
    if (isDrawnEye || SYMBOLS.has(kind)) symbols += 1
  }
  return symbols > 0
}

/** Whether a letter is an eye, by the kind before it. */
const isEye = (unit: number, before: number): boolean =>
  unit === MIDDLE_DOT ||
  (unit >= MODIFIERS_FROM && unit <= MODIFIERS_TO) ||
  (VOICE_MARKS.has(unit) && before !== KIND.kana)

/** Whether a face's arm is at a place: a letter that is no part of a word. */
const isArm = (scan: Scan, at: number): boolean =>
  DRAWN.has(kindAt(scan, at)) && !isLetter(kindAt(scan, at - 1)) && !isLetter(kindAt(scan, at + 1))

/** Beyond a comment's ends is space. */
const kindAt = ({ kinds, length }: Scan, at: number): number => (at < 0 || at >= length ? KIND.space : kinds[at]!)

const isLetter = (kind: number) => kind === KIND.han || DRAWN.has(kind)
