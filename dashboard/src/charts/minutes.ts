// Bars of something by the minute, over the whole of a show.
import { scaleLinear } from 'd3'

export interface MinuteBar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface MinuteBars {
  readonly bars: readonly MinuteBar[]
  /** Unix ms -> x. */
  readonly x: (at_ms: number) => number
  /** Most of any bar: neighbours are added up where minutes are narrower than BAR_MIN_PX. */
  readonly most: number
  /** Minutes to a bar. */
  readonly perBar: number
}

/** Narrower bars melt into a grey. */
const BAR_MIN_PX = 3

/** @param minutes Unix s of its start and a count, oldest first; missing ones are empty. */
export function minuteBars(
  minutes: readonly { readonly minute: number; readonly value: number }[],
  box: { readonly left: number; readonly right: number; readonly top: number; readonly base: number },
): MinuteBars {
  const first = minutes[0]?.minute ?? 0
  const count = minutes.length === 0 ? 1 : (minutes.at(-1)!.minute - first) / 60 + 1
  const width = Math.max(1, box.right - box.left)
  const perBar = Math.max(1, Math.ceil((BAR_MIN_PX * count) / width))
  const sums = new Array<number>(Math.ceil(count / perBar)).fill(0)
  for (const { minute, value } of minutes) {
    const bar = Math.floor((minute - first) / 60 / perBar)
    sums[bar] = (sums[bar] ?? 0) + value
  }
  const x = scaleLinear([first * 1000, (first + sums.length * perBar * 60) * 1000], [box.left, box.right])
  const most = Math.max(1, ...sums)
  const step = width / sums.length
  const bars = sums.map((sum, i) => {
    const height = (sum / most) * (box.base - box.top)
    return {
      x: box.left + i * step + Math.min(0.75, step / 8),
      y: box.base - height,
      width: step - Math.min(1.5, step / 4),
      height,
    }
  })
  return { bars, x: (at_ms) => x(at_ms), most, perBar }
}
