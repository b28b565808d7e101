// The machine a figure was measured on.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memory_gb: number
  readonly node: string
  /** Load average of the last minute, as the measurements began. */
  readonly load: number
  readonly startedAt: string
}

export function readMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    startedAt: new Date().toISOString(),
  }
}

export function machineLine({ cpu, cores, memory_gb, node, load, startedAt }: Machine): string {
  return `${cpu}, ${cores} cores, ${memory_gb} GB, Node ${node}, load average ${load} at the start, ${startedAt}`
}
