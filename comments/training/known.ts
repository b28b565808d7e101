// Which n-grams train: what a single author wrote says more of the author than of the word. The phrases of signs and lexica count
// as one author more.
import { Features } from '../model/features.ts'
import type { Reading } from '../reading/reading.ts'
import type { OwnComment } from './corpus.ts'
import type { PhraseExample } from './phrases.ts'
import { isKeptOut, type PublicSet } from './sets.ts'

/** Comments of public sets, which name no authors, an n-gram is in before the moods know it. */
const PUBLIC_COMMENTS = 3
/** Stands for whoever wrote the phrases. */
const PHRASES = 'phrases'

/** Hashes of n-grams. */
export type Known = ReadonlySet<number>

/** Those of the label and of the mood tables. */
export function knownNgrams(
  own: readonly OwnComment[],
  phrases: readonly PhraseExample[],
  sets: readonly PublicSet[],
  reading: Reading,
): { labels: Known; moods: Known } {
  const features = new Features()
  const ngrams = (text: string): Int32Array => {
    reading.read(text)
    features.take(reading)
    return features.ngrams.subarray(0, features.ngramCount)
  }
  const first = new Map<number, string>()
  const known = new Set<number>()
  const writers = [...own, ...phrases.map(({ text }) => ({ author: PHRASES, text }))]
  for (const { author, text } of writers)
    for (const hash of ngrams(text)) {
      const other = first.get(hash)
      if (other === undefined) first.set(hash, author)
      else if (other !== author) known.add(hash)
    }
  const labels = new Set(known)
  const counts = new Map<number, number>()
  for (const { comments } of sets)
    comments.forEach(({ text }, i) => {
      if (isKeptOut(i)) return
      for (const hash of new Set(ngrams(text))) {
        const count = (counts.get(hash) ?? 0) + 1
        counts.set(hash, count)
        if (count === PUBLIC_COMMENTS) known.add(hash)
      }
    })
  return { labels, moods: known }
}
