// The hold-out rule: by author group, a fifth of each language, fixed.
import { expect, test } from 'vitest'
import { labelBit } from '../contract.ts'
import { foldOf, heldOutAuthors, OWN_LANGUAGES, parseCorpus, readCorpus, splitCorpus } from './corpus.ts'

const all = readCorpus()
const { training, heldOut } = splitCorpus(all)

test('no author stands in both parts, and together they are everything', () => {
  const authors = new Set(training.map((c) => c.author))
  expect(heldOut.filter((c) => authors.has(c.author))).toEqual([])
  expect(training.length + heldOut.length).toBe(all.length)
})

test('about a fifth of the author groups of each language is held out', () => {
  for (const language of OWN_LANGUAGES) {
    const groups = new Set(all.filter((c) => c.language === language).map((c) => c.author))
    const out = [...heldOutAuthors(all)].filter((author) => author.startsWith(`${language}-`))
    expect(out.length, language).toBe(Math.max(1, Math.round(groups.size / 5)))
  }
})

test('the groups held out are these: another choice would make every old figure another figure', () => {
  expect([...heldOutAuthors(all)].sort().join(' ')).toBe(
    'de-03 de-08 en-01 en-07 en-15 en-16 es-04 es-09 fr-04 fr-05 id-03 id-07 ja-02 ja-06 pt-04 pt-08 th-03 th-07 zh-08 zh-12 zh-15',
  )
})

test('a fold for choosing settings never splits an author', () => {
  const fold = foldOf(training, 4)
  const folds = new Map<string, Set<number>>()
  for (const c of training) folds.set(c.author, (folds.get(c.author) ?? new Set()).add(fold(c)))
  expect([...folds.values()].every((f) => f.size === 1)).toBe(true)
})

test('a line is read as author, sentiment, labels and text', () => {
  const file =
    '# author\tsentiment\tlabels\ttext\nen-01\t-1\tcomplaint.price,spam\ttoo dear\nen-02\tm\t-\tgreat, late again\n'
  expect(parseCorpus('en', file)).toEqual([
    {
      author: 'en-01',
      language: 'en',
      gold: -1,
      labels: labelBit('complaint.price') | labelBit('spam'),
      text: 'too dear',
    },
    { author: 'en-02', language: 'en', gold: null, labels: 0, text: 'great, late again' },
  ])
})
