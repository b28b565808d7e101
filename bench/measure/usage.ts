// What a process used up so far, by its own account.

export interface Usage {
  /** The machine's monotonic clock, which all processes share. */
  readonly at_ms: number
  /** Processor seconds of all threads: JavaScript, garbage collection, the databases' own. */
  readonly cpu_s: number
  readonly resident_bytes: number
}

export function readUsage(): Usage {
  const { user, system } = process.cpuUsage()
  return {
    at_ms: Number(process.hrtime.bigint()) / 1e6,
    cpu_s: (user + system) / 1e6,
    resident_bytes: process.memoryUsage.rss(),
  }
}
