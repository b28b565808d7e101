// Making and checking topics, and the ways a broker asks who is there.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import { makeCertificate, type TestCertificate } from '../../testing/kafka/certificate.ts'
import { LogUnusableError } from '../contract.ts'
import { openKafkaLog } from './kafka.ts'
import { readTopics } from './metadata.ts'
import { createKafka, SASL_MECHANISMS, type SaslSettings } from './settings.ts'
import { newTopic, settingsFor } from './topic.fixture.ts'
import { checkTopic } from './topics.ts'

const run = promisify(execFile)
const COMMAND = fileURLToPath(new URL('./topics-command.ts', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'cartbeat-setup-'))
let kafka: TestKafka
let certificate: TestCertificate

const LOGIN = 'org.apache.kafka.common.security'
beforeAll(async () => {
  certificate = await makeCertificate(dir)
  kafka = await startKafka({
    properties: {
      'listener.security.protocol.map': 'PLAIN:PLAINTEXT,BEHIND:SASL_SSL,QUORUM:PLAINTEXT',
      'listener.name.behind.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
      'listener.name.behind.plain.sasl.jaas.config': `${LOGIN}.plain.PlainLoginModule required user_shop="secret";`,
      'listener.name.behind.scram-sha-256.sasl.jaas.config': `${LOGIN}.scram.ScramLoginModule required;`,
      'listener.name.behind.scram-sha-512.sasl.jaas.config': `${LOGIN}.scram.ScramLoginModule required;`,
      ...certificate.properties('behind'),
    },
    format: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((kind) => ['-S', `${kind}=[name=shop,password=secret]`]),
  })
})
afterAll(async () => {
  await kafka?.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('npm run topics', () => {
  const command = (env: Record<string, string>, args: readonly string[] = []) =>
    run(process.execPath, [COMMAND, ...args], { env: { PATH: '', CARTBEAT_KAFKA_REPLICAS: '1', ...env } }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    )

  it('makes the topic, finds it right the next time, and says what another setting would need', async () => {
    const env = {
      CARTBEAT_KAFKA_BROKERS: kafka.brokers.join(','),
      CARTBEAT_KAFKA_TOPIC: 'shop-events',
      CARTBEAT_KAFKA_PARTITIONS: '5',
    }
    expect(await command(env)).toEqual({
      code: 0,
      said:
        'cartbeat: topic shop-events was made: 5 partitions, 1 copies, 1 acknowledge, kept 168 h\n' +
        'cartbeat: topic shop-events-live was made: 4 partitions, 1 copies, 1 acknowledge, kept 10 min\n',
    })
    expect((await command(env)).said).toContain('topic shop-events is right')
    const other = await command({ ...env, CARTBEAT_KAFKA_PARTITIONS: '8', CARTBEAT_KAFKA_RETENTION_HOURS: '200' })
    expect(other.code).toBe(1)
    expect(other.said).toContain('has 5 partitions, the setting says 8: set CARTBEAT_KAFKA_PARTITIONS=5')
    expect(other.said).toMatch(
      /has retention.ms=604800000, needs 720000000 .*, or set CARTBEAT_KAFKA_RETENTION_HOURS=168$/m,
    )
    const many = await command({ ...env, CARTBEAT_KAFKA_TOPIC: 'many', CARTBEAT_KAFKA_REPLICAS: '3' })
    expect(many).toEqual({
      code: 1,
      said: expect.stringMatching(/^cartbeat: .*\(CARTBEAT_KAFKA_REPLICAS asks for more.*\n$/),
    })
  })

  it('refuses arguments, and makes nothing', async () => {
    const env = { CARTBEAT_KAFKA_BROKERS: kafka.brokers.join(','), CARTBEAT_KAFKA_TOPIC: 'asked-for-help' }
    expect(await command(env, ['--help'])).toEqual({
      code: 2,
      said: expect.stringMatching(/^cartbeat: "--help" is not taken\. npm run topics: takes no arguments.*\n$/),
    })
    expect(await readTopics(createKafka(settingsFor(kafka, '')), ['asked-for-help'])).toEqual([])
  })

  it('closes segments of both topics soon enough for what is deleted', async () => {
    await command({
      CARTBEAT_KAFKA_BROKERS: kafka.brokers.join(','),
      CARTBEAT_KAFKA_TOPIC: 'kept',
      CARTBEAT_KAFKA_PARTITIONS: '1',
    })
    const admin = createKafka(settingsFor(kafka, '')).admin()
    await admin.connect()
    const segment_ms = async (name: string) => {
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] })
      return resources[0]?.configEntries.find(({ configName }) => configName === 'segment.ms')?.configValue
    }
    // Of a week, at most six hours; of ten minutes, one.
    expect(await segment_ms('kept')).toBe('21600000')
    expect(await segment_ms('kept-live')).toBe('60000')
    await admin.disconnect()
  })

  it('says in one line that no brokers are named, or none answers', async () => {
    expect(await command({})).toEqual({
      code: 1,
      said: expect.stringMatching(/^cartbeat: CARTBEAT_KAFKA_BROKERS.*\n$/),
    })
    const away = await command({ CARTBEAT_KAFKA_BROKERS: '127.0.0.1:1', CARTBEAT_KAFKA_TOPICS: 'shop' })
    expect(away).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^cartbeat: .* is CARTBEAT_KAFKA_TOPIC meant\?\ncartbeat: .*ECONNREFUSED 127.0.0.1:1 \(is CARTBEAT_KAFKA_BROKERS right.*\n$/,
      ),
    })
  })
})

