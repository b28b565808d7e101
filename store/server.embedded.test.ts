import { createServer, request as ask } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { startTestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import type { TestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import { describeStore } from './contract.fixture.ts'
import { serverDdl } from './ddl.ts'
import { migrateServer, readServerMigrations } from './server-migrate.ts'
import type { ServerOptions } from './server-options.ts'
import { openServerStore } from './server.ts'
import { splitStatements } from './statements.ts'

const optionsOf = ({ url, username, password, database }: TestClickHouse): ServerOptions => ({
  url,
  username,
  password,
  database,
  ca: null,
  cluster: null,
})

describeStore('on a server', async () => {
  const clickhouse = await startTestClickHouse()
  const server = optionsOf(clickhouse)
  return {
    open: async () => openServerStore(server),
    migrate: (store, options) => migrateServer(server, store, options),
    migrations: readServerMigrations,
    close: () => clickhouse.close(),
  }
})

/** Passes requests on; an answer the list says 500 to is written by ClickHouse and never heard of. */
async function lossy(
  target: string,
  lost: readonly boolean[],
): Promise<{ server: Server; url: string; inserts: number }> {
  const counts = { inserts: 0 }
  const server = createServer((from, to) => {
    const isInsert = (from.url ?? '').includes('INSERT')
    const isLost = isInsert && lost[counts.inserts] === true
    if (isInsert) counts.inserts++
    const on = ask(new URL(from.url ?? '/', target), { method: from.method, headers: from.headers }, async (answer) => {
      if (!isLost) return void answer.pipe(to.writeHead(answer.statusCode ?? 500, answer.headers))
      expect(answer.statusCode).toBe(200)
      await answer.toArray()
      to.writeHead(500).end('lost')
    })
    from.pipe(on)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    server,
    url,
    get inserts() {
      return counts.inserts
    },
  }
}

it('stores once what was written and answered with 500', async () => {
  const clickhouse = await startTestClickHouse()
  const proxy = await lossy(clickhouse.url, [true, true, false, true, true, true])
  const server = { ...optionsOf(clickhouse), url: proxy.url, database: `${clickhouse.database}_made` }
  const store = openServerStore(server, { pause_ms: 1 })
  // The database is not there yet: made by the first who migrates.
  await migrateServer(server, store)
  const rows = new Map([['comments_log' as const, [1, 2].map((index) => ({ index, text: `c${index}`, version: 7 }))]])
  await store.insert(rows)
  expect(proxy.inserts).toBe(3)
  const found = () => store.query('SELECT text FROM comments ORDER BY text')
  expect(await found()).toEqual([{ text: 'c1' }, { text: 'c2' }])
  // Three times in a row is given back to the caller, who gives the same rows again.
  await expect(store.insert(rows)).rejects.toThrow('did not answer: lost')
  await store.insert(rows)
  expect(await found()).toEqual([{ text: 'c1' }, { text: 'c2' }])
  await store.command(`DROP DATABASE ${server.database}`)
  await store.close()
  proxy.server.close()
  await clickhouse.close()
})

it('tells a database made for a cluster from one that was not', async () => {
  const clickhouse = await startTestClickHouse()
  const server = optionsOf(clickhouse)
  const store = openServerStore(server)
  await migrateServer(server, store)
  if (!clickhouse.front) return
  await store.command('RENAME TABLE events_log TO events_log_local')
  await store.command(
    `CREATE TABLE events_log AS events_log_local ENGINE = Distributed('nowhere', currentDatabase(), 'events_log_local')`,
  )
  await expect(migrateServer(server, store)).rejects.toThrow(
    `database ${server.database} was made for the cluster nowhere and is used without a cluster`,
  )
  await store.close()
  await clickhouse.close()
})

it('writes statements for a cluster that the engine can read', async () => {
  const clickhouse = await startTestClickHouse()
  const store = openServerStore(optionsOf(clickhouse))
  const ddl = serverDdl('shops', 'cartbeat')
  const statements = (await readServerMigrations())
    .flatMap(({ sql }) => splitStatements(sql))
    .flatMap((each) => ddl(each))
  for (const statement of statements)
    await store.query('SELECT formatQuery({statement:String})', { params: { statement } })
  expect(statements.length).toBeGreaterThan(40)
  await store.close()
  await clickhouse.close()
})
