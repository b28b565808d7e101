import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Metric, SqlAnswer } from '../contract.ts'
import { T0, playSmallShow } from '../small-show.fixture.ts'
import type { World } from '../world.fixture.ts'
import { openWorld } from '../world.fixture.ts'

let world: World
let metrics: readonly Metric[]
beforeAll(async () => {
  world = await openWorld(T0)
  await playSmallShow(world)
  metrics = await world.get<readonly Metric[]>('/v1/metrics')
})
afterAll(() => world.close())

/** Rows of a metric as an analyst gets them: through the read-only console. */
async function run(name: string, show = 's'): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const sql = metrics.find((metric) => metric.name === name)?.sql
  const answer = await world.request('/v1/sql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sql, params: { show } }),
  })
  if (answer.status !== 200) throw new Error(`${name}: ${await answer.text()}`)
  const { columns, data } = (await answer.json()) as SqlAnswer
  return data.map((cells) => Object.fromEntries(columns.map((column, i) => [column.name, numeric(cells[i])])))
}

/** 64-bit integers may come as text. */
const numeric = (cell: unknown): unknown =>
  typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell

/** The curve by hand: seconds with a change, and viewers after each. */
const CURVE = [
  [1, 1],
  [5, 2],
  [8, 3],
  [10, 2],
  [20, 1],
  [25, 2],
  [30, 1],
  [40, 0],
] as const

/** Of the small show, worked out by hand. `rate` stands for numerator, denominator and their quotient. */
const rate = (numerator: number, denominator: number) => [{ value: numerator / denominator, numerator, denominator }]
const BY_HAND: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  peak_viewers: [{ value: 3 }],
  unique_viewers: [{ value: 3 }],
  watch_time: [{ value: 53_000 }],
  average_watch_time: rate(53_000, 3),
  median_watch_time: [{ value: 16_000, sessions: 4 }],
  comments: [{ value: 3 }],
  reactions: [{ value: 5 }],
  shares: [{ value: 1 }],
  impressions: [{ value: 3 }],
  clicks: [{ value: 2 }],
  ctr: rate(2, 3),
  carts: [{ value: 1 }],
  orders: [{ value: 2 }],
  ctor: rate(2, 2),
  buyers: [{ value: 2 }],
  conversion: rate(2, 3),
  store_conversion: rate(1, 5),
  lift: [{ value: 2 / 3 / (1 / 5), buyers: 2, viewers: 3, bought_in_store: 1, store_visitors: 5 }],
  revenue: [{ value: 12_700, currency: 'EUR' }],
  gpm: [{ value: (12_700 * 1000) / 3, numerator: 12_700, denominator: 3, currency: 'EUR' }],
  average_order_value: [{ value: 6350, numerator: 12_700, denominator: 2, currency: 'EUR' }],
  // Of 700, 800 and 1500 ms; the 95th percentile a tenth below the highest of the two it lies between: 800 + 0.9 * 700.
  startup_time: [{ value: 800, mean: 1000, p95: 1430, starts: 3 }],
  rebuffer_share: rate(3000, 56_000),
  playback_failures: rate(1, 4),
  bitrate: [{ value: null, numerator: 0, denominator: 0 }],
  latency: [{ value: null, numerator: 0, denominator: 0 }],
  late_events: [{ value: 1 }],
  // "Does it work on induction?", which nobody answers; "nice"; "late hello".
  question_rate: rate(1, 3),
  unanswered_share: rate(1, 1),
  answer_time: [{ value: null, answered: 0 }],
  purchase_intent_rate: rate(0, 3),
  intent_order_correlation: [{ value: null, minutes: 1 }],
  mood: [],
}

describe('every metric', () => {
  it.each(Object.entries(BY_HAND))('%s is what comes out by hand', async (name, expected) => {
    const rows = await run(name)
    expect(rows).toHaveLength(expected.length)
    for (const [i, row] of expected.entries()) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'number') expect(rows[i]?.[column], column).toBeCloseTo(value, 9)
        else expect(rows[i]?.[column], column).toBe(value)
      }
    }
  })

  it('concurrent_viewers is the curve', async () => {
    const rows = await run('concurrent_viewers')
    const found = rows.map((row) => [(Date.parse(`${String(row['second'])}Z`) - T0) / 1000, row['value']])
    expect(found).toEqual(CURVE)
  })

  it('retention counts viewers who watched so long: 32 s, 21 s and nothing', async () => {
    const found = (await run('retention')).map((row) => [row['watched_s'], row['value']])
    expect(found).toEqual(
      [0, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200].map((mark) => [
        mark,
        mark === 0 ? 3 : mark <= 21 ? 2 : mark <= 32 ? 1 : 0,
      ]),
    )
  })

  it('engagement divides by the area under the curve: 61 viewer-seconds', async () => {
    const [row, ...more] = await run('engagement')
    expect(more).toEqual([])
    expect(row?.['viewer_minutes']).toBeCloseTo(61 / 60, 9)
    expect(row?.['comments']).toBeCloseTo((2 / (61 / 60)) * 1000, 6)
    expect(row?.['reactions']).toBeCloseTo((5 / (61 / 60)) * 1000, 6)
  })

  it('conservation adds up, by source', async () => {
    const rows = await run('conservation')
    // 29 events, 1 sent again, 1 late; two of them heartbeats. The store: 7. Of the host: start, pin, unpin, end.
    expect(rows).toMatchObject([
      { source: 'host', received: 4, stored: 4, balanced: true },
      {
        source: 'shop',
        received: 38,
        stored: 35,
        folded: 2,
        duplicate: 1,
        quarantined: 0,
        bot: 0,
        late: 1,
        balanced: true,
      },
    ])
  })

  it('is tested, and answers for a show that nobody saw', async () => {
    const tested = [...Object.keys(BY_HAND), 'concurrent_viewers', 'retention', 'engagement', 'conservation']
    expect(tested.toSorted()).toEqual(metrics.map((metric) => metric.name).toSorted())
    for (const { name } of metrics) await run(name, 'nobody')
  })

  it('has a row of its own in the API, with its SQL', async () => {
    const metric = await world.get<Metric>('/v1/metrics/ctr')
    expect(metric).toMatchObject({ name: 'ctr', unit: 'share', version: 1 })
    expect(metric.elsewhere[0]).toEqual({ platform: 'TikTok', how: '"CTR", product clicks / product impressions' })
    expect(metric.sql).toMatch(/^SELECT/)
    expect(await (await world.request('/v1/metrics/none')).json()).toMatchObject({ code: 'metric_not_found' })
  })
})
