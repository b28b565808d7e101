// The figures of every part in the Prometheus text format, version 0.0.4.
import type { Parts } from './parts.ts'

type Labels = Readonly<Record<string, string | number>>
interface Family {
  readonly name: string
  readonly kind: 'counter' | 'gauge'
  readonly help: string
  readonly samples: readonly (readonly [Labels, number])[]
}

/** Everything known now; parts that tell nothing of themselves are left out. */
export function prometheusText(parts: Parts): string {
  return families(parts)
    .filter((family) => family.samples.length > 0)
    .map(
      ({ name, kind, help, samples }) =>
        `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n` +
        samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`).join(''),
    )
    .join('')
}

function families({ hub, clock, stats }: Parts): readonly Family[] {
  const pipeline = stats?.pipeline?.()
  const collector = stats?.collector?.()
  const partitions = pipeline?.partitions ?? []
  const by = (read: (partition: (typeof partitions)[number]) => number): Family['samples'] =>
    partitions.map((each) => [{ partition: each.partition }, read(each)])
  const one = (value: number | undefined): Family['samples'] => (value === undefined ? [] : [[{}, value]])
  const many = (label: string, counts: Readonly<Record<string, number>> | undefined): Family['samples'] =>
    Object.entries(counts ?? {}).map(([key, count]) => [{ [label]: key }, count])
  const time = hub.time_ms()
  const counter = (name: string, help: string, samples: Family['samples']): Family => ({
    name: `cartbeat_${name}`,
    kind: 'counter',
    help,
    samples,
  })
  const gauge = (name: string, help: string, samples: Family['samples']): Family => ({
    name: `cartbeat_${name}`,
    kind: 'gauge',
    help,
    samples,
  })
  return [
    counter('events_total', 'Events by outcome at the door.', many('outcome', collector?.events)),
    counter('requests_total', 'Requests to the collector by answer.', many('answer', collector?.requests)),
    gauge(
      'pipeline_lag_seconds',
      'How far partition time is behind.',
      by((each) => each.lag_ms / 1000),
    ),
    gauge(
      'pipeline_offset',
      'Next record to step.',
      by((each) => each.offset),
    ),
    gauge(
      'pipeline_flushed_offset',
      'Next record to be flushed.',
      by((each) => each.flushedOffset),
    ),
    gauge(
      'pipeline_end_offset',
      'Next record to be appended.',
      by((each) => each.endOffset),
    ),
    counter(
      'pipeline_rows_total',
      'Rows acknowledged by the store.',
      by((each) => each.rows),
    ),
    counter(
      'pipeline_read_retries_total',
      'Reads of the log tried again.',
      by((each) => each.retries),
    ),
    gauge(
      'pipeline_checkpoint_age_seconds',
      'Since the newest checkpoint, or since the start.',
      partitions.flatMap(({ partition, checkpointAge_ms: age_ms }) =>
        age_ms === undefined ? [] : [[{ partition }, age_ms / 1000] as const],
      ),
    ),
    counter(
      'pipeline_left_out_total',
      'What bounds of the processor left out of its counts, by bound.',
      partitions.flatMap(({ partition, overflow }) =>
        Object.entries(overflow ?? {}).map(([bound, count]) => [{ partition, bound }, count] as const),
      ),
    ),
    counter('pipeline_flushes_total', 'Flushes to the store.', one(pipeline?.flushes)),
    gauge('pipeline_flush_seconds', 'How long the newest flush took.', one(pipeline && pipeline.flush_ms / 1000)),
    counter('pipeline_insert_retries_total', 'Inserts tried again.', one(pipeline?.retries)),
    gauge('pipeline_store_up', '1 while the store takes rows.', one(pipeline && Number(pipeline.storeError === null))),
    gauge(
      'pipeline_checkpoints_up',
      '1 while checkpoints can be written.',
      one(pipeline && Number((pipeline.checkpointError ?? null) === null)),
    ),
    gauge('sse_clients', 'Live streams open.', one(hub.clients())),
    counter('sse_dropped_total', 'Live streams ended by the service, by reason.', many('reason', hub.dropped())),
    gauge(
      'live_age_seconds',
      'Age of what the live streams show.',
      one(time === null ? undefined : (clock() - time) / 1000),
    ),
    gauge(
      'show_viewers',
      'Concurrent viewers.',
      [...hub.viewers()].map(([show, viewers]) => [{ show }, viewers]),
    ),
    gauge('memory_bytes', 'Resident memory of the process.', one(process.memoryUsage.rss())),
    counter('cpu_seconds_total', 'Processor time of the process.', one(cpuSeconds())),
  ]
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels)
  if (entries.length === 0) return ''
  return `{${entries.map(([key, value]) => `${key}="${escape(String(value))}"`).join(',')}}`
}

const escape = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
