import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelBit } from '../contract.ts'
import { QUESTION_KEY_UNITS_MAX, type CatalogueItem } from './contract.ts'
import { createProductFinder, questionKeyOf, textKey } from './grouping.ts'

const CATALOGUE: readonly CatalogueItem[] = [
  { productId: 'knife', title: 'Chef’s knife 20 cm', number: 1, aliases: ['菜刀', 'couteau', 'มีดเชฟ'] },
  { productId: 'board', title: 'Oak cutting board', number: 2 },
  { productId: 'pan', title: 'Cast-iron pan 26 cm', number: 3, aliases: ['铸铁锅', 'スキレット', 'กระทะ', 'Pfanne'] },
  { productId: 'tote', title: 'Mesh bag', number: 4 },
  { productId: 'clutch', title: 'Leather bag', number: 12 },
  { productId: 'bowls', title: 'Bowl set of four', number: 13 },
]

test('a comment without a question has no key', () => {
  expect(questionKeyOf('so pretty', labelBit('praise'), 'p1')).toBe('')
})

describe('a product is found by its number as people write it', () => {
  test.each([
    'no. 3 price?',
    '#3',
    'number three',
    'nr 3',
    'Nr. 3 bitte',
    '3号',
    '三号链接',
    '3番ください',
    'เบอร์ 3',
    'número 3',
    'nomor 3',
    'item 3',
    'nº3',
    'numéro trois',
  ])('%s', (text) => expect(createProductFinder(CATALOGUE).find(text)).toBe('pan'))
  test.each(['€3', '3 cm', 'size 3', '3x', '3号发货吗', 'no 3 or no 4?', 'no 99', '3'])('%s names none', (text) =>
    expect(createProductFinder(CATALOGUE).find(text)).toBeNull(),
  )
})

describe('a product is found by its words', () => {
  test.each([
    ['is the KNIFE sharp', 'knife'],
    ['这个菜刀多少钱', 'knife'],
    ['スキレットはいくら', 'pan'],
    ['กระทะกี่บาทคะ', 'pan'],
    ['was kostet die pfanne', 'pan'],
    ['how much are the pans', 'pan'],
    ['mesh bag please', 'tote'],
    ['the bag', null],
    ['knife or pan?', null],
    ['no. 2 or the pan?', null],
    ['这个碗多少钱', 'bowls'],
    // A dishwasher, 洗碗机, is no bowl.
    ['可以放洗碗机吗', null],
  ])('%s', (text, id) => expect(createProductFinder(CATALOGUE).find(text)).toBe(id))
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3_000 }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  )
  test('has a bounded key, the same each time, and never throws', () => {
    const finder = createProductFinder(CATALOGUE)
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: (1 << 19) - 1 }), (comment, productId, labels) => {
        finder.find(comment)
        const key = questionKeyOf(comment, labels, productId)
        expect(key.length).toBeLessThanOrEqual(QUESTION_KEY_UNITS_MAX)
        expect(key === '' || key.split('|').length === 3).toBe(true)
        textKey(productId)
        expect(questionKeyOf(comment, labels, productId)).toBe(key)
        const copy = textKey(comment)
        expect(Number.isInteger(copy) && copy >= 0 && copy <= 0xffffffff).toBe(true)
      }),
    )
  })
})

test('copies of a text share a key', () => {
  const key = textKey('Follow me for free coins')
  for (const copy of [
    'FOLLOW ME FOR FREE COINS!!! 😀',
    'follow   me for freeee coins 17',
    'föllow me, for free coins.',
  ])
    expect(textKey(copy)).toBe(key)
  expect(textKey('follow me for free gifts')).not.toBe(key)
  expect(textKey('❤️❤️')).toBe(textKey('❤️'))
  expect(textKey('❤️')).not.toBe(textKey('🔥'))
})
