// ClickHouse's HTTP interface over the embedded engine, as a process of its own: for tests where no server is at hand.
//   node testing/clickhouse/front.ts --dir DIR --port 0 --user NAME --password WORD
// Prints "listening on PORT". What it does not do: sessions, ClickHouse's own compression, grants, written_rows, clusters.
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { openFrontEngine } from './engine.ts'
import type { Answer } from './engine.ts'
import { engineErrorOf, statusOf, textOf } from './errors.ts'
import { readRequest } from './request.ts'

/** As a server's default keep_alive_timeout: a client that keeps a connection longer finds it closed. */
const KEEP_ALIVE_MS = 10_000

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    user: { type: 'string', default: 'default' },
    password: { type: 'string', default: '' },
  },
})
const engine = openFrontEngine(values.dir, { user: values.user, password: values.password })

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, async (request, response) => {
  if (request.url === '/ping') return void response.end('Ok.\n')
  let gzip = false
  try {
    const asked = await readRequest(request)
    gzip = asked.gzip
    const answer = await engine.run(asked)
    response.setHeader('X-ClickHouse-Query-Id', asked.queryId ?? crypto.randomUUID())
    response.setHeader('X-ClickHouse-Format', asked.format)
    response.setHeader('X-ClickHouse-Summary', summaryOf(answer))
    send(response, answer.bytes, gzip)
  } catch (thrown) {
    const error = engineErrorOf(thrown)
    response.statusCode = statusOf(error)
    response.setHeader('X-ClickHouse-Exception-Code', error.code)
    send(response, Buffer.from(textOf(error, engine.version)), gzip)
  }
})

function send(response: ServerResponse, bytes: Uint8Array, gzip: boolean): void {
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8')
  if (gzip) response.setHeader('Content-Encoding', 'gzip')
  response.end(gzip ? gzipSync(bytes) : bytes)
}

/** The engine does not tell how many rows were written. */
function summaryOf({ bytes, readRows, readBytes }: Answer): string {
  return JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: '0',
    written_bytes: '0',
    total_rows_to_read: '0',
    result_rows: String(readRows),
    result_bytes: String(bytes.length),
    elapsed_ns: '0',
  })
}

server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`)
})
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    server.close(() => {
      engine.close()
      process.exit(0)
    })
    server.closeAllConnections()
  })
// Ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume()
