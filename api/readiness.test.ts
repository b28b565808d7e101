import { describe, expect, it } from 'vitest'
import { frame, showFrame } from './live/frames.fixture.ts'
import type { PipelineFigures } from './parts.ts'
import { LAG_MAX_MS } from './readiness.ts'
import { NOW, createStub, emptyStore } from './stub.fixture.ts'

const figures = (said: Partial<PipelineFigures> = {}, lag_ms = 0): PipelineFigures => ({
  partitions: [
    {
      ...{ partition: 0, offset: 12, flushedOffset: 10, endOffset: 14, lag_ms, rows: 77, retries: 1 },
      checkpointAge_ms: 12_500,
      overflow: { untracked: 4, forgottenEarly: 0 },
    },
  ],
  flushes: 3,
  flush_ms: 250,
  retries: 2,
  storeError: null,
  ...said,
})

describe('/readyz', () => {
  it('means it: every part can work', async () => {
    const stub = createStub({ stats: { pipeline: () => figures(), log: () => null } })
    stub.publish(frame({}))
    const answer = await stub.request('/readyz', { peer: '203.0.113.7' })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      status: 'ready',
      checks: { live: 'ok', log: 'ok', pipeline: 'ok', store: 'ok' },
    })
    expect(await stub.api.ready()).toEqual({ live: 'ok', log: 'ok', pipeline: 'ok', store: 'ok' })
  })

  it.each([
    [{ store: { ...emptyStore, ping: async () => false } }, 'store: it does not answer'],
    [{ store: { ...emptyStore, ping: () => Promise.reject(new Error('gone')) } }, 'store: gone'],
    [{ stats: { log: () => 'the disk is full' } }, 'log: the disk is full'],
    [{ stats: { pipeline: () => figures({}, LAG_MAX_MS + 1000) } }, 'pipeline: partition 0 is 31 s behind, over 30 s'],
    [{ stats: { pipeline: () => figures({ storeError: 'no space' }) } }, 'pipeline: the store takes no rows: no space'],
    [{ stats: { pipeline: () => figures({ partitions: [] }) } }, 'pipeline: no partition is driven yet'],
    [{ partitions: 2 }, 'live: 1 of 2 partitions have sent no frame yet'],
  ])('names the part that cannot', async (options, detail) => {
    const stub = createStub(options)
    stub.publish(frame({}))
    const answer = await stub.request('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'not_ready', detail })
  })

  it('leaves /healthz alone', async () => {
    const stub = createStub({ store: { ...emptyStore, ping: async () => false } })
    expect((await stub.request('/healthz', { peer: '203.0.113.7' })).status).toBe(200)
  })
})

describe('/metrics', () => {
  it('tells the figures of every part', async () => {
    const collector = { events: { accepted: 5, malformed: 2 }, requests: { 200: 4 } }
    const pipeline = () => figures({ checkpointError: 'no rights' }, 1500)
    const stub = createStub({ stats: { pipeline, collector: () => collector } })
    stub.publish(frame({ time_ms: NOW - 2000, shows: [showFrame({ showId: 'a "quoted"\\\nid', viewers: 3 })] }))
    const answer = await stub.request('/metrics')
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = await answer.text()
    for (const line of [
      '# TYPE cartbeat_events_total counter',
      'cartbeat_events_total{outcome="accepted"} 5',
      'cartbeat_events_total{outcome="malformed"} 2',
      'cartbeat_requests_total{answer="200"} 4',
      'cartbeat_pipeline_lag_seconds{partition="0"} 1.5',
      'cartbeat_pipeline_rows_total{partition="0"} 77',
      'cartbeat_pipeline_flush_seconds 0.25',
      'cartbeat_pipeline_store_up 1',
      'cartbeat_pipeline_checkpoints_up 0',
      'cartbeat_pipeline_checkpoint_age_seconds{partition="0"} 12.5',
      'cartbeat_pipeline_left_out_total{partition="0",bound="untracked"} 4',
      'cartbeat_pipeline_left_out_total{partition="0",bound="forgottenEarly"} 0',
      'cartbeat_sse_clients 0',
      'cartbeat_live_age_seconds 2',
      'cartbeat_show_viewers{show="a \\"quoted\\"\\\\\\nid"} 3',
    ]) {
      expect(text.split('\n'), line).toContain(line)
    }
    // Every line is a comment or a sample.
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? -?[\d.e+-]+)$/)
  })

  it('answers while the record is away', async () => {
    const stub = createStub({ store: { ...emptyStore, query: () => Promise.reject(new Error('away')) } })
    expect((await stub.request('/metrics')).status).toBe(200)
    const shows = await stub.request('/v1/shows')
    expect(await shows.json()).toMatchObject({ status: 503, code: 'store_unavailable' })
    expect(stub.reports.join()).toContain('away')
  })
})
