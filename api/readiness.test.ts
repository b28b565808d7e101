import { describe, expect, it } from 'vitest'
import { frame } from './live/frames.fixture.ts'
import type { ApiOptions, PipelineFigures } from './parts.ts'
import { LAG_MAX_MS } from './readiness.ts'
import { createStub, emptyStore } from './stub.fixture.ts'

const figures = (said: Partial<PipelineFigures> = {}, lag_ms = 0): PipelineFigures => ({
  partitions: [
    {
      ...{ partition: 0, offset: 12, flushedOffset: 10, endOffset: 14, events: 60, lagEvents: 10, damaged: 0, lag_ms },
      ...{ rows: 77, retries: 1, checkpointAge_ms: 12_500, overflow: {} },
    },
  ],
  flushes: { bounds_s: [], counts: [3], sum_s: 0.75 },
  retries: 2,
  storeError: null,
  checkpointError: null,
  ...said,
})

const collecting = {
  collector: () => ({
    ...{ events: {}, quarantined: {}, requests: {}, refused: {} },
    ...{ pending_bytes: 0, received_bytes: 0, appends: 0, failedAppends: 0 },
  }),
}

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

  it.each<[Partial<ApiOptions>, string]>([
    [{ store: { ...emptyStore, ping: async () => false } }, 'store: it does not answer'],
    [{ store: { ...emptyStore, ping: () => Promise.reject(new Error('gone')) } }, 'store: gone'],
    [{ stats: { log: () => 'the disk is full' } }, 'log: the disk is full'],
    [{ stats: { pipeline: () => figures({}, LAG_MAX_MS + 1000) } }, 'pipeline: partition 0 is 31 s behind, over 30 s'],
    [{ stats: { pipeline: () => figures({ storeError: 'no space' }) } }, 'pipeline: the store takes no rows: no space'],
    [{ stats: { pipeline: () => figures({ partitions: [] }) } }, 'pipeline: no partition is driven yet'],
    [{ partitions: 2 }, 'live: 1 of 2 partitions have sent no frame yet'],
    [{ stats: { pipeline: () => figures({ logError: 'no leader' }) } }, 'pipeline: the log is not read: no leader'],
    [{ stats: { pipeline: () => figures({ assigned: null }) } }, 'pipeline: its group has not taken it in yet'],
    [
      { stats: { pipeline: () => figures({ assigned: 3 }) } },
      'pipeline: 2 of 3 partitions it was given are not driven yet',
    ],
    [
      {
        stats: {
          pipeline: () => figures({ assigned: 2, undriven: [{ partition: 7, why: 'its log is gone\n  at step' }] }),
        },
      },
      'pipeline: partition 7 is not driven: its log is gone',
    ],
    [{ stats: { pipeline: () => figures({ silent_ms: 31_000 }) } }, 'pipeline: it has told nothing of itself for 31 s'],
    [{ stats: { feed: () => 'the topic is gone' } }, 'live: the topic is gone'],
    // Taking events is no excuse where none of its partitions is driven.
    [
      { stats: { ...collecting, pipeline: () => figures({ assigned: 3, partitions: [] }) } },
      'pipeline: no partition is driven yet',
    ],
  ])('names the part that cannot', async (options, detail) => {
    const stub = createStub(options)
    stub.publish(frame({}))
    const answer = await stub.request('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'not_ready', detail })
  })

  it('stands by where the group has no partition for it, and says so', async () => {
    const stub = createStub({ stats: { pipeline: () => figures({ partitions: [], assigned: 0 }) } })
    stub.publish(frame({}))
    const answer = await stub.request('/readyz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      checks: { pipeline: 'standby: the group has no partition for it' },
    })
  })

  it('is ready as a reader of the feed though partitions say nothing, and names how many', async () => {
    const stub = createStub({ partitions: 3, stats: { feed: () => null } })
    stub.publish(frame({}))
    const answer = await stub.request('/readyz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      checks: { live: 'ok, 2 of 3 partitions have sent no frame yet', store: 'ok' },
    })
  })

  it('goes on taking events, of owners that share, while partitions have no owner or come to it, and names how many', async () => {
    const pipeline = () => figures({ assigned: 3 })
    const stub = createStub({ partitions: 8, stats: { ...collecting, feed: () => null, pipeline } })
    stub.publish(frame({}))
    const answer = await stub.request('/readyz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      checks: {
        live: 'ok, 7 of 8 partitions have sent no frame yet',
        pipeline: 'ok, 2 of 3 partitions it was given are not driven yet',
      },
    })
  })

  it('goes on taking events while partitions have no leader, and says so', async () => {
    const note = 'ok, 1 of 4 parts of the feed do not answer'
    const pipeline = () => figures({ assigned: 1, logError: 'partition 0 has no leader' })
    const stub = createStub({ stats: { ...collecting, feed: () => ({ note }), pipeline } })
    stub.publish(frame({}))
    const answer = await stub.request('/readyz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      checks: { live: note, pipeline: 'ok, but the log is not read: partition 0 has no leader' },
    })
  })

  it('leaves /healthz alone', async () => {
    const stub = createStub({ store: { ...emptyStore, ping: async () => false } })
    expect((await stub.request('/healthz', { peer: '203.0.113.7' })).status).toBe(200)
  })
})
