import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { readWriteKeys } from '../ingest/keys.ts'
import { readSecrets } from '../simulator/config.ts'
import { commandOf, composeServices, environmentOf, interpolate, readProjectFile } from './compose.fixture.ts'
import { readConfig } from './config.ts'
import { SETTINGS } from './setting-names.ts'

it('has no default for anything secret, and says what is missing', () => {
  const secrets = Object.entries(composeServices).flatMap(([service, { environment = {} }]) =>
    Object.entries(environment).flatMap(([name, value]) =>
      /PASSWORD|TOKEN|WRITE_KEYS/.test(name) ? [[`${service} ${name}`, value] as const] : [],
    ),
  )
  expect(secrets.length).toBeGreaterThan(5)
  for (const [name, value] of secrets)
    expect([name, value]).toEqual([
      name,
      // The brokers of the file ask nobody to sign in; where others do, the service says that it needs one.
      name.endsWith(' CARTBEAT_KAFKA_PASSWORD')
        ? '${CARTBEAT_KAFKA_PASSWORD:-}'
        : expect.stringMatching(/^\$\{\w+:\?.+\}$/),
    ])
  expect(() => interpolate(composeServices['clickhouse']?.environment?.['CLICKHOUSE_PASSWORD'] ?? '', {})).toThrow(
    'CARTBEAT_CLICKHOUSE_PASSWORD is missing: the service and the server need to agree on one',
  )
})

it('passes on every setting of brokers and ClickHouse there is, to each service that reads it', () => {
  // The analysts' user is the API's to make.
  const settings = SETTINGS.filter((name) => /_(KAFKA|CLICKHOUSE)_/.test(name) && !name.includes('ANALYST'))
  for (const service of ['collector', 'pipeline', 'api', 'topics']) {
    const environment = composeServices[service]?.environment ?? {}
    const read = settings.filter((name) => name.includes('KAFKA') || ['pipeline', 'api'].includes(service))
    expect([service, read.filter((name) => !(name in environment))]).toEqual([service, []])
  }
})

it('takes what it passes on from the environment, and leaves out what is not there', () => {
  const secrets = { CARTBEAT_CLICKHOUSE_PASSWORD: 'c', CARTBEAT_ADMIN_TOKEN: 'correct-horse-battery' }
  const given = { ...secrets, CARTBEAT_CLICKHOUSE_ANALYST_PASSWORD: 'a' }
  const api = composeServices['api']!
  const alone = environmentOf(api, given)
  expect(alone).toMatchObject({ CARTBEAT_KAFKA_TLS: '', CARTBEAT_KAFKA_SASL: '', CARTBEAT_KAFKA_PASSWORD: '' })
  expect(readConfig([], alone)).toMatchObject({
    clickhouse: { url: 'http://clickhouse:8123', username: 'cartbeat', database: 'cartbeat', ca: null, cluster: null },
    kafka: { settings: { brokers: ['kafka:9092'], tls: null, sasl: null } },
  })
  const elsewhere = environmentOf(api, {
    ...given,
    CARTBEAT_KAFKA_BROKERS: 'k1:9093',
    CARTBEAT_KAFKA_TLS: 'true',
    CARTBEAT_KAFKA_SASL: 'scram-sha-512',
    CARTBEAT_KAFKA_USERNAME: 'shop',
    CARTBEAT_KAFKA_PASSWORD: 'secret',
    CARTBEAT_CLICKHOUSE_URL: 'https://ch:8443',
    CARTBEAT_CLICKHOUSE_CLUSTER: 'shops',
  })
  expect(readConfig([], elsewhere)).toMatchObject({
    clickhouse: { url: 'https://ch:8443', cluster: 'shops' },
    kafka: {
      settings: {
        brokers: ['k1:9093'],
        tls: { ca: null },
        sasl: { mechanism: 'scram-sha-512', username: 'shop', password: 'secret' },
      },
    },
  })
  expect(() => readConfig([], environmentOf(api, { ...given, CARTBEAT_KAFKA_SASL: 'scram-sha-256' }))).toThrow(
    'CARTBEAT_KAFKA_SASL needs CARTBEAT_KAFKA_USERNAME and CARTBEAT_KAFKA_PASSWORD',
  )
})

it('bounds every container, asks each that stays for its health, and keeps what must last', () => {
  for (const [name, service] of Object.entries(composeServices)) {
    expect([name, service.deploy.resources.limits]).toEqual([
      name,
      { cpus: expect.stringMatching(/^\d$/), memory: expect.stringMatching(/^\d+[mg]$/) },
    ])
    if (service.restart === 'unless-stopped') expect([name, service.healthcheck?.test?.[0]]).toEqual([name, 'CMD'])
  }
  expect(composeServices['kafka']?.volumes).toEqual(['kafka-data:/var/lib/kafka/data'])
  expect(composeServices['clickhouse']?.volumes).toEqual([
    'clickhouse-data:/var/lib/clickhouse',
    'clickhouse-backups:/backups',
    './operations/clickhouse/backups.xml:/etc/clickhouse-server/config.d/backups.xml:ro',
  ])
  expect(readProjectFile('operations/clickhouse/backups.xml')).toContain('<path>/backups/</path>')
})

it('gives a demo that is let in, by the exports of its own head, and shows no secret on a command line', () => {
  const values: Record<string, string> = {}
  for (const [, name = '', text = ''] of readProjectFile('docker-compose.yml').matchAll(/^# {3}export (\w+)=(.*)$/gm))
    values[name] = text
      .replace(/\$\(openssl rand -hex (\d+)\)/, (_, bytes: string) => randomBytes(Number(bytes)).toString('hex'))
      .replace(/\$(\w+)/, (_, other: string) => values[other] ?? '')
  const collector = readConfig([], environmentOf(composeServices['collector']!, values))
  const { writeKey, adminToken } = readSecrets(environmentOf(composeServices['demo']!, values))
  expect(readWriteKeys(collector.writeKeys ?? '').get(writeKey)).toBe('demo')
  expect(adminToken).toBe(values['CARTBEAT_ADMIN_TOKEN'])
  for (const service of Object.values(composeServices)) {
    const line = commandOf(service, values).join(' ')
    expect(Object.values(values).filter((secret) => line.includes(secret))).toEqual([])
  }
  // All ports are this machine's own: whoever comes from elsewhere comes through a proxy.
  for (const name of ['collector', 'api']) {
    const { proxies } = readConfig([], environmentOf(composeServices[name]!, values))
    expect([name, proxies, composeServices[name]?.ports]).toEqual([name, 1, [expect.stringMatching(/^127\.0\.0\.1:/)]])
  }
})

it('runs the image as nobody in particular, a show of its own only when asked', () => {
  expect(readProjectFile('Dockerfile')).toMatch(/^USER node$/m)
  for (const role of ['collector', 'pipeline', 'api'])
    expect([composeServices[role]?.environment?.['CARTBEAT_ROLE'], commandOf(composeServices[role]!, {})]).toEqual([
      role,
      ['node', 'service/main.ts'],
    ])
  const asked = Object.entries(composeServices).filter(([, { profiles }]) => profiles !== undefined)
  expect(asked.map(([name, { profiles }]) => [name, profiles])).toEqual([['demo', ['demo']]])
})
