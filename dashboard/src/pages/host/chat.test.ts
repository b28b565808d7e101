import { expect, test } from 'vitest'
import type { Comment, Label } from '../../../../api/contract.ts'
import { AT_MS, comment } from '../../../stage/show.fixture.ts'
import { chipsOf, isAboutProduct, linesOf } from './chatLines.ts'
import { partsOf, sentenceOf } from './why.ts'

const said = (n: number, rest: Partial<Comment> = {}): Comment => ({ ...comment(n, AT_MS), role: 'viewer', ...rest })
const copy = (n: number, rest: Partial<Comment> = {}): Comment =>
  said(n, { text: 'check my page', textKey: 7, ...rest })
const briefly = (comments: readonly Comment[], opened: readonly string[] = []): string[] =>
  linesOf(comments, new Set(opened)).map((line) =>
    line.kind === 'fold' ? `${line.of} ${line.count}` : `${line.folded ? '- ' : ''}${line.id}`,
  )

test('three copies fold where the first stood, two stay', () => {
  expect(briefly([copy(1), said(2), copy(3)])).toEqual(['0.1.0', '0.2.0', '0.3.0'])
  expect(briefly([copy(1), said(2), copy(3), said(4), copy(5)])).toEqual(['copies 3', '0.2.0', '0.4.0'])
  expect(briefly([copy(1), said(2), copy(3), copy(4)], ['copies-7'])).toEqual([
    'copies 3',
    '- 0.1.0',
    '- 0.3.0',
    '- 0.4.0',
    '0.2.0',
  ])
})

test('a wish and a question are about a product, a greeting and a kind word of none in particular', () => {
  const labels: readonly (readonly Label[])[] = [['intent', 'praise'], ['question.size'], ['greeting'], ['praise'], []]
  expect(labels.map((own) => isAboutProduct(said(1, { labels: own })))).toEqual([true, true, false, false, false])
})

test('spam of different words is one fold, and the host is never folded', () => {
  const spam = { labels: ['spam'] } as const
  expect(briefly([said(1, spam), said(2), said(3, spam)])).toEqual(['spam 2', '0.2.0'])
  const host = [1, 2, 3].map((n) => copy(n, { role: 'host', ...spam }))
  expect(briefly(host)).toEqual(['0.1.0', '0.2.0', '0.3.0'])
})

test('chips say what a comment is, not how it feels', () => {
  const chips = (labels: Comment['labels'], sentiment: number | null = 0): string[] =>
    chipsOf({ labels, sentiment, role: 'viewer' }).map(({ text, tone }) => `${text} ${tone}`)
  expect(chips(['question.how_to_buy', 'intent'])).toEqual(['#how to buy plain', 'wants it buy'])
  expect(chips(['complaint.stream', 'praise', 'greeting'])).toEqual(['complaint: stream bad'])
  expect(chips(['complaint.price', 'question.price'])).toEqual(['complaint: price bad', '#price plain'])
  expect(chips(['purchased', 'question.other'])).toEqual(['bought buy', 'question plain'])
  expect(chips(['question.stock', 'question.other'])).toEqual(['#stock plain'])
  expect(chips([], null)).toEqual(['unscored plain'])
  expect(chipsOf({ labels: [], sentiment: null, role: 'host' })).toEqual([])
})

test('spans mark the words that spoke, overlapping ones once', () => {
  const parts = partsOf('frozen again 😩!', [
    { start: 13, end: 15, label: 'negative' },
    { start: 0, end: 6, label: 'complaint.stream' },
    { start: 3, end: 9, label: 'negative' },
  ])
  expect(parts.map(({ text, says, tone }) => [text, says, tone])).toEqual([
    ['frozen', 'stream', 'bad'],
    [' ag', 'negative', 'bad'],
    ['ain ', null, 'plain'],
    ['😩', 'negative', 'bad'],
    ['!', null, 'plain'],
  ])
  expect(sentenceOf(partsOf('so good', [{ start: 3, end: 7, label: 'positive' }]))).toBe('“good” positive')
  expect(partsOf('ok', [{ start: 0, end: 99, label: 'praise' }])).toEqual([
    { text: 'ok', says: 'praise', tone: 'good' },
  ])
  expect(partsOf('', [])).toEqual([])
})
