// Every route of the API.
import { analystRoutes } from './analysts.ts'
import { healthRoutes } from './health.ts'
import { hostRoutes } from './host.ts'
import { liveRoutes } from './live.ts'
import type { Route } from './route.ts'
import { showRoutes } from './shows.ts'

export const routes: readonly Route[] = [...healthRoutes, ...liveRoutes, ...showRoutes, ...hostRoutes, ...analystRoutes]
