// Copies of one text. A flood is pasted with another case, more exclamation marks, an emoji, a counter at the end.
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { CLASS } from './folded.ts'
import { folded, readText } from './lexicon.ts'

/** XL and XXL are two sizes. */
const LETTER_X = 0x78

/**
 * A uint32 that copies of a text share: case, accents, spaces, punctuation, emoji, repeated letters and digits at the end
 * make no other text. Of a comment without letters every unit but spaces counts, a repeated one once: hearts are not flames.
 */
export function textKey(text: string): number {
  readText(text)
  const { units, classes } = folded
  let end = folded.length
  while (end > 0 && (classes[end - 1] === CLASS.gap || classes[end - 1] === CLASS.digit)) end -= 1
  if (end === 0) return keyWithoutLetters(text)
  let hash = HASH_START
  let last = 0
  for (let i = 0; i < end; i += 1) {
    const unit = units[i]!
    if (classes[i] === CLASS.gap || (unit === last && classes[i] !== CLASS.digit && unit !== LETTER_X)) continue
    hash = hashStep(hash, unit)
    last = unit
  }
  return spread(hash) >>> 0
}

/** So many code units of a comment without letters are read. */
const SYMBOLS_MAX = 64

function keyWithoutLetters(text: string): number {
  let hash = HASH_START
  let last = ''
  let read = 0
  for (const symbol of text) {
    read += 1
    if (read > SYMBOLS_MAX) break
    if (symbol === last || symbol <= ' ' || symbol === '\ufe0f') continue
    last = symbol
    for (let i = 0; i < symbol.length; i += 1) hash = hashStep(hash, symbol.charCodeAt(i))
  }
  return spread(hash) >>> 0
}
