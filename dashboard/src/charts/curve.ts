// Geometry of the viewers' curve. d3 computes, Svelte draws. Pure: points and a box in, paths and places out.
import { area, bisector, line, scaleLinear, ticks } from 'd3'
import type { CurvePoint } from '../../../api/contract.ts'

export interface CurveBox {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  /** Height of what lies under the curve: lanes and axis. */
  readonly foot: number
}

export interface Curve {
  readonly line: string
  readonly area: string
  /** Unix ms -> x. */
  readonly x: (at_ms: number) => number
  /** Viewers -> y. */
  readonly y: (viewers: number) => number
  /** Bottom of the plot. */
  readonly base: number
  readonly yTicks: readonly { readonly value: number; readonly y: number }[]
  readonly end: { readonly x: number; readonly y: number; readonly viewers: number } | null
  /** y on the line at a time, for what stands on the curve. */
  readonly yAt: (at_ms: number) => number
  /** Highest point drawn. */
  readonly peak: { readonly x: number; readonly y: number; readonly t: number; readonly viewers: number } | null
}

/** A young show does not fill the plot: the curve grows into it. */
export const SPAN_MIN_MS = 2 * 60_000
export const SPAN_MS = 20 * 60_000

/** What of the show is drawn: its last 20 minutes, or all of it. */
export function curveSpan(
  startedAt_ms: number,
  now_ms: number,
  whole: boolean,
): { readonly from_ms: number; readonly to_ms: number } {
  const from_ms = whole ? startedAt_ms : Math.max(startedAt_ms, now_ms - SPAN_MS)
  return { from_ms, to_ms: Math.max(now_ms, from_ms + SPAN_MIN_MS) }
}

const byTime = bisector((point: CurvePoint) => point.t)

export function curveOf(points: readonly CurvePoint[], from_ms: number, to_ms: number, box: CurveBox): Curve {
  const base = box.height - box.foot
  const x = scaleLinear([from_ms, to_ms], [box.left, box.width - box.right])
  // One point before the span, so that the line enters from the edge.
  const first = Math.max(0, byTime.left(points, from_ms / 1000) - 1)
  const inside = points.slice(first, byTime.right(points, to_ms / 1000))
  const [low, high] = yDomain(inside.map((point) => point.viewers))
  const y = scaleLinear([low, high], [base - 2, box.top])
  const drawn = perPixel(inside, (point) => Math.round(x(point.t * 1000)))
  const xy = drawn.map((point) => [Math.max(box.left, x(point.t * 1000)), y(point.viewers)] as const)
  const last = drawn.at(-1)
  const peak = inside.reduce<CurvePoint | null>(
    (best, point) => (best && best.viewers >= point.viewers ? best : point),
    null,
  )
  return {
    line:
      line<readonly [number, number]>(
        (p) => p[0],
        (p) => p[1],
      ).digits(1)(xy) ?? '',
    area:
      area<readonly [number, number]>(
        (p) => p[0],
        base,
        (p) => p[1],
      ).digits(1)(xy) ?? '',
    x: (at_ms) => x(at_ms),
    y: (viewers) => y(viewers),
    base,
    yTicks: ticks(low, high, base - box.top > 120 ? 4 : 2)
      .filter((value) => Number.isInteger(value) && y(value) < base - 10 && y(value) > box.top + 4)
      .map((value) => ({ value, y: y(value) })),
    end: last ? { x: x(last.t * 1000), y: y(last.viewers), viewers: last.viewers } : null,
    yAt: (at_ms) => {
      const after = byTime.left(inside, at_ms / 1000)
      const right = inside[after] ?? inside.at(-1)
      const left = inside[after - 1] ?? right
      if (!left || !right) return base
      const share = right.t === left.t ? 0 : (at_ms / 1000 - left.t) / (right.t - left.t)
      return y(left.viewers + (right.viewers - left.viewers) * Math.min(1, Math.max(0, share)))
    },
    peak: peak && { t: peak.t, viewers: peak.viewers, x: x(peak.t * 1000), y: y(peak.viewers) },
  }
}

/**
 * Low and high of the plot. It need not start at nought (the ticks say where it starts), but a flat curve must look flat:
 * the plot spans at least a quarter of the highest value. In steps, so that it stands still from frame to frame.
 */
export function yDomain(values: readonly number[]): readonly [number, number] {
  const high = values.reduce((a, b) => Math.max(a, b), 0)
  const low = values.reduce((a, b) => Math.min(a, b), high)
  if (high === 0) return [0, 10]
  const span = Math.max((high - low) * 1.35, high * 0.25, 4)
  const step = 10 ** Math.floor(Math.log10(span)) / 2
  const from = high - span < high * 0.2 ? 0 : Math.floor((high - span) / step) * step
  return [from, Math.ceil((high * 1.01) / step) * step]
}

/** At most one point a pixel: the highest, so that no peak is lost. */
function perPixel(points: readonly CurvePoint[], pixelOf: (point: CurvePoint) => number): readonly CurvePoint[] {
  const kept: CurvePoint[] = []
  let pixel = Number.NaN
  for (const point of points) {
    const at = pixelOf(point)
    if (at !== pixel) kept.push(point)
    else if (kept.at(-1)!.viewers < point.viewers) kept[kept.length - 1] = point
    pixel = at
  }
  const last = points.at(-1)
  if (last && kept.at(-1) !== last) kept[kept.length - 1] = last
  return kept
}

const MINUTE_MS = 60_000
const TICK_STEPS_MIN = [1, 2, 5, 10, 15, 30, 60, 120, 240]

/** Whole clock times, at most `most` of them. */
export function timeTicks(from_ms: number, to_ms: number, most: number): readonly number[] {
  const step = (TICK_STEPS_MIN.find((min) => (to_ms - from_ms) / (min * MINUTE_MS) <= most) ?? 480) * MINUTE_MS
  const found: number[] = []
  for (let at = Math.ceil(from_ms / step) * step; at <= to_ms; at += step) found.push(at)
  return found
}
