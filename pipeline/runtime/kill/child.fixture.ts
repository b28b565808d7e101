// A process to be killed: collector, log, pipeline and record on one data folder, as the service has them. Says its port
// when ready; answers SQL once all is in the tables. Started by kill.embedded.test.ts with ChildStart as its argument.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { createCollector } from '../../../ingest/collector.ts'
import type { EventLog } from '../../../log/contract.ts'
import { openEmbeddedLog } from '../../../log/embedded.ts'
import { openEmbeddedStore } from '../../../store/embedded.ts'
import { migrate } from '../../../store/migrate.ts'
import type { OwnerLimits } from '../limits.ts'
import { startPipelineWorker } from '../pipeline-worker.ts'

export interface ChildStart {
  readonly dataDir: string
  /** The negative control: appends are answered before they are durable. */
  readonly early: boolean
  readonly limits: Partial<OwnerLimits>
}
export type ToChild = { readonly sql: readonly string[] } | { readonly stop: true }
export type FromChild =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'answers'; readonly rows: readonly (readonly unknown[])[] }
  | { readonly kind: 'stopped' }

const { dataDir, early, limits } = JSON.parse(process.argv[2] ?? '{}') as ChildStart
const say = (message: FromChild) => process.send?.(message)

mkdirSync(dataDir, { recursive: true })
const log = await openEmbeddedLog({ dir: join(dataDir, 'log'), partitions: 2, clock: Date.now })
const store = await openEmbeddedStore({ dir: dataDir })
await migrate(store)
const keys = new Map([['demo', 'demo']])
const collector = createCollector({ log: early ? answerEarly(log) : log, clock: Date.now, keys })
const clockPlan = { realStart_ms: 0, showStart_ms: 0, rate: 1 }
const pipeline = await startPipelineWorker({ dataDir, clockPlan, limits })
pipeline.failed.then((error) => {
  console.error(error)
  process.exit(1)
})
const server = serve({ fetch: collector.app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
  say({ kind: 'listening', port }),
)

process.on('message', async (message: ToChild) => {
  if ('sql' in message) {
    await pipeline.idle()
    const rows: (readonly unknown[])[] = []
    for (const sql of message.sql) rows.push(await store.query(sql))
    return say({ kind: 'answers', rows })
  }
  server.close()
  await collector.close()
  await pipeline.stop()
  await store.close()
  await log.close()
  say({ kind: 'stopped' })
  process.disconnect()
})

/** A log that says "durable" at once and writes a little later. */
function answerEarly(inner: EventLog): EventLog {
  return {
    ...inner,
    async append(records) {
      setTimeout(() => void inner.append(records), 40)
      return records.map(({ partition }) => ({ partition, offset: 0, appendedAt_ms: Date.now() }))
    },
  }
}
