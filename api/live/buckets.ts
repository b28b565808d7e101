// Medians from counts by bucket.

/**
 * The median of values counted in buckets, interpolated evenly within its bucket. `bounds` are the upper bounds; one
 * more count stands for values above the last, where the last bound is answered. null without counts.
 */
export function medianOf(bounds: readonly number[], counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let below = 0
  for (const [i, count] of counts.entries()) {
    const upper = bounds[i]
    if (upper === undefined) break
    if (count > 0 && below + count >= total / 2) {
      const lower = i === 0 ? 0 : (bounds[i - 1] ?? 0)
      return lower + ((total / 2 - below) / count) * (upper - lower)
    }
    below += count
  }
  return bounds.at(-1) ?? null
}
