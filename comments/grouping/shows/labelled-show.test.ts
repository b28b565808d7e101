// The reader by small shows written here, and the committed shows by what a show must look like to be worth scoring on.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLabelledShow } from './labelled-show.ts'

const CATALOGUE = "@\t1\tchef-knife\tChef's knife 20 cm\n@\t2\tkettle\tKettle 0.9 l\n"
const HEADER = '# second\tauthor\tpinned product id\tlabels\tgroup\ttext\n'
const GREETING = '3\tana\tkettle\tgreeting\t-\tolá'
const QUESTION = '3\tbo\tchef-knife\tquestion.use,praise\tknife-dishwasher\tlovely, dishwasher ok?'
const show = (...lines: string[]) => CATALOGUE + HEADER + lines.map((line) => line + '\n').join('')

test('a show is read as it is written', () => {
  expect(readLabelledShow(show(GREETING, QUESTION, '9\tana\tkettle\t-\t-\tlol'))).toEqual({
    products: [
      { number: 1, productId: 'chef-knife', title: "Chef's knife 20 cm" },
      { number: 2, productId: 'kettle', title: 'Kettle 0.9 l' },
    ],
    comments: [
      { second: 3, author: 'ana', pinnedProductId: 'kettle', labels: ['greeting'], group: null, text: 'olá' },
      {
        second: 3,
        author: 'bo',
        pinnedProductId: 'chef-knife',
        labels: ['question.use', 'praise'],
        group: 'knife-dishwasher',
        text: 'lovely, dishwasher ok?',
      },
      { second: 9, author: 'ana', pinnedProductId: 'kettle', labels: [], group: null, text: 'lol' },
    ],
  })
})

test.each([
  ['no line end', show(GREETING).slice(0, -1), 'no line end'],
  ['no header', `${CATALOGUE}${GREETING}\n`, 'no header'],
  ['no catalogue', `${HEADER}${GREETING}\n`, 'no catalogue'],
  ['a number left out', CATALOGUE.replace('\t2\t', '\t3\t') + HEADER, 'line 2: catalogue numbers'],
  ['a product twice', CATALOGUE.replace('kettle', 'chef-knife') + HEADER, 'line 2: product twice'],
  ['a product without @', CATALOGUE.replace('@', '#') + HEADER, 'line 1: a catalogue line begins with @'],
  ['a product id with a capital', CATALOGUE.replace('kettle', 'Kettle') + HEADER, 'line 2: product id'],
  [
    'too many products',
    `${'@'.repeat(101).replace(/@/g, (_, i) => `@\t${i + 1}\tp-${i}\tP\n`)}${HEADER}`,
    '100 products',
  ],
  ['too many comments', show(...Array.from({ length: 10_001 }, (_, i) => `${GREETING} ${i}`)), '10000 comments'],
  ['a field short', show('3\tana\tkettle\t-\tolá'), 'line 4: not 6 fields'],
  ['a field over', show(`${GREETING}\tx`), 'line 4: not 6 fields'],
  ['half a second', show(GREETING.replace('3', '3.5')), 'line 4: second'],
  ['an unknown pinned product', show(GREETING.replace('kettle', 'fork')), 'not in the catalogue'],
  ['an unknown label', show(GREETING.replace('greeting', 'question')), 'label not in the list: question'],
  ['a label twice', show(GREETING.replace('greeting', 'greeting,greeting')), 'label twice'],
  ['a question without a group', show(QUESTION.replace('knife-dishwasher', '-')), 'a question without a group'],
  ['a grouped greeting', show(GREETING.replace('\t-\t', '\thellos\t')), 'a group on what is no question'],
  ['a group with a space', show(QUESTION.replace('knife-dishwasher', 'knife dishwasher')), 'line 4: group'],
  ['an empty author', show(GREETING.replace('ana', '')), 'line 4: author'],
  ['an empty text', show(GREETING.replace('olá', '')), 'line 4: text'],
  ['a CR before the LF', show(`${GREETING}\r`), 'line 4: text'],
  ['a control character', show(GREETING.replace('olá', 'o\u0007lá')), 'control character'],
  ['a decomposed accent', show(GREETING.normalize('NFD')), 'not NFC'],
  ['a text too long', show(GREETING + 'a'.repeat(300)), 'line 4: text'],
  ['a second that goes back', show(GREETING, QUESTION.replace('3', '2')), 'line 5: earlier'],
  ['a repeated line', show(GREETING, GREETING.replace('3', '8')), 'line 5: the same author'],
])('%s is refused', (_, text, complaint) => {
  expect(() => readLabelledShow(text)).toThrow(complaint)
})

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.tsv'))

test('there are two shows to tune on and two to report', () => {
  expect(files).toEqual(['dev-2.tsv', 'dev.tsv', 'test-2.tsv', 'test.tsv'])
})

describe.each(files)('%s', (file) => {
  const { products, comments } = readLabelledShow(readFileSync(join(import.meta.dirname, file), 'utf8'))
  const sizes = new Map<string, number>()
  for (const { group } of comments) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const counts = [...sizes.values()]

  test('is one show of 45 minutes that pins every product', () => {
    expect(comments.length).toBeGreaterThanOrEqual(400)
    expect(comments.at(-1)!.second).toBeLessThan(45 * 60)
    expect(new Set(comments.map((comment) => comment.pinnedProductId)).size).toBe(products.length)
  })

  test('asks as a real one does: half the lines, a few hot questions, many asked once', () => {
    const asked = counts.reduce((sum, count) => sum + count, 0)
    expect(asked / comments.length).toBeGreaterThan(0.5)
    expect(asked / comments.length).toBeLessThan(0.65)
    expect(sizes.size).toBeGreaterThanOrEqual(35)
    expect(sizes.size).toBeLessThanOrEqual(50)
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(15)
    expect(Math.max(...counts)).toBeLessThanOrEqual(20)
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(sizes.size / 4)
  })

  test('never words a question the same way twice', () => {
    const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
    const asked = comments.filter(({ group }) => group !== null).map(({ group, text }) => `${group} ${bare(text)}`)
    expect(asked.filter((key, index) => asked.indexOf(key) !== index)).toEqual([])
  })
})
