import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createScorer } from '../scorer.ts'
import { evaluateGrouping, keysOf, pairwise } from './evaluate.ts'
import { readLabelledShow } from './shows/labelled-show.ts'

test('pairs are counted by hand', () => {
  // Gold pairs: ab, ac, bc, de. Found: ab, cd, and ef with one that is no question.
  const gold = ['x', 'x', 'x', 'y', 'y', null]
  const found = ['1', '1', '2', '2', '3', '3']
  const { precision, recall, f1 } = pairwise(gold, found)
  expect(precision).toBeCloseTo(1 / 3)
  expect(recall).toBeCloseTo(1 / 4)
  expect(f1).toBeCloseTo(2 / 7)
  expect(pairwise(['x', 'x'], [null, null])).toEqual({ precision: 0, recall: 0, f1: 0 })
})

test('the show it was tuned on stays grouped', () => {
  const show = readLabelledShow(readFileSync(new URL('./shows/dev.tsv', import.meta.url), 'utf8'))
  const { f1 } = pairwise(
    show.comments.map((comment) => comment.group),
    keysOf(show, null),
  )
  expect(f1).toBeGreaterThan(0.95)
})

test('a show that nobody tuned on is grouped as a person would', () => {
  const rows = evaluateGrouping(createScorer())
  expect(rows.map(({ show, labels }) => `${show} ${labels}`)).toEqual([
    'dev gold',
    'dev scorer',
    'dev-2 gold',
    'dev-2 scorer',
    'test gold',
    'test scorer',
    'test-2 gold',
    'test-2 scorer',
  ])
  const untuned = rows.find(({ show, labels }) => show === 'test' && labels === 'gold')!
  expect(untuned.f1).toBeGreaterThanOrEqual(0.8)
})
