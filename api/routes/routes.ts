// Every route of the API.
import { documentOf } from '../openapi/document.ts'
import { analystRoutes } from './analysts.ts'
import { healthRoutes } from './health.ts'
import { hostRoutes } from './host.ts'
import { liveRoutes } from './live.ts'
import { loginRoutes } from './login.ts'
import type { Route } from './route.ts'
import { json } from './route.ts'
import { questionRoutes } from './questions.ts'
import { showRoutes } from './shows.ts'

const described: Route = {
  method: 'get',
  path: '/openapi.json',
  id: 'getDocument',
  tag: 'operator',
  summary: 'This document',
  access: 'private',
  answers: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { type: 'object' } } } },
  run: () => json(documentOf(routes)),
}

export const routes: readonly Route[] = [
  ...showRoutes,
  ...liveRoutes,
  ...hostRoutes,
  ...questionRoutes,
  ...analystRoutes,
  ...loginRoutes,
  ...healthRoutes,
  described,
]
