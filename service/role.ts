// What a process of Cartbeat may be, and what must stand elsewhere for it.
import type { KafkaConfig } from '../log/kafka/config.ts'
import type { ClickHouseConfig } from './config.ts'
import { ConfigError } from './config-error.ts'

export const ROLES = ['all', 'collector', 'pipeline', 'api'] as const

/**
 * all: every part in one process. collector: the public door, into the log. pipeline: owns partitions of the log, as far as
 * its group gives it any, and writes record and live feed. api: pages, REST, live streams, SQL, and the host's calls.
 */
export type Role = (typeof ROLES)[number]

/** Where a role's log and record are; null: in the data folder, which is one process's. */
export type Place =
  | { readonly role: 'all'; readonly kafka: KafkaConfig | null; readonly clickhouse: ClickHouseConfig | null }
  | { readonly role: 'collector'; readonly kafka: KafkaConfig }
  | { readonly role: 'pipeline'; readonly kafka: KafkaConfig; readonly clickhouse: ClickHouseConfig }
  | { readonly role: 'api'; readonly kafka: KafkaConfig; readonly clickhouse: ClickHouseConfig }

export interface Places {
  readonly role: Role
  readonly kafka: KafkaConfig | null
  readonly clickhouse: ClickHouseConfig | null
}

/** Throws ConfigError where a role of several processes would have its log or record in a folder of its own. */
export function placeOf({ role, kafka, clickhouse }: Places): Place {
  if (role === 'all') return { role, kafka, clickhouse }
  if (role === 'collector') {
    if (kafka) return { role, kafka }
    throw new ConfigError(lacks(role, ['CARTBEAT_KAFKA_BROKERS']))
  }
  if (kafka && clickhouse) return { role, kafka, clickhouse }
  const missing = [...(kafka ? [] : ['CARTBEAT_KAFKA_BROKERS']), ...(clickhouse ? [] : ['CARTBEAT_CLICKHOUSE_URL'])]
  throw new ConfigError(lacks(role, missing))
}

function lacks(role: Role, missing: readonly string[]): string {
  return (
    `CARTBEAT_ROLE=${role} needs ${missing.join(' and ')}: what stands in a data folder is one process's alone, ` +
    'and that process does all (CARTBEAT_ROLE=all, or none)'
  )
}
