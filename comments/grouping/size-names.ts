// A size as it is named in a comment: letters, or a number that shoes and clothes come in.
import { CLASS, FoldedText } from './folded.ts'
import { PhraseTrie } from './phrase-trie.ts'

const LETTERS = ['xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'xxxxl', '2xl', '3xl', '4xl', '5xl', 'll']
const SAME_AS: Readonly<Record<string, string>> = { '2xl': 'xxl', '3xl': 'xxxl', '4xl': 'xxxxl', ll: 'xl' }
const PHRASES = new PhraseTrie()
for (const [value, size] of LETTERS.entries()) PHRASES.add(size, value)
PHRASES.freeze()

/** Digits of a size, a decimal point among them: 9.5, 44, 128. */
const NUMBER_UNITS_MAX = 4

/** `xl`, `44`, or '' where no size is named. */
export function sizeIn(text: FoldedText): string {
  PHRASES.find(text)
  let longest = -1
  for (let i = 0; i < PHRASES.hits; i += 1)
    if (!isArticle(text, i) && (longest < 0 || widthOf(i) > widthOf(longest))) longest = i
  if (longest >= 0) {
    const size = LETTERS[PHRASES.values[longest]!]!
    return SAME_AS[size] ?? size
  }
  return numberIn(text)
}

const widthOf = (hit: number): number => PHRASES.ends[hit]! - PHRASES.starts[hit]!

/** The l of l'olive is no size: a vowel or h comes after it. */
function isArticle(text: FoldedText, hit: number): boolean {
  const end = PHRASES.ends[hit]!
  return widthOf(hit) === 1 && end + 1 < text.length && 'aeiouh'.includes(String.fromCharCode(text.units[end + 1]!))
}

function numberIn(text: FoldedText): string {
  for (let i = 0; i < text.length; i += 1) {
    if (text.classes[i] !== CLASS.digit) continue
    const end = text.endOf(i)
    if (end - i <= NUMBER_UNITS_MAX) return String.fromCharCode(...text.units.subarray(i, end))
    i = end
  }
  return ''
}
