// What a book lets go of at its bounds, so that a flood of questions buries neither the memory nor the questions many ask.
import { MARKED_UNASKED_MAX, VOICE_ASKS_MAX, VOICE_QUESTIONS_MAX } from '../../limits.ts'
import type { Asked, VoiceBook } from './book.ts'

/** So much is left after questions were let go: each look at all of them pays for many comments. */
const LEFT = 0.9

/** A Set, or a Map: both keep the order in which their keys came. */
interface Known<K> {
  readonly size: number
  keys(): Iterable<K>
  delete(key: K): boolean
}

/** The longest known makes room. */
export function forgetOldest<K>(known: Known<K>, max: number): void {
  for (const oldest of known.keys()) {
    if (known.size <= max) return
    known.delete(oldest)
  }
}

/** Lets questions go with their closings: those fewest viewers asked, of these the longest not asked; none that is pinned. */
export function forgetLeastAsked(book: VoiceBook): void {
  const { asked, closings } = book
  if (asked.size > VOICE_QUESTIONS_MAX || book.asks > VOICE_ASKS_MAX) {
    for (const { key, asks } of [...asked.values()].map(rankOf).toSorted(byRank)) {
      if (asked.size <= VOICE_QUESTIONS_MAX * LEFT && book.asks <= VOICE_ASKS_MAX * LEFT) break
      if (closings.get(key)?.at(-1)?.mark === 'pinned') continue
      asked.delete(key)
      closings.delete(key)
      book.asks -= asks
      book.questionsVersion += 1
    }
  }
  if (closings.size <= asked.size + MARKED_UNASKED_MAX) return
  for (const key of closings.keys()) {
    if (closings.size <= asked.size + MARKED_UNASKED_MAX) return
    if (!asked.has(key)) closings.delete(key)
  }
}

interface Rank {
  readonly key: string
  readonly asks: number
  readonly askers: number
  readonly last_ms: number
}

const rankOf = ({ key, asks }: Asked): Rank => ({
  key,
  asks: asks.length,
  askers: new Set(asks.map(({ visitorId }) => visitorId)).size,
  last_ms: asks.reduce((last, { at_ms }) => Math.max(last, at_ms), 0),
})

const byRank = (a: Rank, b: Rank): number => a.askers - b.askers || a.last_ms - b.last_ms || (a.key < b.key ? -1 : 1)
