import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { expect, it } from 'vitest'
import { startTestClickHouse } from '../testing/clickhouse/start.fixture.ts'
import { describeConsole } from './console.fixture.ts'
import type { SqlLimits } from './contract.ts'
import { ensureAnalyst, openServerSqlConsole } from './server-console.ts'
import { migrateServer } from './server-migrate.ts'
import { openServerStore } from './server.ts'

const PASSWORD = 'only to read'

async function open(analystPassword: string | null, limits?: SqlLimits) {
  const clickhouse = await startTestClickHouse()
  const { url, username, password, database } = clickhouse
  const server = { url, username, password, database, ca: null, cluster: null }
  const store = openServerStore(server)
  await migrateServer(server, store)
  if (analystPassword !== null) await ensureAnalyst(server, store, analystPassword)
  const sql = await openServerSqlConsole({ server, analystPassword, ...(limits ? { limits } : {}) })
  return {
    server,
    store,
    sql,
    async close() {
      await sql.close()
      await store.close()
      await clickhouse.close()
    },
  }
}

describeConsole('on a server', (_dir, limits) => open(PASSWORD, limits), { time_ms: 2000 })

it('reads and no more where no analyst was given', async () => {
  const { sql, store, close } = await open(null)
  expect(await sql.run('SELECT count() AS n FROM orders', 'csv')).toMatchObject({ rows: 1 })
  expect(await sql.run("INSERT INTO intake_log (source) VALUES ('x')", 'json')).toMatchObject({ failure: 'forbidden' })
  expect(await sql.run("SELECT * FROM url('http://127.0.0.1:1/', 'CSV')", 'json')).toMatchObject({
    failure: 'forbidden',
  })
  await store.close()
  await close()
})

it('has an analyst who reads within bounds, whatever tool is used, and a password that can be changed', async () => {
  const { server, store, close } = await open(PASSWORD)
  const analyst = (password: string) =>
    createClient({
      ...{ url: server.url, database: server.database, username: `${server.database}_analyst`, password },
      log: { level: ClickHouseLogLevel.OFF },
    })
  const tool = analyst(PASSWORD)
  const answer = await tool.query({ query: 'SELECT count() AS n FROM orders', format: 'JSONEachRow' })
  expect(await answer.json()).toHaveLength(1)
  const refused = (query: string, settings = {}) => tool.command({ query, clickhouse_settings: settings })
  await expect(refused('INSERT INTO intake_log (source) VALUES (1)')).rejects.toMatchObject({ type: 'READONLY' })
  await expect(refused('DROP TABLE intake_log')).rejects.toMatchObject({ type: 'READONLY' })
  await expect(refused('SELECT 1', { readonly: '0' })).rejects.toThrow()
  await expect(refused('SELECT 1', { max_execution_time: 11 })).rejects.toMatchObject({
    type: 'SETTING_CONSTRAINT_VIOLATION',
  })
  await expect(refused('SELECT 1', { max_execution_time: 0 })).rejects.toMatchObject({
    type: 'SETTING_CONSTRAINT_VIOLATION',
  })
  await refused('SELECT 1', { max_execution_time: 5, join_use_nulls: 1 })
  await tool.close()

  await ensureAnalyst(server, store, 'another')
  const [old, now] = [analyst(PASSWORD), analyst('another')]
  await expect(old.command({ query: 'SELECT 1' })).rejects.toMatchObject({ type: 'AUTHENTICATION_FAILED' })
  await now.command({ query: 'SELECT 1' })
  await Promise.all([old.close(), now.close()])
  await close()
})
