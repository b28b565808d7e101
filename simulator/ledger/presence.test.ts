import { describe, expect, it } from 'vitest'
import { peakOf, reportPresence, settle, timeOut, type Audience, type SessionPresence } from './presence.ts'

const sorted = (seconds: ReadonlyMap<number, number>): [number, number][] => [...seconds].sort(([a], [b]) => a - b)

/** Reports as [ms, present], in the order they come; all is settled at the end, long after. */
function played(reports: readonly (readonly [number, boolean])[]) {
  const audience: Audience = { joins: new Map(), leaves: new Map() }
  const session: SessionPresence = { waiting: [], present: false, last_ms: 0 }
  reports.forEach(([at_ms, present], seq) => reportPresence(session, audience, { at_ms, seq, present }, at_ms))
  settle(session, audience, Infinity)
  timeOut(session, audience, Infinity)
  return { joins: sorted(audience.joins), leaves: sorted(audience.leaves) }
}

describe('presence', () => {
  it('lasts from the first report to 25 s after the last', () => {
    expect(
      played([
        [1_500, true],
        [11_500, true],
      ]),
    ).toEqual({ joins: [[1, 1]], leaves: [[36, 1]] })
  })

  it('ends where a report says so', () => {
    expect(
      played([
        [1_000, true],
        [4_999, false],
      ]),
    ).toEqual({ joins: [[1, 1]], leaves: [[4, 1]] })
  })

  it('is broken by more than 25 s of silence, not by 25', () => {
    expect(
      played([
        [0, true],
        [25_000, true],
      ]),
    ).toEqual({ joins: [[0, 1]], leaves: [[50, 1]] })
    expect(
      played([
        [0, true],
        [25_001, true],
      ]),
    ).toEqual({
      joins: [
        [0, 1],
        [25, 1],
      ],
      leaves: [
        [25, 1],
        [50, 1],
      ],
    })
  })

  it('goes by when it was, not by when it came', () => {
    expect(
      played([
        [0, true],
        [20_000, false],
        [10_000, true],
      ]),
    ).toEqual(
      played([
        [0, true],
        [10_000, true],
        [20_000, false],
      ]),
    )
  })

  it('settles as it goes and comes to the same', () => {
    const reports = Array.from({ length: 200 }, (_, i) => [i * 9_000, i % 7 !== 0] as const)
    const { joins, leaves } = played(reports)
    // Away at every seventh report, the first among them; the last run, 197 to 199, ends by silence at 199 x 9 s + 25 s.
    expect(joins).toEqual(Array.from({ length: 29 }, (_, i) => [(7 * i + 1) * 9, 1]))
    expect(leaves).toEqual([...Array.from({ length: 28 }, (_, i) => [(7 * i + 7) * 9, 1]), [1816, 1]])
  })

  it('peaks at the first second with the most', () => {
    const audience = {
      joins: new Map([
        [10, 2],
        [12, 1],
        [20, 3],
      ]),
      leaves: new Map([
        [12, 1],
        [15, 2],
        [30, 3],
      ]),
    }
    expect(peakOf(audience)).toEqual({ viewers: 3, second: 20 })
  })
})
