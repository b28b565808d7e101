// The scorer as others use it: hand-picked comments, and any Unicode at all.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasLabel, labelNames, LABELS, LANGUAGES, polarityOf, SCORED_UNITS_MAX, SCRIPTS } from './contract.ts'
import { decodeModel, encodeModel } from './model/tables.ts'
import { createScorer, scorerOf } from './scorer.ts'

const scorer = createScorer()
const polarity = (text: string) => polarityOf(scorer.score(text).sentiment)

test.each([
  ['this is gorgeous', 'en', 1],
  ['sooooo cute 😍', 'en', 1],
  ['broke after two days', 'en', -1],
  ['frozen again on my phone 😩', 'en', -1],
  ['太贵了', 'zh', -1],
  ['不好看', 'zh', -1],
  ['颜色不好看', 'zh', -1],
  ['貴死了', 'zh', -1],
  ['绝绝子，爱了', 'zh', 1],
  ['me encanta', 'es', 1],
  ['trop cher', 'fr', -1],
  ['richtig schöne Farbe, wunderschön', 'de', 1],
  ['bagus banget kak', 'id', 1],
  ['かわいい！最高', 'ja', 1],
  ['สวยมากค่ะ', 'th', 1],
  ['péssima qualidade, quebrou', 'pt', -1],
] as const)('%s is %s and %i', (text, language, sign) => {
  expect(scorer.score(text).language).toBe(language)
  expect(polarity(text)).toBe(sign)
})

test.each([
  'how much is it?',
  '多少钱？',
  '¿cuánto cuesta?',
  'quanto custa?',
  'c’est combien ?',
  'harganya berapa?',
  'いくらですか？',
])('%s asks the price and is neutral', (text) => {
  expect(labelNames(scorer.score(text).labels)).toEqual(['question.price'])
  expect(polarity(text)).toBe(0)
})

test.each([
  ['will it be cheaper later', ['question.discount']],
  ['上次比这个便宜', ['complaint.price']],
  ['不好看', ['complaint.quality']],
  ['tem maior?', ['question.size', 'question.stock']],
  ['tem um maior?', ['question.size', 'question.stock']],
  ['how heavy is it?', ['question.size']],
])('%s is %j alone', (text, names) => {
  expect(labelNames(scorer.score(text).labels)).toEqual(names)
})

test('what no lexicon reads is unscored, unless emoji speak', () => {
  expect(scorer.score('не знаю').sentiment).toBeNull()
  expect(scorer.score('привет 😍😍').sentiment).toBeGreaterThan(0)
  expect(scorer.score('').sentiment).toBeNull()
})

test('spans are places in the text as it was written', () => {
  const text = 'Ｔｈｅ frame is TOO  small 😩'
  for (const { start, end } of scorer.explain(text)) expect(text.slice(start, end).trim()).not.toBe('')
  const words = scorer.explain('looks gorgeous 😍').map((s) => 'looks gorgeous 😍'.slice(s.start, s.end))
  expect(words).toContain('gorgeous')
  expect(words).toContain('😍')
})

const flood = fc
  .tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9_000 }))
  .map(([s, n]) => s + '\u0301'.repeat(n))
const bidi = fc.string({
  unit: fc.constantFrom('\u202e', '\u202d', '\u200f', '\u200b', '\u200d', '\ufeff', 'a', 'ا', '好', '😍', ' '),
})
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 3_000 }).map((u) => String.fromCharCode(...u))
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 10_000 }), flood, bidi, units)

test('any Unicode scores within its ranges, twice the same, and its spans lie in the text', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const score = scorer.score(text)
      expect(scorer.score(text)).toEqual(score)
      expect(score.sentiment === null || (score.sentiment >= -1 && score.sentiment <= 1)).toBe(true)
      expect(score.confidence).toBeGreaterThanOrEqual(0)
      expect(score.confidence).toBeLessThanOrEqual(1)
      expect(score.labels >>> LABELS.length).toBe(0)
      expect(SCRIPTS).toContain(score.script)
      expect(LANGUAGES).toContain(score.language)
      for (const span of scorer.explain(text)) {
        expect(span.start).toBeLessThan(span.end)
        expect(span.end).toBeLessThanOrEqual(text.length)
      }
    }),
    { numRuns: 300 },
  )
})

test('an English comment as long as a post is weighed by the tables of posts, any other is not', () => {
  const model = decodeModel(readFileSync(new URL('./model/model.bin', import.meta.url)))
  // Tables of posts that find all negative.
  const grim = scorerOf(encodeModel({ ...model, posts: { ...model.posts, thresholds: Float64Array.of(-9, 0, 0) } }))
  const post =
    'we all went down to the market this morning and it was there that they told us about the new opening hours'
  expect(polarityOf(grim.score(post).sentiment)).toBe(-1)
  for (const other of [
    'we went to the market',
    'fuimos todos al mercado por la mañana y allí nos hablaron del nuevo horario de la tienda y de las fiestas',
    '我们早上都去了市场',
  ])
    expect(grim.score(other).sentiment).toBe(scorer.score(other).sentiment)
})

test('only the first units are read', () => {
  const filler = 'x '.repeat(SCORED_UNITS_MAX / 2)
  expect(scorer.score(filler + 'terrible')).toEqual(scorer.score(filler + 'gorgeous'))
})

test('nor does what stands there tell the language', () => {
  const japanese = '悪' + '好看'.repeat(600)
  expect(scorer.score(japanese + '吗').language).toBe(scorer.score(japanese).language)
})

test('sets of labels', () => {
  expect(labelNames(0b101)).toEqual(['question.price', 'question.stock'])
  expect(hasLabel(0b100, 'question.stock')).toBe(true)
  expect(hasLabel(0b100, 'spam')).toBe(false)
})
