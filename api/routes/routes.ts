// Every route of the API.
import { healthRoutes } from './health.ts'
import { liveRoutes } from './live.ts'
import type { Route } from './route.ts'

export const routes: readonly Route[] = [...healthRoutes, ...liveRoutes]
