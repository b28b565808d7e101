// What the server's store does when the other end misbehaves; the other end is a few lines that do so on purpose.
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '../testing/certificate.fixture.ts'
import type { Row, Store } from './contract.ts'
import type { ServerOptions } from './server-options.ts'
import { openServerStore } from './server.ts'
import type { ServerPatience } from './server.ts'
import type { TableName } from './tables.ts'

const PASSWORD = 'open sesame & more'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    if ('closeAllConnections' in server) (server as { closeAllConnections(): void }).closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function open(url: string, more: Partial<ServerOptions & ServerPatience> = {}): Store {
  const server = { url, username: 'shop', password: PASSWORD, database: 'db', ca: null, cluster: null, ...more }
  const store = openServerStore(server, { pause_ms: 1, ...more })
  closers.push(() => store.close())
  return store
}

interface Heard {
  readonly query: string
  readonly settings: URLSearchParams
  readonly body: string
  readonly socket: number
}

/** A server that notes what it hears and answers by the number of the request, from 0. */
async function listening(answer: (response: ServerResponse, i: number, request: IncomingMessage) => void) {
  const heard: Heard[] = []
  const sockets = new Map<unknown, number>()
  const hear: RequestListener = async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const settings = new URL(request.url ?? '', 'http://x').searchParams
    const socket = sockets.get(request.socket) ?? sockets.size
    sockets.set(request.socket, socket)
    const i = heard.length
    heard.push({ query: settings.get('query') ?? body.toString(), settings, body: body.toString('hex'), socket })
    answer(response, i, request)
  }
  return { heard, host: await listen(createServer(hear)) }
}

const exception = (response: ServerResponse, status: number, code: number, text: string) =>
  response.writeHead(status, { 'X-ClickHouse-Exception-Code': code }).end(`Code: ${code}. DB::Exception: ${text}`)
const ONE = '{"meta":[{"name":"n","type":"UInt8"}],"data":[[1]]}'
const ROWS = new Map([['intake_log' as const, [{ source: 'shop', received: 3, version: 1 }]]])

describe('an insert', () => {
  it('says the same again, the same rows under the same name, until it is acknowledged', async () => {
    const { heard, host } = await listening((response, i) => {
      if (i === 0) response.socket?.destroy()
      else if (i === 1) exception(response, 500, 252, 'Too many parts. (TOO_MANY_PARTS)')
      else response.end()
    })
    await open(`http://${host}`).insert(ROWS)
    expect(heard).toHaveLength(3)
    const [first] = heard
    expect(first?.query).toBe('INSERT INTO intake_log (`source`, `received`, `version`) FORMAT Native')
    for (const each of heard) expect([each.query, each.body]).toEqual([first?.query, first?.body])
    const tokens = heard.map(({ settings }) => settings.get('insert_deduplication_token'))
    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(first?.settings.get('async_insert')).toBe('0')
    expect(first?.settings.get('wait_end_of_query')).toBe('1')
    expect(first?.settings.get('insert_quorum')).toBeNull()
  })

  it('has another name when its rows are others', async () => {
    const { heard, host } = await listening((response) => response.end())
    const store = open(`http://${host}`)
    await store.insert(ROWS)
    await store.insert(new Map([['intake_log', [{ source: 'shop', received: 4, version: 1 }]]]))
    const [a, b] = heard.map(({ settings }) => settings.get('insert_deduplication_token'))
    expect(a).not.toBe(b)
  })

  it('gives up after three attempts, and says who did not answer and nothing secret', async () => {
    const { heard, host } = await listening((response) => {
      response.writeHead(502).end(`<h1>Bad gateway</h1> ${PASSWORD}`)
    })
    const failure = await open(`http://${host}`)
      .insert(ROWS)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'StoreError', passing: true, code: null })
    expect(String(failure)).toBe(`StoreError: ClickHouse at ${host} did not answer: <h1>Bad gateway</h1> ***`)
    expect(heard).toHaveLength(3)
  })

  it('does not say again what the server understood and refuses', async () => {
    const { heard, host } = await listening((response) =>
      exception(response, 404, 60, 'Table db.intake_log does not exist. (UNKNOWN_TABLE)'),
    )
    await expect(open(`http://${host}`).insert(ROWS)).rejects.toThrow(
      `ClickHouse at ${host} refused (code 60): Table db.intake_log does not exist.`,
    )
    expect(heard).toHaveLength(1)
  })

  it('is over when all of it is: no part is under way when it fails', async () => {
    const late: ServerResponse[] = []
    const { heard, host } = await listening((response, i) => {
      if (i === 0) exception(response, 404, 60, 'gone (UNKNOWN_TABLE)')
      else late.push(response)
    })
    const both = new Map<TableName, readonly Row[]>([...ROWS, ['shows_log', [{ show_id: 's', version: 1 }]]])
    let over = false
    const inserting = open(`http://${host}`)
      .insert(both)
      .finally(() => (over = true))
    inserting.catch(() => {})
    await expect.poll(() => late.length).toBe(1)
    expect([heard.length, over]).toEqual([2, false])
    late[0]?.end()
    await expect(inserting).rejects.toThrow('code 60')
  })

  it('waits for most replicas of a cluster, and for each shard', async () => {
    const { heard, host } = await listening((response) => response.end())
    await open(`http://${host}`, { cluster: 'shops' }).insert(ROWS)
    expect(heard[0]?.settings.get('insert_quorum')).toBe('auto')
    expect(heard[0]?.settings.get('distributed_foreground_insert')).toBe('1')
  })

  it('is given up when nothing moves any more', async () => {
    const { heard, host } = await listening(() => {})
    await expect(open(`http://${host}`, { insertSilence_ms: 20 }).insert(ROWS)).rejects.toThrow(
      `ClickHouse at ${host} did not answer: Timeout`,
    )
    expect(heard).toHaveLength(3)
  })
})

