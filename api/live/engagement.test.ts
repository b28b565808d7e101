import { describe, expect, it } from 'vitest'
import type { PastRates } from './engagement.ts'
import { ENGAGEMENT_PARTS, ENGAGEMENT_WEIGHTS, engagementAt } from './engagement.ts'
import { MINUTE_FIELDS } from './fields.ts'
import { lastMinute } from './window.ts'

const START = 6000
/** A show with so many viewers all the time, from START. */
const steady = (viewers: number, minutes: number) => ({
  from: START,
  viewers: new Array<number>(minutes * 60).fill(viewers),
})
/** The same counts in each minute from START; the last may differ. */
function minutesOf(count: number, minutes: number, last: Partial<Record<string, number>> = {}) {
  return new Map(
    Array.from({ length: minutes }, (_, i) => [
      START + i * 60,
      MINUTE_FIELDS.map((field) => (i === minutes - 1 ? (last[field] ?? count) : count)),
    ]),
  )
}
const past: PastRates = { comments: 1, reactions: 1, clicks: 1, carts: 1, shares: 1 }

describe('the engagement meter', () => {
  it('stands at 50 when everything is as usual, each part at half its weight', () => {
    const now = START + 25 * 60 - 1
    const { score, change, parts, usualLow, usualHigh } = engagementAt(
      { minutes: minutesOf(60, 25), curve: steady(10, 25), past: null },
      now,
    )
    // The running minute has 59 s behind it: 60 events, and a sixtieth of the 60 before.
    const x = 60 + 60 / 60
    const expected = 100 * ((x + 2) / (x + 60 + 4))
    expect(score).toBeCloseTo(expected, 9)
    expect(Math.abs((score ?? 0) - 50)).toBeLessThan(0.5)
    for (const part of parts) expect(part.points).toBeCloseTo(ENGAGEMENT_WEIGHTS[part.part] * expected, 9)
    expect(parts.map((part) => part.part)).toEqual(ENGAGEMENT_PARTS)
    expect(Math.abs(change ?? 9)).toBeLessThan(0.5)
    expect(usualLow).toBeCloseTo(50, 0)
    expect(usualHigh).toBeCloseTo(50, 0)
  })

  it('rises with a part, by that part alone', () => {
    const at = START + 25 * 60 - 1
    const input = { minutes: minutesOf(60, 25, { comments: 300 }), curve: steady(10, 25), past: null }
    const { score, parts } = engagementAt(input, at)
    const x = 300 + 1
    const comments = ENGAGEMENT_WEIGHTS.comments * 100 * ((x + 2) / (x + 60 + 4))
    const usual = 0.7 * 100 * ((61 + 2) / (61 + 60 + 4))
    expect(score).toBeCloseTo(comments + usual, 9)
    expect(parts[0]).toMatchObject({ part: 'comments', usual: 6000 })
    expect(parts[0]?.rate).toBeCloseTo((301 / 10) * 1000, 9)
    expect(parts[0]?.change).toBeGreaterThan(5)
    expect(parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(score ?? 0, 9)
  })

  it('stays between 0 and 100', () => {
    const at = START + 25 * 60 - 1
    const score = (count: number) =>
      engagementAt(
        {
          minutes: minutesOf(60, 25, Object.fromEntries(ENGAGEMENT_PARTS.map((part) => [part, count]))),
          curve: steady(10, 25),
          past: null,
        },
        at,
      ).score
    expect(score(0)).toBeGreaterThan(0)
    expect(score(0)).toBeLessThan(5)
    expect(score(1_000_000)).toBeGreaterThan(99)
    expect(score(1_000_000)).toBeLessThan(100)
  })

  it('weighs past shows as much as its own last 20 minutes, more while it is young', () => {
    const at = (minutes: number) =>
      engagementAt({ minutes: minutesOf(30, minutes), curve: steady(10, minutes), past }, START + minutes * 60 - 1)
        .parts[0]?.usual
    // Own rate 3, past rate 1 a viewer-minute; shown by 1000. The last two of its minutes are not history yet.
    expect(at(22)).toBeCloseTo(1000 * (0.5 * 3 + 0.5 * 1), 6)
    expect(at(12)).toBeCloseTo(1000 * (0.25 * 3 + 0.75 * 1), 6)
    expect(at(2)).toBeCloseTo(1000, 6)
  })

  it('says nothing until there is enough to say', () => {
    const at = (viewers: number, minutes: number, rates: PastRates | null) =>
      engagementAt(
        { minutes: minutesOf(30, minutes), curve: steady(viewers, minutes), past: rates },
        START + minutes * 60 - 1,
      ).score
    expect(at(4, 25, null)).toBeNull()
    expect(at(10, 2, null)).toBeNull()
    expect(at(10, 3, null)).not.toBeNull()
    expect(at(10, 2, past)).not.toBeNull()
    expect(engagementAt({ minutes: new Map(), curve: { from: 0, viewers: [] }, past: null }, START)).toMatchObject({
      score: null,
      change: null,
      usualLow: null,
      usualHigh: null,
    })
  })
})

describe('the last minute', () => {
  const minutes = minutesOf(60, 3)
  it('is all of the running minute and the rest of the one before', () => {
    const now = START + 120 + 15
    expect(lastMinute(minutes, 'comments', now, now)).toBe(60 + 45)
  })
  it('shares out the minutes of the past', () => {
    expect(lastMinute(minutes, 'comments', START + 75, START + 150)).toBe(60 * 0.25 + 60 * 0.75)
    expect(lastMinute(minutes, 'comments', START + 60, START + 150)).toBe(60)
  })
})
