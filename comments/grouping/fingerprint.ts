// What a question is about where no concept knows it: its content words, whatever their order and endings. Near-duplicates
// share it; what is said in other words does not.
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { CLASS, FoldedText } from './folded.ts'
import { folded, found, TABLE, tableOf } from './lexicon.ts'
import './stop-words.ts'

/** So many different content words count, those with the lowest hashes: long comments keep a bounded key. */
const CONTENT_WORDS_MAX = 8

const isStopped = new Uint8Array(4_096)
const hashes = new Int32Array(64)

/** Of the text last read: eight hexadecimal digits, or '' where no content words stand in it. */
export function fingerprint(): string {
  const text = folded
  markStopWords()
  let count = 0
  for (let i = 0; i < text.length && count < hashes.length;) {
    const end = runEnd(text, i)
    const unitClass = text.classes[i]!
    const counts = unitClass === CLASS.letter ? end - i >= 2 : unitClass === CLASS.dense || unitClass === CLASS.digit
    if (counts && isStopped[i] === 0)
      count = insert(hashOf(text, i, unitClass === CLASS.letter ? stemEnd(text, i, end) : end), count)
    i = end
  }
  if (count === 0) return ''
  let hash = HASH_START
  for (let i = 0; i < Math.min(count, CONTENT_WORDS_MAX); i += 1) hash = hashStep(hash, hashes[i]!)
  return (spread(hash) >>> 0).toString(16).padStart(8, '0')
}

function markStopWords(): void {
  isStopped.fill(0, 0, folded.length)
  for (let i = 0; i < found.count; i += 1)
    if (tableOf(found.values[i]!) === TABLE.stopWord) isStopped.fill(1, found.starts[i]!, found.ends[i]!)
}

/** The end of a word, or in dense scripts of what stands between stop words. */
function runEnd(text: FoldedText, start: number): number {
  const { classes, length } = text
  let end = start + 1
  while (end < length && classes[end] === classes[start] && isStopped[end] === isStopped[start]) end += 1
  return end
}

/** Plurals and feminines of Latin words are one with the singular: pans, tailles, rojas. */
export function stemEnd(text: FoldedText, start: number, end: number): number {
  let stem = end
  if (stem - start > 3 && text.units[stem - 1] === 0x73) stem -= 1
  if (
    stem - start > 3 &&
    (text.units[stem - 1] === 0x65 || text.units[stem - 1] === 0x61 || text.units[stem - 1] === 0x6f)
  )
    stem -= 1
  return stem
}

function hashOf(text: FoldedText, start: number, end: number): number {
  let hash = HASH_START
  for (let i = start; i < end; i += 1) hash = hashStep(hash, text.units[i]!)
  return spread(hash)
}

/** Keeps hashes sorted, each once; returns how many there are now. */
function insert(hash: number, count: number): number {
  let at = count
  while (at > 0 && hashes[at - 1]! > hash) at -= 1
  if (at > 0 && hashes[at - 1] === hash) return count
  hashes.copyWithin(at + 1, at, count)
  hashes[at] = hash
  return count + 1
}