describe('a query', () => {
  it('is asked again when the connection was closed while it lay idle', async () => {
    const { heard, host } = await listening((response, i, request) => {
      // The second one on a connection finds it closed.
      if (i === 1) request.socket.destroy()
      else response.end(ONE)
    })
    const store = open(`http://${host}`)
    expect(await store.query('SELECT 1 AS n')).toEqual([{ n: 1 }])
    expect(await store.query('SELECT 1 AS n')).toEqual([{ n: 1 }])
    expect(heard.map(({ socket }) => socket)).toEqual([0, 0, 1])
  })

  it('is not asked for ever', async () => {
    const { heard, host } = await listening((response) => response.socket?.destroy())
    await expect(open(`http://${host}`).query('SELECT 1')).rejects.toThrow(`ClickHouse at ${host} did not answer`)
    expect(heard).toHaveLength(2)
  })

  it('says what is wrong with the user or the database', async () => {
    const { host } = await listening((response, i) => {
      if (i === 0) exception(response, 403, 516, `shop: Authentication failed ${PASSWORD}. (AUTHENTICATION_FAILED)`)
      else exception(response, 404, 81, 'Database db does not exist. (UNKNOWN_DATABASE)')
    })
    const store = open(`http://${host}`)
    await expect(store.query('SELECT 1')).rejects.toThrow(
      `ClickHouse at ${host} refuses user shop: check its name and password`,
    )
    await expect(store.query('SELECT 1')).rejects.toThrow(`ClickHouse at ${host} has no database db`)
  })

  it('ends when the store is closed', async () => {
    const { heard, host } = await listening(() => {})
    const store = open(`http://${host}`)
    const asked = store.query('SELECT 1')
    asked.catch(() => {})
    await expect.poll(() => heard.length).toBe(1)
    await store.close()
    await expect(asked).rejects.toThrow('the store is closed')
    await expect(store.query('SELECT 1')).rejects.toThrow('the store is closed')
  })
})

describe('over TLS', () => {
  it('believes the authority it was given and no other', async () => {
    const { ca, cert, key } = makeCertificate()
    const host = await listen(createTlsServer({ cert, key }, (_request, response) => response.end(ONE)))
    expect(await open(`https://${host}`, { ca }).query('SELECT 1 AS n')).toEqual([{ n: 1 }])
    await expect(open(`https://${host}`).query('SELECT 1')).rejects.toThrow(/did not answer: .*certificate/)
    await expect(open(`https://${host}`, { ca: makeCertificate().ca }).query('SELECT 1')).rejects.toThrow(
      /did not answer/,
    )
  })

  it('shows its own certificate where it has one', async () => {
    const { ca, cert, key } = makeCertificate()
    const names: unknown[] = []
    const host = await listen(
      createTlsServer({ cert, key, ca, requestCert: true, rejectUnauthorized: true }, (request, response) => {
        names.push(
          (request.socket as unknown as { getPeerCertificate(): { subject: unknown } }).getPeerCertificate().subject,
        )
        response.end(ONE)
      }),
    )
    await expect(open(`https://${host}`, { ca }).query('SELECT 1')).rejects.toThrow(/did not answer/)
    expect(await open(`https://${host}`, { ca, certificate: { cert, key } }).query('SELECT 1 AS n')).toEqual([{ n: 1 }])
    expect(names).toMatchObject([{ CN: '127.0.0.1' }])
  })
})
