// The topics the service needs: what they must be, making them, and saying what is not right with those there are.
import { setTimeout as delay } from 'node:timers/promises'
import type { Admin, Kafka } from 'kafkajs'
import type { KafkaConfig } from './config.ts'
import { MESSAGE_BYTES_MAX } from './limits.ts'
import { readTopicConfig, readTopics } from './metadata.ts'
import type { KafkaSettings } from './settings.ts'

/** What a topic must be like. */
export interface TopicPlan {
  readonly topic: string
  readonly partitions: number
  /** Copies of each partition; a record is acknowledged when `inSync` of them have it. */
  readonly replicas: number
  readonly inSync: number
  readonly retention_ms: number
}

/** The log's topic as the settings want it: all copies but one acknowledge, so that one broker may be away. */
export function planOf({ settings, partitions, replicas, retention_ms }: KafkaConfig): TopicPlan {
  return { topic: settings.topic, partitions, replicas, inSync: Math.max(1, replicas - 1), retention_ms }
}

/** Parts of the live feed: frames are small and forgotten soon. */
const LIVE_PARTITIONS = 4
const LIVE_RETENTION_MS = 10 * 60_000
const LIVE_SUFFIX = '-live'
const HOUR_MS = 3_600_000

/**
 * Kafka deletes whole segments, and by default closes one after a week: what is older than the retention stays until then. So one
 * is closed after a tenth of the retention. Not later than SEGMENT_MOST_MS, so that little outlives its time; not much sooner,
 * since every segment of every partition costs a broker open files and mapped memory, of which there are some ten thousands.
 */
const SEGMENT_PART = 1 / 10
const SEGMENT_LEAST_MS = 60_000
const SEGMENT_MOST_MS = 6 * HOUR_MS

function segmentOf({ retention_ms }: TopicPlan): number {
  return Math.round(Math.min(SEGMENT_MOST_MS, Math.max(SEGMENT_LEAST_MS, retention_ms * SEGMENT_PART)))
}

/** The live feed's topic, beside the log's. */
export function livePlanOf(config: KafkaConfig): TopicPlan {
  const { topic } = liveSettingsOf(config.settings)
  return { ...planOf(config), topic, partitions: LIVE_PARTITIONS, retention_ms: LIVE_RETENTION_MS }
}

export function liveSettingsOf(settings: KafkaSettings): KafkaSettings {
  return { ...settings, topic: `${settings.topic}${LIVE_SUFFIX}` }
}

interface Wanted {
  readonly value: string
  /** What to set where the topic is to stay as it is; null: it cannot. */
  readonly setting?: (value: string) => string | null
  /** Whether another value does as well. */
  readonly isRight: (value: string) => boolean
  readonly why: string
  /** The service works without. */
  readonly isForLater?: boolean
}

function configOf(plan: TopicPlan): Record<string, Wanted> {
  const atLeast = (least: number) => (value: string) => Number(value) === -1 || Number(value) >= least
  return {
    'message.timestamp.type': {
      value: 'LogAppendTime',
      isRight: (value) => value === 'LogAppendTime',
      why: 'time is the log’s own, else one collector’s wrong clock moves it',
    },
    'cleanup.policy': {
      value: 'delete',
      isRight: (value) => value === 'delete',
      why: 'compaction takes records away that others were counted with',
    },
    'min.insync.replicas': {
      value: String(plan.inSync),
      isRight: (value) => Number(value) >= plan.inSync,
      why: 'with fewer an acknowledged record can be lost with one broker',
      setting: (value) => `CARTBEAT_KAFKA_REPLICAS=${Number(value) + 1}`,
    },
    'retention.ms': {
      value: String(plan.retention_ms),
      isRight: atLeast(plan.retention_ms),
      why: 'a pipeline that was away reads on from where it stopped',
      setting: (value) => {
        const hours = Math.floor(Number(value) / HOUR_MS)
        return hours < 1 || plan.topic.endsWith(LIVE_SUFFIX) ? null : `CARTBEAT_KAFKA_RETENTION_HOURS=${hours}`
      },
    },
    'segment.ms': {
      value: String(segmentOf(plan)),
      isRight: (value) => Number(value) <= segmentOf(plan),
      why: 'only closed segments are deleted, so records outlive their retention by as much',
      isForLater: true,
    },
    'retention.bytes': {
      value: '-1',
      isRight: (value) => value === '-1',
      why: 'a bound on bytes takes away what was not processed yet; give the disk room for the time instead',
    },
    'max.message.bytes': {
      value: String(MESSAGE_BYTES_MAX),
      isRight: atLeast(MESSAGE_BYTES_MAX),
      why: 'larger records would be refused',
    },
  }
}

