// Kafka: whether every broker answers at the address it gives out, the topics are as they must be, copies are whole, and whose
// clock stamps the records.
import { LogUnusableError } from '../../log/contract.ts'
import { adviceOn } from '../../log/kafka/advice.ts'
import {
  leaderlessText,
  readBrokers,
  readCopies,
  readEnds,
  readGroup,
  some,
  type BrokerFacts,
  type CopiesFacts,
  type GroupFacts,
} from '../../log/kafka/broker-facts.ts'
import type { KafkaConfig } from '../../log/kafka/config.ts'
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import { createKafka, type KafkaSettings } from '../../log/kafka/settings.ts'
import { checkTopic, livePlanOf, liveSettingsOf, planOf, type TopicPlan } from '../../log/kafka/topics.ts'
import { groupOf } from '../../pipeline/runtime/shared-owner.ts'
import { judgeClock, type Compared } from './clocks.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** Metadata's version in Apache Kafka 4.0. Source: its MetadataRequest.json. */
const METADATA_OF_KAFKA_4 = 13

export interface KafkaSurroundings {
  /** Other services may share the log, so the live feed is a topic as well. */
  readonly hasServer: boolean
  /** Whether Cartbeat runs on this machine. */
  readonly isRunning: boolean
  readonly now: () => number
}

export async function checkKafka(
  config: KafkaConfig,
  { hasServer, isRunning, now }: KafkaSurroundings,
): Promise<readonly Finding[]> {
  const { settings } = config
  let brokers: readonly BrokerFacts[]
  try {
    brokers = await readBrokers(settings)
  } catch (error) {
    return [
      fail(
        'kafka',
        `${settings.brokers.join(', ')}: ${adviceOn(error)}`,
        `is it running, are CARTBEAT_KAFKA_BROKERS, _TLS and _SASL as its listener has them`,
      ),
    ]
  }
  const before = await readEnds(settings)
  const plans = hasServer ? [planOf(config), livePlanOf(config)] : [planOf(config)]
  const topics = await Promise.all(plans.map((plan) => judgeTopic(settings, plan)))
  const copies = await readCopies(
    settings,
    plans.map(({ topic }) => topic),
  )
  const clock = await checkClock(hasServer ? liveSettingsOf(settings) : null, now)
  const group = hasServer ? await readGroup(settings, groupOf(settings)) : null
  const isUsed = isRunning || haveGrown(before, await readEnds(settings))
  return [
    ...judgeBrokers(settings, brokers),
    ...topics.flat(),
    ...copies.map(judgeCopies),
    ...(group ? [judgeGroup(group, isUsed)] : []),
    clock,
  ]
}

export function judgeBrokers({ tls, sasl }: KafkaSettings, brokers: readonly BrokerFacts[]): readonly Finding[] {
  const how = `${tls ? 'over TLS' : 'not encrypted'}, ${sasl ? `signed in as ${sasl.username} (${sasl.mechanism})` : 'not signed in'}`
  const away = brokers.filter(({ failure }) => failure !== null)
  const findings = away.map(({ id, address, failure }) =>
    fail(
      'kafka',
      `broker ${id} gives out the address ${address}: ${failure}`,
      'if it runs, its advertised.listeners must name an address that can be reached from here',
    ),
  )
  if (away.length < brokers.length)
    findings.push(ok('kafka', `${brokers.length - away.length} of ${brokers.length} brokers answer, ${how}`))
  const old = brokers.filter(({ metadataVersion: version }) => version !== null && version < METADATA_OF_KAFKA_4)
  if (old.length > 0)
    findings.push(
      warn(
        'kafka version',
        `brokers ${old.map(({ id }) => id).join(', ')} are older than Apache Kafka 4.0`,
        'Cartbeat is tested with 4.x: bring them up to date',
      ),
    )
  else if (away.length < brokers.length) findings.push(ok('kafka version', 'Apache Kafka 4.0 or newer'))
  return findings
}

async function judgeTopic(settings: KafkaSettings, plan: TopicPlan): Promise<readonly Finding[]> {
  const wrong = await checkTopic(createKafka(settings), plan)
  if (wrong.length === 0) {
    const { topic, partitions, replicas, inSync } = plan
    return [
      ok(
        'topic',
        `${topic}: ${partitions} partitions, ${replicas} copies of which ${inSync} acknowledge, time by the brokers`,
      ),
    ]
  }
  return wrong.map(({ says, stopsStart }) => {
    const at = says.indexOf(': ')
    return (stopsStart ? fail : warn)('topic', says.slice(0, at), says.slice(at + 2))
  })
}

export function judgeCopies(facts: CopiesFacts): Finding {
  const check = 'copies'
  const { topic, behind } = facts
  const leaderless = leaderlessText(facts)
  if (leaderless !== null) {
    const at = leaderless.lastIndexOf(': ')
    return fail(check, leaderless.slice(0, at), leaderless.slice(at + 2))
  }
  if (behind.length > 0)
    return warn(
      check,
      `${topic}: partitions ${some(behind)} have fewer copies in sync than they should`,
      'bring the missing broker back before another goes',
    )
  return ok(check, `${topic}: all in sync`)
}

/** `isUsed`: Cartbeat runs, or somebody writes events to the log. */
export function judgeGroup({ state, members }: GroupFacts, isUsed: boolean): Finding {
  if (members === 0 && isUsed)
    return warn(
      'owners',
      'nobody drives the partitions, though Cartbeat runs: events are kept, and neither counted nor shown',
      'start a service with CARTBEAT_ROLE=pipeline or all, or see why it ended; one just started joins within seconds',
    )
  if (members === 0) return ok('owners', 'nobody drives the partitions now, nor writes to them')
  return ok('owners', `${members} ${members === 1 ? 'process shares' : 'processes share'} the partitions (${state})`)
}

/** null: not known, as not every partition answers. */
const haveGrown = (before: readonly number[] | null, after: readonly number[] | null): boolean =>
  after?.some((end, partition) => end > (before?.[partition] ?? Infinity)) ?? false

/** A record no reader knows: those of the live feed pass over what does not begin with their version. */
const NOBODYS = Uint8Array.of(0)

/** Every leader of the live feed's partitions stamps one. */
async function checkClock(live: KafkaSettings | null, now: () => number): Promise<Finding> {
  const check = 'kafka clock'
  if (live === null) return ok(check, 'not looked at: there is no live feed to write to')
  try {
    const log = await openKafkaLog({ settings: live, report: () => {} })
    try {
      const compared: Compared[] = []
      for (let partition = 0; partition < log.partitions; partition++) {
        const asked_ms = now()
        const [appended] = await log.append([{ partition, bytes: NOBODYS }])
        const answered_ms = now()
        const at_ms = appended?.appendedAt_ms ?? NaN
        compared.push({ ahead_ms: at_ms - (asked_ms + answered_ms) / 2, uncertain_ms: (answered_ms - asked_ms) / 2 })
      }
      const off = ({ ahead_ms, uncertain_ms }: Compared) => Math.abs(ahead_ms) - uncertain_ms
      return judgeClock(
        check,
        "the brokers' clock",
        compared.reduce((a, b) => (off(b) > off(a) ? b : a)),
      )
    } finally {
      await log.close()
    }
  } catch (error) {
    if (!(error instanceof LogUnusableError)) throw error
    return warn(check, `it was not compared, ${error.message}`, 'see what is said of the topics')
  }
}
