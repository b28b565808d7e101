// What the service counts of itself, from its own /metrics.

export interface ServiceMetrics {
  readonly accepted: number
  /** Next record to be appended, and the first whose rows are not yet in the tables, over all partitions. */
  readonly end: number
  readonly flushed: number
  /** Of the partition furthest behind. */
  readonly lag_s: number
}

export async function readMetrics(url: string): Promise<ServiceMetrics> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const values = (name: string) =>
    [...text.matchAll(new RegExp(`^cartbeat_${name}(?:{[^}]*})? (\\S+)$`, 'gm'))].map((found) => Number(found[1]))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
  return {
    accepted: sum(
      [...text.matchAll(/^cartbeat_events_total{outcome="accepted"} (\S+)$/gm)].map((found) => Number(found[1])),
    ),
    end: sum(values('pipeline_end_offset')),
    flushed: sum(values('pipeline_flushed_offset')),
    lag_s: Math.max(0, ...values('pipeline_lag_seconds')),
  }
}
