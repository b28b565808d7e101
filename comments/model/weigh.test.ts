// The packed sums against plain ones.
import { expect, test } from 'vitest'
import { Features, NGRAMS_MAX, SHARED_COUNT } from './features.ts'
import { INVERSE_ROOTS, rowStarts, SHARED_VALUE } from './shape.ts'
import { Weigher } from './weigh.ts'

const BITS = [0, 4]
const OUTPUTS = 5
const { shared: rows } = rowStarts(BITS)
/** Any numbers, the extremes among them. */
const ngrams = Int8Array.from({ length: rows * OUTPUTS }, (_, i) =>
  i % 7 === 0 ? 127 : i % 5 === 0 ? -127 : (i * 37) % 101,
)
const shared = Int16Array.from({ length: SHARED_COUNT * OUTPUTS }, (_, i) => ((i * 7_919) % 65_534) - 32_767)
const scales = new Float64Array(OUTPUTS).fill(0.5)
const tables = {
  outputs: OUTPUTS,
  ngramScales: scales,
  sharedScales: scales,
  thresholds: new Float64Array(OUTPUTS).fill(0.25),
  ngrams,
  shared,
}

test.each([0, 1, 255, 256, 257, NGRAMS_MAX])('%i n-grams sum up as they do one by one', (count) => {
  const features = new Features()
  features.ngramCount = count
  for (let i = 0; i < count; i += 1) features.ngrams[i] = Math.imul(i, 0x9e3779b1)
  features.shared.set([3, 1, 4])
  features.sharedCount = 3
  const weigher = new Weigher(tables, BITS)
  weigher.weigh(features, 1)
  for (let o = 0; o < OUTPUTS; o += 1) {
    let sum = 0
    for (let i = 0; i < count; i += 1) sum += ngrams[(features.ngrams[i]! & 15) * OUTPUTS + o]!
    const other = [3, 1, 4].reduce((all, s) => all + shared[s * OUTPUTS + o]!, 0)
    const expected = sum * (INVERSE_ROOTS[count]! / 65_536) * 0.5 - 0.25 + other * SHARED_VALUE * 0.5
    expect(weigher.sums[o]).toBeCloseTo(expected, 6)
  }
})

test('a script without a table has its shared features alone', () => {
  const features = new Features()
  features.ngramCount = 1
  features.shared[0] = 2
  features.sharedCount = 1
  const weigher = new Weigher(tables, BITS)
  weigher.weigh(features, 0)
  expect(weigher.sums[0]).toBeCloseTo(shared[2 * OUTPUTS]! * SHARED_VALUE * 0.5 - 0.25, 6)
})
