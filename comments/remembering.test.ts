import { expect, test } from 'vitest'
import type { CommentScore, CommentScorer } from './contract.ts'
import { REMEMBERED_UNITS_MAX, remembering, TEXTS_REMEMBERED } from './remembering.ts'

/** Tells each text's length as its labels, and which texts it was asked for. */
function counting() {
  const asked: string[] = []
  const score = (text: string): CommentScore => {
    asked.push(text)
    return {
      modelVersion: 'counting',
      script: 'none',
      language: 'und',
      sentiment: null,
      confidence: 0,
      labels: text.length,
    }
  }
  const scorer: CommentScorer = { modelVersion: 'counting', score, explain: () => [] }
  return { asked, scorer: remembering(scorer) }
}

test('a text that comes again is not read again, and has its own score', () => {
  const { asked, scorer } = counting()
  for (const text of ['hi', 'hello', 'hi', 'hello', '', 'hi', '']) expect(scorer.score(text).labels).toBe(text.length)
  expect(asked).toEqual(['hi', 'hello', ''])
})

test('a long text is read each time', () => {
  const { asked, scorer } = counting()
  const texts = ['a'.repeat(REMEMBERED_UNITS_MAX), 'a'.repeat(REMEMBERED_UNITS_MAX + 1)]
  for (const text of [...texts, ...texts]) expect(scorer.score(text).labels).toBe(text.length)
  expect(asked).toEqual([...texts, texts[1]])
})

test('the texts that came last are remembered, older ones are not, however many come', () => {
  const { asked, scorer } = counting()
  const text = (i: number) => `text ${i}`
  for (let i = 0; i < 10 * TEXTS_REMEMBERED; i += 1) {
    scorer.score('always')
    scorer.score(text(i))
  }
  expect(asked).toHaveLength(10 * TEXTS_REMEMBERED + 1)
  const last = 10 * TEXTS_REMEMBERED - 1
  scorer.score(text(last))
  scorer.score(text(last - TEXTS_REMEMBERED + 2))
  expect(asked).toHaveLength(10 * TEXTS_REMEMBERED + 1)
  scorer.score(text(last - 2 * TEXTS_REMEMBERED))
  expect(asked).toHaveLength(10 * TEXTS_REMEMBERED + 2)
})
