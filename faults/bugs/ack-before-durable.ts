// Deliberate bug: the log says "durable" at once and writes a little later.
import { setTimeout as delay } from 'node:timers/promises'
import type { EventLog } from '../../log/contract.ts'
import type { KafkaLogOptions } from '../../log/kafka/kafka.ts'
import { replace } from './replace.ts'

const LATE_MS = 1_000

replace('log/kafka/kafka.ts', import.meta.url)

export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const real = (await import(new URL('../../log/kafka/kafka.ts?real', import.meta.url).href)) as {
    openKafkaLog(options: KafkaLogOptions): Promise<EventLog>
  }
  const log = await real.openKafkaLog(options)
  return {
    ...log,
    async append(records) {
      void delay(LATE_MS)
        .then(() => log.append(records))
        .catch(() => {})
      return records.map(({ partition }) => ({ partition, offset: 0, appendedAt_ms: Date.now() }))
    },
  }
}
