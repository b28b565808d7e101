// Mends kafkajs 2.2.4 (its issue 1751): each answer sets a timer to look at requests that wait, also when none does, and
// then with a negative time, so that an idle connection looks again and again, a thousand times a second.
import { createRequire } from 'node:module'

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

export function mendTimers(): void {
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }
  prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests
}
