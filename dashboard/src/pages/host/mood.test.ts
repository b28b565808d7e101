import { expect, test } from 'vitest'
import { MOOD, NO_MOOD } from '../../../stage/voice.fixture.ts'
import { knownMood, moodTone, moodWord, ratioOf, signed, toneOf } from './mood.ts'

const fixed = (value: number): string => value.toFixed(2)

test('a mean has its sign, and nothing has none', () => {
  expect([0.41, -0.3, 0, 0.001, -0.004].map((value) => signed(value, fixed))).toEqual([
    '+0.41',
    '−0.30',
    '0.00',
    '0.00',
    '0.00',
  ])
})

test('the word follows the mean, unless the interval holds both signs', () => {
  expect(moodWord(0.41, 0.31, 0.51)).toBe('warm')
  expect(moodWord(0.7, 0.6, 0.8)).toBe('very warm')
  expect(moodWord(0.1, 0.05, 0.15)).toBe('mild')
  expect(moodWord(0.41, -0.1, 0.9)).toBe('even')
  expect(moodWord(-0.1, -0.15, -0.05)).toBe('a little cool')
  expect(moodWord(-0.3, -0.4, -0.2)).toBe('cool')
  expect(moodWord(-0.6, -0.7, -0.5)).toBe('cold')
})

test('a mean has a colour only where its interval is on one side', () => {
  expect(moodTone(0.41, 0.31, 0.51)).toBe('warm')
  expect(moodTone(-0.3, -0.4, -0.2)).toBe('cold')
  expect(moodTone(-0.22, -0.5, 0.06)).toBeNull()
  expect(moodTone(0.3, 0, 0.6)).toBeNull()
  expect(moodTone(0.08, 0.02, 0.14)).toBeNull()
})

test('ten minutes speak where the last one is too thin, and nothing speaks where both are', () => {
  expect(knownMood(MOOD, false)).toEqual({ mean: 0.41, low: 0.31, high: 0.51, viewers: 96, when: 'last minute' })
  const thin = { ...MOOD, last1: NO_MOOD.last1 }
  expect(knownMood(thin, false)).toMatchObject({ mean: 0.38, when: 'last 10 minutes' })
  expect(knownMood(thin, true)).toMatchObject({ mean: 0.38, when: 'since the start' })
  expect(knownMood(NO_MOOD, false)).toBeNull()
})

test('the scale runs from orange through grey to blue', () => {
  expect([-1, -0.7, 0, 0.1, 0.4, 1, 1.2].map(toneOf)).toEqual(['d-3', 'd-2', 'd0', 'd0', 'd1', 'd3', 'd3'])
})

test('a ratio needs viewers on both sides', () => {
  expect(ratioOf(58, 28)).toBeCloseTo(2.07, 2)
  expect(ratioOf(19, 4)).toBeNull()
  expect(ratioOf(3, 9)).toBeNull()
})
