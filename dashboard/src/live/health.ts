// Whether the parts behind the live numbers work, as the service says of itself at /readyz. Pure.
import type { Readiness } from '../../../api/contract.ts'
import type { Answer } from './api.ts'

/** What a host should know of: the record does not answer, or the log takes nothing. */
export type Ailment = 'store' | 'log'

/** The detail names the parts at fault: "log: it is full; store: it does not answer". No answer at all is the line's matter. */
export function ailmentOf(answer: Answer<Readiness>): Ailment | null {
  if (answer.ok || answer.problem.code !== 'not_ready') return null
  const { detail } = answer.problem
  if (/(^|; )log: /.test(detail)) return 'log'
  return /(^|; )store: |the store takes no rows/.test(detail) ? 'store' : null
}
