// What the environment says of Kafka: validated once, at the start, with messages that name the variable.
import { readFileSync } from 'node:fs'
import { LogUnusableError } from '../contract.ts'
import { PARTITIONS_MAX } from '../limits.ts'
import { misspelt, misspeltText } from '../misspelt.ts'
import { SASL_MECHANISMS, type KafkaSettings, type SaslSettings, type TlsSettings } from './settings.ts'

export interface KafkaConfig {
  readonly settings: KafkaSettings
  /** What the topic is made with, and held against at the start. */
  readonly partitions: number
  readonly replicas: number
  readonly retention_ms: number
}

/** The settings read here, by name. */
export const KAFKA_SETTINGS: readonly string[] = [
  'BROKERS',
  'TOPIC',
  'PARTITIONS',
  'REPLICAS',
  'RETENTION_HOURS',
  'TLS',
  'TLS_CA_FILE',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'SASL',
  'USERNAME',
  'PASSWORD',
].map((name) => `CARTBEAT_KAFKA_${name}`)

type Env = Readonly<Record<string, string | undefined>>

const HOUR_MS = 3_600_000
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost):\d+$/

/** Reads CARTBEAT_KAFKA_*; null where CARTBEAT_KAFKA_BROKERS is not set. Throws LogUnusableError naming the setting. */
export function readKafkaConfig(env: Env = process.env): KafkaConfig | null {
  const list = env['CARTBEAT_KAFKA_BROKERS']
  if (!list) return null
  const brokers = list.split(',').map((broker) => broker.trim())
  const wrong = brokers.find((broker) => !/^[^\s/:]+:\d+$|^\[[\da-f:]+\]:\d+$/i.test(broker))
  if (wrong !== undefined) throw new LogUnusableError(`CARTBEAT_KAFKA_BROKERS has "${wrong}", host:port is needed`)
  const tls = readTls(env)
  const sasl = readSasl(env)
  if (sasl?.mechanism === 'plain' && !tls && !brokers.every((broker) => LOOPBACK.test(broker)))
    throw new LogUnusableError(
      'CARTBEAT_KAFKA_SASL=plain would send the password readable: set CARTBEAT_KAFKA_TLS=true',
    )
  const partitions = wholeNumber(env, 'CARTBEAT_KAFKA_PARTITIONS', 64)
  if (partitions > PARTITIONS_MAX)
    throw new LogUnusableError(
      `CARTBEAT_KAFKA_PARTITIONS is "${partitions}", a whole number from 1 to ${PARTITIONS_MAX} is needed`,
    )
  return {
    settings: { brokers, topic: env['CARTBEAT_KAFKA_TOPIC'] || 'cartbeat-events', clientId: 'cartbeat', tls, sasl },
    partitions,
    replicas: wholeNumber(env, 'CARTBEAT_KAFKA_REPLICAS', 3),
    retention_ms: wholeNumber(env, 'CARTBEAT_KAFKA_RETENTION_HOURS', 7 * 24) * HOUR_MS,
  }
}

/** Names that look like one of these settings and are none, a line each. */
export function misspeltKafkaSettings(env: Env = process.env): readonly string[] {
  const names = Object.keys(env).filter((name) => /KAFKA/i.test(name))
  return misspelt(names, KAFKA_SETTINGS).map(misspeltText)
}

function readTls(env: Env): TlsSettings | null {
  const files = ['CA', 'CERT', 'KEY'].map((what) => `CARTBEAT_KAFKA_TLS_${what}_FILE`)
  const [ca = null, cert = null, key = null] = files.map((name) => readPem(name, env[name]))
  const on = env['CARTBEAT_KAFKA_TLS']
  if (on && on !== 'true' && on !== 'false')
    throw new LogUnusableError(`CARTBEAT_KAFKA_TLS is "${on}", true or false is needed`)
  if ((cert === null) !== (key === null))
    throw new LogUnusableError('CARTBEAT_KAFKA_TLS_CERT_FILE and CARTBEAT_KAFKA_TLS_KEY_FILE are needed together')
  if (on !== 'true') {
    const set = files.find((name) => env[name])
    if (set) throw new LogUnusableError(`${set} is set, but CARTBEAT_KAFKA_TLS is not true`)
    return null
  }
  return { ca, cert, key }
}

function readPem(name: string, file: string | undefined): string | null {
  if (!file) return null
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new LogUnusableError(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function readSasl(env: Env): SaslSettings | null {
  const name = env['CARTBEAT_KAFKA_SASL']
  if (!name) return null
  const mechanism = SASL_MECHANISMS.find((each) => each === name.toLowerCase())
  if (!mechanism)
    throw new LogUnusableError(`CARTBEAT_KAFKA_SASL is "${name}", one of ${SASL_MECHANISMS.join(', ')} is needed`)
  const [username, password] = [env['CARTBEAT_KAFKA_USERNAME'], env['CARTBEAT_KAFKA_PASSWORD']]
  if (!username || !password)
    throw new LogUnusableError('CARTBEAT_KAFKA_SASL needs CARTBEAT_KAFKA_USERNAME and CARTBEAT_KAFKA_PASSWORD')
  return { mechanism, username, password }
}

function wholeNumber(env: Env, name: string, fallback: number): number {
  const text = env[name]
  if (!text) return fallback
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new LogUnusableError(`${name} is "${text}", a whole number from 1 is needed`)
  return value
}
