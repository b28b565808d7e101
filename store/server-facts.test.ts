// What is asked of a server for whoever has to mend it may reach no ClickHouse at all: answers of any length are cut off.
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { makeCertificate } from '../testing/certificate.fixture.ts'
import { FACTS_BYTES_MAX } from './limits.ts'
import { StoreError } from './server-errors.ts'
import { readServerFacts } from './server-facts.ts'

let server: Server | null = null
afterEach(() => void server?.close())

async function listen(made: Server): Promise<string> {
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(made.address() as AddressInfo).port}`
}
const factsOf = (url: string, ca: string | null = null) =>
  readServerFacts({ url, username: 'u', password: 'p', database: 'd', ca, cluster: null })

/** Says 'y' for as long as somebody listens, and how many bytes were written in all. */
function endless(status: number, headers: Record<string, string> = {}) {
  const written = { bytes: 0 }
  const chunk = Buffer.alloc(64 * 1024, 'y')
  const answer: RequestListener = (request, response) => {
    request.resume()
    response.writeHead(status, headers)
    const more = () => {
      while (!response.destroyed && response.write(chunk)) written.bytes += chunk.length
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
  return { answer, written }
}

it.each([
  [200, {}],
  [500, {}],
  [500, { 'X-ClickHouse-Exception-Code': '60' }],
])('cuts off an answer without an end: status %i, headers %o', async (status, headers) => {
  const { answer, written } = endless(status, headers)
  const host = await listen(createServer(answer))
  const failure = await factsOf(`http://${host}`).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StoreError)
  expect((failure as StoreError).message).toBe(`${host} answers with more than 16 MiB, which no ClickHouse does`)
  // What lies in buffers on the way comes on top.
  expect(written.bytes).toBeLessThan(2 * FACTS_BYTES_MAX)
})

it('cuts it off over TLS as well, where it believes the certificate it was given', async () => {
  const { ca, cert, key } = makeCertificate()
  const { answer } = endless(200)
  const host = await listen(createTlsServer({ cert, key }, answer))
  await expect(factsOf(`https://${host}`, ca)).rejects.toThrow('answers with more than 16 MiB')
  await expect(factsOf(`https://${host}`)).rejects.toThrow(/certificate/)
})
