// What a question is about where no concept knows it: its longest word that is neither a stop word nor what a thing is
// called. Near-duplicates share it; what is said in other words does not. Longer fingerprints found a twentieth of the pairs.
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { CLASS, FoldedText } from './folded.ts'
import { folded, found, TABLE, tableOf } from './lexicon.ts'
import './stop-words.ts'

/** Letters of a word that count: its endings differ (sharpen, sharpening), and so do those of its kin in other languages. */
const STEM_UNITS_MAX = 5

const isStopped = new Uint8Array(4_096)

/** Of the text last read: eight hexadecimal digits, or '' where no content word stands in it. */
export function fingerprint(): string {
  markStopWords()
  let longest = 0
  let kept = 0
  for (let i = 0; i < folded.length;) {
    const end = runEnd(i)
    const length = isStopped[i] === 0 ? contentUnits(i, end) : 0
    if (length > 0 && length >= longest) {
      const hash = hashOf(i, i + Math.min(length, STEM_UNITS_MAX))
      // Of two as long, the lower hash: the order of words says nothing.
      kept = length > longest || hash < kept ? hash : kept
      longest = length
    }
    i = end
  }
  return longest === 0 ? '' : (kept >>> 0).toString(16).padStart(8, '0')
}

/** What a thing is called says not what is asked about it. */
function markStopWords(): void {
  isStopped.fill(0, 0, folded.length)
  for (let i = 0; i < found.count; i += 1) {
    const table = tableOf(found.values[i]!)
    if (table === TABLE.stopWord || table === TABLE.noun) isStopped.fill(1, found.starts[i]!, found.ends[i]!)
  }
}

/** The length of a word without its ending; 0 for what is no word. */
function contentUnits(start: number, end: number): number {
  const unitClass = folded.classes[start]!
  if (unitClass === CLASS.gap || (unitClass === CLASS.letter && end - start < 2)) return 0
  return (unitClass === CLASS.letter ? stemEnd(folded, start, end) : end) - start
}

/** The end of a word, or in dense scripts of what stands between stop words. */
function runEnd(start: number): number {
  const { classes, length } = folded
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

function hashOf(start: number, end: number): number {
  let hash = HASH_START
  for (let i = start; i < end; i += 1) hash = hashStep(hash, folded.units[i]!)
  return spread(hash)
}
