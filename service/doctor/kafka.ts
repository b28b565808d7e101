// Kafka: whether every broker answers at the address it gives out, the topics are as they must be, copies are whole, and whose
// clock stamps the records.
import { LogUnusableError } from '../../log/contract.ts'
import { readBrokers, readCopies, readGroup, type BrokerFacts, type CopiesFacts } from '../../log/kafka/broker-facts.ts'
import type { KafkaConfig } from '../../log/kafka/config.ts'
import { openKafkaLog } from '../../log/kafka/kafka.ts'
import { createKafka, type KafkaSettings } from '../../log/kafka/settings.ts'
import { checkTopic, livePlanOf, liveSettingsOf, planOf, type TopicPlan } from '../../log/kafka/topics.ts'
import { groupOf } from '../../pipeline/runtime/shared-owner.ts'
import { judgeClock, type Compared } from './clocks.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** Metadata's version in Apache Kafka 4.0. Source: its MetadataRequest.json. */
const METADATA_OF_KAFKA_4 = 13

/** `hasServer`: other services may share the log, so the live feed is a topic as well. */
export async function checkKafka(
  config: KafkaConfig,
  hasServer: boolean,
  now: () => number,
): Promise<readonly Finding[]> {
  const { settings } = config
  let brokers: readonly BrokerFacts[]
  try {
    brokers = await readBrokers(settings)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return [
      fail(
        'kafka',
        `${settings.brokers.join(', ')}: ${said}`,
        `is it running, are CARTBEAT_KAFKA_BROKERS, _TLS and _SASL as its listener has them`,
      ),
    ]
  }
  const plans = hasServer ? [planOf(config), livePlanOf(config)] : [planOf(config)]
  const topics = await Promise.all(plans.map((plan) => judgeTopic(settings, plan)))
  const copies = await readCopies(
    settings,
    plans.map(({ topic }) => topic),
  )
  return [
    ...judgeBrokers(settings, brokers),
    ...topics.flat(),
    ...copies.map(judgeCopies),
    ...(hasServer ? [judgeGroup(await readGroup(settings, groupOf(settings)))] : []),
    await checkClock(hasServer ? liveSettingsOf(settings) : null, now),
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
  // Each says what to do after its first colon.
  return wrong.map((line) => {
    const at = line.indexOf(': ')
    return fail('topic', line.slice(0, at), line.slice(at + 2))
  })
}

export function judgeCopies({ topic, leaderless, behind }: CopiesFacts): Finding {
  const check = 'copies'
  if (leaderless.length > 0)
    return fail(
      check,
      `${topic}: partitions ${some(leaderless)} have no leader and take nothing`,
      'bring the brokers back that hold them',
    )
  if (behind.length > 0)
    return warn(
      check,
      `${topic}: partitions ${some(behind)} have fewer copies in sync than they should`,
      'bring the missing broker back before another goes',
    )
  return ok(check, `${topic}: all in sync`)
}

const LISTED_MAX = 10
const some = (numbers: readonly number[]): string =>
  numbers.slice(0, LISTED_MAX).join(', ') +
  (numbers.length > LISTED_MAX ? ` and ${numbers.length - LISTED_MAX} more` : '')

function judgeGroup({ state, members }: { readonly state: string; readonly members: number }): Finding {
  if (members === 0) return ok('owners', 'nobody drives the partitions now')
  return ok('owners', `${members} ${members === 1 ? 'process shares' : 'processes share'} the partitions (${state})`)
}

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
    return warn(check, `it was not compared, ${error.message}`, 'make the topics with "npm run topics"')
  }
}
