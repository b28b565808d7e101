// Between the service and ClickHouse: an HTTP proxy on loopback that fails as networks, balancers and servers do.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../pipeline/runtime/simulation/random.fixture.ts'

/**
 * well: passes everything. away: ends every connection. slow: every request waits. silent: takes requests and never answers,
 * as behind a cable that was pulled. The others are about inserts, each met by chance: fails_after_writing writes the rows
 * and answers 500; tears ends the connection in the middle of the rows; strays ends it, and writes the rows seconds later.
 */
export type SinkWeather = 'well' | 'away' | 'slow' | 'silent' | 'fails_after_writing' | 'tears' | 'strays'

export interface SinkProxy {
  readonly url: string
  weather: SinkWeather
  /** Inserts that met with what the weather says. */
  readonly met: () => number
  /** Resolves when no stray is on its way. */
  strayed(): Promise<void>
  close(): Promise<void>
}

const SLOW_MS = 1_500
const STRAY_MIN_MS = 2_000
const STRAY_MAX_MS = 4_000
/** Of inserts while the weather is bad; less than all, as the same rows are given again until they are taken. */
const CHANCE = 0.4

export async function startSinkProxy(targetPort: number, random: Random): Promise<SinkProxy> {
  const strays = new Set<Promise<void>>()
  let met = 0
  const server = createServer(async (asked, answer) => {
    asked.socket.on('error', () => {})
    const body = await readAll(asked)
    if (body === null) return
    const insert = /[?&]query=INSERT/i.test(asked.url ?? '') && body.length > 0
    const meets = insert && random.chance(CHANCE)
    if (meets) met++
    switch (proxy.weather) {
      case 'away':
        return void asked.socket.destroy()
      case 'silent':
        return
      case 'slow':
        await delay(SLOW_MS)
        break
      case 'fails_after_writing':
        if (!meets) break
        await pass(asked, body, null)
        return void answer.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
      case 'tears':
        if (!meets) break
        await pass(asked, body, null, body.length / 2)
        return void asked.socket.destroy()
      case 'strays': {
        if (!meets) break
        asked.socket.destroy()
        const stray = delay(random.between(STRAY_MIN_MS, STRAY_MAX_MS)).then(() => pass(asked, body, null))
        strays.add(stray)
        return void stray.finally(() => strays.delete(stray))
      }
      case 'well':
    }
    await pass(asked, body, answer)
  })

  /** Sends it on, up to `bytes` of the body and then no more; the answer goes to `answer`. Resolves when it is over. */
  function pass(asked: IncomingMessage, body: Buffer, answer: ServerResponse | null, bytes = Infinity): Promise<void> {
    const { 'transfer-encoding': _chunked, connection: _kept, ...headers } = asked.headers
    return new Promise((resolve) => {
      const sent = request({
        host: '127.0.0.1',
        port: targetPort,
        method: asked.method,
        path: asked.url,
        headers: { ...headers, 'content-length': body.length },
        agent: false,
      })
      sent.on('error', () => {
        answer?.socket?.destroy()
        resolve()
      })
      sent.on('response', (got) => {
        answer?.writeHead(got.statusCode ?? 500, got.headers)
        got.on('data', (chunk: Buffer) => answer?.write(chunk))
        got.on('error', () => answer?.socket?.destroy())
        got.on('close', () => (answer?.end(), resolve()))
      })
      if (bytes >= body.length) return void sent.end(body)
      sent.write(body.subarray(0, bytes), () => sent.destroy())
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: SinkProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: 'well',
    met: () => met,
    async strayed() {
      await Promise.all(strays)
    },
    close: () => closeServer(server),
  }
  return proxy
}

async function readAll(asked: IncomingMessage): Promise<Buffer | null> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of asked as AsyncIterable<Buffer>) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
