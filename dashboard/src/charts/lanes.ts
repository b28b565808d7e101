// Where moments lie under the curve: pins in the first lane, all else below, side by side where they overlap.
import type { Moment } from '../../../api/contract.ts'

/** Lanes drawn; what finds no room is in the table. */
export const LANES_MAX = 3

export interface Placed {
  readonly moment: Moment
  readonly lane: number
  /** Unix ms, cut to the span. */
  readonly from_ms: number
  readonly to_ms: number
  /** It began inside the span: it gets a stem on the curve. */
  readonly begins: boolean
}

export function placeMoments(
  moments: readonly Moment[],
  from_ms: number,
  to_ms: number,
  now_ms: number,
): readonly Placed[] {
  const placed: Placed[] = []
  const busyUntil: number[] = []
  const inside = moments
    .filter((moment) => moment.startsAt_ms < to_ms && (moment.endsAt_ms ?? now_ms) > from_ms)
    .toSorted((a, b) => a.startsAt_ms - b.startsAt_ms)
  for (const moment of inside) {
    const first = moment.kind === 'pin' ? 0 : 1
    const last = moment.kind === 'pin' ? 0 : LANES_MAX - 1
    let lane = first
    while (lane <= last && (busyUntil[lane] ?? 0) > moment.startsAt_ms) lane++
    if (lane > last) {
      if (moment.kind !== 'pin') continue
      lane = 0
    }
    busyUntil[lane] = moment.endsAt_ms ?? Infinity
    placed.push({
      moment,
      lane,
      from_ms: Math.max(from_ms, moment.startsAt_ms),
      to_ms: Math.min(to_ms, moment.endsAt_ms ?? now_ms),
      begins: moment.startsAt_ms >= from_ms,
    })
  }
  return placed
}

/** How many lanes these take. */
export function lanesOf(placed: readonly Placed[]): number {
  return placed.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
}

const CHAR_PX = 6.2
/** Fewer letters than this of a longer label say nothing. */
const CUT_MIN = 8

/** A label cut to a width: whole, or its shorter form, or its beginning; "" where not even a few letters fit. */
export function fitted(label: string, shorter: string, width: number): string {
  const letters = Math.floor(width / CHAR_PX)
  if (label.length <= letters) return label
  if (letters >= CUT_MIN) return label.slice(0, letters - 1).trimEnd() + '…'
  return shorter.length <= letters ? shorter : ''
}
