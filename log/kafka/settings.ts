// How Kafka is reached, and what a client of it is made with.
import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs'
import { takeLeaderless } from './metadata.ts'
import { CONNECT_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from './limits.ts'
import { installZstd } from './zstd.ts'
import { mendTimers } from './timers.ts'

export interface KafkaSettings {
  /** host:port of some of the brokers; the others are found. */
  readonly brokers: readonly string[]
  readonly topic: string
  /** Said to the brokers, for their logs and quotas. */
  readonly clientId: string
  readonly tls: TlsSettings | null
  readonly sasl: SaslSettings | null
}

/** PEM texts; null where the system's own authorities, or no client certificate, are meant. */
export interface TlsSettings {
  readonly ca: string | null
  readonly cert: string | null
  readonly key: string | null
}

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const

export interface SaslSettings {
  readonly mechanism: (typeof SASL_MECHANISMS)[number]
  readonly username: string
  readonly password: string
}

/** kafkajs' own defaults keep a client on a dead broker for half a minute; measured, these let go within seconds. */
export const RETRY = { initialRetryTime: 50, maxRetryTime: 300, retries: 4 } as const

/** A client that logs nothing of its own: what goes wrong is said by who asked for it. */
export function createKafka(settings: KafkaSettings): Kafka {
  installZstd()
  mendTimers()
  const { brokers, clientId, tls, sasl } = settings
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId,
    retry: RETRY,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    authenticationTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logLevel: logLevel.NOTHING,
  }
  if (tls) {
    const { ca, cert, key } = tls
    config.ssl = { ...(ca && { ca: [ca] }), ...(cert && { cert }), ...(key && { key }) }
  }
  if (sasl) config.sasl = { ...sasl } as SASLOptions
  const kafka = new Kafka(config)
  takeLeaderless(kafka)
  return kafka
}
