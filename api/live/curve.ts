// Concurrent viewers by second, from joins and leaves; and the curve thinned for the wire.
import type { CurvePoint } from '../contract.ts'

/** Dense from `from` (Unix s): viewers[i] is the number at the end of second from + i. */
export interface Curve {
  readonly from: number
  readonly viewers: readonly number[]
}

/** Running sum of joins - leaves over the seconds from the first to `to`, starting at `base` viewers. */
export function curveOf(seconds: ReadonlyMap<number, readonly number[]>, to: number, base = 0): Curve {
  let from = Infinity
  for (const second of seconds.keys()) if (second < from) from = second
  const viewers: number[] = []
  let now = base
  for (let second = from; second <= to; second++) {
    const change = seconds.get(second)
    if (change) now += (change[0] ?? 0) - (change[1] ?? 0)
    viewers.push(now)
  }
  return { from: viewers.length > 0 ? from : to, viewers }
}

/** Viewers at the end of a second: the last known one past the curve's end, 0 before its start. */
export function viewersAt(curve: Curve, second: number): number {
  if (second < curve.from) return 0
  return curve.viewers[Math.min(second - curve.from, curve.viewers.length - 1)] ?? 0
}

/** The most viewers and the first second that had them; null for a curve without points. */
export function peakOf(curve: Curve): { readonly viewers: number; readonly second: number } | null {
  let best = -1
  for (const [i, viewers] of curve.viewers.entries()) if (best < 0 || viewers > (curve.viewers[best] ?? 0)) best = i
  return best < 0 ? null : { viewers: curve.viewers[best] ?? 0, second: curve.from + best }
}

/** Viewer-seconds of the seconds (from, to]: the area under the curve. */
export function viewerSeconds(curve: Curve, from: number, to: number): number {
  let sum = 0
  for (let second = Math.max(from + 1, curve.from); second <= to; second++) sum += viewersAt(curve, second)
  return sum
}

/** Points from second `since` on. */
export function pointsSince(curve: Curve, since: number): readonly CurvePoint[] {
  const first = Math.max(0, since - curve.from)
  return curve.viewers.slice(first).map((viewers, i) => ({ t: curve.from + first + i, viewers }))
}

/**
 * At most `most` points: the newest `whole` seconds as they are, of the rest the highest of each equal stretch, so that
 * the peak is always among them.
 */
export function thin(curve: Curve, most: number, whole = 120): readonly CurvePoint[] {
  const n = curve.viewers.length
  if (n <= most) return pointsSince(curve, curve.from)
  const kept = Math.min(whole, most - 1)
  const stretch = Math.ceil((n - kept) / (most - kept))
  const points: CurvePoint[] = []
  for (let start = 0; start < n - kept; start += stretch) {
    let best = start
    for (let i = start + 1; i < Math.min(start + stretch, n - kept); i++) {
      if ((curve.viewers[i] ?? 0) > (curve.viewers[best] ?? 0)) best = i
    }
    points.push({ t: curve.from + best, viewers: curve.viewers[best] ?? 0 })
  }
  return [...points, ...pointsSince(curve, curve.from + n - kept)]
}
