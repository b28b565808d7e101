// For the operator: is it alive, can it work, what does it count.
import { object, oneOf, ref } from '../openapi/schema.ts'
import type { Readiness } from '../contract.ts'
import type { Observed } from '../parts.ts'
import { problem } from '../problem.ts'
import { figuresOf } from '../figures.ts'
import { prometheusText } from '../prometheus.ts'
import { checkParts } from '../readiness.ts'
import type { Route } from './route.ts'
import { json } from './route.ts'

export const answerAlive = (): Response => json({ status: 'ok' })

export async function answerReadiness(parts: Observed): Promise<Response> {
  const { checks, wrong } = await checkParts(parts)
  if (wrong.length === 0) return json({ status: 'ready', checks } satisfies Readiness)
  return problem('not_ready', wrong.map((name) => `${name}: ${checks[name]}`).join('; '), { 'retry-after': '5' })
}

export function answerFigures(parts: Observed): Response {
  return new Response(prometheusText(figuresOf(parts)), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  })
}

export const healthRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/healthz',
    id: 'isAlive',
    tag: 'operator',
    summary: 'The process answers',
    access: 'open',
    answers: {
      200: {
        description: 'It does',
        content: { 'application/json': object<{ status: 'ok' }>({ status: oneOf(['ok']) }) },
      },
    },
    run: answerAlive,
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'isReady',
    tag: 'operator',
    summary: 'It can do its work: log and record answer, the pipeline is not far behind',
    access: 'open',
    answers: { 200: { description: 'It can', content: { 'application/json': ref('Readiness') } } },
    problems: ['not_ready'],
    run: (_c, parts) => answerReadiness(parts),
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'getFigures',
    tag: 'operator',
    summary: 'Figures in the Prometheus text format',
    access: 'private',
    answers: { 200: { description: 'The figures', content: { 'text/plain': null } } },
    run: (_c, parts) => answerFigures(parts),
  },
]
