// Erased visitors in the book of what viewers said.
import type { VoiceBook } from './book.ts'

/** Stands where the wording shown was theirs, until somebody else asks the same in their own. */
export const ERASED_WORDING = '…'

/** Their asks go, and questions only they asked; the wording of a question that was theirs is shown no more. */
export function forgetAsks(book: VoiceBook, isErased: (visitorId: string) => boolean): void {
  for (const asked of book.asked.values()) {
    const theirs = asked.asks.filter(({ visitorId }) => isErased(visitorId))
    if (theirs.length === 0) continue
    book.questionsVersion += 1
    book.asks -= theirs.length
    asked.asks.splice(0, asked.asks.length, ...asked.asks.filter((ask) => !theirs.includes(ask)))
    if (asked.asks.length === 0) book.asked.delete(asked.key)
    else if (theirs.some(({ id }) => id === asked.example.id))
      asked.example = { id: '', at_ms: Number.MAX_SAFE_INTEGER, text: ERASED_WORDING, lang: null }
  }
}
