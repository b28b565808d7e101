// The committed tables: their size, their layout, and scores that no machine may disagree with.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants, crc32 } from 'node:zlib'
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
  expect(() => decodeModel(bytes.subarray(0, bytes.length - 1))).toThrow('damaged')
  expect(() => decodeModel(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('damaged')
  const flipped = Buffer.from(bytes)
  flipped[bytes.length >> 1]! ^= 1
  expect(() => decodeModel(flipped)).toThrow('damaged')
  expect(() => decodeModel(bytes.subarray(0, 6))).toThrow('layout')
  expect(() => decodeModel(Buffer.from('not a model at all'))).toThrow('layout')
})

test('the largest weight is a full step of its scale, half of it half of that', () => {
  const { rows } = rowStarts([0, 1])
  const weights = new Float64Array(rows)
  weights.set([2, -1])
  const tables = quantise([weights], [0, 1], [0], { levels: 127, reach: 1 })
  expect([...tables.ngrams]).toEqual([127, -63])
  expect(tables.ngramScales[0]).toBeCloseTo(2 / 127, 12)
})

test('rows without a weight are left out', () => {
  const { rows } = rowStarts([0, 6])
  const weights = [new Float64Array(rows), new Float64Array(rows)]
  weights[0]!.set([2, 1], 33)
  weights[1]![5] = -4
  // A third of a step is none.
  weights[0]![7] = 2 / 45
  const tables = quantise(weights, [0, 6], [0, 0], { levels: 15, reach: 1 })
  expect([...tables.present]).toEqual([1 << 5, 0b110])
  expect([...tables.ngrams]).toEqual([0, -15, 15, 0, 8, 0])
})

test('a weight beyond the reach counts as the reach', () => {
  const { rows } = rowStarts([0, 1])
  const weights = new Float64Array(rows)
  weights.set([2, -0.5])
  const tables = quantise([weights], [0, 1], [0], { levels: 15, reach: 0.5 })
  expect([...tables.ngrams]).toEqual([15, -7])
  expect(tables.ngramScales[0]).toBeCloseTo(1 / 15, 12)
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

test('a body of another length is refused, though its check is right', () => {
  const body = brotliDecompressSync(bytes.subarray(8))
  const withHead = (other: Uint8Array) => {
    const compressed = brotliCompressSync(other, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
    const head = Buffer.from(bytes.subarray(0, 8))
    head.writeUInt32LE(crc32(compressed), 4)
    return Buffer.concat([head, compressed])
  }
  expect(decodeModel(withHead(body)).ratings).toEqual(decodeModel(bytes).ratings)
  expect(() => decodeModel(withHead(body.subarray(0, -1)))).toThrow('ended at')
  expect(() => decodeModel(withHead(Buffer.concat([body, Buffer.of(0)])))).toThrow('were expected')
  const notNumber = Buffer.from(body)
  notNumber.writeDoubleLE(Number.NaN, 4)
  expect(() => decodeModel(withHead(notNumber))).toThrow('not a finite number')
})
