import { describe, expect, it } from 'vitest'
import { medianOf } from './buckets.ts'
import { streamAlert } from './alert.ts'
import { QUALITY_FIELDS, joinKey, pick } from './fields.ts'
import { qualityFrame } from './frames.fixture.ts'
import { pinnedAt } from './funnel.ts'
import { qualityGroups, qualityOf } from './quality.ts'

const M = 6000
type Cell = Partial<Parameters<typeof qualityFrame>[0]>
function cells(list: readonly Cell[]): Map<string, readonly number[]> {
  return new Map(
    list.map((said) => {
      const cell = qualityFrame({ minute: M, ...said })
      return [
        joinKey(cell.minute, cell.screen, cell.connection),
        [...pick(QUALITY_FIELDS, cell), ...cell.startupBuckets],
      ]
    }),
  )
}

describe('the median of buckets', () => {
  it('is interpolated within its bucket', () => {
    expect(medianOf([10, 20, 40], [0, 0, 0, 0])).toBeNull()
    expect(medianOf([10, 20, 40], [4, 0, 0, 0])).toBe(5)
    expect(medianOf([10, 20, 40], [1, 2, 1, 0])).toBe(15)
    expect(medianOf([10, 20, 40], [1, 0, 3, 0])).toBeCloseTo(20 + 20 / 3, 9)
    expect(medianOf([10, 20, 40], [0, 0, 1, 9])).toBe(40)
  })
})

describe('the quality of the stream', () => {
  it('adds groups and minutes, from a minute on', () => {
    const all = cells([
      { played_ms: 1000, rebuffer_ms: 10, attempts: 2, starts: 1, bitrate_sum_kbps: 300, bitrate_count: 3 },
      {
        screen: 'tv',
        played_ms: 500,
        latency_sum_ms: 9000,
        latency_count: 3,
        startupBuckets: [0, 2, 0, 0, 0, 0, 0, 0],
      },
      { minute: M - 60, played_ms: 77 },
    ])
    expect(qualityOf(all, M)).toEqual({
      attempts: 2,
      starts: 1,
      failures: 0,
      startup_ms: 375,
      played_ms: 1500,
      rebuffer_ms: 10,
      bitrate_kbps: 100,
      latency_ms: 3000,
    })
    expect(qualityOf(new Map(), M)).toMatchObject({ startup_ms: null, bitrate_kbps: null, latency_ms: null })
  })

  it('is shown by group, most watched first, for 20 minutes', () => {
    const groups = qualityGroups(
      cells([
        { screen: 'tv', connection: 'wifi', played_ms: 10 },
        { played_ms: 60, rebuffer_ms: 6 },
        { minute: M - 60, played_ms: 50 },
        { minute: M - 20 * 60, played_ms: 999 },
      ]),
      M + 30,
    )
    expect(groups).toEqual([
      {
        screen: 'phone',
        connection: '4g',
        cells: [
          { minute: M - 60, played_ms: 50, rebuffer_ms: 0 },
          { minute: M, played_ms: 60, rebuffer_ms: 6 },
        ],
      },
      { screen: 'tv', connection: 'wifi', cells: [{ minute: M, played_ms: 10, rebuffer_ms: 0 }] },
    ])
  })
})

