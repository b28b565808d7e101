import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { misspeltSettings, readConfig } from './config.ts'
import { SETTINGS } from './setting-names.ts'

describe('misspeltSettings', () => {
  it('knows exactly the settings that are read', () => {
    const asked = new Set<string>()
    const given = { CARTBEAT_KAFKA_BROKERS: 'k:1', CARTBEAT_KAFKA_SASL: 'scram-sha-256', CARTBEAT_KAFKA_USERNAME: 'u' }
    const more = { CARTBEAT_KAFKA_PASSWORD: 'p', CARTBEAT_CLICKHOUSE_URL: 'http://c:1' }
    const env = new Proxy<Record<string, string>>(
      { ...given, ...more },
      { get: (values, name) => (asked.add(String(name)), values[String(name)]) },
    )
    readConfig([], env)
    expect([...asked].filter((name) => name.startsWith('CARTBEAT_')).toSorted()).toEqual([...SETTINGS].toSorted())
  })

  it('says which names do nothing, and which was meant', () => {
    const env = { CARTBEAT_KAFKA_BROKER: 'k:1', CARTBEAT_ROLE: 'all', CARTBEAT_DEMO_KEY: 'demo', HOME: '/' }
    expect(misspeltSettings(env)).toEqual([
      'CARTBEAT_KAFKA_BROKER is no setting and does nothing: is CARTBEAT_KAFKA_BROKERS meant?',
    ])
  })
})

