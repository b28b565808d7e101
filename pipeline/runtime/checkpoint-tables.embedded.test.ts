import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../store/contract.ts'
import { openEmbeddedStore } from '../../store/embedded.ts'
import { migrate } from '../../store/migrate.ts'
import { migrateServer } from '../../store/server-migrate.ts'
import { openServerStore } from '../../store/server.ts'
import { startTestClickHouse } from '../../testing/clickhouse/start.fixture.ts'
import { openCheckpointTables } from './checkpoint-tables.ts'
import { describeCheckpoints, stateOf } from './checkpoints.fixture.ts'

const dir = mkdtempSync(join(tmpdir(), 'cartbeat-checkpoints-'))
let embedded: Store
let server: Store
let clickhouse: Awaited<ReturnType<typeof startTestClickHouse>>
beforeAll(async () => {
  embedded = await openEmbeddedStore({ dir })
  await migrate(embedded)
  clickhouse = await startTestClickHouse()
  const { url, username, password, database } = clickhouse
  const options = { url, username, password, database, ca: null, cluster: null }
  server = openServerStore(options, { pause_ms: 10 })
  await migrateServer(options, server)
})
afterAll(async () => {
  await server.close()
  await clickhouse.close()
  await embedded.close()
  rmSync(dir, { recursive: true, force: true })
})

let logs = 0
const newLog = () => `log-${logs++}`
describeCheckpoints('in the embedded ClickHouse', () => openCheckpointTables(embedded, () => {}), newLog)
describeCheckpoints('in a ClickHouse server', () => openCheckpointTables(server, () => {}), newLog)

it('keeps at most three of a partition, whatever was saved', async () => {
  const checkpoints = openCheckpointTables(embedded)
  for (let offset = 1; offset <= 12; offset++) await checkpoints.save('many', 0, { offset, state: stateOf('s') })
  expect(await embedded.query(`SELECT count() AS n FROM checkpoint_chunks FINAL WHERE log_id = 'many'`)).toEqual([
    { n: 3 },
  ])
})

it('says that it cannot look while the server is away: that is not "none"', async () => {
  if (!clickhouse.front) return
  const checkpoints = openCheckpointTables(server)
  await checkpoints.save('away', 0, { offset: 7, state: stateOf('seven') })
  await clickhouse.front.kill()
  await expect(checkpoints.load('away', 0)).rejects.toThrow('did not answer')
  await expect(checkpoints.save('away', 0, { offset: 8, state: stateOf('eight') })).rejects.toThrow('did not answer')
  await clickhouse.front.restart()
  expect((await checkpoints.load('away', 0))?.offset).toBe(7)
})
