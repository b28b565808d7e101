// What a process used up so far, by its own account.

import { readThreadTimes, threadTimesLine } from './native-threads.ts'

export interface Usage {
  /** The machine's monotonic clock, which all processes share. */
  readonly at_ms: number
  /** Processor seconds of all threads: JavaScript, garbage collection, the databases' own. */
  readonly cpu_s: number
  readonly resident_bytes: number
  /** Processor seconds by thread name, where the system tells it. */
  readonly threads: Readonly<Record<string, number>>
}

export function readUsage(): Usage {
  const { user, system } = process.cpuUsage()
  return {
    at_ms: Number(process.hrtime.bigint()) / 1e6,
    cpu_s: (user + system) / 1e6,
    resident_bytes: process.memoryUsage.rss(),
    threads: readThreadTimes(),
  }
}

/** Which threads the processor time between two readings went to. */
export function usageLine(from: Usage, to: Usage): string {
  const names = threadTimesLine(from.threads, to.threads, to.cpu_s - from.cpu_s)
  return `processor time by thread: ${names || 'not told by this system'}`
}
