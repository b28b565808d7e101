// The engagement meter: a bar of equal segments, coloured by the part that earned them.
import type { EngagementPart } from '../../../api/contract.ts'

/**
 * Values rounded to whole numbers that sum up to the whole number `total`: each to its floor, what is left to the largest
 * remainders, the first of equals. `total` is the rounded sum of the values, so that each gets at most one more.
 */
export function wholeShares(values: readonly number[], total: number): readonly number[] {
  const shares = values.map(Math.floor)
  const rest = total - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = values
    .map((value, index) => ({ index, left: value - Math.floor(value) }))
    .toSorted((a, b) => b.left - a.left)
  for (const { index } of byRemainder.slice(0, Math.max(0, rest))) shares[index]!++
  return shares
}

/**
 * The colour index (0-based part) of each lit segment, from the left: round(score * segments / 100) segments in all, shared
 * by the parts' points.
 */
export function litSegments(parts: readonly EngagementPart[], score: number, segments: number): readonly number[] {
  const lit = Math.round((Math.min(100, Math.max(0, score)) * segments) / 100)
  const total = parts.reduce((sum, part) => sum + part.points, 0)
  if (total <= 0) return []
  const counts = wholeShares(
    parts.map((part) => (part.points / total) * lit),
    lit,
  )
  return counts.flatMap((count, index) => Array<number>(count).fill(index))
}

/** The part that moved the score most in the score's own direction; null when it stands. */
export function mostMoved(parts: readonly EngagementPart[], change: number | null): EngagementPart | null {
  if (change === null || change === 0) return null
  const sign = Math.sign(change)
  const moved = parts.filter((part) => (part.change ?? 0) * sign > 0)
  return moved.reduce<EngagementPart | null>(
    (best, part) => (best && best.change! * sign >= part.change! * sign ? best : part),
    null,
  )
}
