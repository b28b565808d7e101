// What a part of the service is opened with, and how all of them are closed again.
import type { Clock } from '../events/contract.ts'
import { scaledClock, type ClockPlan } from '../pipeline/runtime/pace.ts'
import type { ServiceOptions } from './service.ts'

export interface Opening {
  readonly options: ServiceOptions
  readonly clockPlan: ClockPlan
  readonly clock: Clock
  readonly report: (message: string) => void
  /** Called when the service stops or does not come up: the part opened last closes first. */
  onClose(close: () => unknown): void
  /** Closes every part, also where one of them fails to; rejects then with the first such error. */
  close(): Promise<void>
}

export function createOpening(options: ServiceOptions): Opening {
  const clockPlan = options.clockPlan ?? { realStart_ms: 0, showStart_ms: 0, rate: 1 }
  const closers: (() => unknown)[] = []
  return {
    options,
    clockPlan,
    clock: scaledClock(clockPlan),
    report: (message) => void process.stderr.write(`cartbeat: ${message}\n`),
    onClose: (close) => void closers.push(close),
    async close() {
      const failed: unknown[] = []
      for (let close = closers.pop(); close; close = closers.pop()) {
        try {
          await close()
        } catch (error) {
          failed.push(error)
        }
      }
      if (failed.length > 0) throw failed[0]
    },
  }
}
