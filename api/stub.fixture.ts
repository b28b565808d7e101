// An API whose record is empty and whose log takes everything, for tests of what does not depend on either.
import type { HostEvent } from '../events/contract.ts'
import type { PartitionFrame } from '../pipeline/contract.ts'
import { createLiveFeed } from '../pipeline/runtime/feed.ts'
import type { Store } from '../store/contract.ts'
import type { Api } from './app.ts'
import { createApi } from './app.ts'
import type { ApiOptions } from './parts.ts'

export const emptyStore: Store = {
  insert: async () => undefined,
  query: async () => [],
  command: async () => undefined,
  ping: async () => true,
  close: async () => undefined,
}

export interface Stub {
  readonly api: Api
  /** What host calls put into the log. */
  readonly submitted: HostEvent[]
  readonly reports: string[]
  publish(frame: PartitionFrame): void
  request(path: string, init?: RequestInit & { readonly peer?: string }): Promise<Response>
}

export const NOW = 1_790_000_040_000

export function createStub(options: Partial<ApiOptions> = {}): Stub {
  const feed = createLiveFeed()
  const submitted: HostEvent[] = []
  const reports: string[] = []
  const api = createApi({
    store: emptyStore,
    sql: { run: async () => ({ failure: 'unknown', message: 'no engine here' }), close: async () => undefined },
    feed,
    host: {
      async submit(event) {
        submitted.push(event)
        return { messageId: event.messageId ?? `m${submitted.length}` }
      },
    },
    clock: () => NOW,
    adminToken: null,
    pagesDir: null,
    partitions: 1,
    report: (message) => reports.push(message),
    ...options,
  })
  return {
    api,
    submitted,
    reports,
    publish: (frame) => feed.publish(frame),
    async request(path, { peer = '127.0.0.1', ...init } = {}) {
      const headers = new Headers(init.headers)
      if (!headers.has('host')) headers.set('host', 'localhost:8080')
      const env = { incoming: { socket: { remoteAddress: peer } } }
      return api.app.request(`http://${headers.get('host')}${path}`, { ...init, headers }, env)
    },
  }
}
