// What every process answers the operator, whatever else it does: is it alive, can it work, what does it count.
import { Hono } from 'hono'
import { access, type AccessOptions } from './access/access.ts'
import { createGuesses } from './access/guesses.ts'
import type { Observed } from './parts.ts'
import { problem } from './problem.ts'
import { answerAlive, answerFigures, answerReadiness } from './routes/health.ts'

/** /healthz and /readyz for anyone, /metrics as the API's; nothing else. Mount it last: it answers every path. */
export function createOperatorApp(observed: Observed, who: Omit<AccessOptions, 'guesses'>): Hono {
  const isAllowed = access({ ...who, guesses: createGuesses() })
  return new Hono()
    .get('/healthz', answerAlive)
    .get('/readyz', () => answerReadiness(observed))
    .get('/metrics', isAllowed, () => answerFigures(observed))
    .all('*', (c) =>
      problem('not_found', `${c.req.path} is not here: this process has /healthz, /readyz and /metrics.`),
    )
}
