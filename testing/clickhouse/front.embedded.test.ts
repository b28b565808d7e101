// The front as the unmodified client sees it, and as ClickHouse's documentation of the HTTP interface has it.
import { gunzipSync, gzipSync } from 'node:zlib'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { ClickHouseClient } from '@clickhouse/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestClickHouse } from './start.fixture.ts'
import type { TestClickHouse } from './start.fixture.ts'

let server: TestClickHouse
let client: ClickHouseClient
beforeAll(async () => {
  server = await startTestClickHouse()
  const { url, username, password, database } = server
  client = createClient({
    url,
    username,
    password,
    database,
    compression: { request: true, response: true },
    log: { level: ClickHouseLogLevel.OFF },
  })
  await client.command({ query: 'CREATE TABLE t (n UInt64, s String) ENGINE = MergeTree ORDER BY n' })
})
afterAll(async () => {
  await client.close()
  await server.close()
})

/** A plain request, as curl makes it. */
async function ask(search: Record<string, string>, init: RequestInit = {}): Promise<Response> {
  const { url, username, password, database } = server
  const address = new URL(url)
  address.search = new URLSearchParams({ database, ...search }).toString()
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return fetch(address, { method: 'POST', ...init, headers: { authorization, ...init.headers } })
}

it('answers the client: insert, parameters, gzip both ways, errors with their code', async () => {
  await client.insert({
    table: 't',
    values: [
      { n: 1, s: 'ä' },
      { n: 2, s: "it's" },
    ],
    format: 'JSONEachRow',
  })
  const found = await client.query({
    query: 'SELECT n, s FROM t WHERE s = {s:String} AND n IN {ns:Array(UInt64)}',
    query_params: { s: "it's", ns: [1, 2] },
    format: 'JSONEachRow',
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  })
  expect(await found.json()).toEqual([{ n: '2', s: "it's" }])
  await expect(client.query({ query: 'SELECT * FROM nowhere' })).rejects.toMatchObject({
    code: '60',
    type: 'UNKNOWN_TABLE',
  })
  expect(await client.ping()).toEqual({ success: true })
  expect(await client.ping({ select: true })).toEqual({ success: true })
})

it('binds parameters that are too long for a URL', async () => {
  const ids = Array.from({ length: 5000 }, (_, i) => `id-${i}`)
  const found = await client.query({
    query: 'SELECT length({ids:Array(String)}) AS n',
    query_params: { ids },
    use_multipart_params_auto: true,
    format: 'JSONEachRow',
  })
  expect(await found.json()).toEqual([{ n: 5000 }])
})

it('takes binary rows in the body, gzipped or not', async () => {
  // By hand: 1 column, 2 rows, "n", "UInt64", 7 and 2^32.
  const block = Buffer.from('01 02 01 6e 06 55496e743634 0700000000000000 0000000001000000'.replaceAll(' ', ''), 'hex')
  const query = 'INSERT INTO t (n) FORMAT Native'
  expect((await ask({ query }, { body: block })).status).toBe(200)
  expect((await ask({ query }, { body: gzipSync(block), headers: { 'content-encoding': 'gzip' } })).status).toBe(200)
  expect(await (await ask({}, { body: 'SELECT n, count() FROM t WHERE n > 2 GROUP BY n ORDER BY n' })).text()).toBe(
    '7\t2\n4294967296\t2\n',
  )
})

it('names a failure in status, header and body, and leaves settings and databases to their request', async () => {
  const bad = await ask({ query: 'SELECT 1 +' })
  expect([bad.status, bad.headers.get('x-clickhouse-exception-code')]).toEqual([400, '62'])
  expect(await bad.text()).toMatch(/^Code: 62\. DB::Exception: Syntax error[^]*\(SYNTAX_ERROR\)/)
  expect((await ask({ query: 'SELECT 1; SELECT 2' })).status).toBe(400)
  expect((await ask({ query: 'SELECT 1', session_id: 'a' })).status).toBe(501)
  expect((await ask({ query: 'SELECT 1', no_such_setting: '1' })).status).toBe(404)
  expect((await ask({ query: 'SELECT 1', database: 'no_such_database' })).status).toBe(404)
  expect(await (await ask({ query: "SELECT getSetting('max_threads')", max_threads: '3' })).text()).toBe('3\n')
  const readonly = await ask({ query: 'DROP TABLE t', readonly: '1', max_execution_time: '5' })
  expect(readonly.headers.get('x-clickhouse-exception-code')).toBe('164')
  const summary = (await ask({ query: 'SELECT number FROM numbers(3)' })).headers.get('x-clickhouse-summary')
  expect(JSON.parse(summary ?? '')).toMatchObject({ read_rows: '3', written_rows: '0' })
})

it('answers gzipped only when asked to', async () => {
  const { url, username, password } = server
  const { request } = await import('node:http')
  const encodings = await Promise.all(
    ['1', '0'].map(
      (wanted) =>
        new Promise((resolve, reject) => {
          const address = new URL(url)
          address.search = `query=SELECT+1&enable_http_compression=${wanted}`
          const sent = request(address, { auth: `${username}:${password}`, headers: { 'accept-encoding': 'gzip' } })
          sent.on('response', async (answer) => {
            const body = Buffer.concat(await answer.toArray())
            const encoding = answer.headers['content-encoding']
            resolve([encoding, String(encoding === 'gzip' ? gunzipSync(body) : body)])
          })
          sent.on('error', reject).end()
        }),
    ),
  )
  expect(encodings).toEqual([
    ['gzip', '1\n'],
    [undefined, '1\n'],
  ])
})

it('refuses who is nobody', async () => {
  const wrong = await ask({ query: 'SELECT 1' }, { headers: { authorization: `Basic ${btoa('cartbeat:wrong')}` } })
  expect([wrong.status, wrong.headers.get('x-clickhouse-exception-code')]).toEqual([403, '516'])
})

it('keeps what it acknowledged when it is killed', async () => {
  if (!server.front) return
  await client.command({ query: "INSERT INTO t VALUES (100, 'kept')" })
  await server.front.kill()
  await expect(client.query({ query: 'SELECT 1' })).rejects.toThrow()
  await server.front.restart()
  const found = await client.query({ query: 'SELECT s FROM t WHERE n = 100', format: 'JSONEachRow' })
  expect(await found.json()).toEqual([{ s: 'kept' }])
})
