// How the owner waits. Injected, so that a simulation owns every await.
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../events/contract.ts'

/** The owner's own sense of time, for intervals; never seen by the processor. */
export interface Pace {
  /** Milliseconds of a clock that never goes back, from any start. */
  now(): number
  /** Resolves after ms, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Lets what waits in this thread (timers, I/O, messages) run. */
  breathe(): Promise<void>
}

export const realPace: Pace = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    delay(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      if (!signal?.aborted) throw error
    }),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}

/** A clock as plain data, so that threads share one: at `realStart_ms` it shows `showStart_ms`, then runs `rate` times as fast. */
export interface ClockPlan {
  readonly realStart_ms: number
  readonly showStart_ms: number
  readonly rate: number
}

/** The clock of a plan, over the machine's own. */
export function scaledClock({ realStart_ms, showStart_ms, rate }: ClockPlan, real: Clock = Date.now): Clock {
  return () => Math.floor(showStart_ms + (real() - realStart_ms) * rate)
}

/** Something to wait for that others ring: resolves at the next ring, after ms, or when the signal aborts. */
export interface Bell {
  ring(): void
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** Said to sleepers; a constant, since the default reason is an error with a stack, made anew each time. */
const WOKEN = 'woken'

export function createBell(pace: Pace): Bell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of waiting) wake()
    },
    async wait(ms, signal) {
      if (signal.aborted) return
      const woken = new AbortController()
      const wake = () => woken.abort(WOKEN)
      waiting.add(wake)
      signal.addEventListener('abort', wake, { once: true })
      try {
        await pace.sleep(ms, woken.signal)
      } finally {
        waiting.delete(wake)
        signal.removeEventListener('abort', wake)
      }
    },
  }
}
