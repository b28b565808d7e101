// The API as one Hono app: every route of the list, who may ask, the pages, and errors as problems.
import { Hono } from 'hono'
import type { QueryOptions, Store } from '../store/contract.ts'
import { access } from './access/access.ts'
import { createGuesses } from './access/guesses.ts'
import type { Readiness } from './contract.ts'
import { loadHistory } from './live/history.ts'
import { createHub } from './live/hub.ts'
import { loadPastRates } from './live/past.ts'
import { startTicks } from './live/ticks.ts'
import { createTrust } from './live/trust.ts'
import { listPages } from './pages/files.ts'
import { contentSecurityPolicy, securityHeaders } from './pages/headers.ts'
import { servePages } from './pages/pages.ts'
import type { ApiOptions, Parts } from './parts.ts'
import { ProblemError, problem } from './problem.ts'
import { checkParts } from './readiness.ts'
import { createRecent } from './recent.ts'
import { createShared } from './shared.ts'
import { readMetrics } from './record/metrics.ts'
import { routes } from './routes/routes.ts'

export interface Api {
  /** Answers everything under /v1/ that is not the collector's, the operator's paths, and the pages. */
  readonly app: Hono
  /** 'ok', or what is wrong, by part: what /readyz says. */
  ready(): Promise<Readiness['checks']>
  /** Ends the live streams; the ports it was given stay open. */
  close(): Promise<void>
}

/** Unix ms of the service's clock as it answers. */
const CLOCK_HEADER = 'x-cartbeat-clock-ms'

/** Subscribes to the feed at once: make it before the pipeline starts. Mount its app last: it answers every path. */
export function createApi(options: ApiOptions): Api {
  const report = options.report ?? ((message: string) => console.error(message))
  const trust = createTrust(options.store)
  const hub = createHub({
    feed: options.feed,
    clock: options.clock,
    pace: () => performance.now(),
    load: (showId, from_s) => loadHistory(options.store, showId, from_s),
    loadPast: (showId) => loadPastRates(options.store, showId),
    trust: () => trust.newest(),
    epoch: crypto.randomUUID().slice(0, 8),
    report,
  })
  const parts: Parts = {
    ...options,
    store: answering(options.store, report),
    hub,
    report,
    recent: createRecent(),
    shared: createShared(),
    guesses: createGuesses(),
    metrics: readMetrics(),
  }
  const tick = () => {
    hub.tick()
    if (hub.clients() > 0) trust.tick(performance.now())
  }
  const stopTicks = startTicks(options.feed, tick, () => performance.now())

  return {
    app: createApp(parts),
    ready: async () => (await checkParts(parts)).checks,
    async close() {
      stopTicks()
      hub.close()
    },
  }
}

function createApp(parts: Parts): Hono {
  const pages = parts.pagesDir === null ? null : listPages(parts.pagesDir)
  const app = new Hono()
  const isAllowed = access(parts)
  app.use(securityHeaders(contentSecurityPolicy(pages?.scriptHashes ?? [])))
  // What time it is for what is answered: how long a show runs is no matter of the reader's own clock.
  app.use('/v1/shows/*', async (c, next) => {
    await next()
    c.res.headers.set(CLOCK_HEADER, String(Math.round(parts.clock())))
  })
  for (const route of routes) {
    const run = (c: Parameters<typeof isAllowed>[0]) => route.run(c, parts)
    if (route.access === 'open') app.on(route.method.toUpperCase(), honoPath(route.path), run)
    else app.on(route.method.toUpperCase(), honoPath(route.path), isAllowed, run)
  }
  for (const [path, methods] of Map.groupBy(routes, (route) => route.path)) {
    const allow = methods.map(({ method }) => method.toUpperCase()).join(', ')
    app.all(honoPath(path), isAllowed, (c) => problem('method_not_allowed', `${c.req.path} takes ${allow}.`, { allow }))
  }
  app.all('*', isAllowed, servePages(pages))
  app.onError((error, c) => {
    if (error instanceof ProblemError) return problem(error.code, error.message, error.headers, error.errors)
    parts.report(`${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`)
    return problem('internal', 'It was noted where the service runs.')
  })
  return app
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** A record that does not answer is a problem of its own, not a bug in the route. */
function answering(store: Store, report: (message: string) => void): Store {
  return {
    ...store,
    async query<T>(sql: string, options?: QueryOptions): Promise<readonly T[]> {
      try {
        return await store.query<T>(sql, options)
      } catch (error) {
        report(`the record did not answer: ${error instanceof Error ? error.message : String(error)}`)
        throw new ProblemError('store_unavailable', 'Try again in a few seconds.', { 'retry-after': '5' })
      }
    },
  }
}
