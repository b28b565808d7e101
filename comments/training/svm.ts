// A linear SVM with squared hinge loss, by dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan, ICML 2008,
// algorithm 1). Only + - * / and comparisons: the same weights on every machine.
import { shuffle, type Seeded } from './seeded.ts'

/** Examples as rows of sparse features: row i has features[starts[i]] to features[starts[i + 1] - 1], each once. */
export interface Rows {
  readonly starts: Int32Array
  readonly features: Int32Array
  readonly values: Float32Array
  readonly width: number
}

export interface SvmSettings {
  readonly passes: number
  /** A pass is the last when no example's gradient moves more than this. */
  readonly tolerance: number
}

/**
 * Weights that give a row a positive sum where its target is 1, negative where it is -1. `costs` weighs each row; 0 leaves it out.
 * `priors` scales each feature: a weight costs less where the prior is larger.
 */
export function trainSvm(
  rows: Rows,
  targets: Int8Array,
  costs: Float64Array,
  settings: SvmSettings,
  random: Seeded,
  priors?: Float64Array,
): Float64Array {
  const { starts, features } = rows
  const values = priors ? rows.values.map((value, k) => value * priors[features[k]!]!) : rows.values
  const weights = new Float64Array(rows.width)
  const alphas = new Float64Array(targets.length)
  const order = Int32Array.from(targets.keys()).filter((i) => costs[i]! > 0)
  const diagonals = new Float64Array(targets.length)
  for (const i of order) {
    let sum = 0.5 / costs[i]!
    for (let k = starts[i]!; k < starts[i + 1]!; k += 1) sum += values[k]! * values[k]!
    diagonals[i] = sum
  }
  for (let pass = 0; pass < settings.passes; pass += 1) {
    shuffle(order, random)
    let largest = 0
    for (const i of order) {
      const target = targets[i]!
      let sum = 0
      const end = starts[i + 1]!
      for (let k = starts[i]!; k < end; k += 1) sum += weights[features[k]!]! * values[k]!
      const alpha = alphas[i]!
      const gradient = target * sum - 1 + (0.5 / costs[i]!) * alpha
      const projected = alpha === 0 && gradient > 0 ? 0 : gradient
      if (projected === 0) continue
      if (projected > largest) largest = projected
      else if (-projected > largest) largest = -projected
      const moved = Math.max(0, alpha - gradient / diagonals[i]!)
      const step = (moved - alpha) * target
      alphas[i] = moved
      for (let k = starts[i]!; k < end; k += 1) weights[features[k]!] = weights[features[k]!]! + step * values[k]!
    }
    if (largest < settings.tolerance) break
  }
  return priors ? weights.map((weight, f) => weight * priors[f]!) : weights
}
