import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { listen } from './http.ts'

const BOUNDS = { headers_ms: 50, request_ms: 100, idle_ms: 50, check_ms: 10 }

/** All that comes back until the connection is closed. */
function send(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (bytes) => (answer += bytes.toString()))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

it('lets a client go that does not get its request said', async () => {
  const app = new Hono().post('/', async (c) => c.text(await c.req.text()))
  const listening = await listen(app, '127.0.0.1', 0, BOUNDS)
  const port = Number(new URL(listening.url).port)
  expect(await send(port, 'POST / HTTP/1.1\r\nHost: a')).toMatch(/^HTTP\/1\.1 408 /)
  expect(await send(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf')).toMatch(/^HTTP\/1\.1 408 /)
  expect(await send(port, '')).toMatch(/^HTTP\/1\.1 408 /)
  await listening.close()
})

it('closes a connection that is kept and never asked on', async () => {
  const app = new Hono().get('/', (c) => c.text('kept'))
  const listening = await listen(app, '127.0.0.1', 0, BOUNDS)
  const answer = await send(Number(new URL(listening.url).port), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*kept/)
  await listening.close()
})

it('lets an answer last as long as it does', async () => {
  const ended = Promise.withResolvers<void>()
  const stream = new ReadableStream({
    async start(out) {
      out.enqueue(new TextEncoder().encode('one'))
      // Meanwhile another connection is let go: the bounds have passed.
      await ended.promise
      out.enqueue(new TextEncoder().encode('two'))
      out.close()
    },
  })
  const listening = await listen(
    new Hono().get('/', () => new Response(stream)),
    '127.0.0.1',
    0,
    BOUNDS,
  )
  const answer = fetch(listening.url).then((response) => response.text())
  await send(Number(new URL(listening.url).port), 'GET / HTTP/1.1\r\nHost: a')
  ended.resolve()
  expect(await answer).toBe('onetwo')
  await listening.close()
})

it('answers what is under way before it ends, on connections that are kept open as well', async () => {
  const [asked, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const app = new Hono().get('/', async (c) => {
    asked.resolve()
    await may.promise
    return c.text('kept')
  })
  const listening = await listen(app, '127.0.0.1', 0)
  const answer = fetch(listening.url).then((response) => response.text())
  await asked.promise
  const closed = listening.close()
  // Nobody new comes in meanwhile.
  await expect(fetch(listening.url)).rejects.toThrow('fetch failed')
  may.resolve()
  expect(await answer).toBe('kept')
  await closed
})
