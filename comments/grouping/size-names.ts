// A size as it is named in a comment: letters, or a number that shoes and clothes come in.
import { CLASS } from './folded.ts'
import { addPhrases, folded, found, TABLE, tableOf } from './lexicon.ts'

const LETTERS = ['xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'xxxxl', '2xl', '3xl', '4xl', '5xl', 'll']
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
