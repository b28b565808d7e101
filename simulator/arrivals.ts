// When viewers come: a steady stream, a crowd at the start, more at every offer and game, and waves when someone with
// followers shares the show. Exactly as many as asked for, in order, without keeping them.
import type { Act } from './running-order.ts'
import type { Random } from './random.ts'

/** Something that draws people: `share` of them, most at once, the rest with the decay. */
interface Pull {
  readonly at_ms: number
  readonly share: number
  readonly decay_ms: number
}

export interface ArrivalOptions {
  /** From when; the act's start or, for its first act, some time before it. */
  readonly from_ms: number
  readonly count: number
  /** Share of them that comes in the first seconds: a show that others watch already. */
  readonly atOnce: number
}

/** Arrival times of an act, ascending, whole ms. */
export function* arrivals(random: Random, act: Act, options: ArrivalOptions): Generator<number> {
  const cumulative = cumulate(act, options)
  const total = cumulative.at(-1) ?? 0
  // Sorted uniforms one by one, so that none is kept: Bentley and Saxe, "Generating sorted lists of random numbers",
  // ACM Transactions on Mathematical Software 6 (1980), their algorithm from the top turned round.
  let floor = 0
  let second = 0
  for (let left = options.count; left > 0; left--) {
    floor = 1 - (1 - floor) * (1 - random.next()) ** (1 / left)
    const goal = floor * total
    while (second < cumulative.length - 1 && (cumulative[second] ?? 0) < goal) second++
    const before = second === 0 ? 0 : (cumulative[second - 1] ?? 0)
    const within = Math.min(0.999, (goal - before) / Math.max(1e-12, (cumulative[second] ?? 0) - before))
    yield options.from_ms + second * 1000 + Math.floor(within * 1000)
  }
}

/** Expected arrivals up to the end of each second, in any unit. */
function cumulate(act: Act, { from_ms, atOnce }: ArrivalOptions): Float64Array {
  const seconds = Math.max(1, Math.floor((act.end_ms - from_ms) / 1000))
  const rate = new Float64Array(seconds).fill(0.34 / seconds)
  for (const pull of pulls(act, from_ms, atOnce)) {
    const first = Math.max(0, Math.floor((pull.at_ms - from_ms) / 1000))
    const decay_s = pull.decay_ms / 1000
    for (let s = first; s < seconds; s++) {
      rate[s] = (rate[s] ?? 0) + (pull.share / decay_s) * Math.exp(-(s - first) / decay_s)
    }
  }
  let sum = 0
  return rate.map((each) => (sum += each))
}

function pulls(act: Act, from_ms: number, atOnce: number): readonly Pull[] {
  const beside = act.moments.filter((moment) => moment.kind !== 'pin')
  return [
    { at_ms: from_ms, share: atOnce, decay_ms: 4_000 },
    { at_ms: act.start_ms, share: act.index === 0 ? 0.26 : 0.08, decay_ms: 70_000 },
    ...beside.map((moment) => ({
      at_ms: moment.start_ms,
      share: (moment.kind === 'offer' ? 0.28 : 0.18) / beside.length,
      decay_ms: 45_000,
    })),
    ...act.pushes_ms.map((at_ms) => ({ at_ms, share: 0.09, decay_ms: 35_000 })),
  ]
}
