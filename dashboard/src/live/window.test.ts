import { expect, test } from 'vitest'
import { inWords, isYoungerThan, lastWords } from './window.ts'

const show = { startedAt_ms: 1_000_000 }
/** 2:24 and 10:00 into it. */
const [YOUNG_MS, OLD_MS] = [1_144_000, 1_600_000]

test('a window longer than the show is the show', () => {
  expect([lastWords(show, YOUNG_MS, 10), inWords(show, YOUNG_MS, 10)]).toEqual(['since the start', 'since the start'])
  expect([lastWords(show, YOUNG_MS, 1), inWords(show, OLD_MS - 1, 10)]).toEqual(['last 1\u202fmin', 'since the start'])
  expect([lastWords(show, OLD_MS, 10), inWords(show, OLD_MS, 10)]).toEqual(['last 10\u202fmin', 'in 10\u202fmin'])
})

test('a start nobody declared makes nothing young', () => {
  expect(isYoungerThan({ startedAt_ms: null }, YOUNG_MS, 10)).toBe(false)
})
