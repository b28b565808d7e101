// The order in which the frames' named numbers stand in the arrays that are added over partitions.
import type { MinuteFrame, ProductMinuteFrame, QualityMinuteFrame, ShowTotals } from '../../pipeline/contract.ts'
import { STARTUP_BUCKETS_MS } from '../../pipeline/contract.ts'

type NumbersOf<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T]

export const TOTAL_FIELDS = [
  'viewers',
  'visitors',
  'sessions',
  'played_ms',
  'comments',
  'reactions',
  'shares',
  'impressions',
  'clicks',
  'carts',
  'checkouts',
  'late',
] as const satisfies readonly NumbersOf<ShowTotals>[]

export const MINUTE_FIELDS = [
  'joins',
  'leaves',
  'newViewers',
  'played_ms',
  'comments',
  'reactions',
  'shares',
  'impressions',
  'clicks',
  'carts',
  'checkouts',
] as const satisfies readonly NumbersOf<MinuteFrame>[]
export type MinuteField = (typeof MINUTE_FIELDS)[number]

export const PRODUCT_FIELDS = [
  'impressions',
  'clicks',
  'carts',
  'removals',
  'checkouts',
] as const satisfies readonly NumbersOf<ProductMinuteFrame>[]

/** The start-up buckets follow behind them. */
export const QUALITY_FIELDS = [
  'attempts',
  'starts',
  'failures',
  'startup_sum_ms',
  'played_ms',
  'rebuffer_ms',
  'rebuffers',
  'bitrate_sum_kbps',
  'bitrate_count',
  'latency_sum_ms',
  'latency_count',
  'droppedFrames',
] as const satisfies readonly NumbersOf<QualityMinuteFrame>[]
export const QUALITY_WIDTH = QUALITY_FIELDS.length + STARTUP_BUCKETS_MS.length + 1

/** What quality is told by in quality_minutes_log: QUALITY_FIELDS and the start-up buckets. */
export const QUALITY_COLUMNS: readonly string[] = [
  ...columnsOf(QUALITY_FIELDS),
  ...[...STARTUP_BUCKETS_MS, Infinity].map((_, i) => `startup_buckets[${i + 1}]`),
]

/** The tables' columns of these numbers, in their order: newViewers is new_viewers there. */
export function columnsOf(fields: readonly string[]): readonly string[] {
  return fields.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
}

/** The named numbers of an object, in the order of `fields`. */
export function pick<F extends string>(fields: readonly F[], from: Readonly<Record<F, number>>): number[] {
  return fields.map((field) => from[field])
}

/** Back to names. */
export function named<F extends string>(fields: readonly F[], values: readonly number[]): Record<F, number> {
  return Object.fromEntries(fields.map((field, i) => [field, values[i] ?? 0])) as Record<F, number>
}

/** Keys of several words are joined by a character that ids hardly hold. */
const JOINT = '\u0000'
export const joinKey = (...words: readonly (string | number)[]): string => words.join(JOINT)
export const splitKey = (key: string): readonly string[] => key.split(JOINT)
/**
 * The entries whose key has this word behind the minute. Viewers make up words by the hundred thousand, and this is asked several
 * times a second: a key is taken apart only where it begins right. One with a separator in its word is of another.
 */
export function entriesOf<V>(entries: ReadonlyMap<string, V>, word: string): (readonly [string, V])[] {
  const wanted = `${JOINT}${word}${JOINT}`
  const found: (readonly [string, V])[] = []
  for (const entry of entries)
    if (entry[0].startsWith(wanted, entry[0].indexOf(JOINT)) && splitKey(entry[0]).length === KEY_WORDS)
      found.push(entry)
  return found
}
/** Minute, product, and moment or currency. */
const KEY_WORDS = 3

/** Keys start with their minute, Unix s. */
export const minuteOf = (key: string): number => Number(key.slice(0, key.indexOf(JOINT)))
