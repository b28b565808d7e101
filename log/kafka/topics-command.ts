// `npm run topics`: makes the topics of the log and of the live feed where they are missing and says what is not right
// with one that is there.
import { LogUnusableError } from '../contract.ts'
import { adviceOn } from './advice.ts'
import { misspeltKafkaSettings, readKafkaConfig } from './config.ts'
import { createKafka } from './settings.ts'
import { checkTopic, livePlanOf, makeTopic, planOf, type TopicPlan } from './topics.ts'

const USAGE = 'npm run topics: takes no arguments, its settings are CARTBEAT_KAFKA_* (README.md)'
const [argument] = process.argv.slice(2)
if (argument !== undefined) {
  process.stderr.write(`cartbeat: "${argument}" is not taken. ${USAGE}\n`)
  process.exit(2)
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

try {
  for (const line of misspeltKafkaSettings()) process.stderr.write(`cartbeat: ${line}\n`)
  const config = readKafkaConfig()
  if (!config)
    throw new LogUnusableError('CARTBEAT_KAFKA_BROKERS is not set: without Kafka there are no topics to make')
  const kafka = createKafka(config.settings)
  for (const plan of [planOf(config), livePlanOf(config)]) {
    const made = await makeTopic(kafka, plan)
    const wrong = await checkTopic(kafka, plan)
    for (const { says } of wrong) process.stderr.write(`cartbeat: ${says}\n`)
    if (wrong.some(({ stopsStart }) => stopsStart)) process.exitCode = 1
    else {
      const state = made === 'made' ? 'was made' : wrong.length === 0 ? 'is right' : 'can be used'
      process.stdout.write(`cartbeat: topic ${plan.topic} ${state}: ${inWords(plan)}\n`)
    }
  }
} catch (error) {
  const says = error instanceof LogUnusableError ? error.message : adviceOn(error)
  process.stderr.write(`cartbeat: ${says}\n`)
  process.exitCode = 1
}

function inWords({ partitions, replicas, inSync, retention_ms }: TopicPlan): string {
  const kept = retention_ms >= HOUR_MS ? `${retention_ms / HOUR_MS} h` : `${retention_ms / MINUTE_MS} min`
  return `${partitions} partitions, ${replicas} copies, ${inSync} acknowledge, kept ${kept}`
}
