// The doctor on one machine and on a ClickHouse server: everything right, then broken piece by piece on purpose.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { migrateServer } from '../../store/server-migrate.ts'
import { openServerStore } from '../../store/server.ts'
import { startTestClickHouse, type TestClickHouse } from '../../testing/clickhouse/start.fixture.ts'
import { startService, type Service } from '../service.ts'
import { foundBy, runDoctor, runDoctorInLines, troubles } from './doctor-command.fixture.ts'

const folders: string[] = []
const newFolder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-doctor-'))
  folders.push(dir)
  return dir
}
afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true })
})

describe('on one machine', () => {
  let service: Service | null = null
  afterEach(async () => {
    await service?.stop()
    service = null
  })

  it('sees a service at work, and what it left when it has stopped', async () => {
    const dataDir = newFolder()
    service = await startService({ host: '127.0.0.1', port: 0, dataDir, writeKeys: 'demo', adminToken: null })
    const env = { CARTBEAT_DATA_DIR: dataDir, CARTBEAT_WRITE_KEYS: 'demo', PORT: new URL(service.url).port }
    await expect.poll(async () => troubles(await runDoctor(env))).toEqual([])
    const atWork = await runDoctor(env)
    expect(atWork.code).toBe(0)
    expect(foundBy(atWork, 'port')).toMatch(/^Cartbeat listens on 127\.0\.0\.1:\d+$/)
    expect(foundBy(atWork, 'lock')).toBe(`process ${process.pid} works on it`)

    // A stop saves every partition, ticks alone being something.
    await service.stop()
    service = null
    const after = await runDoctor(env)
    expect(troubles(after)).toEqual([])
    expect([foundBy(after, 'lock'), foundBy(after, 'port')]).toEqual(['free', expect.stringContaining('is free')])
    expect(foundBy(after, 'checkpoints')).toMatch(/^the oldest partition's newest is \d+ s old$/)

    const logs = join(dataDir, 'checkpoints')
    const partition = join(logs, readdirSync(logs)[0] ?? '', '2')
    writeFileSync(join(partition, readdirSync(partition).toSorted().at(-1) ?? ''), 'torn')
    const torn = await runDoctor(env)
    expect(troubles(torn)).toEqual(['checkpoints warn: the newest of partition 2 cannot be read (torn: 4 bytes)'])
    expect(torn.code).toBe(0)
    expect(readdirSync(partition).some((name) => name.endsWith('.bad'))).toBe(false)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('.doctor'))).toEqual([])
  })

  it('says what stands against a start: a port that is taken, a folder that is none, a setting that is wrong', async () => {
    const other = createServer((socket) => socket.end('not Cartbeat'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    const PORT = String((other.address() as AddressInfo).port)
    const told = await runDoctor({ PORT, CARTBEAT_DATA_DIR: join(file, 'data'), CARTBEAT_WRITE_KEYS: 'demo' })
    other.close()
    expect(told.code).toBe(1)
    expect(troubles(told)).toEqual([
      expect.stringMatching(/^data folder fail: .*(ENOTDIR|EEXIST)/),
      `port fail: 127.0.0.1:${PORT} is taken by another program`,
    ])
    const wrong = await runDoctor({ PORT: 'many' })
    expect([wrong.code, troubles(wrong)]).toEqual([
      1,
      ['settings fail: PORT is "many", a number from 0 to 65535 is needed'],
    ])
  })

  it('says of a name that is no setting which was meant', async () => {
    const told = await runDoctor({ CARTBEAT_DATADIR: newFolder(), CARTBEAT_DATA_DIR: newFolder(), PORT: '0' })
    expect(troubles(told)).toContain(
      'settings warn: CARTBEAT_DATADIR is no setting and does nothing: is CARTBEAT_DATA_DIR meant?',
    )
  })

  it('is a line a check for people', async () => {
    const text = await runDoctorInLines({ CARTBEAT_DATA_DIR: newFolder(), PORT: '0' })
    for (const line of text.trimEnd().split('\n').slice(0, -2)) expect(line).toMatch(/^(ok|warn|fail) +[a-z ]+ {2}\S/)
    expect(text).toMatch(/\n\n\d+ ok, \d+ to look at, \d+ to mend\n$/)
  })
})

describe('on a ClickHouse server', () => {
  let clickhouse: TestClickHouse
  let env: Record<string, string>
  beforeAll(async () => {
    clickhouse = await startTestClickHouse()
    const { url, username, password, database } = clickhouse
    env = {
      PORT: '0',
      CARTBEAT_DATA_DIR: newFolder(),
      CARTBEAT_WRITE_KEYS: 'demo',
      CARTBEAT_CLICKHOUSE_URL: url.replace(/\/$/, ''),
      CARTBEAT_CLICKHOUSE_USER: username,
      CARTBEAT_CLICKHOUSE_PASSWORD: password,
      CARTBEAT_CLICKHOUSE_DATABASE: database,
    }
  })
  afterAll(() => clickhouse?.close())

  it('finds it right once migrated, and sees a migration that was altered', async () => {
    const none = await runDoctor({ ...env, CARTBEAT_CLICKHOUSE_DATABASE: 'not_there' })
    expect(troubles(none)).toEqual(['migrations warn: database not_there is not there'])
    expect(none.code).toBe(0)
    expect(troubles(await runDoctor(env))[0]).toMatch(/^migrations warn: 0001_base, .* to run$/)

    const { url, username, password, database } = clickhouse
    const server = { url, username, password, database, ca: null, cluster: null }
    const store = openServerStore(server)
    await migrateServer(server, store)
    const right = await runDoctor(env)
    expect([right.code, troubles(right)]).toEqual([0, []])
    expect(foundBy(right, 'version')).toMatch(/^ClickHouse \d+\.\d+/)
    expect(foundBy(right, 'migrations')).toBe('all have run, none was changed')
    expect(foundBy(right, 'clickhouse clock')).toMatch(/agrees with this machine's within \d+ ms/)
    expect(foundBy(right, 'merges')).toMatch(/^at most \d+ parts in a partition/)
    expect(right.text).not.toContain(password)

    const other = await runDoctor({ ...env, CARTBEAT_CLICKHOUSE_CLUSTER: 'nowhere' })
    expect(troubles(other)).toEqual([expect.stringContaining('was made without a cluster and is used for the cluster')])
    await store.command(`INSERT INTO migrations (name, checksum) VALUES ('0099_later', 'x')`)
    const altered = await runDoctor(env)
    expect([altered.code, troubles(altered)]).toEqual([
      1,
      ['migrations fail: the database has had 0099_later, which this version does not know'],
    ])
    await store.close()
  })

  it('says who is refused, and what does not answer', async () => {
    const refused = await runDoctor({ ...env, CARTBEAT_CLICKHOUSE_PASSWORD: 'a wrong one' })
    expect(troubles(refused)).toEqual([expect.stringMatching(/^clickhouse fail: .* refuses user/)])
    expect(refused.text).not.toContain('a wrong one')
    const away = await runDoctor({ ...env, CARTBEAT_CLICKHOUSE_URL: 'http://127.0.0.1:1' })
    expect([away.code, troubles(away)]).toEqual([
      1,
      [expect.stringMatching(/^clickhouse fail: ClickHouse at 127\.0\.0\.1:1 did not answer: .*ECONNREFUSED/)],
    ])
  })
})