export type MadeTopic = 'made' | 'there'

/** Makes the topic where there is none, `config` in place of the plan's; one that is there is left as it is. */
export async function makeTopic(
  kafka: Kafka,
  plan: TopicPlan,
  config: Readonly<Record<string, string>> = {},
): Promise<MadeTopic> {
  return withAdmin(kafka, async (admin) => {
    const wanted = Object.entries(configOf(plan)).map(([name, { value }]) => [name, value] as const)
    const all = { ...Object.fromEntries(wanted), ...config }
    const configEntries = Object.entries(all).map(([name, value]) => ({ name, value }))
    const { topic, partitions: numPartitions, replicas: replicationFactor } = plan
    const made = await admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic, numPartitions, replicationFactor, configEntries }],
    })
    if (made) await leadersElected(admin, topic)
    return made ? 'made' : 'there'
  })
}

const ELECTION_MAX_MS = 10_000
const ELECTION_POLL_MS = 25

/** kafkajs' own wait gives up at the first "not yet". */
async function leadersElected(admin: Admin, topic: string): Promise<void> {
  for (let waited_ms = 0; ; waited_ms += ELECTION_POLL_MS) {
    const found = await admin.fetchTopicMetadata({ topics: [topic] }).catch((error: unknown) => {
      if (waited_ms >= ELECTION_MAX_MS) throw error
    })
    const partitions = found?.topics[0]?.partitions ?? []
    if (partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)) return
    await delay(ELECTION_POLL_MS)
  }
}

export interface TopicFault {
  /** One line: what is so, and after its first colon what to do. */
  readonly says: string
  /** The service must not start on it. */
  readonly stopsStart: boolean
}

/** What is not right with the topic; [] when nothing is. */
export async function checkTopic(kafka: Kafka, plan: TopicPlan): Promise<readonly TopicFault[]> {
  const { topic } = plan
  const [found] = await readTopics(kafka, [topic])
  if (!found) return [{ says: `topic ${topic} is not there: make it with "npm run topics"`, stopsStart: true }]
  const values = await readTopicConfig(kafka, topic)
  const { partitions } = found
  const replicas = Math.min(...partitions.map((partition) => partition.replicas.length))
  const faults: TopicFault[] = []
  const blame = (says: string, stopsStart = true) => void faults.push({ says, stopsStart })
  if (partitions.length !== plan.partitions)
    blame(
      `topic ${topic} has ${partitions.length} partitions, the setting says ${plan.partitions}: set CARTBEAT_KAFKA_PARTITIONS=${partitions.length}; more partitions need a new topic, as visitors move`,
    )
  if (replicas < plan.replicas)
    blame(
      `topic ${topic} keeps ${replicas} copies, the setting says ${plan.replicas}: reassign its partitions, or set CARTBEAT_KAFKA_REPLICAS=${replicas}`,
    )
  for (const [name, { value, isRight, why, setting, isForLater = false }] of Object.entries(configOf(plan))) {
    const is = values.get(name)
    if (is === undefined || isRight(is)) continue
    blame(
      `topic ${topic} has ${name}=${is}, needs ${value} (${why}): kafka-configs.sh --alter --entity-type topics --entity-name ${topic} --add-config ${name}=${value}${orSet(setting?.(is) ?? null)}`,
      !isForLater,
    )
  }
  return faults
}

function orSet(setting: string | null): string {
  return setting === null ? '' : `, or set ${setting}`
}

/** Does the work with an admin client of its own. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}
