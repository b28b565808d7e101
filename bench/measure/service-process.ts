// The whole service in one process, as `npm start` runs it, on a fresh folder.
import { join } from 'node:path'
import { startService } from '../../service/service.ts'
import { WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { bytesIn, temporaryFolder } from './folder.ts'
import { createProfiler } from './profiler.ts'
import { readUsage, type Usage } from './usage.ts'

const dataDir = temporaryFolder()
const service = await startService({ host: '127.0.0.1', port: 0, dataDir, writeKeys: WRITE_KEY, adminToken: null })
void service.failed.then((error) => {
  process.stderr.write(`bench: the service failed: ${error.message}\n`)
  process.exit(1)
})

const functions = {
  ...createProfiler(),
  url: (): string => service.url,
  usage: (): Usage => readUsage(),
  /** On the disk now. Of the tables what is in use: parts that were merged stay some minutes more. */
  async sizes(): Promise<{ readonly log_bytes: number; readonly tables_bytes: number }> {
    const [tables] = await service.store.query<{ bytes: number }>(
      'SELECT toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
    )
    return { log_bytes: await bytesIn(join(dataDir, 'log')), tables_bytes: tables?.bytes ?? NaN }
  },
  async stop(): Promise<void> {
    await service.stop()
  },
}
export type ServiceProcess = typeof functions
answerCalls(functions)
