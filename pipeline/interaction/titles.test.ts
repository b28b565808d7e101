import { expect, it } from 'vitest'
import { labelNames } from '../../comments/contract.ts'
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
]

it('puts "it" in the place of a title, however it is typed, in the script of the rest', () => {
  const cover = createTitleCover(products)
  const of = (text: string) => cover(text).replace(/\s+/g, ' ').trim()
  expect(of("what is the chef's  knife 20 CM made of?")).toBe('what is the it made of?')
  expect(of('chefs knife 20 cm, set of 2 please')).toBe('it please')
  expect(of('Chef’s knife 20 cm是什么材质的？')).toBe('这个 是什么材质的？')
  expect(of('Chef’s knife 20 cmをもう一度')).toBe('これ をもう一度')
  expect(of('Chef’s knife 20 cm ราคา')).toBe('อันนี้ ราคา')
  expect(of('is Kit (A+B)* new?')).toBe('is it new?')
})

it('leaves words alone that only hold a title, and titles too short to tell', () => {
  const cover = createTitleCover([...products, product('cap', 'Lace', 5)])
  expect(cover('the necklace and the pan, 20 cm')).toBe('the necklace and the pan, 20 cm')
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
