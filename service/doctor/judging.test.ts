// What each finding says of what was found, without anything to find.
import { describe, expect, it } from 'vitest'
import type { ServerFacts, TableFacts } from '../../store/server-facts.ts'
import { ageText, bytesText } from './amounts.ts'
import { judgeCheckpointAge, judgeServer } from './clickhouse.ts'
import { judgeClock } from './clocks.ts'
import { readSecrets } from './secrets-config.ts'
import { judgeRoom } from './disk.ts'
import { countsOf, fail, findingsOf, inLines, ok, warn, withoutSecrets, type Finding } from './finding.ts'
import { judgeBrokers, judgeCopies, judgeGroup } from './kafka.ts'
import { judgeKeys, secretBits } from './keys.ts'

const GB = 2 ** 30
const statesOf = (findings: readonly Finding[]) => findings.map(({ check, state }) => `${check} ${state}`)

describe('findings', () => {
  const findings = [
    ok('a', 'well'),
    warn('topic', 'soon\nbad', 'do this'),
    fail('a', 'the password is hunter2-hunter2', 'x'),
  ]

  it('are a line each, and counted', () => {
    expect(inLines(findings)).toBe(
      'ok    a      well\n' +
        'warn  topic  soon bad: do this\n' +
        'fail  a      the password is hunter2-hunter2: x\n' +
        '\n1 ok, 1 to look at, 1 to mend\n',
    )
    expect(countsOf(findings)).toEqual({ ok: 1, warn: 1, fail: 1 })
  })

  it('never show a secret of the environment, nor a part of a longer one', () => {
    const secrets = readSecrets({
      CARTBEAT_KAFKA_PASSWORD: 'hunter2',
      CARTBEAT_ADMIN_TOKEN: 'hunter2-hunter2',
      CARTBEAT_SERVER_KEYS: 'chat:s3cret, plain',
      CARTBEAT_CLICKHOUSE_USER: 'well',
    })
    expect(secrets).toEqual(['hunter2-hunter2', 'hunter2', 's3cret', 'plain'])
    expect(withoutSecrets(findings, secrets)[2]?.found).toBe('the password is ***')
    expect(withoutSecrets(findings, secrets)[0]?.found).toBe('well')
    const echoed = `said "authorization: Basic ${btoa('cb:s3cret')}" \x1b[31mred\x07 and ${encodeURIComponent('a b/c')}`
    expect(withoutSecrets([fail('x', echoed, 'mend it')], ['a b/c'])[0]?.found).toBe(
      'said "authorization: Basic ***"  [31mred  and ***',
    )
    expect(withoutSecrets([ok('x', 'y'.repeat(5_000))], [])[0]?.found).toHaveLength(604)
  })

  it('are one that fails where a check cannot be made', async () => {
    const found = await findingsOf('x', 'see to it', () => Promise.reject(new Error('broken')))
    expect(found).toEqual([fail('x', 'broken', 'see to it')])
  })
})

describe('amounts', () => {
  it.each([
    [bytesText(512), '512 B'],
    [bytesText(1536), '1.5 kB'],
    [bytesText(8 * GB), '8.0 GB'],
    [ageText(90_000), '90 s'],
    [ageText(600_000), '10 min'],
    [ageText(3 * 3_600_000), '3 h'],
    [ageText(4 * 86_400_000), '4 days'],
  ])('%s', (text, wanted) => expect(text).toBe(wanted))
})

describe('clocks', () => {
  it.each([
    [{ ahead_ms: 20, uncertain_ms: 15 }, 'ok'],
    [{ ahead_ms: -510, uncertain_ms: 5 }, 'warn'],
    // Off by no more than the question took.
    [{ ahead_ms: 900, uncertain_ms: 500 }, 'ok'],
    [{ ahead_ms: 6_000, uncertain_ms: 10 }, 'fail'],
    [{ ahead_ms: -3_600_000, uncertain_ms: 10 }, 'fail'],
  ])('%o is %s', (compared, state) => expect(judgeClock('clock', 'it', compared).state).toBe(state))

  it('says which way', () => {
    expect(judgeClock('clock', 'ClickHouse', { ahead_ms: -3_600_000, uncertain_ms: 10 }).found).toBe(
      "ClickHouse is 3600.0 s behind this machine's clock",
    )
  })
})

