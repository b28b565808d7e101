// `npm run topics`: makes the topics of the log and of the live feed where they are missing and says what is not right
// with one that is there.
import { LogUnusableError } from '../contract.ts'
import { adviceOn } from './advice.ts'
import { misspeltKafkaSettings, readKafkaConfig } from './config.ts'
import { createKafka } from './settings.ts'
import { checkTopic, livePlanOf, makeTopic, planOf, type TopicPlan } from './topics.ts'

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
    for (const line of wrong) process.stderr.write(`cartbeat: ${line}\n`)
    if (wrong.length > 0) process.exitCode = 1
    else
      process.stdout.write(
        `cartbeat: topic ${plan.topic} ${made === 'made' ? 'was made' : 'is right'}: ${inWords(plan)}\n`,
      )
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
