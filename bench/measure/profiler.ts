// Profiles the threads of this process while it is at work: started and stopped by whoever measures, so that starting up
// and shutting down are not in it.
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'
import { readProfile, type CpuProfile, type ThreadProfile } from '../report/profile.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
/** Microseconds between two samples. */
const INTERVAL_US = 500

/** One thread's end of the inspector's protocol. */
type Post = (method: string, params?: object) => Promise<unknown>

export interface Profiler {
  profileStart(): Promise<void>
  /** Busiest thread first. */
  profileStop(): Promise<readonly ThreadProfile[]>
}

export function createProfiler(): Profiler {
  const session = new Session()
  const workers = new Map<string, Post>()
  // The session's types know each method by its name; here it is any, as it is for workers.
  const main: Post = (method, params) => session.post(method as never, params as never) as Promise<unknown>
  const threads = () => [main, ...workers.values()]

  return {
    async profileStart() {
      session.connect()
      await attachWorkers(session, workers)
      for (const post of threads()) {
        await post('Profiler.enable')
        await post('Profiler.setSamplingInterval', { interval: INTERVAL_US })
        await post('Profiler.start')
      }
    },
    async profileStop() {
      const stopped = await Promise.all(threads().map((post) => post('Profiler.stop')))
      const profiles = stopped.map((one) => readProfile((one as { profile: CpuProfile }).profile, ROOT))
      session.disconnect()
      return profiles.toSorted((a, b) => b.busy - a.busy)
    },
  }
}

/** Workers are reached through the main thread: each message to one is wrapped in one to the NodeWorker domain. */
async function attachWorkers(session: Session, workers: Map<string, Post>): Promise<void> {
  const waiting = new Map<string, PromiseWithResolvers<unknown>>()
  let ids = 0
  session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
    workers.set(sessionId, (method, params = {}) => {
      const answer = Promise.withResolvers<unknown>()
      const id = ids++
      waiting.set(`${sessionId} ${id}`, answer)
      const message = JSON.stringify({ id, method, params })
      void session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
      return answer.promise
    })
  })
  session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
    const { id, result, error } = JSON.parse(message) as { id: number; result?: unknown; error?: { message: string } }
    const answer = waiting.get(`${sessionId} ${id}`)
    if (error) answer?.reject(new Error(error.message))
    else answer?.resolve(result)
  })
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
}
