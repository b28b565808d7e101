// The live path and the record must agree on a finished show, exactly.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LiveSnapshot, ShowDetail, Timeline } from '../contract.ts'
import { EXPECTED, T0, playSmallShow } from '../small-show.fixture.ts'
import type { World } from '../world.fixture.ts'
import { openWorld } from '../world.fixture.ts'

let world: World
beforeAll(async () => {
  world = await openWorld(T0)
  await playSmallShow(world)
})
afterAll(() => world.close())

async function snapshot(from: World): Promise<LiveSnapshot> {
  const answer = await from.request('/v1/shows/s/live')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const source = answer.body?.getReader()
  let text = ''
  while (!/event: snapshot\ndata: .*\n\n/.test(text)) {
    const { value, done } = (await source?.read()) ?? { done: true, value: undefined }
    if (done) break
    text += new TextDecoder().decode(value)
  }
  await source?.cancel()
  return JSON.parse(/event: snapshot\ndata: (.*)\n/.exec(text)?.[1] ?? 'null') as LiveSnapshot
}

describe('the live path of a finished show', () => {
  it('has the totals worked out by hand, the buckets of the median aside', async () => {
    const { now } = await snapshot(world)
    const { medianWatch_ms, impressions, clicks, carts, checkouts, late, ...expected } = EXPECTED
    expect(now).toMatchObject({ ...expected, viewers: 0, status: 'ended' })
    expect(now.trust).toMatchObject({ late, gaps: 0 })
    // In the bucket of 14 s; its bounds are 12.4 and 14.9 s.
    expect(now.medianWatch_ms).toBeGreaterThan(12_000)
    expect(now.medianWatch_ms).toBeLessThan(15_000)
    expect(medianWatch_ms).toBe(16_000)
  })

  it('agrees with the record on the show, its moments, products, comments and curve', async () => {
    const live = await snapshot(world)
    const detail = await world.get<ShowDetail>('/v1/shows/s')
    const { minutes, moments } = await world.get<Timeline>('/v1/shows/s/timeline')
    const { products, moments: _moments, ...rest } = detail
    expect(rest).toMatchObject(live.show)
    expect(live.products).toEqual(products)
    expect(live.moments).toEqual(moments)
    expect(live.now.quality).toEqual(detail.quality)
    expect(live.comments.map((comment) => comment.text)).toEqual(['late hello', 'Does it work on induction?', 'nice'])
    expect(Math.max(...live.curve.map((point) => point.viewers))).toBe(minutes[0]?.peakViewers)
    expect(live.curve.map((point) => point.viewers).slice(0, 10)).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3, 2])
  })

  it('is the same for an API that started when all was over', async () => {
    const before = await snapshot(world)
    const { createApi } = await import('../app.ts')
    const late = createApi({
      store: world.store,
      sql: { run: () => Promise.reject(new Error('not asked')), close: async () => undefined },
      feed: { publish: () => undefined, subscribe: () => () => undefined },
      host: { submit: () => Promise.reject(new Error('not asked')) },
      clock: () => world.now,
      adminToken: null,
      pagesDir: null,
      partitions: 2,
    })
    try {
      const after = await snapshot({
        ...world,
        request: async (path) =>
          late.app.request(
            path,
            { headers: { host: 'localhost' } },
            { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
          ),
      })
      expect(after.show).toEqual(before.show)
      expect(after.curve).toEqual(before.curve)
      expect(after.comments).toEqual(before.comments)
      expect(after.questions).toEqual(before.questions)
      expect(after.questions.questions).toMatchObject([{ example: 'Does it work on induction?', asked: 1 }])
      expect({ ...after.now, at_ms: 0, trust: null }).toEqual({ ...before.now, at_ms: 0, trust: null })
    } finally {
      await late.close()
    }
  })
})
