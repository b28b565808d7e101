// How much each feature may weigh, before training: by how differently the two sides use it.
import type { Rows } from './svm.ts'

export interface PriorSettings {
  /** 0 makes all features alike, 1 is Wang and Manning's. */
  readonly power: number
  /** Added to both sides' counts. */
  readonly floor: number
}

/** Log-ratios are cut here: a feature of one side alone is no better than one of it nearly alone. */
const LOG_RATIO_MAX = 4

/**
 * The size of each feature's log-count ratio between the sides of `targets` (Wang and Manning, Baselines and bigrams, ACL 2012),
 * raised to a power; 0 for a feature that no counted row has. Rows that cost 0 are not counted.
 */
export function logCountPriors(
  { starts, features, width }: Rows,
  targets: Int8Array,
  costs: Float64Array,
  { power, floor }: PriorSettings,
): Float64Array {
  const yes = new Float64Array(width).fill(floor)
  const no = new Float64Array(width).fill(floor)
  let rowsOfYes = 2 * floor
  let rowsOfNo = 2 * floor
  for (let i = 0; i < targets.length; i += 1) {
    if (costs[i] === 0) continue
    const isYes = targets[i] === 1
    if (isYes) rowsOfYes += 1
    else rowsOfNo += 1
    const counts = isYes ? yes : no
    for (let k = starts[i]!; k < starts[i + 1]!; k += 1) counts[features[k]!] = counts[features[k]!]! + 1
  }
  return yes.map((count, f) => {
    if (count === floor && no[f] === floor) return 0
    const ratio = Math.abs(Math.log(count / rowsOfYes / (no[f]! / rowsOfNo)))
    return Math.min(LOG_RATIO_MAX, ratio) ** power
  })
}
