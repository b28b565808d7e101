// The hold-out rule: by author group, a fifth of each language, fixed.
import { expect, test } from 'vitest'
import { labelBit, type Language } from '../contract.ts'
import {
  foldOf,
  heldOutAuthors,
  isNarrow,
  OWN_LANGUAGES,
  parseCorpus,
  readCorpus,
  splitCorpus,
  writingOf,
} from './corpus.ts'

const all = readCorpus()
const { training, heldOut } = splitCorpus(all)

test('no author stands in both parts, and together they are everything', () => {
  const authors = new Set(training.map((c) => c.author))
  expect(heldOut.filter((c) => authors.has(c.author))).toEqual([])
  expect(training.length + heldOut.length).toBe(all.length)
})

const WRITINGS = [1, 2, 3, 4, 5, 6]
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

test('the last four writings train alone', () => {
  const out = [...heldOutAuthors(all)].map((a) => writingOf(a, a.slice(0, 2) as Language))
  expect(Math.max(...out)).toBe(6)
  expect(all.filter((c) => writingOf(c.author, c.language) === 7).length).toBeGreaterThan(2_000)
  expect(all.filter((c) => writingOf(c.author, c.language) === 8).length).toBeGreaterThan(20_000)
  expect(all.filter(isNarrow)).toHaveLength(72_975)
  expect(all.filter((c) => writingOf(c.author, c.language) === 10)).toHaveLength(2_697)
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
    'de-49 de-50 de-52 de-54 de-56 en-107 en-116 en-118 en-127 en-131 en-136 en-144 en-148 en-152 en-157 en-62 en-63 en-65 en-67 en-77 en-79 en-82 en-84 en-90 en-93 es-43 es-45 es-51 es-59 es-61 fr-39 fr-40 fr-44 fr-47 fr-55 id-36 id-44 id-45 id-54 id-55 ja-36 ja-45 ja-50 ja-54 ja-55 ja-56 ja-64 ja-66 ja-75 pt-42 pt-46 pt-49 pt-56 pt-59 th-43 th-51 th-58 th-59 th-60 zh-103 zh-107 zh-109 zh-120 zh-123 zh-133 zh-140 zh-142 zh-143 zh-53 zh-55 zh-56 zh-60 zh-63 zh-66 zh-69 zh-70',
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
