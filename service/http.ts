// One port for everything: the collector, the API with its pages, the SDK's files, and what the demo adds.
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { ConfigError } from './config-error.ts'

/** SDK files, served to any shop's pages. Short cache: a shop gets a mended SDK within the hour. */
const SDK_FILES = [
  { path: '/cartbeat.js', file: 'sdk/dist/cartbeat.js', type: 'text/javascript; charset=utf-8' },
  { path: '/cartbeat.mjs', file: 'sdk/dist/cartbeat.mjs', type: 'text/javascript; charset=utf-8' },
] as const

/** Routes for the built SDK; a file that was not built answers 404. */
export async function createSdkFiles(): Promise<Hono> {
  const app = new Hono()
  for (const { path, file, type } of SDK_FILES) {
    const body = await readFile(new URL(`../${file}`, import.meta.url)).catch(() => null)
    if (!body) continue
    app.get(path, (c) => {
      c.header('Content-Type', type)
      c.header('Cache-Control', 'public, max-age=3600')
      c.header('Access-Control-Allow-Origin', '*')
      c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      return c.body(new Uint8Array(body))
    })
  }
  return app
}

/** How long one connection may take, so that slow clients do not gather. Live streams are answers: they may last. */
export interface HttpBounds {
  /** Its headers. Beyond: 408, and the connection is closed. */
  readonly headers_ms: number
  /** The whole request, body included. Beyond: the same. */
  readonly request_ms: number
  /** Between two requests. Beyond, and a second that Node adds: the connection is closed. */
  readonly idle_ms: number
  /** How often connections are looked at for these. */
  readonly check_ms: number
}
const HTTP_BOUNDS: HttpBounds = { headers_ms: 10_000, request_ms: 30_000, idle_ms: 5_000, check_ms: 2_000 }

/** Requests under way get so long to be answered once the port closes; then they are cut, and their clients send again. */
const DRAIN_MAX_MS = 3_000
const DRAIN_POLL_MS = 20

export interface Listening {
  readonly url: string
  /** Takes no more connections, answers what is under way, ends. Streams must be ended beside it. */
  close(): Promise<void>
}

/** Listens; a port that cannot be had is a ConfigError of one line. Port 0 takes a free one. */
export function listen(app: Hono, host: string, port: number, bounds = HTTP_BOUNDS): Promise<Listening> {
  const serverOptions = {
    headersTimeout: bounds.headers_ms,
    requestTimeout: bounds.request_ms,
    keepAliveTimeout: bounds.idle_ms,
    connectionsCheckingInterval: bounds.check_ms,
  }
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, (info: AddressInfo) => {
      const name = host.includes(':') ? `[${host}]` : host
      resolve({ url: `http://${name}:${info.port}`, close: () => close(server as Server) })
    })
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
  })
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `port ${port} is taken: end what listens there, or choose another, for example PORT=${port + 1}`,
      )
    case 'EACCES':
      return new ConfigError(`port ${port} needs more rights: choose one above 1023, for example PORT=8080`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(`HOST is "${host}", which is no address of this machine: use 127.0.0.1 or 0.0.0.0`)
    default:
      return error
  }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection is idle between its requests: each is let go as its answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), DRAIN_POLL_MS)
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MAX_MS)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}
