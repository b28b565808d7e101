// The sums of a linear model over a comment's features: integers added, then scaled. The same on every machine, since
// integers and single IEEE multiplications and additions are.
import type { Features } from './features.ts'
import { INVERSE_ROOTS, rowStarts, SHARED_VALUE } from './shape.ts'
import type { LinearTables } from './tables.ts'

/** Computes an output's sum for each comment; `sums` is valid until the next `weigh`. */
export class Weigher {
  readonly sums: Float64Array
  private readonly added: Int32Array
  private readonly tables: LinearTables
  private readonly bits: readonly number[]
  private readonly starts: readonly number[]

  constructor(tables: LinearTables, bits: readonly number[]) {
    this.tables = tables
    this.bits = bits
    this.starts = rowStarts(bits).starts
    this.sums = new Float64Array(tables.outputs)
    this.added = new Int32Array(tables.outputs)
  }

  weigh(features: Features, script: number): void {
    const { sums, added } = this
    const { outputs, ngrams, shared, ngramScales, sharedScales, thresholds } = this.tables
    const bits = this.bits[script]!
    added.fill(0)
    if (bits > 0) {
      const mask = (1 << bits) - 1
      const start = this.starts[script]!
      const hashes = features.ngrams
      for (let i = 0; i < features.ngramCount; i += 1) {
        const row = (start + (hashes[i]! & mask)) * outputs
        for (let o = 0; o < outputs; o += 1) added[o] = added[o]! + ngrams[row + o]!
      }
    }
    const root = INVERSE_ROOTS[features.ngramCount]! / 65_536
    for (let o = 0; o < outputs; o += 1) sums[o] = added[o]! * root * ngramScales[o]! - thresholds[o]!
    added.fill(0)
    for (let i = 0; i < features.sharedCount; i += 1) {
      const row = features.shared[i]! * outputs
      for (let o = 0; o < outputs; o += 1) added[o] = added[o]! + shared[row + o]!
    }
    for (let o = 0; o < outputs; o += 1) sums[o] = sums[o]! + added[o]! * SHARED_VALUE * sharedScales[o]!
  }
}
