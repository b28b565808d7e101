// How the mood and what it warns of are said, and where the histogram's marks stand. Pure.
import type { Mood, MoodWindow, Wrong } from '../../../../api/contract.ts'

/** "+0.41"; with a minus sign, not a hyphen. @param fixed two decimals of a positive number. */
export function signed(value: number, fixed: (value: number) => string): string {
  const text = fixed(Math.abs(value))
  return Number(value.toFixed(2)) === 0 ? text : (value > 0 ? '+' : '−') + text
}

/** A known mean in a word. "even" also where the interval holds both signs: then nobody knows which it is. */
export function moodWord(mean: number, low: number, high: number): string {
  if (low <= 0 && high >= 0) return 'even'
  const size = Math.abs(mean)
  if (size < 0.2) return mean > 0 ? 'mild' : 'a little cool'
  if (size < 0.5) return mean > 0 ? 'warm' : 'cool'
  return mean > 0 ? 'very warm' : 'cold'
}

/** The side of a known mean worth a colour; null: near nought, or its interval holds both signs. */
export function moodTone(mean: number, low: number, high: number): 'warm' | 'cold' | null {
  if (Math.abs(mean) <= 0.1 || moodWord(mean, low, high) === 'even') return null
  return mean > 0 ? 'warm' : 'cold'
}

export interface KnownMood {
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly viewers: number
  readonly when: 'last minute' | 'last 10 minutes' | 'since the start'
}

/** The last minute where enough viewers wrote, else the last ten, or all of a show younger than that; null: not yet. */
export function knownMood(mood: Mood, young: boolean): KnownMood | null {
  return known(mood.last1, 'last minute') ?? known(mood.last10, young ? 'since the start' : 'last 10 minutes')
}

function known({ mean, low, high, viewers }: MoodWindow, when: KnownMood['when']): KnownMood | null {
  return mean === null || low === null || high === null ? null : { mean, low, high, viewers, when }
}

/** Steps of the scale orange to blue. */
const TONES = ['d-3', 'd-2', 'd-1', 'd0', 'd1', 'd2', 'd3'] as const

/** The token of a score from -1 to 1. */
export function toneOf(score: number): (typeof TONES)[number] {
  const step = Math.round(((score + 1) / 2) * (TONES.length - 1))
  return TONES[Math.max(0, Math.min(TONES.length - 1, step))]!
}

/** Viewers on both sides below whom a ratio is chance. */
export const RATIO_MIN = 5

/** Five minutes against the five before, "2.1×"; null below RATIO_MIN. */
export function ratioOf(now: number, before: number): number | null {
  return now < RATIO_MIN || before < RATIO_MIN ? null : now / before
}

export const WRONG_WORDS: Readonly<Record<Wrong['about'], string>> = {
  stream: 'the stream',
  quality: 'quality',
  delivery: 'delivery',
}