describe('room', () => {
  it.each([
    [{ free_bytes: GB - 1, size_bytes: 100 * GB }, 0, 'fail'],
    [{ free_bytes: 9 * GB, size_bytes: 100 * GB }, 0, 'warn'],
    [{ free_bytes: 11 * GB, size_bytes: 100 * GB }, 0, 'ok'],
    [{ free_bytes: 7 * GB, size_bytes: 10 * GB }, 8 * GB, 'warn'],
  ])('%o with %d to come is %s', (room, needs, state) => expect(judgeRoom('disk', 'it', room, needs).state).toBe(state))
})

describe('keys', () => {
  const GOOD = '0123456789abcdef0123456789abcdef'
  const config = { host: '127.0.0.1', writeKeys: 'shop:k1', serverKeys: null, adminToken: null }

  it('are right where there is one, secret ones are apart and long, and nobody listens without a token', () => {
    expect(statesOf(judgeKeys(config, null))).toEqual(['write keys ok', 'server keys ok', 'admin token ok'])
    expect(judgeKeys({ ...config, writeKeys: null }, 'shop:made').map(({ found }) => found)[0]).toContain('kept')
    const all = { ...config, host: '0.0.0.0', serverKeys: `chat:${GOOD}`, adminToken: `${GOOD}ff` }
    expect(statesOf(judgeKeys(all, null))).toEqual(['write keys ok', 'server keys ok', 'admin token ok'])
  })

  it.each([
    [{ serverKeys: 'chat:k1' }, 'server keys fail'],
    [{ serverKeys: 'chat:short' }, 'server keys warn'],
    [{ serverKeys: 'a:b:c' }, 'server keys fail'],
    [{ writeKeys: 'a,a' }, 'write keys fail'],
    [{ host: '0.0.0.0' }, 'admin token warn'],
    [{ adminToken: 'aaaaaaaaaaaaaaaaaaaaaaaa' }, 'admin token warn'],
    [{ adminToken: 'password-password' }, 'admin token warn'],
    [{ adminToken: 'a-key-that-is-the-token', writeKeys: 'a-key-that-is-the-token' }, 'admin token fail'],
  ])('%o: %s', (wrong, state) => {
    const findings = judgeKeys({ ...config, ...wrong }, null)
    expect(statesOf(findings)).toContain(state)
    // Whatever is wrong with a key, it is not shown.
    const said = JSON.stringify(findings)
    for (const key of ['k1', 'short', 'a:b:c', 'a,a', 'aaaa', 'password-', 'a-key']) expect(said).not.toContain(key)
  })

  it('count as many bits as a random text of those characters has', () => {
    expect(secretBits(GOOD)).toBe(128)
    // One letter, however often, is a choice among few.
    expect(secretBits('a'.repeat(40))).toBe(40)
  })
})

