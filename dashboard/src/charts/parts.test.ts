import { describe, expect, test } from 'vitest'
import type { EngagementPart, Moment } from '../../../api/contract.ts'
import { NOW } from '../../stage/show.fixture.ts'
import { fitted, lanesOf, placeMoments } from './lanes.ts'
import { litSegments, mostMoved, wholeShares } from './meter.ts'
import { rebufferShare, stripRows } from './quality.ts'
import { ribbonPath } from './ribbon.ts'

const moment = (momentId: string, kind: Moment['kind'], startsAt_ms: number, endsAt_ms: number | null): Moment => ({
  momentId,
  kind,
  title: '',
  productId: null,
  price_minor: null,
  startsAt_ms,
  endsAt_ms,
  plannedEnd_ms: null,
})

describe('moments', () => {
  const all = [
    moment('old', 'pin', 0, 50),
    moment('pin', 'pin', 60, 200),
    moment('offer', 'offer', 110, null),
    moment('game', 'game', 120, 150),
    moment('poll', 'poll', 155, 170),
    moment('guest', 'guest', 160, 165),
    moment('later', 'pin', 500, null),
  ]
  const placed = placeMoments(all, 100, 300, 250)

  test('lie in lanes, pins first, the rest side by side where they overlap', () => {
    expect(placed.map((one) => [one.moment.momentId, one.lane])).toEqual([
      ['pin', 0],
      ['offer', 1],
      ['game', 2],
      ['poll', 2],
      // The guest overlaps both and finds no lane: it stands in the table.
    ])
    expect(lanesOf(placed)).toBe(3)
  })

  test('are cut to what is drawn, running ones to now', () => {
    expect(placed[0]).toMatchObject({ from_ms: 100, to_ms: 200, begins: false })
    expect(placed[1]).toMatchObject({ from_ms: 110, to_ms: 250, begins: true })
  })

  test('are named as well as fits', () => {
    expect(fitted('No. 3 Cast-iron pan', 'No. 3', 200)).toBe('No. 3 Cast-iron pan')
    expect(fitted('No. 3 Cast-iron pan', 'No. 3', 70)).toBe('No. 3 Cast…')
    expect(fitted('No. 3 Cast-iron pan', 'No. 3', 40)).toBe('No. 3')
    expect(fitted('No. 3 Cast-iron pan', 'No. 3', 20)).toBe('')
  })
})

describe('the meter', () => {
  test('lights as many segments as the score, shared by points', () => {
    const lit = litSegments(NOW.engagement.parts, 71, 100)
    expect(lit.length).toBe(71)
    expect([0, 1, 2, 3, 4].map((part) => lit.filter((one) => one === part).length)).toEqual([24, 15, 18, 9, 5])
    expect(litSegments(NOW.engagement.parts, 71, 50).length).toBe(36)
    expect(litSegments([], 50, 100)).toEqual([])
  })

  test('rounds so that the sum stays', () => {
    const part = (points: number): EngagementPart => ({ part: 'carts', points, change: null, rate: 0, usual: 0 })
    // A third each of ten segments: 4, 3, 3.
    const lit = litSegments([part(3.34), part(3.33), part(3.33)], 10, 100)
    expect([0, 1, 2].map((index) => lit.filter((one) => one === index).length)).toEqual([4, 3, 3])
  })

  test('writes parts that sum up to the figure', () => {
    // 11.6 + 11.3 + 9.4 + 7.4 + 5.4 = 45.1: the floors are 43, so the two largest remainders, .6 and the first .4, get one
    // more. Each rounded by itself they would be 12 + 11 + 9 + 7 + 5 = 44.
    expect(wholeShares([11.6, 11.3, 9.4, 7.4, 5.4], 45)).toEqual([12, 11, 10, 7, 5])
    // Changes have signs: -1.3 + 1.6 - 0.2 + 0.5 = 0.6, so 1. The floors -2, 1, -1, 0 are -2; the three largest remainders,
    // .8 of -0.2, .7 of -1.3 and .6 of 1.6, get one more.
    expect(wholeShares([-1.3, 1.6, -0.2, 0.5], 1)).toEqual([-1, 2, 0, 0])
    expect(wholeShares([], 0)).toEqual([])
  })

  test('names what moved it most its own way', () => {
    expect(mostMoved(NOW.engagement.parts, 9)?.part).toBe('comments')
    expect(mostMoved(NOW.engagement.parts, -2)).toBeNull()
    expect(mostMoved(NOW.engagement.parts, 0)).toBeNull()
  })
})

describe('the rebuffer strip', () => {
  const group = (screen: string, played_ms: number, rebuffer_ms: number) => ({
    screen,
    connection: 'wifi',
    cells: [{ minute: 600, played_ms, rebuffer_ms }],
  })

  test('shares are of watching and waiting together', () => {
    expect(rebufferShare({ played_ms: 900, rebuffer_ms: 100 })).toBe(0.1)
    expect(rebufferShare({ played_ms: 0, rebuffer_ms: 0 })).toBeNull()
  })

  test('shows the suffering first, then the largest, with a cell for each of 20 minutes', () => {
    const rows = stripRows(
      [group('tv', 5000, 0), group('desktop', 9000, 10), group('phone', 900, 100), group('none', 0, 0)],
      600,
      3,
      null,
    )
    expect(rows.map((row) => row.group.screen)).toEqual(['phone', 'desktop', 'tv'])
    expect(rows[0]?.cells.length).toBe(20)
    expect(rows[0]?.cells.at(-1)).toEqual({ minute: 600, share: 0.1 })
    expect(rows[0]?.cells[0]).toEqual({ minute: -540, share: null })
    // Too few to suffer by themselves, but the sentence above is about them.
    const few = [group('desktop', 9000, 10), group('phone', 900, 100), group('tablet', 5, 5)]
    const told = stripRows(few, 600, 2, { screen: 'tablet', connection: few[2]!.connection })
    expect(told.map((row) => row.group.screen)).toEqual(['tablet', 'phone'])
  })
})

test('the ribbon is as high as the root of its count, and closed', () => {
  const path = ribbonPath([100, 25, 0], 100, 300, 40)
  // Full height at 100, half at a quarter, a hair at nothing.
  expect(path.startsWith('M0 0.0')).toBe(true)
  expect(path).toContain('100.0 10.0')
  expect(path).toContain('200.0 19.5')
  expect(path.endsWith('Z')).toBe(true)
})