describe('the alert', () => {
  const fine = { screen: 'desktop', connection: 'wifi', played_ms: 600_000, rebuffer_ms: 600 }

  it('names who is affected, how much, and since when', () => {
    const found = streamAlert(
      cells([
        fine,
        { minute: M - 180, played_ms: 100_000, rebuffer_ms: 0 },
        { minute: M - 120, played_ms: 100_000, rebuffer_ms: 1_000 },
        { minute: M - 60, played_ms: 88_000, rebuffer_ms: 12_000 },
        { played_ms: 60_000, rebuffer_ms: 20_880 },
      ]),
      M + 10,
    )
    // (1 + 12 + 20.88) of 281.88 s. One minute before, the three minutes had 13 of 301 s: not yet.
    expect(found).toEqual({
      text: 'Phones on 4G rebuffer 12\u202f% of the last 3\u202fmin. The rest is fine.',
      since_ms: (M - 120) * 1000,
      screen: 'phone',
      connection: '4g',
    })
  })

  it('says nothing below the threshold, or of too little', () => {
    expect(streamAlert(cells([fine, { played_ms: 95_100, rebuffer_ms: 4_900 }]), M)).toBeNull()
    expect(streamAlert(cells([fine, { played_ms: 30_000, rebuffer_ms: 29_000 }]), M)).toBeNull()
    expect(streamAlert(new Map(), M)).toBeNull()
    expect(streamAlert(cells([{ minute: M - 240, played_ms: 60_000, rebuffer_ms: 60_000 }]), M)).toBeNull()
  })

  it('tells of failing starts, and of everybody', () => {
    const failing = streamAlert(cells([fine, { screen: 'tv', connection: 'ethernet', attempts: 20, failures: 3 }]), M)
    expect(failing?.text).toBe(
      '15\u202f% of starts on TVs on Ethernet failed in the last 3\u202fmin. The rest is fine.',
    )
    const all = streamAlert(
      cells([{ screen: 'unknown', connection: 'unknown', played_ms: 60_000, rebuffer_ms: 60_000 }]),
      M,
    )
    expect(all?.text).toBe('Viewers rebuffer 50\u202f% of the last 3\u202fmin.')
  })
})

describe('the pinned product', () => {
  const pin = (momentId: string, said: object) => ({
    momentId,
    kind: 'pin' as const,
    title: '',
    productId: 'p',
    price_minor: null,
    startsAt_ms: M * 1000,
    endsAt_ms: null,
    plannedEnd_ms: null,
    ...said,
  })
  const input = {
    moments: [
      pin('old', { productId: 'q', endsAt_ms: M * 1000 }),
      pin('m', {}),
      pin('o', { kind: 'offer', price_minor: 900 }),
      pin('x', { kind: 'offer', productId: 'q', price_minor: 5 }),
    ],
    products: new Map([
      [joinKey(M, 'p', 'm'), [10, 5, 2, 1, 1]],
      [joinKey(M - 540, 'p', ''), [1, 1, 1, 0, 1]],
      [joinKey(M - 600, 'p', ''), [3, 2, 0, 0, 0]],
      [joinKey(M - 1140, 'p', ''), [4, 0, 0, 0, 0]],
      [joinKey(M - 1200, 'p', ''), [99, 99, 99, 99, 99]],
      [joinKey(M, 'q', ''), [50, 50, 50, 50, 50]],
    ]),
    sales: new Map([
      [joinKey(M, 'p', 'EUR'), [2, 3, 2700]],
      [joinKey(M, 'p', 'USD'), [1, 1, 1000]],
      [joinKey(M - 660, 'p', 'EUR'), [1, 1, 900]],
    ]),
    currency: 'EUR',
  }

  it('has its last ten minutes against the ten before', () => {
    expect(pinnedAt(input, M + 20)).toEqual({
      momentId: 'm',
      productId: 'p',
      pinnedAt_ms: M * 1000,
      offer_minor: 900,
      last10: { impressions: 11, clicks: 6, carts: 3, checkouts: 2, orders: 3, revenue_minor: 2700 },
      before10: { impressions: 7, clicks: 2, carts: 0, checkouts: 0, orders: 1, revenue_minor: 900 },
    })
  })

  it('is none while nothing is pinned', () => {
    expect(pinnedAt({ ...input, moments: input.moments.slice(0, 1) }, M)).toBeNull()
    expect(pinnedAt({ ...input, moments: [pin('later', { startsAt_ms: (M + 60) * 1000 })] }, M)).toBeNull()
  })
})
