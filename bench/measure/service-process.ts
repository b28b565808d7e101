// The whole service in one process, as `npm start` runs it, on a fresh folder.
import { startService } from '../../service/service.ts'
import { WRITE_KEY } from '../load/templates.ts'
import { answerCalls } from './calls.ts'
import { temporaryFolder } from './folder.ts'
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
  async stop(): Promise<void> {
    await service.stop()
  },
}
export type ServiceProcess = typeof functions
answerCalls(functions)
