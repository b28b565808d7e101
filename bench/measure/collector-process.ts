// The collector alone in a process, on a real port and a real log.
import { Hono } from 'hono'
import { createCollector } from '../../ingest/collector.ts'
import { openEmbeddedLog } from '../../log/embedded.ts'
import { listen } from '../../service/http.ts'
import { PARTITIONS } from '../../service/log.ts'
import { WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { temporaryFolder } from './folder.ts'
import { createProfiler } from './profiler.ts'
import { readUsage, type Usage } from './usage.ts'

const dir = temporaryFolder()
const log = await openEmbeddedLog({ dir, partitions: PARTITIONS, clock: Date.now })
const collector = createCollector({ log, clock: Date.now, keys: new Map([[WRITE_KEY, WRITE_KEY]]) })
const listening = await listen(new Hono().route('/', collector.app), '127.0.0.1', 0)

const functions = {
  ...createProfiler(),
  port: (): number => Number(new URL(listening.url).port),
  usage: (): Usage & { readonly accepted: number; readonly appends: number } => {
    const { accepted, appends } = collector.stats()
    return { ...readUsage(), accepted, appends }
  },
  async stop(): Promise<void> {
    await listening.close()
    await collector.close()
    await log.close()
  },
}
export type CollectorProcess = typeof functions
answerCalls(functions)
