// One of several services on one log in Kafka and one record on a ClickHouse server, as `npm start` runs it.
import type { KafkaConfig } from '../../log/kafka/config.ts'
import type { ClickHouseConfig } from '../../service/config.ts'
import { startService, type Service } from '../../service/service.ts'
import { WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { createProfiler } from './profiler.ts'
import { readUsage, type Usage } from './usage.ts'

export interface Place {
  readonly dataDir: string
  readonly kafka: KafkaConfig
  readonly clickhouse: ClickHouseConfig
}

let service: Service | null = null

const functions = {
  ...createProfiler(),
  async start({ dataDir, kafka, clickhouse }: Place): Promise<string> {
    const place = { host: '127.0.0.1', port: 0, dataDir, writeKeys: WRITE_KEY, adminToken: null }
    service = await startService({ ...place, kafka, clickhouse })
    void service.failed.then((error) => {
      process.stderr.write(`bench: the service failed: ${error.message}\n`)
      process.exit(1)
    })
    return service.url
  },
  usage: (): Usage => readUsage(),
  async stop(): Promise<void> {
    await service?.stop()
  },
}
export type KafkaServiceProcess = typeof functions
answerCalls(functions)
