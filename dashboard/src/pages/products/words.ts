// Sentences of the comparison. Pure, by the formats they are given.
import type { Comparison, Estimate, Proportion } from '../../../../api/contract.ts'
import { NNBSP, NONE, type Formats } from '../../format/formats.ts'
import type { CountedPart } from '../../parts/counting.svelte.ts'

const UNBOUNDED = '∞'

/** "3.6 to 5.7"; an unbounded end is ∞. */
export function ratioRange(format: Formats, { low, high }: Estimate): string {
  return `${times(format, low)} to ${high === null ? UNBOUNDED : times(format, high)}`
}

/** Ratios have two digits below ten and one decimal above: more would pretend. */
export function times(format: Formats, ratio: number): string {
  return ratio < 9.95 ? format.fixed(ratio, 1) : format.fixed(ratio, ratio < 99.5 ? 1 : 0)
}

/** "+0.53 pt"; a real minus. */
export function points(format: Formats, difference: number): string {
  return `${signed(format, difference)}${NNBSP}pt`
}

function signed(format: Formats, difference: number): string {
  const text = format.fixed(Math.abs(difference) * 100, 2)
  return `${difference < 0 ? '−' : '+'}${text}`
}

/** "0.41 to 0.66" in points. */
export function pointsRange(format: Formats, { low, high }: Estimate): string {
  const bare = (value: number): string => (value < 0 ? '−' : '') + format.fixed(Math.abs(value) * 100, 2)
  return `${bare(low)} to ${high === null ? UNBOUNDED : bare(high)}`
}

/** "2.64 to 2.97" in per cent; '' without an interval. */
export function rateRange(format: Formats, { low, high }: Proportion): string {
  if (low === null || high === null) return ''
  return `${format.fixed(low * 100, 2)} to ${format.fixed(high * 100, 2)}`
}

/** A rate's numerator, denominator and interval, or that it is none, for "how is this counted". */
export function rateParts(format: Formats, rate: Proportion, of: string, base: string): readonly CountedPart[] {
  const range = rateRange(format, rate)
  return [
    { value: format.count(rate.x), label: of },
    { value: format.count(rate.n), label: base },
    rate.x > rate.n
      ? { value: NONE, label: `more ${of} than ${base}: not all came from one` }
      : { value: format.percent(rate.rate), label: range === '' ? 'their ratio' : `${range}, Wilson 95 %` },
  ]
}

/** What stands behind a ratio. */
export function liftParts(format: Formats, comparison: Comparison): readonly CountedPart[] {
  const { show, store, lift, difference } = comparison
  const sides = [
    { value: format.percent(show.rate), label: `${format.count(show.x)} of ${format.count(show.n)} viewers` },
    { value: format.percent(store.rate), label: `${format.count(store.x)} of ${format.count(store.n)} store visitors` },
  ]
  if (!lift || !difference) return [...sides, { value: 'not yet', label: comparison.lacks ?? '' }]
  return [
    ...sides,
    { value: `${times(format, lift.value)}×`, label: `${ratioRange(format, lift)}, Koopman 95 %` },
    { value: points(format, difference.value), label: `${pointsRange(format, difference)}, Newcombe 95 %` },
  ]
}

/** A comparison in one sentence, for who hears the plot. */
export function liftSentence(format: Formats, { lift, lacks }: Comparison): string {
  return lift === null
    ? `not yet: ${lacks ?? 'too little data'}`
    : `${times(format, lift.value)} times the store, ${ratioRange(format, lift)}`
}