describe('readConfig', () => {
  it('listens on loopback port 8080 with a lasting data folder by default', () => {
    const config = readConfig([], {})
    expect(config).toMatchObject({
      role: 'all',
      host: '127.0.0.1',
      port: 8080,
      writeKeys: null,
      serverKeys: null,
      adminToken: null,
      demo: null,
    })
    expect(config.dataDir.endsWith('.cartbeat')).toBe(true)
  })

  it('takes every fixed name', () => {
    const env = {
      PORT: '9090',
      HOST: '0.0.0.0',
      CARTBEAT_DATA_DIR: '/srv/cartbeat',
      CARTBEAT_WRITE_KEYS: 'shop:abc,demo',
      CARTBEAT_SERVER_KEYS: 'chat:s3cret',
      CARTBEAT_ADMIN_TOKEN: 'correct-horse-battery',
      CARTBEAT_PROXIES: '2',
      CARTBEAT_KEEP_EVENTS_DAYS: '90',
    }
    expect(readConfig([], env)).toEqual({
      role: 'all',
      host: '0.0.0.0',
      port: 9090,
      dataDir: '/srv/cartbeat',
      writeKeys: 'shop:abc,demo',
      serverKeys: 'chat:s3cret',
      adminToken: 'correct-horse-battery',
      proxies: 2,
      clickhouse: null,
      retention: { events_days: 90, sessions_days: null },
      kafka: null,
      demo: null,
    })
  })

  it('gives the demo its own fresh folder and key', () => {
    const config = readConfig(['--demo', '--viewers', '300', '--speed=10', '--seed', '3', '--no-open'], {})
    expect(config.writeKeys).toBe('demo')
    expect(config.dataDir).toContain('cartbeat-demo-')
    expect(config.demo).toEqual({ viewers: 300, speed: 10, seed: 3, open: false })
  })

  it('keeps the demo, which removes its folder at the end, out of a folder with anything in it', () => {
    const dir = mkdtempSync(join(tmpdir(), 'cartbeat-config-'))
    const env = { CARTBEAT_DATA_DIR: dir }
    expect(readConfig(['--demo'], env).dataDir).toBe(dir)
    writeFileSync(join(dir, 'lock'), '')
    expect(() => readConfig(['--demo'], env)).toThrow(`CARTBEAT_DATA_DIR names ${dir}, which is not empty`)
    expect(readConfig([], env).dataDir).toBe(dir)
    rmSync(dir, { recursive: true })
  })

  it('takes a server for the record, with its authority read from a file', () => {
    const dir = mkdtempSync(join(tmpdir(), 'cartbeat-config-'))
    writeFileSync(join(dir, 'ca.pem'), 'the authority')
    const env = {
      CARTBEAT_CLICKHOUSE_URL: 'https://clickhouse:8443/',
      CARTBEAT_CLICKHOUSE_USER: 'cartbeat',
      CARTBEAT_CLICKHOUSE_PASSWORD: 'secret',
      CARTBEAT_CLICKHOUSE_CA_FILE: join(dir, 'ca.pem'),
      CARTBEAT_CLICKHOUSE_CLUSTER: 'shops',
      CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD: 'to read',
    }
    expect(readConfig([], env).clickhouse).toEqual({
      url: 'https://clickhouse:8443',
      username: 'cartbeat',
      password: 'secret',
      database: 'cartbeat',
      ca: 'the authority',
      certificate: null,
      cluster: 'shops',
      analystPassword: 'to read',
    })
    rmSync(dir, { recursive: true })
  })

  it("keeps the demo out of the shop's record", () => {
    const env = { CARTBEAT_CLICKHOUSE_URL: 'http://clickhouse:8123' }
    expect(readConfig(['--demo'], env).clickhouse).toBeNull()
    expect(readConfig([], env).clickhouse?.database).toBe('cartbeat')
  })

  it.each([
    ['clickhouse:8123', 'CARTBEAT_CLICKHOUSE_URL is no http:// or https:// address'],
    ['http://u:secret@clickhouse:8123', 'CARTBEAT_CLICKHOUSE_URL has a user in it'],
    ['http://:secret@clickhouse:8123/db', 'CARTBEAT_CLICKHOUSE_URL has a user in it'],
    ['http://clickhouse:8123/secret', 'the database is CARTBEAT_CLICKHOUSE_DATABASE'],
    ['http://u:secret@bad host', 'CARTBEAT_CLICKHOUSE_URL is no http:// or https:// address'],
  ])('does not take %s, and repeats no secret', (url, message) => {
    const read = () => readConfig([], { CARTBEAT_CLICKHOUSE_URL: url })
    expect(read).toThrow(message)
    expect(read).not.toThrow(/secret/)
  })

  const CLICKHOUSE = { CARTBEAT_CLICKHOUSE_URL: 'http://clickhouse:8123' }
  it.each([
    [{ ...CLICKHOUSE, CARTBEAT_CLICKHOUSE_DATABASE: 'a-b' }, [], 'CARTBEAT_CLICKHOUSE_DATABASE is "a-b"'],
    [
      { ...CLICKHOUSE, CARTBEAT_CLICKHOUSE_CA_FILE: '/nowhere' },
      [],
      'CARTBEAT_CLICKHOUSE_CA_FILE names /nowhere, which cannot be read',
    ],
    [{ CARTBEAT_KEEP_EVENTS_DAYS: '1' }, [], 'CARTBEAT_KEEP_EVENTS_DAYS is "1", a number from 3 to 36500 is needed'],
    [{ PORT: '80a' }, [], 'PORT is "80a", a number from 0 to 65535 is needed'],
    [{ PORT: '70000' }, [], 'PORT is "70000", a number from 0 to 65535 is needed'],
    [{ PORT: '80.5' }, [], 'PORT is "80.5", a whole number is needed'],
    [{ CARTBEAT_ADMIN_TOKEN: 'short' }, [], 'CARTBEAT_ADMIN_TOKEN has 5 characters, at least 16 are needed'],
    [{}, ['--demo', '--viewers'], '--viewers is "", a number from 1 to 100000 is needed'],
    [{}, ['--demo', '--viwers', '10'], '--viwers is no option; there are: --demo, --viewers, '],
    [{}, ['--demo', '--speed', 'fast'], '--speed is "fast", a number from 0.1 to 100 is needed'],
  ])('names the setting that is wrong: %o %o', (env, args, message) => {
    expect(() => readConfig(args, env)).toThrow(message)
  })

  const KAFKA = { CARTBEAT_KAFKA_BROKERS: 'k1:9092' }
  const KEYS = { CARTBEAT_WRITE_KEYS: 'demo' }
  it.each([
    [{ ...KAFKA, ...KEYS }, 'collector'],
    [{ ...KAFKA, ...CLICKHOUSE }, 'pipeline'],
    [{ ...KAFKA, ...CLICKHOUSE }, 'api'],
    [{ ...KAFKA, ...CLICKHOUSE }, 'all'],
  ])('takes a role where its log and record are elsewhere: %o %s', (env, role) => {
    expect(readConfig([], { ...env, CARTBEAT_ROLE: role }).role).toBe(role)
  })

  it.each([
    ['writer', {}, [], 'CARTBEAT_ROLE is "writer"; needed is one of: all, collector, pipeline, api'],
    [
      'collector',
      KEYS,
      [],
      'CARTBEAT_ROLE=collector needs CARTBEAT_KAFKA_BROKERS: what stands in a data folder is one',
    ],
    ['collector', KAFKA, [], 'CARTBEAT_ROLE=collector needs CARTBEAT_WRITE_KEYS'],
    ['pipeline', {}, [], 'CARTBEAT_ROLE=pipeline needs CARTBEAT_KAFKA_BROKERS and CARTBEAT_CLICKHOUSE_URL'],
    ['api', KAFKA, [], 'CARTBEAT_ROLE=api needs CARTBEAT_CLICKHOUSE_URL: what stands'],
    ['api', CLICKHOUSE, [], 'CARTBEAT_ROLE=api needs CARTBEAT_KAFKA_BROKERS: what stands'],
    ['api', { ...KAFKA, ...CLICKHOUSE }, ['--demo'], 'CARTBEAT_ROLE is "api", and the demo is all in one process'],
  ])('says why a process cannot be %s: %o %o', (role, env, args, message) => {
    expect(() => readConfig(args, { ...env, CARTBEAT_ROLE: role })).toThrow(message)
  })

  it('takes Kafka as the log where brokers are named, but never for the demo', () => {
    const env = { CARTBEAT_KAFKA_BROKERS: 'k1:9092' }
    expect(readConfig([], env).kafka?.settings.brokers).toEqual(['k1:9092'])
    expect(readConfig(['--demo'], env).kafka).toBeNull()
  })
})
