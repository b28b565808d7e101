// A stage for the pages: serves the built dashboard and plays the API's part with what a test gives it. It speaks the
// contract's types and nothing else; the real service is tried elsewhere.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { CommentToScore, LiveFrame, LiveSnapshot, Metric, Problem } from '../../api/contract.ts'
import { SHOW_ID, SNAPSHOT } from './show.fixture.ts'
import { explained } from './voice.fixture.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Not dist/, which the service serves. */
const BUILT = join(ROOT, '../node_modules/.cache/dashboard-stage')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** A host call as it arrived. */
export interface Call {
  readonly path: string
  readonly body: unknown
}

export interface Stage {
  readonly url: string
  /** Host calls taken, oldest first. */
  readonly calls: readonly Call[]
  /** What the next connection gets first. */
  snapshot: LiveSnapshot
  /** false: connections are refused at once and host calls get no answer. */
  up: boolean
  /** true: live connections open and hear nothing. */
  silent: boolean
  /** What /readyz complains of; null: nothing. */
  ailing: string | null
  send(frame: LiveFrame): void
  /** Ends the open live connections. */
  drop(): void
  /** Forgets the calls taken. */
  forget(): void
  /** Open live connections. */
  watching(): number
  close(): Promise<void>
}

let built: Promise<unknown> | undefined

/**
 * As `npm run build` does, in a process of its own: in the tests' own the build would be one for development, whose tracing
 * holds on to everything that was ever drawn.
 */
async function build(): Promise<void> {
  const vite = join(ROOT, '../node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', join(ROOT, 'vite.config.ts'), '--outDir', BUILT, '--logLevel', 'error']
  await promisify(execFile)(process.execPath, args, { env: { NODE_ENV: 'production' } })
}

/** Builds the dashboard once a process, then listens on a free port. */
export async function openStage(): Promise<Stage> {
  await (built ??= build())
  const live = new Set<ServerResponse>()
  const calls: Call[] = []
  let id = 0
  const event = (name: string, value: unknown): string =>
    `event: ${name}\nid: ${++id}\ndata: ${JSON.stringify(value)}\n\n`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://stage')
    if (pathname === '/readyz')
      return stage.ailing === null
        ? json(response, 200, { status: 'ready', checks: { store: 'ok' } })
        : json(response, 503, { ...MISSING, status: 503, code: 'not_ready', detail: stage.ailing })
    if (!pathname.startsWith('/v1/')) return serveFile(pathname, response)
    if (!stage.up) return void request.socket.destroy()
    if (pathname === `/v1/shows/${SHOW_ID}/live`) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.flushHeaders()
      if (!stage.silent) response.write(event('snapshot', stage.snapshot))
      live.add(response)
      response.on('close', () => live.delete(response))
      return
    }
    if (request.method === 'POST') {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = JSON.parse(Buffer.concat(chunks).toString() || 'null') as unknown
      if (pathname === '/v1/comments/score') return json(response, 200, explained((body as CommentToScore).text))
      calls.push({ path: pathname, body })
      return json(response, 202, { messageId: `message-${calls.length}`, momentId: null })
    }
    if (pathname === `/v1/shows/${SHOW_ID}`)
      return json(response, 200, { ...stage.snapshot.show, status: stage.snapshot.now.status })
    if (pathname.startsWith('/v1/metrics/'))
      return json(response, 200, { ...METRIC, name: pathname.slice('/v1/metrics/'.length) })
    json(response, 404, MISSING)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stage: Stage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    snapshot: SNAPSHOT,
    up: true,
    silent: false,
    ailing: null,
    send: (frame) => {
      const text = event('frame', frame)
      for (const response of live) response.write(text)
    },
    drop: () => {
      for (const response of live) response.destroy()
    },
    forget: () => void calls.splice(0),
    watching: () => live.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return stage
}

async function serveFile(pathname: string, response: ServerResponse): Promise<void> {
  const file = extname(pathname) === '' ? 'index.html' : normalize(pathname)
  const body = await readFile(join(BUILT, file)).catch(() => null)
  response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
  response.end(body)
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
  response.end(JSON.stringify(value))
}

const METRIC: Metric = {
  name: '',
  title: 'Viewers now',
  unit: 'viewers',
  counts: 'Sessions whose player is starting, playing or rebuffering. One leaves 25 s after its last heartbeat.',
  leavesOut: 'Paused players, and hidden ones without sound.',
  elsewhere: [{ platform: 'YouTube', how: 'concurrent viewers, counted alike' }],
  version: 1,
  sql: 'SELECT 1',
}

const MISSING: Problem = {
  type: 'urn:cartbeat:problem:show_not_found',
  title: 'No such show',
  status: 404,
  code: 'show_not_found',
  detail: 'No show of this name has been declared or seen.',
}
