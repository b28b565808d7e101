// The packed sums against plain ones.
import { describe, expect, test } from 'vitest'
import { Features, NGRAMS_MAX, SHARED_COUNT } from './features.ts'
import { NgramRows } from './ngrams.ts'
import { bitAt, setBit } from './present.ts'
import { INVERSE_ROOTS, LABEL_OUTPUTS, LABEL_STEPS, MOOD_STEPS, rowStarts, SHARED_VALUE } from './shape.ts'
import type { LinearTables } from './tables.ts'
import { Weigher } from './weigh.ts'

const BITS = [0, 4]
const { shared: rows } = rowStarts(BITS)
const stepsOf = (outputs: number) => (outputs === LABEL_OUTPUTS ? LABEL_STEPS : MOOD_STEPS)
/** Any numbers, the extremes among them. */
const tablesOf = (outputs: number, { levels } = stepsOf(outputs)): LinearTables => ({
  outputs,
  ngramScales: new Float64Array(outputs).fill(0.5),
  sharedScales: new Float64Array(outputs).fill(0.5),
  thresholds: new Float64Array(outputs).fill(0.25),
  ngrams: Int8Array.from({ length: rows * outputs }, (_, i) =>
    i % 7 === 0 ? levels : i % 5 === 0 ? -levels : (i * 37) % levels,
  ),
  shared: Int16Array.from({ length: SHARED_COUNT * outputs }, (_, i) => ((i * 7_919) % 65_534) - 32_767),
  present: new Uint32Array(Math.ceil(rows / 32)).fill(0xffff_ffff),
})
/** Weighs a comment by tables that stand alone. */
function weighed(tables: LinearTables, features: Features, script: number): Weigher {
  const rows = new NgramRows([{ tables, bits: BITS, steps: stepsOf(tables.outputs) }])
  const weigher = new Weigher(tables, rows, 0)
  rows.find(features, script)
  weigher.weigh(features)
  return weigher
}
const OUTPUTS = 5
const tables = tablesOf(OUTPUTS)
const { ngrams, shared } = tables

describe.each([1, 3, OUTPUTS, LABEL_OUTPUTS])('of %i outputs', (outputs) => {
  const { ngrams, shared, ...others } = tablesOf(outputs)

  test.each([0, 1, 255, 256, 257, NGRAMS_MAX])('%i n-grams sum up as they do one by one', (count) => {
    const features = new Features()
    features.ngramCount = count
    for (let i = 0; i < count; i += 1) features.ngrams[i] = Math.imul(i, 0x9e3779b1)
    features.shared.set([3, 1, 4])
    features.sharedCount = 3
    const weigher = weighed({ ngrams, shared, ...others }, features, 1)
    for (let o = 0; o < outputs; o += 1) {
      let sum = 0
      for (let i = 0; i < count; i += 1) sum += ngrams[(features.ngrams[i]! & 15) * outputs + o]!
      const other = [3, 1, 4].reduce((all, s) => all + shared[s * outputs + o]!, 0)
      const expected = sum * (INVERSE_ROOTS[count]! / 65_536) * 0.5 - 0.25 + other * SHARED_VALUE * 0.5
      expect(weigher.sums[o]).toBeCloseTo(expected, 6)
    }
  })
})

test('a script without a table has its shared features alone', () => {
  const features = new Features()
  features.ngramCount = 1
  features.shared[0] = 2
  features.sharedCount = 1
  const weigher = weighed(tables, features, 0)
  expect(weigher.sums[0]).toBeCloseTo(shared[2 * OUTPUTS]! * SHARED_VALUE * 0.5 - 0.25, 6)
})

test('n-grams whose rows have no weight count for nothing, but in how many there are', () => {
  const features = new Features()
  features.ngramCount = 4
  features.ngrams.set([0x1200_0003, 0xff00_0005 | 0, 0x3400_0004, 0x5600_000f])
  // Rows 3, 5 and 15 are the first, second and third that have weights.
  const present = new Uint32Array(1)
  for (const row of [15, 3, 5]) setBit(present, row)
  const weigher = weighed({ ...tables, present, ngrams: ngrams.subarray(0, 3 * OUTPUTS) }, features, 1)
  for (let o = 0; o < OUTPUTS; o += 1) {
    const sum = ngrams[o]! + ngrams[OUTPUTS + o]! + ngrams[2 * OUTPUTS + o]!
    expect(weigher.sums[o]).toBeCloseTo(sum * (INVERSE_ROOTS[4]! / 65_536) * 0.5 - 0.25, 6)
  }
})

test('models side by side weigh as each does alone, where one looks at fewer bits and has no table of a script', () => {
  /** Of every third row, and of every fifth; the second model has eight rows of one script. */
  const presentOf = (rows: number, every: number) => {
    const present = new Uint32Array(Math.ceil(rows / 32))
    for (let row = 0; row < rows; row += every) setBit(present, row)
    return present
  }
  const wide = {
    bits: [0, 4, 3],
    tables: { ...tablesOf(LABEL_OUTPUTS), present: presentOf(24, 3) },
    steps: LABEL_STEPS,
  }
  const narrow = { bits: [0, 3, 0], tables: { ...tablesOf(3), present: presentOf(8, 5) }, steps: MOOD_STEPS }
  const rows = new NgramRows([wide, narrow])
  const weighers = [wide, narrow].map(({ tables }, model) => new Weigher(tables, rows, model))
  const features = new Features()
  features.ngramCount = 40
  for (let i = 0; i < 40; i += 1) features.ngrams[i] = Math.imul(i, 7)
  for (const script of [0, 1, 2]) {
    rows.find(features, script)
    for (const [model, { bits, tables, steps }] of [wide, narrow].entries()) {
      weighers[model]!.weigh(features)
      expect(Math.max(...tables.ngrams)).toBe(steps.levels)
      const { starts } = rowStarts(bits)
      for (let o = 0; o < tables.outputs; o += 1) {
        let sum = 0
        for (let i = 0; i < 40 && bits[script]! > 0; i += 1) {
          const row = starts[script]! + ((7 * i) & ((1 << bits[script]!) - 1))
          if (bitAt(tables.present, row) === 0) continue
          const place = Array.from({ length: row }, (_, before) => bitAt(tables.present, before)).filter(Boolean).length
          sum += tables.ngrams[place * tables.outputs + o]!
        }
        expect(weighers[model]!.sums[o]).toBeCloseTo(sum * (INVERSE_ROOTS[40]! / 65_536) * 0.5 - 0.25, 6)
      }
    }
  }
})
