// The retention curve: how many of those who came had watched how long. Pure.
import { line, scaleLinear, scaleLog } from 'd3'
import type { ShowDetail } from '../../../../api/contract.ts'

type Points = ShowDetail['retention']

export interface RetentionMark {
  readonly watched_ms: number
  readonly share: number
}

/** Share of the viewers who joined that watched at least so long, interpolated between the counts; 0 behind the last. */
export function shareAt(points: Points, watched_ms: number): number {
  const all = points[0]?.viewers ?? 0
  if (all === 0) return 0
  const after = points.findIndex((point) => point.watched_ms >= watched_ms)
  if (after < 0) return 0
  if (after === 0) return 1
  const [left, right] = [points[after - 1]!, points[after]!]
  const part = (watched_ms - left.watched_ms) / (right.watched_ms - left.watched_ms)
  return (left.viewers + (right.viewers - left.viewers) * part) / all
}

const MARKS_MS = [10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000]

/** What is said in words: the marks people know, as far as anybody watched. */
export function retentionMarks(points: Points): readonly RetentionMark[] {
  const last_ms = points.findLast((point) => point.viewers > 0)?.watched_ms ?? 0
  return MARKS_MS.filter((watched_ms) => watched_ms <= last_ms).map((watched_ms) => ({
    watched_ms,
    share: shareAt(points, watched_ms),
  }))
}

/** Below it the axis does not go: a player that ran for a blink was no visit. */
const FIRST_MS = 5_000

export interface RetentionDrawing {
  readonly line: string
  readonly area: string
  readonly x: (watched_ms: number) => number
  readonly y: (share: number) => number
}

/** Time is logarithmic, since half leave in the first minutes and a few stay for hours. null without viewers. */
export function drawRetention(points: Points, width: number, height: number): RetentionDrawing | null {
  const all = points[0]?.viewers ?? 0
  if (all === 0 || points.length < 2) return null
  const last_ms = Math.max(FIRST_MS * 2, points.at(-1)!.watched_ms)
  const x = scaleLog([FIRST_MS, last_ms], [0, width]).clamp(true)
  const y = scaleLinear([0, 1], [height, 6])
  const inside = points
    .filter((point) => point.watched_ms >= FIRST_MS)
    .map((point) => [x(point.watched_ms), y(point.viewers / all)] as const)
  const xy = [[0, y(shareAt(points, FIRST_MS))] as const, ...inside]
  const path =
    line<readonly [number, number]>(
      ([px]) => px,
      ([, py]) => py,
    ).digits(1)(xy) ?? ''
  return { line: path, area: `${path}V${height}H0Z`, x: (ms) => x(ms), y: (share) => y(share) }
}
