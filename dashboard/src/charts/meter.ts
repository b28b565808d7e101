// The engagement meter: a bar of equal segments, coloured by the part that earned them.
import type { EngagementPart } from '../../../api/contract.ts'

/**
 * The colour index (0-based part) of each lit segment, from the left. Parts' points are rounded so that together they
 * light exactly round(score * segments / 100) segments (largest remainders first).
 */
export function litSegments(parts: readonly EngagementPart[], score: number, segments: number): readonly number[] {
  const lit = Math.round((Math.min(100, Math.max(0, score)) * segments) / 100)
  const total = parts.reduce((sum, part) => sum + part.points, 0)
  if (total <= 0) return []
  const exact = parts.map((part) => (part.points / total) * lit)
  const counts = exact.map(Math.floor)
  const rest = lit - counts.reduce((sum, count) => sum + count, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, left: value - Math.floor(value) }))
    .toSorted((a, b) => b.left - a.left)
  for (const { index } of byRemainder.slice(0, rest)) counts[index]!++
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
