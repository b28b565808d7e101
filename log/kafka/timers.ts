// Mends two times kafkajs 2.2.4 gets wrong.
// Its issue 1751: each answer sets a timer to look at requests that wait, also when none does, and then with a negative time, so
// that an idle connection looks again and again, a thousand times a second.
// And a member of a group waits for its leader as for any answer, though the brokers answer only once the leader has spoken or
// has been silent for a session; for a JoinGroup it does wait longer.
import { createRequire } from 'node:module'
import { GROUP_SYNC_MAX_MS } from './limits.ts'

const require = createRequire(import.meta.url)

/** The part of kafkajs' RequestQueue the mend touches. */
export interface RequestQueue {
  readonly pending: { readonly length: number }
  /** Unix ms; in the past where the broker does not throttle. */
  readonly throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
}

/** Requests that wait for others to be answered are looked at this often, as kafkajs has it. */
const CHECK_INTERVAL_MS = 10

function scheduleCheckPendingRequests(this: RequestQueue): void {
  // Nothing waits: push() calls this again when something does.
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return
  const throttled_ms = this.throttledUntil - Date.now()
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null
      this.checkPendingRequests()
    },
    throttled_ms > 0 ? throttled_ms : CHECK_INTERVAL_MS,
  )
}

/** Of a request to the brokers, by version: makes what a connection sends. */
interface Protocol {
  protocol(of: { readonly version: number }): (options: object) => object
}
const mended = new WeakSet<Protocol>()

function mendSync(sync: Protocol): void {
  if (mended.has(sync)) return
  mended.add(sync)
  const { protocol } = sync
  sync.protocol = (of) => {
    const make = protocol(of)
    return (options) => ({ ...make(options), requestTimeout: GROUP_SYNC_MAX_MS })
  }
}

export function mendTimers(): void {
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }
  prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests
  mendSync(require('kafkajs/src/protocol/requests/syncGroup') as Protocol)
}
