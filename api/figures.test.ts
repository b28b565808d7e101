import { describe, expect, it } from 'vitest'
import { keyOf, readExposition, type Exposed } from './exposition.fixture.ts'
import { frame, showFrame } from './live/frames.fixture.ts'
import type { CollectorFigures, PipelineFigures } from './parts.ts'
import { NOW, createStub, emptyStore } from './stub.fixture.ts'

const PARTITION = {
  ...{
    partition: 3,
    offset: 12,
    flushedOffset: 10,
    endOffset: 14,
    events: 900,
    lagEvents: 150,
    damaged: 4,
    rows: 77,
    retries: 1,
  },
  ...{ lag_ms: 1500, checkpointAge_ms: 12_500, overflow: { untracked: 4, forgottenEarly: 0 } },
}
const PIPELINE: PipelineFigures = {
  partitions: [PARTITION, { ...PARTITION, partition: 5, lag_ms: 0, lagEvents: 0, rows: 1 }],
  flushes: { bounds_s: [0.1, 1], counts: [5, 2, 1], sum_s: 4.75 },
  retries: 2,
  storeError: 'no space',
  checkpointError: null,
}
const COLLECTOR: CollectorFigures = {
  events: { accepted: 5, bot: 1, quarantined: 2 },
  quarantined: { malformed: 2, too_old: 0 },
  requests: { 200: 4, 503: 1 },
  refused: { full: 1, overloaded: 0 },
  ...{ pending_bytes: 640, received_bytes: 9000, appends: 4, failedAppends: 1 },
}

async function scrape(
  options: Parameters<typeof createStub>[0],
  prepare?: (stub: ReturnType<typeof createStub>) => void,
) {
  const stub = createStub(options)
  prepare?.(stub)
  const answer = await stub.request('/metrics')
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return readExposition(await answer.text())
}

/** The value of every sample of a family, by what its labels say. */
const samplesOf = (families: ReadonlyMap<string, Exposed>, name: string) =>
  Object.fromEntries(families.get(name)?.samples ?? [])

describe('/metrics', () => {
  const stats = {
    pipeline: () => PIPELINE,
    collector: () => COLLECTOR,
    disk: () => ({ free_bytes: 30, size_bytes: 100 }),
  }

  it('tells what each part counted, in seconds and bytes, a line for each partition and reason', async () => {
    const families = await scrape({ stats, partitions: 8, version: '1.2.3' }, (stub) =>
      stub.publish(frame({ time_ms: NOW - 2000, shows: [showFrame({ showId: 'a "quoted"\\\nid', viewers: 3 })] })),
    )
    const told = (name: string) => samplesOf(families, name)
    const by = (name: string, label: string, values: Record<string, number>) =>
      expect(told(name)).toEqual(
        Object.fromEntries(Object.entries(values).map(([text, value]) => [keyOf(name, { [label]: text }), value])),
      )
    by('cartbeat_events_total', 'outcome', { accepted: 5, bot: 1, quarantined: 2 })
    by('cartbeat_events_quarantined_total', 'reason', { malformed: 2, too_old: 0 })
    by('cartbeat_requests_total', 'status', { 200: 4, 503: 1 })
    by('cartbeat_requests_refused_total', 'reason', { full: 1, overloaded: 0 })
    by('cartbeat_pipeline_lag_seconds', 'partition', { 3: 1.5, 5: 0 })
    by('cartbeat_pipeline_lag_events', 'partition', { 3: 150, 5: 0 })
    by('cartbeat_pipeline_damaged_records_total', 'partition', { 3: 4, 5: 4 })
    by('cartbeat_pipeline_rows_total', 'partition', { 3: 77, 5: 1 })
    by('cartbeat_pipeline_events_total', 'partition', { 3: 900, 5: 900 })
    by('cartbeat_pipeline_checkpoint_age_seconds', 'partition', { 3: 12.5, 5: 12.5 })
    by('cartbeat_show_viewers', 'show', { 'a "quoted"\\\nid': 3 })
    by('cartbeat_sse_dropped_total', 'reason', { stalled: 0, closing: 0 })
    const leftOut = 'cartbeat_pipeline_left_out_total'
    expect(told(leftOut)).toMatchObject({ [keyOf(leftOut, { partition: '3', bound: 'untracked' })]: 4 })
    for (const [name, value] of Object.entries({
      collector_pending_bytes: 640,
      collector_received_bytes_total: 9000,
      collector_appends_total: 4,
      collector_append_failures_total: 1,
      log_partitions: 8,
      pipeline_partitions: 2,
      pipeline_insert_retries_total: 2,
      pipeline_store_up: 0,
      pipeline_checkpoints_up: 1,
      live_age_seconds: 2,
      live_partitions: 1,
      sse_clients: 0,
      data_disk_free_bytes: 30,
      data_disk_size_bytes: 100,
    }))
      expect(told(`cartbeat_${name}`), name).toEqual({ [`cartbeat_${name}`]: value })
    expect(told('cartbeat_build_info')).toEqual({
      [keyOf('cartbeat_build_info', { version: '1.2.3', node: process.version })]: 1,
    })
  })

  it('adds up the buckets of flush times, as Prometheus reads them', async () => {
    const families = await scrape({ stats })
    const name = 'cartbeat_pipeline_flush_seconds'
    expect(families.get(name)?.type).toBe('histogram')
    expect(samplesOf(families, name)).toEqual({
      [keyOf(`${name}_bucket`, { le: '0.1' })]: 5,
      [keyOf(`${name}_bucket`, { le: '1' })]: 7,
      [keyOf(`${name}_bucket`, { le: '+Inf' })]: 8,
      [`${name}_sum`]: 4.75,
      [`${name}_count`]: 8,
    })
  })

  it('names what only grows _total and counts it as such, and nothing else', async () => {
    const families = await scrape({ stats })
    expect(families.size).toBeGreaterThan(30)
    for (const [name, { type, help }] of families) {
      expect(name).toMatch(/^cartbeat_[a-z_]+$/)
      expect(help).toMatch(/\.$/)
      expect([name, type === 'counter']).toEqual([name, name.endsWith('_total')])
    }
  })

  it('leaves out what is not here: a process without collector, pipeline and disk', async () => {
    const names = [...(await scrape({})).keys()]
    expect(names).toContain('cartbeat_log_partitions')
    expect(names.filter((name) => /events|pipeline|collector|disk/.test(name))).toEqual([])
  })

  it('answers while the record is away', async () => {
    const stub = createStub({ store: { ...emptyStore, query: () => Promise.reject(new Error('away')) } })
    expect((await stub.request('/metrics')).status).toBe(200)
    const shows = await stub.request('/v1/shows')
    expect(await shows.json()).toMatchObject({ status: 503, code: 'store_unavailable' })
    expect(stub.reports.join()).toContain('away')
  })
})
