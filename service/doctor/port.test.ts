import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { ANSWER_BYTES_MAX, checkPort } from './port.ts'

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function taken(answer: RequestListener): Promise<number> {
  const made = createServer(answer)
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return (made.address() as AddressInfo).port
}

it('knows another program by an answer without an end, and does not wait for it', async () => {
  let written = 0
  const chunk = Buffer.alloc(16 * 1024, 'y')
  const port = await taken((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  const { findings, isRunning } = await checkPort('127.0.0.1', port)
  expect([isRunning, findings]).toEqual([
    false,
    [
      {
        check: 'port',
        state: 'fail',
        found: `127.0.0.1:${port} is taken by another program`,
        todo: 'end it, or set PORT',
      },
    ],
  ])
  // Buffers on the way hold more than was read.
  expect(written).toBeLessThan(ANSWER_BYTES_MAX + 16 * 2 ** 20)
})

it('passes on why Cartbeat is not ready', async () => {
  const port = await taken((request, response) => {
    const isReady = request.url === '/readyz'
    response.writeHead(isReady ? 503 : 200).end(isReady ? '{"detail":"no \\"broker\\""}' : '{"status":"ok"}')
  })
  const { findings, isRunning } = await checkPort('127.0.0.1', port)
  expect(isRunning).toBe(true)
  expect(findings.map(({ check, state, todo }) => [check, state, todo])).toEqual([
    ['port', 'ok', null],
    ['ready', 'warn', 'no "broker"'],
  ])
})
