// The hold-out rule: by author group, a fifth of each language, fixed.
import { expect, test } from 'vitest'
import { labelBit, type Language } from '../contract.ts'
import { foldOf, heldOutAuthors, OWN_LANGUAGES, parseCorpus, readCorpus, splitCorpus, writingOf } from './corpus.ts'

const all = readCorpus()
const { training, heldOut } = splitCorpus(all)

test('no author stands in both parts, and together they are everything', () => {
  const authors = new Set(training.map((c) => c.author))
  expect(heldOut.filter((c) => authors.has(c.author))).toEqual([])
  expect(training.length + heldOut.length).toBe(all.length)
})

const WRITINGS = [1, 2, 3, 4, 5]
const isOf = (language: Language, writing: number) => (author: string) =>
  author.startsWith(`${language}-`) && writingOf(author, language) === writing

test('about a fifth of the author groups of each language and writing is held out', () => {
  for (const language of OWN_LANGUAGES)
    for (const writing of WRITINGS) {
      const groups = new Set(all.map((c) => c.author).filter(isOf(language, writing)))
      const out = [...heldOutAuthors(all)].filter(isOf(language, writing))
      expect(out.length, language).toBe(Math.max(1, Math.round(groups.size / 5)))
    }
})

test('the groups held out are these: another choice would make every old figure another figure', () => {
  const out = [...heldOutAuthors(all)].sort()
  const of = (writing: number) => out.filter((a) => writingOf(a, a.slice(0, 2) as Language) === writing).join(' ')
  expect(WRITINGS.map(of)).toEqual([
    'de-03 de-08 en-01 en-07 en-15 en-16 es-04 es-09 fr-04 fr-05 id-03 id-07 ja-02 ja-06 pt-04 pt-08 th-03 th-07 zh-08 zh-12 zh-15',
    'de-11 en-21 en-27 es-11 fr-12 id-11 ja-14 pt-15 th-11 zh-17 zh-20',
    'de-20 en-34 es-16 fr-20 id-18 ja-16 pt-19 th-18 zh-26',
    'de-25 de-28 en-38 en-43 en-45 en-52 es-24 es-25 fr-23 fr-25 id-21 id-30 ja-27 ja-29 pt-23 pt-24 th-21 th-30 zh-31 zh-33 zh-41',
    'de-33 en-59 es-32 fr-33 id-34 ja-31 pt-32 th-31 zh-48',
  ])
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
