// The committed tables: their size, their layout, and scores that no machine may disagree with.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelNames } from '../contract.ts'
import { createScorer } from '../scorer.ts'
import { GOLDEN } from './golden.fixture.ts'
import { INVERSE_ROOTS } from './shape.ts'
import { decodeModel, encodeModel, MODEL_BYTES_MAX, quantise } from './tables.ts'
import { rowStarts } from './shape.ts'

const bytes = readFileSync(join(import.meta.dirname, 'model.bin'))

test('all tables together keep within their limit', () => {
  expect(bytes.length).toBeLessThanOrEqual(MODEL_BYTES_MAX)
})

test('what is read is what was written', () => {
  expect(Buffer.compare(encodeModel(decodeModel(bytes)), bytes)).toBe(0)
})

test('other bytes are refused', () => {
  expect(() => decodeModel(bytes.subarray(0, bytes.length - 1))).toThrow('expected')
  expect(() => decodeModel(Buffer.from('not a model at all'))).toThrow('layout')
})

test('the largest weight is a full step of its scale, half of it half of that', () => {
  const { rows } = rowStarts([0, 1])
  const weights = new Float64Array(rows)
  weights.set([2, -1])
  const tables = quantise([weights], [0, 1], [0])
  expect([...tables.ngrams]).toEqual([127, -63])
  expect(tables.ngramScales[0]).toBeCloseTo(2 / 127, 12)
})

test('inverse roots are the integers below the true ones', () => {
  expect([1, 4, 16, 2].map((n) => INVERSE_ROOTS[n])).toEqual([65_536, 32_768, 16_384, 46_340])
})

test('the same comment gives the same score on every machine', () => {
  const scorer = createScorer()
  const scores = GOLDEN.comments.map(([text]) => {
    const { sentiment, confidence, labels, language } = scorer.score(text)
    return [text, language, sentiment, confidence, labelNames(labels).join()]
  })
  expect(scores).toEqual(GOLDEN.comments)
  expect(scorer.modelVersion).toBe(GOLDEN.modelVersion)
})
