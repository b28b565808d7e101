// The doctor on a real broker: everything right, then broken piece by piece on purpose.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newTopic, settingsFor } from '../../log/kafka/topic.fixture.ts'
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import { createKafka } from '../../log/kafka/settings.ts'
import { livePlanOf, makeTopic } from '../../log/kafka/topics.ts'
import { startKafka, type TestKafka } from '../../testing/kafka/broker.ts'
import { makeCertificate } from '../../testing/kafka/certificate.ts'
import { foundBy, runAsked, runDoctor, troubles } from './doctor-command.fixture.ts'
import { checkKafka } from './kafka.ts'

const PARTITIONS = 5
const PASSWORD = 'shop-secret'
const dir = mkdtempSync(join(tmpdir(), 'cartbeat-doctor-kafka-'))
const LOGIN = 'org.apache.kafka.common.security'
let kafka: TestKafka
let ca: string
let topic: string
let env: Record<string, string>

const configOf = (name: string) => ({
  settings: settingsFor(kafka, name),
  partitions: PARTITIONS,
  replicas: 1,
  retention_ms: 3_600_000,
})

beforeAll(async () => {
  const certificate = await makeCertificate(dir)
  ca = join(dir, 'ca.pem')
  writeFileSync(ca, certificate.ca)
  kafka = await startKafka({
    properties: {
      'listener.security.protocol.map': 'PLAIN:PLAINTEXT,BEHIND:SASL_SSL,QUORUM:PLAINTEXT',
      'listener.name.behind.sasl.enabled.mechanisms': 'PLAIN',
      'listener.name.behind.plain.sasl.jaas.config': `${LOGIN}.plain.PlainLoginModule required user_shop="${PASSWORD}";`,
      ...certificate.properties('behind'),
    },
  })
  topic = await newTopic(kafka, { partitions: PARTITIONS })
  await makeTopic(createKafka(settingsFor(kafka, topic)), livePlanOf(configOf(topic)))
  env = {
    PORT: '0',
    CARTBEAT_DATA_DIR: join(dir, 'data'),
    CARTBEAT_WRITE_KEYS: 'demo',
    CARTBEAT_KAFKA_BROKERS: kafka.brokers.join(','),
    CARTBEAT_KAFKA_TOPIC: topic,
    CARTBEAT_KAFKA_PARTITIONS: String(PARTITIONS),
    CARTBEAT_KAFKA_REPLICAS: '1',
    CARTBEAT_KAFKA_RETENTION_HOURS: '1',
  }
})
afterAll(async () => {
  await kafka?.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('npm run doctor', () => {
  it('finds a broker and its topic right', async () => {
    const told = await runDoctor(env)
    expect([told.code, troubles(told)]).toEqual([0, []])
    expect(foundBy(told, 'kafka')).toBe('1 of 1 brokers answer, not encrypted, not signed in')
    expect(foundBy(told, 'kafka version')).toBe('Apache Kafka 4.0 or newer')
    expect(foundBy(told, 'topic')).toBe(`${topic}: 5 partitions, 1 copies of which 1 acknowledge, time by the brokers`)
    expect(foundBy(told, 'copies')).toBe(`${topic}: all in sync`)
  })

  it('looks at what a part needs that runs alone', async () => {
    const told = await runDoctor({ ...env, CARTBEAT_ROLE: 'collector' })
    expect([told.code, troubles(told)]).toEqual([0, []])
    expect(foundBy(told, 'settings')).toContain('collector alone, log in Kafka')
    expect(told.findings.map(({ check }) => check)).not.toContain('data folder')
    const lacking = await runDoctor({ ...env, CARTBEAT_ROLE: 'pipeline' })
    expect([lacking.code, troubles(lacking)]).toEqual([1, [expect.stringContaining('needs CARTBEAT_CLICKHOUSE_URL')]])
  })

  it('says what is wrong with a topic, and that one is not there', async () => {
    const wrong = await newTopic(kafka, { partitions: 2, config: { 'message.timestamp.type': 'CreateTime' } })
    const told = await runDoctor({ ...env, CARTBEAT_KAFKA_TOPIC: wrong })
    expect([told.code, troubles(told)]).toEqual([
      1,
      [
        `topic fail: topic ${wrong} has 2 partitions, the setting says 5`,
        expect.stringMatching(/^topic fail: .* has message\.timestamp\.type=CreateTime, needs LogAppendTime/),
      ],
    ])
    expect(told.findings.find(({ found }) => found.includes('2 partitions'))?.todo).toContain(
      'CARTBEAT_KAFKA_PARTITIONS=2',
    )
    const missing = await runDoctor({ ...env, CARTBEAT_KAFKA_TOPIC: 'nowhere' })
    expect([missing.code, troubles(missing)]).toEqual([1, ['topic fail: topic nowhere is not there']])
  })

  it('asks for segments that are closed in time, which no start waits for', async () => {
    const old = await newTopic(kafka, { partitions: PARTITIONS, config: { 'segment.ms': '604800000' } })
    const told = await runDoctor({ ...env, CARTBEAT_KAFKA_TOPIC: old })
    expect([told.code, troubles(told)]).toEqual([
      0,
      [expect.stringMatching(/^topic warn: .* has segment\.ms=604800000, needs 360000 /)],
    ])
  })

  it('refuses what it does not know, before it looks at anything', async () => {
    expect(await runAsked(['--jsno'], env)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'cartbeat: "--jsno" is not taken: npm run doctor, or npm run -s doctor -- --json\n',
    })
  })

  it('says that no broker answers', async () => {
    const told = await runDoctor({ ...env, CARTBEAT_KAFKA_BROKERS: '127.0.0.1:1' })
    expect([told.code, troubles(told)]).toEqual([
      1,
      [expect.stringMatching(/^kafka fail: 127\.0\.0\.1:1: .*ECONNREFUSED/)],
    ])
  })

  it('signs in over TLS, and never shows with what', async () => {
    const secured = {
      ...env,
      CARTBEAT_KAFKA_BROKERS: kafka.proxied.join(','),
      CARTBEAT_KAFKA_TLS: 'true',
      CARTBEAT_KAFKA_TLS_CA_FILE: ca,
      CARTBEAT_KAFKA_SASL: 'plain',
      CARTBEAT_KAFKA_USERNAME: 'shop',
      CARTBEAT_KAFKA_PASSWORD: PASSWORD,
    }
    const right = await runDoctor(secured)
    expect(foundBy(right, 'kafka')).toBe('1 of 1 brokers answer, over TLS, signed in as shop (plain)')
    expect([right.code, troubles(right), right.text.includes(PASSWORD)]).toEqual([0, [], false])
    const wrong = await runDoctor({ ...secured, CARTBEAT_KAFKA_PASSWORD: 'guessed-password' })
    expect([wrong.code, troubles(wrong)]).toEqual([1, [expect.stringMatching(/^kafka fail: .*[Aa]uthentication/)]])
    expect(wrong.text).not.toContain('guessed-password')
  })
})

it("compares the brokers' clock with this machine's", async () => {
  const clockOf = async (now: () => number, name = topic) =>
    (await checkKafka(configOf(name), { hasServer: true, isRunning: false, now })).find(
      ({ check }) => check === 'kafka clock',
    )
  expect(await clockOf(Date.now)).toMatchObject({ state: 'ok' })
  expect(await clockOf(() => Date.now() + 3_600_000)).toMatchObject({
    state: 'fail',
    found: expect.stringMatching(/^the brokers' clock is 3(599|600)\.\d s behind this machine's clock$/),
  })
  // Without the live feed's topic there is nothing to write to.
  const other = await newTopic(kafka, { partitions: PARTITIONS })
  const findings = await checkKafka(configOf(other), { hasServer: true, isRunning: false, now: Date.now })
  expect(findings.filter(({ state }) => state !== 'ok').map(({ check, state }) => [check, state])).toEqual([
    ['topic', 'fail'],
    ['kafka clock', 'warn'],
  ])
})

it('warns that nobody drives the partitions, once Cartbeat runs or somebody writes events', async () => {
  const ownersAt = async (isRunning: boolean) =>
    (await checkKafka(configOf(topic), { hasServer: true, isRunning, now: Date.now })).find(
      ({ check }) => check === 'owners',
    )
  expect(await ownersAt(false)).toMatchObject({ state: 'ok' })
  expect(await ownersAt(true)).toMatchObject({ state: 'warn', found: expect.stringContaining('nobody drives') })
  const log = await openKafkaLog({ settings: settingsFor(kafka, topic) })
  let over = false
  const collecting = (async () => {
    while (!over) await log.append([{ partition: 3, bytes: Buffer.from('event') }])
  })()
  const found = await ownersAt(false)
  over = true
  await collecting
  await log.close()
  expect(found).toMatchObject({ state: 'warn' })
})
