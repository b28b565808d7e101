// Training on a corpus small enough to read: the same bytes twice, and what was taught is said.
import { expect, test } from 'vitest'
import { hasLabel, labelBit, polarityOf } from '../contract.ts'
import { compileLexicon } from '../lexicon/lexicon.ts'
import { SOURCES, WIDE_SOURCES } from '../lexicon/sources.ts'
import { Features } from '../model/features.ts'
import { MOOD_STEPS, POST_BITS } from '../model/shape.ts'
import { decodeModel } from '../model/tables.ts'
import { NgramRows } from '../model/ngrams.ts'
import { Weigher } from '../model/weigh.ts'
import { Reading } from '../reading/reading.ts'
import { scorerOf } from '../scorer.ts'
import type { Gold, OwnComment } from './corpus.ts'
import { train } from './train.ts'
import { seeded } from './seeded.ts'
import { trainSvm } from './svm.ts'

// Words that no lexicon knows: what is said of them was learned.
const own = (author: string, gold: Gold, labels: number, text: string): OwnComment => ({
  author,
  language: 'en',
  gold,
  labels,
  text,
})
const lines = [...Array(12).keys()].flatMap((i) => [
  own(`en-${i}`, 1, labelBit('praise'), `the zorpling is here again ${i}`),
  own(`en-${i}`, -1, labelBit('complaint.quality'), `the quendle is here again ${i}`),
  own(`en-${i}`, 0, 0, `the table is here again ${i}`),
])
const input = { own: lines, sets: [], vader: [{ word: 'wibbly', rating: 3 }], phrases: [] }

test('the same comments make the same bytes, and others make other ones', () => {
  const bytes = train(input)
  expect(Buffer.compare(train(input), bytes)).toBe(0)
  expect(Buffer.compare(train({ ...input, own: lines.slice(1) }), bytes)).not.toBe(0)
})

test('what was taught is said, and VADER’s words are in the tables', () => {
  const scorer = scorerOf(train(input))
  const good = scorer.score('is the zorpling here')
  const bad = scorer.score('is the quendle here')
  expect(polarityOf(good.sentiment)).toBe(1)
  expect(polarityOf(bad.sentiment)).toBe(-1)
  expect(hasLabel(good.labels, 'praise')).toBe(true)
  expect(hasLabel(bad.labels, 'praise')).toBe(false)
  expect(hasLabel(bad.labels, 'complaint.quality')).toBe(true)
  expect(scorer.explain('the wibbly one')).toContainEqual({ start: 4, end: 10, label: 'positive' })
})

test('posts teach the tables of posts', () => {
  const comments = [...Array(60).keys()].map((i) => ({
    text: `they came along here and had ${i % 2 ? 'snorples' : 'grintles'} ${i}`,
    gold: i % 2 ? (1 as const) : (-1 as const),
  }))
  const { posts, ratedHashes, ratings } = decodeModel(
    train({ ...input, sets: [{ name: 'posts', language: 'en', comments }] }),
  )
  const reading = new Reading(compileLexicon(SOURCES, WIDE_SOURCES, { hashes: ratedHashes, ratings }))
  const features = new Features()
  const rows = new NgramRows([{ tables: posts, bits: POST_BITS, steps: MOOD_STEPS }])
  const weigher = new Weigher(posts, rows, 0)
  const [praised, blamed] = ['snorples', 'grintles'].map((word) => {
    reading.read(`they had ${word}`)
    features.take(reading)
    rows.find(features, reading.script)
    weigher.weigh(features)
    return weigher.sums[2]! - weigher.sums[0]!
  })
  expect(praised).toBeGreaterThan(blamed!)
})

test('the trainer finds the widest margin of two points', () => {
  // At x = 1 and x = -1 with a high cost the widest margin has weight 1.
  const rows = {
    starts: Int32Array.of(0, 1, 2),
    features: Int32Array.of(0, 0),
    values: Float32Array.of(1, -1),
    width: 1,
  }
  const [weight] = trainSvm(
    rows,
    Int8Array.of(1, -1),
    Float64Array.of(1e4, 1e4),
    { passes: 200, tolerance: 1e-6 },
    seeded(1),
  )
  expect(weight).toBeCloseTo(1, 3)
})
