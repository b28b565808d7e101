// What stands in the way of Kafka, in its own words, and which setting to look at.
import { SASL_MECHANISMS } from './settings.ts'

/** The first that fits. Broker's error names: Kafka's protocol guide; the rest is Node's and kafkajs'. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/INVALID_REPLICATION_FACTOR/, 'CARTBEAT_KAFKA_REPLICAS asks for more copies than there are brokers'],
  [/INVALID_PARTITIONS/, 'see CARTBEAT_KAFKA_PARTITIONS'],
  [
    /INVALID_TOPIC_EXCEPTION/,
    'CARTBEAT_KAFKA_TOPIC is no name of a topic: letters, digits, ".", "_" and "-", at most 249',
  ],
  [/LEADER_NOT_AVAILABLE/, 'a broker that holds a partition is away: "npm run doctor" names the partitions'],
  [
    /INVALID_CONFIG/,
    'see CARTBEAT_KAFKA_RETENTION_HOURS and CARTBEAT_KAFKA_REPLICAS; brokers that bound segment.ms: OPERATIONS.md, Topics',
  ],
  [/POLICY_VIOLATION/, 'the brokers allow no such topic: see CARTBEAT_KAFKA_REPLICAS, _PARTITIONS, _RETENTION_HOURS'],
  [/AUTHORIZATION_FAILED/, 'CARTBEAT_KAFKA_USERNAME names a user who may not: give it the rights, or name another'],
  [
    /SASL|authentication failed/i,
    `see CARTBEAT_KAFKA_USERNAME, CARTBEAT_KAFKA_PASSWORD, and whether CARTBEAT_KAFKA_SASL (${SASL_MECHANISMS.join(', ')}) is what the brokers want`,
  ],
  [/altname|hostname\/ip/i, 'CARTBEAT_KAFKA_BROKERS must name the brokers as their certificates do'],
  [
    /certificate|unable to verify|unable to get issuer/i,
    'CARTBEAT_KAFKA_TLS_CA_FILE names whose certificates to believe',
  ],
  [
    /wrong version number|packet length|ssl|tls|closed connection|hang up|disconnected|ECONNRESET/i,
    'does that port speak TLS, and CARTBEAT_KAFKA_TLS say the same',
  ],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|timeout|timed out/i,
    'is CARTBEAT_KAFKA_BROKERS right, does a broker run there, does a firewall stand between',
  ],
]

/** `error` as kafkajs threw it: one line. */
export function adviceOn(error: unknown): string {
  const text = [...reasonsOf(error)].join(': ')
  const advice = ADVICE.find(([pattern]) => pattern.test(text))?.[1]
  const [first = ''] = reasonsOf(error)
  return advice === undefined ? first : `${first} (${advice})`
}

/** Its message, and all that it was thrown for: kafkajs wraps what the broker said. */
function* reasonsOf(error: unknown): Generator<string> {
  if (!(error instanceof Error)) return yield String(error)
  const { errors, cause, type, name } = error as Error & { errors?: unknown; type?: unknown }
  const inner = Array.isArray(errors) ? (errors as unknown[]) : []
  // "Topic creation errors" alone says nothing.
  if (inner.length > 0) for (const each of inner) yield* reasonsOf(each)
  yield error.message
  if (typeof type === 'string') yield type
  yield name
  if (cause !== undefined && cause !== error) yield* reasonsOf(cause)
}
