// The packed sums against plain ones.
import { describe, expect, test } from 'vitest'
import { Features, NGRAMS_MAX, SHARED_COUNT } from './features.ts'
import { setBit } from './present.ts'
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
    const weigher = new Weigher({ ngrams, shared, ...others }, BITS, stepsOf(outputs))
    weigher.weigh(features, 1)
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
  const weigher = new Weigher(tables, BITS, MOOD_STEPS)
  weigher.weigh(features, 0)
  expect(weigher.sums[0]).toBeCloseTo(shared[2 * OUTPUTS]! * SHARED_VALUE * 0.5 - 0.25, 6)
})

test('n-grams whose rows have no weight count for nothing, but in how many there are', () => {
  const features = new Features()
  features.ngramCount = 4
  features.ngrams.set([0x1200_0003, 0xff00_0005 | 0, 0x3400_0004, 0x5600_000f])
  // Rows 3, 5 and 15 are the first, second and third that have weights.
  const present = new Uint32Array(1)
  for (const row of [15, 3, 5]) setBit(present, row)
  const weigher = new Weigher({ ...tables, present, ngrams: ngrams.subarray(0, 3 * OUTPUTS) }, BITS, MOOD_STEPS)
  weigher.weigh(features, 1)
  for (let o = 0; o < OUTPUTS; o += 1) {
    const sum = ngrams[o]! + ngrams[OUTPUTS + o]! + ngrams[2 * OUTPUTS + o]!
    expect(weigher.sums[o]).toBeCloseTo(sum * (INVERSE_ROOTS[4]! / 65_536) * 0.5 - 0.25, 6)
  }
})
