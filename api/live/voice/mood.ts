// How the comments sound: the mean over viewers, with its interval.
//
// Of a window, copies of one text count once (the earliest), and what is left of one viewer counts as one (its mean): so
// neither a flood of copies nor one loud viewer moves it. The interval is the mean ± z s / sqrt(n) over viewers (the central
// limit theorem; shown from MOOD_VIEWERS_MIN on, where the sample deviation stands for the population's).
import { hasLabel } from '../../../comments/contract.ts'
import type { Mood, MoodWindow } from '../../contract.ts'
import { Z_95 } from '../../statistics/normal.ts'
import type { Said } from './book.ts'

/** Viewers below whom no mood is shown. */
export const MOOD_VIEWERS_MIN = 10
/** Bars of the histogram, from -1 to 1. */
export const MOOD_BARS = 20

const MINUTE_MS = 60_000

export function moodAt(recent: readonly Said[], now_ms: number): Mood {
  const ten = viewersOf(recent, now_ms - 10 * MINUTE_MS, now_ms)
  const one = viewersOf(recent, now_ms - MINUTE_MS, now_ms)
  const bars = new Array<number>(MOOD_BARS).fill(0)
  for (const mean of ten) {
    const bar = Math.min(MOOD_BARS - 1, Math.floor(((mean + 1) / 2) * MOOD_BARS))
    bars[bar] = (bars[bar] ?? 0) + 1
  }
  return { last1: windowOf(one), last10: windowOf(ten), bars, minimumViewers: MOOD_VIEWERS_MIN }
}

/** The mean of each viewer heard after `from_ms`, up to and with `to_ms`. */
function viewersOf(recent: readonly Said[], from_ms: number, to_ms: number): number[] {
  const originals = new Map<number, Said>()
  for (const said of recent) {
    if (said.at_ms <= from_ms || said.at_ms > to_ms || !isHeard(said)) continue
    const known = originals.get(said.textKey)
    if (known === undefined || isEarlier(said, known)) originals.set(said.textKey, said)
  }
  const viewers = new Map<string, { sum: number; count: number }>()
  for (const { visitorId, sentiment_milli } of originals.values()) {
    const viewer = viewers.get(visitorId) ?? { sum: 0, count: 0 }
    viewer.sum += sentiment_milli ?? 0
    viewer.count += 1
    viewers.set(visitorId, viewer)
  }
  return [...viewers.values()].map(({ sum, count }) => sum / count / 1000)
}

const isHeard = ({ role, sentiment_milli, labels }: Said): boolean =>
  role === 'viewer' && sentiment_milli !== null && !hasLabel(labels, 'spam')

const isEarlier = (a: Said, b: Said): boolean => (a.at_ms === b.at_ms ? isBefore(a.id, b.id) : a.at_ms < b.at_ms)

/** By place: partition, offset, index, each as a number. */
function isBefore(a: string, b: string): boolean {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (const [i, part] of x.entries()) if (part !== y[i]) return part < (y[i] ?? 0)
  return false
}

function windowOf(means: readonly number[]): MoodWindow {
  const n = means.length
  if (n < MOOD_VIEWERS_MIN) return { viewers: n, mean: null, low: null, high: null }
  const mean = means.reduce((sum, value) => sum + value, 0) / n
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const half = Z_95 * Math.sqrt(variance / n)
  return { viewers: n, mean, low: Math.max(-1, mean - half), high: Math.min(1, mean + half) }
}
