// For the operator: is it alive, can it work.
import type { Route } from './route.ts'
import { json } from './route.ts'
import { object, oneOf } from '../openapi/schema.ts'

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
    run: () => json({ status: 'ok' }),
  },
]