describe('a ClickHouse server', () => {
  const server = { url: 'http://c:8123', username: 'u', password: 'p', database: 'd', ca: null, cluster: null }
  const tables: TableFacts = {
    migrations: { pending: [], changed: [], unknown: [] },
    layout: null,
    parts: { table: 'events_log', parts: 40, delayAt: 1000 },
    readonlyReplicas: [],
    checkpointAge_ms: 9_000,
  }
  const facts: ServerFacts = {
    version: '26.7.2.1',
    clock: { ahead_ms: 3, uncertain_ms: 2 },
    missingRights: [],
    tables,
    disks: [{ name: 'default', free_bytes: 50 * GB, size_bytes: 100 * GB }],
  }
  const bad = (more: Partial<ServerFacts>, isRunning = true) =>
    judgeServer(server, { ...facts, ...more }, isRunning).filter(({ state }) => state !== 'ok')

  it('is right when nothing is wrong', () => expect(bad({})).toEqual([]))

  it.each<[Partial<ServerFacts>, string]>([
    [{ version: '24.3.1.1' }, 'version warn'],
    [{ missingRights: ['INSERT ON d.*'] }, 'rights fail'],
    [{ missingRights: null }, 'rights warn'],
    [{ tables: null }, 'migrations warn'],
    [{ tables: { ...tables, migrations: { pending: ['0005_x'], changed: [], unknown: [] } } }, 'migrations warn'],
    [{ tables: { ...tables, migrations: { pending: [], changed: ['0001_base'], unknown: [] } } }, 'migrations fail'],
    [{ tables: { ...tables, migrations: { pending: [], changed: [], unknown: ['0009_y'] } } }, 'migrations fail'],
    [{ tables: { ...tables, layout: 'made for another cluster' } }, 'layout fail'],
    [{ tables: { ...tables, parts: { table: 't', parts: 500, delayAt: 1000 } } }, 'merges warn'],
    [{ tables: { ...tables, parts: { table: 't', parts: 1000, delayAt: 1000 } } }, 'merges fail'],
    [{ tables: { ...tables, readonlyReplicas: ['events_log_local'] } }, 'replicas fail'],
    [{ tables: { ...tables, checkpointAge_ms: 1_200_001 } }, 'checkpoints warn'],
    [{ disks: [{ name: 'cold', free_bytes: 0, size_bytes: GB }] }, 'clickhouse disk fail'],
    [{ clock: { ahead_ms: 9_000, uncertain_ms: 1 } }, 'clickhouse clock fail'],
  ])('%o', (more, state) => expect(statesOf(bad(more))).toEqual([state]))

  it('may have old checkpoints while nobody runs', () => {
    expect(judgeCheckpointAge(86_400_000, false).state).toBe('ok')
    expect(judgeCheckpointAge(null, true).state).toBe('ok')
  })

  it('names the right that is missing, as it is granted', () => {
    expect(bad({ missingRights: ['INSERT ON d.*'] })[0]?.todo).toContain('GRANT INSERT ON d.* TO u WITH GRANT OPTION')
  })
})

describe('brokers', () => {
  const settings = { brokers: ['k:9092'], topic: 't', clientId: 'c', tls: null, sasl: null }
  const broker = { id: 1, address: 'k1:9092', failure: null, metadataVersion: 13 }

  it('each answer at the address they give out, and are of today', () => {
    expect(statesOf(judgeBrokers(settings, [broker]))).toEqual(['kafka ok', 'kafka version ok'])
    const away = {
      ...broker,
      id: 2,
      address: 'inner:9092',
      failure: 'getaddrinfo ENOTFOUND inner',
      metadataVersion: null,
    }
    const found = judgeBrokers(settings, [broker, away])
    expect(statesOf(found)).toEqual(['kafka fail', 'kafka ok', 'kafka version ok'])
    expect(found[0]?.found).toContain('broker 2 gives out the address inner:9092: getaddrinfo ENOTFOUND inner')
    expect(statesOf(judgeBrokers(settings, [{ ...broker, metadataVersion: 12 }]))).toContain('kafka version warn')
  })

  it('hold copies that are whole', () => {
    const whole = { topic: 't', leaderless: [], behind: [], away: [] }
    expect(judgeCopies(whole).state).toBe('ok')
    expect(judgeCopies({ ...whole, behind: [4] })).toMatchObject({
      state: 'warn',
      found: expect.stringContaining('partitions 4 '),
    })
    expect(judgeCopies({ ...whole, leaderless: [1, 2], behind: [4], away: [3] })).toEqual(
      fail('copies', 'topic t: partitions 1, 2 have no leader and take nothing', 'bring broker 3 back'),
    )
    const many = judgeCopies({ ...whole, leaderless: Array.from({ length: 64 }, (_, i) => i) })
    expect(many.found).toContain('8, 9 and 54 more')
  })

  it.each([
    [{ state: 'Empty', members: 0 }, true, 'warn'],
    [{ state: 'Dead', members: 0 }, false, 'ok'],
    [{ state: 'Stable', members: 2 }, true, 'ok'],
  ])('have owners: %o, used: %s', (group, isUsed, state) => expect(judgeGroup(group, isUsed).state).toBe(state))
})
