// A size as it is named in a comment: letters, or a number that shoes and clothes come in.
import { CLASS } from './folded.ts'
import { addPhrases, folded, found, TABLE, tableOf } from './lexicon.ts'
import { UNIT_OF_MEASURE } from './product-numbers.ts'

const LETTERS = ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'xxxxl', '2xl', '3xl', '4xl', '5xl', '6xl', 'll']
for (const [place, size] of LETTERS.entries()) addPhrases(TABLE.size, place, [size])

/** Digits of a size, a decimal point among them: 9.5, 44, 128. */
const NUMBER_UNITS_MAX = 4

/** Whether the text last read names a size in letters. */
export function namesSizeInLetters(): boolean {
  for (let i = 0; i < found.count; i += 1) if (tableOf(found.values[i]!) === TABLE.size && !isArticle(i)) return true
  return false
}

/** Whether the text last read names a size, in letters or as a number. */
export function namesSize(): boolean {
  if (namesSizeInLetters()) return true
  for (let i = 0; i < folded.length; i += 1) {
    if (folded.classes[i] !== CLASS.digit) continue
    const end = folded.endOf(i)
    if (end - i <= NUMBER_UNITS_MAX) return true
    i = end
  }
  return false
}

/** Numbers that clothes and shoes come in, and few other things: 34 to 50, and halves. */
const WORN_LEAST = 34
const WORN_MOST = 50

/** Whether the text last read names a size that is worn, in letters or as a number without a unit: XL, 42, 9.5; not 40 cm. */
export function namesWornSize(): boolean {
  if (namesSizeInLetters()) return true
  for (let i = 0; i < folded.length; i += 1) {
    if (folded.classes[i] !== CLASS.digit) continue
    const end = folded.endOf(i)
    if (isWorn(String.fromCharCode(...folded.units.subarray(i, end))) && !isMeasured(end)) return true
    i = end
  }
  return false
}

const isWorn = (digits: string): boolean =>
  /^\d\d?[.]5$/.test(digits) || (/^\d\d$/.test(digits) && Number(digits) >= WORN_LEAST && Number(digits) <= WORN_MOST)

/** Whether a unit of measure follows. */
function isMeasured(end: number): boolean {
  const next = folded.units[end] === 0x20 ? end + 1 : end
  for (let i = 0; i < found.count && found.starts[i]! <= next; i += 1)
    if (found.starts[i] === next && found.values[i] === UNIT_OF_MEASURE) return true
  return false
}

/** The l of l'olive is no size: a vowel or h comes after it. */
function isArticle(hit: number): boolean {
  const end = found.ends[hit]!
  return (
    found.widthOf(hit) === 1 &&
    end + 1 < folded.length &&
    'aeiouh'.includes(String.fromCharCode(folded.units[end + 1]!))
  )
}

/** Words that ask whether there is one: a size beside them is asked for, not asked about. */
const HAVING =
  'do you have, do u have, have you, have u, you got, u got, got any, got it in, any, left, come in, comes in, available, in a, still, 有, 还有, 有没有, 还剩, hay, tienen, tienes, queda, quedan, tem, tens, ainda tem, avez, y a, il reste, reste, existe, habt, gibt, gibts, noch, ada, ready, ある, あり, มี, เหลือ'
addPhrases(TABLE.having, 0, HAVING.split(', '))
