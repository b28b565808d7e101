import { expect, test } from 'vitest'
import { stepsOf } from './finality.ts'
import { drawRetention, retentionMarks, shareAt } from './retention.ts'

// Of 200 who joined, 150 watched 5 s, 100 a minute, 20 half an hour, none an hour.
const points = [
  { watched_ms: 0, viewers: 200 },
  { watched_ms: 5_000, viewers: 150 },
  { watched_ms: 60_000, viewers: 100 },
  { watched_ms: 1_800_000, viewers: 20 },
  { watched_ms: 3_600_000, viewers: 0 },
]

test('the share who stayed is read off between the counts', () => {
  expect(shareAt(points, 0)).toBe(1)
  expect(shareAt(points, 5_000)).toBe(0.75)
  // Half way between 150 and 100.
  expect(shareAt(points, 32_500)).toBe(0.625)
  expect(shareAt(points, 9_999_999)).toBe(0)
  expect(shareAt([], 0)).toBe(0)
})

test('marks go as far as anybody watched', () => {
  expect(retentionMarks(points).map(({ watched_ms }) => watched_ms)).toEqual([
    10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000,
  ])
  expect(retentionMarks(points).at(-1)?.share).toBe(0.1)
})

test('the curve begins at five seconds and ends at nought', () => {
  const drawn = drawRetention(points, 300, 106)
  expect(drawn?.x(5_000)).toBe(0)
  expect(drawn?.x(3_600_000)).toBe(300)
  // 100 px between none at 106 and all at 6.
  expect(drawn?.line.startsWith('M0,31L0,31')).toBe(true)
  expect(drawn?.line.endsWith('L300,106')).toBe(true)
  expect(drawRetention([{ watched_ms: 0, viewers: 0 }], 300, 100)).toBeNull()
})

test('a show has ended, is provisional, then final', () => {
  const at = (state: 'running' | 'provisional' | 'final') =>
    stepsOf({ state, finalAt_ms: 500, atEnd: null }, 100).map((step) => `${step.name} ${step.state} ${step.at_ms}`)
  expect(at('provisional')).toEqual(['Ended done 100', 'Provisional now 500', 'Final waiting 500'])
  expect(at('final')).toEqual(['Ended done 100', 'Provisional done 500', 'Final now 500'])
})
