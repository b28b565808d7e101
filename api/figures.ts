// What every part counts of itself, under the names operators know: cartbeat_<part>_<what>_<unit>, _total for what only grows.
import { performance } from 'node:perf_hooks'
import type { Observed, PipelineFigures } from './parts.ts'
import type { Family, Labels, Samples } from './prometheus.ts'

/** Everything known now; parts that tell nothing of themselves are left out. */
export function figuresOf(parts: Observed): readonly Family[] {
  const { stats } = parts
  return [
    ...buildFigures(parts),
    ...collectorFigures(stats?.collector?.()),
    ...pipelineFigures(stats?.pipeline?.()),
    ...liveFigures(parts),
    ...processFigures(stats?.disk?.() ?? null),
  ]
}

const counter = (name: string, help: string, samples: Samples): Family => ({
  name: `cartbeat_${name}`,
  kind: 'counter',
  help,
  samples,
})
const gauge = (name: string, help: string, samples: Samples): Family =>
  ({ ...counter(name, help, samples), kind: 'gauge' }) as Family
const one = (value: number | undefined, labels: Labels = {}): Samples => (value === undefined ? [] : [[labels, value]])
const many = (label: string, counts: Readonly<Record<string, number>> | undefined): Samples =>
  Object.entries(counts ?? {}).map(([key, count]) => [{ [label]: key }, count])

function buildFigures({ version = 'unknown', partitions }: Observed): readonly Family[] {
  return [
    gauge('build_info', '1; what runs is in the labels.', one(1, { version, node: process.version })),
    gauge('log_partitions', 'Partitions of the log.', one(partitions)),
  ]
}

function collectorFigures(said: ReturnType<NonNullable<NonNullable<Observed['stats']>['collector']>> | undefined) {
  const { events, quarantined, requests, refused, pending_bytes, received_bytes, appends, failedAppends } = said ?? {}
  return [
    counter('events_total', 'Events taken in and durable, by outcome.', many('outcome', events)),
    counter('events_quarantined_total', 'Events in quarantine, by reason.', many('reason', quarantined)),
    counter('requests_total', 'Requests to the collector, by status of the answer.', many('status', requests)),
    counter('requests_refused_total', 'Requests of which nothing was taken, by reason.', many('reason', refused)),
    gauge('collector_pending_bytes', 'Bytes being read or taken and not yet durable.', one(pending_bytes)),
    counter('collector_received_bytes_total', 'Bytes of request bodies, as sent.', one(received_bytes)),
    counter('collector_appends_total', 'Appends to the log.', one(appends)),
    counter('collector_append_failures_total', 'Appends the log did not take.', one(failedAppends)),
  ]
}

function pipelineFigures(said: PipelineFigures | undefined): readonly Family[] {
  if (!said) return []
  const { partitions, flushes, retries } = said
  const by = (read: (partition: (typeof partitions)[number]) => number): Samples =>
    partitions.map((each) => [{ partition: each.partition }, read(each)])
  const leftOut = partitions.flatMap(({ partition, overflow }) =>
    Object.entries(overflow).map(([bound, count]) => [{ partition, bound }, count] as const),
  )
  return [
    gauge('pipeline_partitions', 'Partitions this process drives.', one(partitions.length)),
    gauge('pipeline_assigned', 'Partitions its group gave it; 0: it stands by.', one(said.assigned ?? undefined)),
    gauge(
      'pipeline_lag_seconds',
      'How far partition time is behind; 0 when all is stepped.',
      by((each) => each.lag_ms / 1000),
    ),
    gauge(
      'pipeline_lag_events',
      'Events not stepped yet, by the mean of a record.',
      by((each) => each.lagEvents),
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
      'pipeline_events_total',
      'Events stepped.',
      by((each) => each.events),
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
      by((each) => each.checkpointAge_ms / 1000),
    ),
    counter(
      'pipeline_damaged_records_total',
      'Records of the log that no Cartbeat wrote, put in quarantine.',
      by((each) => each.damaged),
    ),
    counter('pipeline_left_out_total', 'What bounds of the processor left out of its counts, by bound.', leftOut),
    {
      name: 'cartbeat_pipeline_flush_seconds',
      kind: 'histogram',
      help: 'How long flushes to the store took, retries included.',
      histogram: { bounds: flushes.bounds_s, counts: flushes.counts, sum: flushes.sum_s },
    },
    counter('pipeline_insert_retries_total', 'Inserts tried again.', one(retries)),
    gauge('pipeline_store_up', '1 while the store takes rows.', one(Number(said.storeError === null))),
    gauge('pipeline_checkpoints_up', '1 while checkpoints can be written.', one(Number(said.checkpointError === null))),
  ]
}

function liveFigures({ hub, clock }: Observed): readonly Family[] {
  if (!hub) return []
  const time = hub.time_ms()
  const viewers = [...hub.viewers()].map(([show, viewers]) => [{ show }, viewers] as const)
  return [
    gauge(
      'live_age_seconds',
      'Age of what the live streams show.',
      one(time === null ? undefined : (clock() - time) / 1000),
    ),
    gauge('live_partitions', 'Partitions that have sent a frame.', one(hub.partitions())),
    gauge('show_viewers', 'Concurrent viewers.', viewers),
    gauge('sse_clients', 'Live streams open.', one(hub.clients())),
    counter('sse_dropped_total', 'Live streams ended by the service, by reason.', many('reason', hub.dropped())),
  ]
}

function processFigures(disk: { readonly free_bytes: number; readonly size_bytes: number } | null): readonly Family[] {
  const { user, system } = process.cpuUsage()
  return [
    gauge('memory_bytes', 'Resident memory of the process.', one(process.memoryUsage.rss())),
    counter('cpu_seconds_total', 'Processor time of the process.', one((user + system) / 1e6)),
    counter(
      'main_thread_busy_seconds_total',
      'Time the thread that answers requests was at work.',
      one(performance.eventLoopUtilization().active / 1000),
    ),
    gauge('start_time_seconds', 'When the process started, Unix time.', one(performance.timeOrigin / 1000)),
    gauge('data_disk_free_bytes', 'Room on the disk of the data folder.', one(disk?.free_bytes)),
    gauge('data_disk_size_bytes', 'Size of that disk.', one(disk?.size_bytes)),
  ]
}
