// The funnel as a ribbon: its height at each step is the square root of the count, so that a step a hundred times
// smaller is still seen; the numbers stand beside it.

/** Closed path through the steps, as wide as `width`, around the middle of `height`. `most` is the count of full height. */
export function ribbonPath(counts: readonly number[], most: number, width: number, height: number): string {
  const middle = height / 2
  const column = width / counts.length
  const half = (count: number): number =>
    most > 0 ? Math.max(Math.sqrt(count / most) * middle, count > 0 ? 1 : 0.5) : 0.5
  const n = (value: number): string => value.toFixed(1)
  let upper = `M0 ${n(middle - half(counts[0] ?? 0))}`
  let lower = ''
  counts.forEach((count, index) => {
    const from = (index + 0.55) * column
    const to = (index + 1) * column
    const next = counts[index + 1] ?? count
    const bend = (from + to) / 2
    const up = (value: number): string => n(middle - half(value))
    const down = (value: number): string => n(middle + half(value))
    upper += `L${n(from)} ${up(count)}C${n(bend)} ${up(count)} ${n(bend)} ${up(next)} ${n(to)} ${up(next)}`
    lower =
      `C${n(bend)} ${down(next)} ${n(bend)} ${down(count)} ${n(from)} ${down(count)}L${n(index * column)} ${down(count)}` +
      lower
  })
  const last = counts.at(-1) ?? 0
  return `${upper}L${n(width)} ${n(middle + half(last))}${lower}Z`
}
