// Why comments scored as they did, asked of the service when somebody points at one, and kept while the page is open.
import type { ScoredComment } from '../../../../api/contract.ts'
import { post } from '../../live/api.ts'

/** Texts kept; beyond it the oldest is asked for again. */
const KEPT_MAX = 200
const kept = new Map<string, Promise<ScoredComment | null>>()

/** null: no answer; the next time it is asked again. */
export function scoreOf(text: string): Promise<ScoredComment | null> {
  let score = kept.get(text)
  if (score) return score
  score = post<ScoredComment>('/v1/comments/score', { text }).then((answer) => {
    if (answer.ok && Array.isArray(answer.value.spans)) return answer.value
    kept.delete(text)
    return null
  })
  kept.set(text, score)
  const oldest = kept.keys().next()
  if (kept.size > KEPT_MAX && !oldest.done) kept.delete(oldest.value)
  return score
}
