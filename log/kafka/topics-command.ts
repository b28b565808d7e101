// `npm run topics`: makes the log's topic where it is missing and says what is not right with one that is there.
import { LogUnusableError } from '../contract.ts'
import { readKafkaConfig } from './config.ts'
import { createKafka } from './settings.ts'
import { checkTopic, makeTopic, planOf } from './topics.ts'

try {
  const config = readKafkaConfig()
  if (!config)
    throw new LogUnusableError('CARTBEAT_KAFKA_BROKERS is not set: without Kafka there are no topics to make')
  const plan = planOf(config)
  const kafka = createKafka(config.settings)
  const made = await makeTopic(kafka, plan)
  const wrong = await checkTopic(kafka, plan)
  for (const line of wrong) process.stderr.write(`cartbeat: ${line}\n`)
  if (wrong.length === 0)
    process.stdout.write(
      `cartbeat: topic ${plan.topic} ${made === 'made' ? 'was made' : 'is right'}: ${plan.partitions} partitions, ` +
        `${plan.replicas} copies, ${plan.inSync} acknowledge, kept ${plan.retention_ms / 3_600_000} h\n`,
    )
  process.exitCode = wrong.length > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`cartbeat: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
