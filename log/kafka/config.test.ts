import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LogUnusableError } from '../contract.ts'
import { readKafkaConfig } from './config.ts'

const dir = mkdtempSync(join(tmpdir(), 'cartbeat-kafka-config-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const BROKERS = { CARTBEAT_KAFKA_BROKERS: 'k1:9092, k2:9092' }

describe('readKafkaConfig', () => {
  it('is null without brokers', () => {
    expect(readKafkaConfig({ CARTBEAT_KAFKA_TOPIC: 'unused' })).toBeNull()
  })

  it('has the defaults of a cluster', () => {
    expect(readKafkaConfig(BROKERS)).toEqual({
      settings: {
        brokers: ['k1:9092', 'k2:9092'],
        topic: 'cartbeat-events',
        clientId: 'cartbeat',
        tls: null,
        sasl: null,
      },
      partitions: 64,
      replicas: 3,
      retention_ms: 604_800_000,
    })
  })

  it('takes every name', () => {
    const ca = join(dir, 'ca.pem')
    writeFileSync(ca, 'PEM')
    const env = {
      CARTBEAT_KAFKA_BROKERS: '[::1]:9093',
      CARTBEAT_KAFKA_TOPIC: 'shop',
      CARTBEAT_KAFKA_PARTITIONS: '8',
      CARTBEAT_KAFKA_REPLICAS: '2',
      CARTBEAT_KAFKA_RETENTION_HOURS: '2',
      CARTBEAT_KAFKA_TLS: 'true',
      CARTBEAT_KAFKA_TLS_CA_FILE: ca,
      CARTBEAT_KAFKA_SASL: 'SCRAM-SHA-512',
      CARTBEAT_KAFKA_USERNAME: 'u',
      CARTBEAT_KAFKA_PASSWORD: 'p',
    }
    expect(readKafkaConfig(env)).toEqual({
      settings: {
        brokers: ['[::1]:9093'],
        topic: 'shop',
        clientId: 'cartbeat',
        tls: { ca: 'PEM', cert: null, key: null },
        sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' },
      },
      partitions: 8,
      replicas: 2,
      retention_ms: 7_200_000,
    })
  })

  const user = { CARTBEAT_KAFKA_USERNAME: 'u', CARTBEAT_KAFKA_PASSWORD: 'p' }
  it.each([
    [{ CARTBEAT_KAFKA_BROKERS: 'kafka://k1:9092' }, 'CARTBEAT_KAFKA_BROKERS has "kafka://k1:9092"'],
    [{ CARTBEAT_KAFKA_BROKERS: 'k1:9092,,' }, 'CARTBEAT_KAFKA_BROKERS has ""'],
    [{ ...BROKERS, CARTBEAT_KAFKA_PARTITIONS: '1.5' }, 'CARTBEAT_KAFKA_PARTITIONS is "1.5"'],
    [
      { ...BROKERS, CARTBEAT_KAFKA_PARTITIONS: '5000' },
      'CARTBEAT_KAFKA_PARTITIONS is "5000", a whole number from 1 to 256',
    ],
    [{ ...BROKERS, CARTBEAT_KAFKA_REPLICAS: 'many' }, 'CARTBEAT_KAFKA_REPLICAS is "many"'],
    [{ ...BROKERS, CARTBEAT_KAFKA_TLS: 'yes' }, 'CARTBEAT_KAFKA_TLS is "yes"'],
    [{ ...BROKERS, CARTBEAT_KAFKA_TLS: 'true', CARTBEAT_KAFKA_TLS_CA_FILE: join(dir, 'none') }, 'TLS_CA_FILE: ENOENT'],
    [{ ...BROKERS, CARTBEAT_KAFKA_SASL: 'gssapi' }, 'CARTBEAT_KAFKA_SASL is "gssapi"'],
    [{ ...BROKERS, CARTBEAT_KAFKA_SASL: 'scram-sha-256' }, 'CARTBEAT_KAFKA_SASL needs CARTBEAT_KAFKA_USERNAME'],
    [{ ...BROKERS, ...user, CARTBEAT_KAFKA_SASL: 'plain' }, 'would send the password readable'],
  ])('names the setting that is wrong: %o', (env, message) => {
    expect(() => readKafkaConfig(env)).toThrow(message)
    // One line for the operator; another kind would come with a stack.
    expect(() => readKafkaConfig(env)).toThrow(LogUnusableError)
    expect(() => readKafkaConfig(env)).toThrow(/^CARTBEAT_KAFKA_/)
  })
})
