// A collector on a real port over a log in memory, for tests that need a socket.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { decodeBatch } from '../events/codec.ts'
import type { LogBatch } from '../events/contract.ts'
import { createMemoryLog } from '../log/memory.ts'
import { createCollector } from './collector.ts'
import type { Collector, CollectorOptions } from './contract.ts'
import { readWriteKeys } from './keys.ts'

export interface ListeningCollector {
  readonly collector: Collector
  readonly url: string
  /** Every record, partition by partition. */
  batches(): Promise<LogBatch[]>
  close(): Promise<void>
}

export async function listenCollector(options: Partial<CollectorOptions> = {}): Promise<ListeningCollector> {
  const { clock = Date.now, log = createMemoryLog({ partitions: 4, clock }), keys = readWriteKeys('demo') } = options
  const collector = createCollector({ ...options, log, clock, keys })
  const server = createServer(getRequestListener(collector.app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    collector,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async batches() {
      const read = async (partition: number) => log.read(partition, 0, { records: 1e6, bytes: 1e9 })
      const records = await Promise.all(Array.from({ length: log.partitions }, (_, partition) => read(partition)))
      return records.flat().map((record) => decodeBatch(record.bytes))
    },
    async close() {
      await collector.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await log.close()
    },
  }
}