it('finds everything that is wrong with a topic made by hand', async () => {
  const admin = createKafka(settingsFor(kafka, '')).admin()
  await admin.connect()
  const config = { 'cleanup.policy': 'compact', 'retention.ms': '1000', 'retention.bytes': '5000' }
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  await admin.createTopics({ topics: [{ topic: 'by-hand', numPartitions: 2, replicationFactor: 1, configEntries }] })
  await admin.disconnect()
  const plan = { topic: 'by-hand', partitions: 3, replicas: 3, inSync: 2, retention_ms: 3_600_000 }
  const wrong = await checkTopic(createKafka(settingsFor(kafka, 'by-hand')), plan)
  for (const part of [
    'has 2 partitions, the setting says 3',
    'keeps 1 copies, the setting says 3',
    'has message.timestamp.type=CreateTime, needs LogAppendTime',
    'has cleanup.policy=compact, needs delete',
    'has min.insync.replicas=1, needs 2',
    'has retention.ms=1000, needs 3600000',
    'has retention.bytes=5000, needs -1',
    'has max.message.bytes=1048588, needs 8388608',
    'has segment.ms=604800000, needs 360000',
  ])
    expect(wrong.filter(({ says }) => says.includes(part))).toHaveLength(1)
  expect(wrong).toHaveLength(9)
  expect(wrong.filter(({ stopsStart }) => !stopsStart)).toHaveLength(1)
})

it('says that a topic is not there', async () => {
  const settings = settingsFor(kafka, 'nowhere')
  const plan = { topic: 'nowhere', partitions: 1, replicas: 1, inSync: 1, retention_ms: 1 }
  expect(await checkTopic(createKafka(settings), plan)).toEqual([
    { says: 'topic nowhere is not there: make it with "npm run topics"', stopsStart: true },
  ])
  await expect(openKafkaLog({ settings })).rejects.toThrow(LogUnusableError)
})

describe('over TLS', () => {
  const secured = (topic: string, sasl: SaslSettings, ca: string | null) => ({
    ...settingsFor(kafka, topic, true),
    tls: { ca, cert: null, key: null },
    sasl,
  })

  it.each(SASL_MECHANISMS)('signs in with %s, appends and reads', async (mechanism) => {
    const topic = await newTopic(kafka)
    const sasl = { mechanism, username: 'shop', password: 'secret' }
    const log = await openKafkaLog({ settings: secured(topic, sasl, certificate.ca) })
    await log.append([{ partition: 0, bytes: Buffer.from('in') }])
    const [record] = await log.read(0, 0, { records: 1, bytes: 1 })
    expect(String(record?.bytes)).toBe('in')
    await log.close()
  })

  it('refuses a wrong password and an unknown authority, in words', async () => {
    const topic = await newTopic(kafka)
    const wrong: SaslSettings = { mechanism: 'scram-sha-256', username: 'shop', password: 'guess' }
    await expect(openKafkaLog({ settings: secured(topic, wrong, certificate.ca) })).rejects.toThrow(
      /Authentication failed/,
    )
    const right = { ...wrong, password: 'secret' }
    await expect(openKafkaLog({ settings: secured(topic, right, null) })).rejects.toThrow(/self-signed certificate/)
  })
})
