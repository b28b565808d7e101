// Comments as rows of features for the trainer: the same features that scoring reads.
import type { Features } from '../model/features.ts'
import { INVERSE_ROOTS, rowStarts, SHARED_VALUE } from '../model/shape.ts'
import type { Reading } from '../reading/reading.ts'
import type { Known } from './known.ts'
import type { Rows } from './svm.ts'

/**
 * Collects rows; `extra` features after the tables' rows are for training alone (what set a comment is of). n-grams that are not
 * `known` are left out, null leaves out none.
 */
export class RowBuilder {
  private readonly starts: number[] = [0]
  private features = new Int32Array(1 << 20)
  private values = new Float32Array(1 << 20)
  private length = 0
  private readonly bits: readonly number[]
  private readonly extra: number
  private readonly known: Known | null
  private readonly shape: ReturnType<typeof rowStarts>

  constructor(bits: readonly number[], extra: number, known: Known | null) {
    this.known = known
    this.bits = bits
    this.extra = extra
    this.shape = rowStarts(bits)
  }

  add(reading: Reading, features: Features, extra: number): void {
    const bits = this.bits[reading.script]!
    const at = this.shape.starts[reading.script]!
    const row: number[] = []
    if (bits > 0)
      for (const hash of features.ngrams.subarray(0, features.ngramCount))
        if (this.known === null || this.known.has(hash)) row.push(at + (hash & ((1 << bits) - 1)))
    row.sort((a, b) => a - b)
    const value = INVERSE_ROOTS[features.ngramCount]! / 65_536
    let last = -1
    for (const feature of row) {
      // An n-gram that stands twice counts twice, as a sum of table rows does.
      if (feature === last) this.values[this.length - 1] = this.values[this.length - 1]! + value
      else this.push(feature, value)
      last = feature
    }
    for (let i = 0; i < features.sharedCount; i += 1) this.push(this.shape.shared + features.shared[i]!, SHARED_VALUE)
    if (extra >= 0) this.push(this.shape.rows + extra, 1)
    this.starts.push(this.length)
  }

  private push(feature: number, value: number): void {
    if (this.length === this.features.length) {
      const features = new Int32Array(this.length * 2)
      features.set(this.features)
      this.features = features
      const values = new Float32Array(this.length * 2)
      values.set(this.values)
      this.values = values
    }
    this.features[this.length] = feature
    this.values[this.length] = value
    this.length += 1
  }

  build(): Rows {
    return {
      starts: Int32Array.from(this.starts),
      features: this.features.subarray(0, this.length),
      values: this.values.subarray(0, this.length),
      width: this.shape.rows + this.extra,
    }
  }
}
