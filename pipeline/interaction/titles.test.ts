import fc from 'fast-check'
import { expect, it } from 'vitest'
import { labelNames, SCORED_UNITS_MAX } from '../../comments/contract.ts'
import { event, NOTHING_SAID, scenario } from '../scenario.fixture.ts'
import { createTitleCover } from './titles.ts'

const product = (productId: string, title: string, number: number) => ({
  productId,
  title,
  number,
  price_minor: 500,
  image: null,
})
const products = [
  product('pan', 'Pan', 1),
  product('knife', 'Chef’s knife 20 cm', 2),
  product('knives', 'Chef’s knife 20 cm, set of 2', 3),
  product('odd', 'Kit (A+B)*', 4),
  product('iron', 'Cast-iron pan', 5),
  product('board', '砧板大号', 6),
]

it('puts "it" in the place of a title, however it is typed, in the script of the rest', () => {
  const cover = createTitleCover(products)
  const of = (text: string) => cover(text).replace(/\s+/g, ' ').trim()
  expect(of("what is the chef's  knife 20 CM made of?")).toBe('what is it made of?')
  expect(of('chefs knife 20 cm, set of 2 please')).toBe('it please')
  expect(of('Chef’s knife 20 cm是什么材质的？')).toBe('这个 是什么材质的？')
  expect(of('Chef’s knife 20 cmをもう一度')).toBe('これ をもう一度')
  expect(of('Chef’s knife 20 cm ราคา')).toBe('อันนี้ ราคา')
  expect(of('我要砧板大号，谢谢')).toBe('我要 这个 ，谢谢')
  expect(of('is Kit (A+B)* new?')).toBe('is it )* new?')
  expect(of('CAST-IRON PAN! or the cast iron pan?')).toBe('it ! or it ?')
})

it('leaves words alone that only hold a title or begin one, and titles too short to tell', () => {
  const cover = createTitleCover([...products, product('lace', 'Lace', 7)])
  for (const text of ['the lace and the pan, 20 cm', 'a chef’s knife 20', 'cast-iron pans', ''])
    expect(cover(text)).toBe(text)
  expect(createTitleCover([])('anything')).toBe('anything')
})

it('asks for no size where only the title has one, and is still about the product', () => {
  const story = scenario()
  const host = { visitorId: 'host', sessionId: null }
  story.send([event('show.started', 0, { ...NOTHING_SAID, products: products.slice(0, 2) }, host)])
  const text = 'what is the Chef’s knife 20 cm made of?'
  const said = { commentId: 'c', text, lang: 'en', author: 'Ann', role: 'viewer', replyTo: null } as const
  story.send([event('chat.posted', 1_000, said)])
  const [row] = story.table('comments_log')
  expect(labelNames(Number(row?.['labels']))).toEqual(['question.material'])
  expect(row).toMatchObject({ text, about_product_id: 'knife' })
})

it('waits for no answer where the host is asked to show something', () => {
  const story = scenario()
  const host = { visitorId: 'host', sessionId: null }
  story.send([event('show.started', 0, { ...NOTHING_SAID, products: products.slice(0, 2) }, host)])
  const texts = ['can you show the Chef’s knife 20 cm again?', 'show the Chef’s knife 20 cm again, and how much is it?']
  const said = (text: string) =>
    ({ commentId: text, text, lang: 'en', author: 'Ann', role: 'viewer', replyTo: null }) as const
  story.send(texts.map((text) => event('chat.posted', 1_000, said(text), { messageId: text })))
  const rows = story.table('comments_log').map((row) => [labelNames(Number(row['labels'])), row['question_key']])
  expect(rows).toEqual([
    [['request'], ''],
    [['question.price', 'request'], 'price|knife|'],
  ])
})

it('looks for titles in so much of a comment and no further', () => {
  const cover = createTitleCover(products)
  const title = 'cast-iron pan'
  // One title that ends a unit before the limit, one that goes past it by a letter, many behind it.
  const before = '. '.repeat((SCORED_UNITS_MAX - title.length - 1) / 2)
  const behind = ` ${title}`.repeat(600)
  expect((before + title + ' ' + behind).length).toBeGreaterThan(8_000)
  expect(cover(before + title + ' ' + behind)).toBe(`${before} it  ${behind}`)
  expect(cover(before + '. ' + title + behind)).toBe(before + '. ' + title + behind)
  // "Pan" is the title's last word, "pants" is not, though the limit leaves "pan" of it.
  const cut = '. '.repeat((SCORED_UNITS_MAX - title.length - 1) / 2) + ' ' + title
  expect(cut).toHaveLength(SCORED_UNITS_MAX)
  expect(cover(cut)).not.toBe(cut)
  expect(cover(cut + 'ts')).toBe(cut + 'ts')
  // A title that ends at the limit is whole where a space, a mark or nothing is behind it.
  const covered = cut.slice(0, -title.length) + ' it '
  for (const end of ['', ' please', '!']) expect(cover(cut + end)).toBe(covered + end)
})

it('takes any title and any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(..."\\^$.*+?()[]{}|/-,'’ ab大\ud800") }),
  )
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 4 }), anything, (titles, text) => {
      const cover = createTitleCover(titles.map((title, i) => product(`p${i}`, title, i + 1)))
      expect(cover(text)).toBeTypeOf('string')
    }),
    { numRuns: 2_000 },
  )
  const many = Array.from({ length: 600 }, (_, i) => product(`p${i}`, 'a '.repeat(400) + i, i + 1))
  expect(createTitleCover(many)('a '.repeat(17))).toMatch(/^ +it +a $/)
})
