// A shop's pages with the built SDK, and a collector that keeps what came, on one port.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { createRecords, type Records } from './records.fixture.ts'

export interface Recording extends Records {
  readonly url: string
  close(): Promise<void>
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const PAGE = '<!doctype html><meta charset="utf-8"><title>Shop</title><script src="/cartbeat.js"></script><body>'

/** Builds dist/cartbeat.js as the release does. */
export const buildSdk = () => build({ configFile: here('vite.config.ts'), logLevel: 'error' })

/** The body, or null where the page let go before it was sent whole, as one does that is reloaded: nothing came then. */
async function wholeOf(request: IncomingMessage): Promise<string | null> {
  try {
    return await text(request)
  } catch (error) {
    if (request.complete) throw error
    return null
  }
}

export async function startRecording(): Promise<Recording> {
  const records = createRecords()
  const sdk = await readFile(here('dist/cartbeat.js'))
  const clip = await readFile(here('clip.fixture.mp4'))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0]
    if (path === '/v1/batch') {
      const body = await wholeOf(request)
      if (body === null) return
      const { status, headers } = records.take(body, request.headers['content-type'] ?? '')
      response.writeHead(status, { ...headers }).end('{}')
    } else if (path === '/cartbeat.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(sdk)
    } else if (path === '/clip.mp4') {
      // Ranges, since a video can be sought only where the server has them.
      const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? 'bytes=0-')
      const [from, to] = [Number(range?.[1]), range?.[2] ? Number(range[2]) : clip.length - 1]
      response
        .writeHead(206, {
          'content-type': 'video/mp4',
          'accept-ranges': 'bytes',
          'content-range': `bytes ${from}-${to}/${clip.length}`,
        })
        .end(clip.subarray(from, to + 1))
    } else response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(records, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
