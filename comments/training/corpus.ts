// The project's own comments, and the rule that keeps a fifth of their author groups out of training.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelBit, LANGUAGES, type Label, type Language } from '../contract.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'

/** -1, 0, 1; null is mixed or sarcastic: any sure sentiment would be wrong. */
export type Gold = -1 | 0 | 1 | null

export interface OwnComment {
  readonly author: string
  readonly language: Language
  readonly gold: Gold
  /** A set as in CommentScore.labels. */
  readonly labels: number
  readonly text: string
}

const CORPUS_FOLDER = join(import.meta.dirname, '..', 'corpus')
export const OWN_LANGUAGES = LANGUAGES.filter((language) => language !== 'und')
/** One author group in this many is held out. */
const HOLD_OUT_ONE_IN = 5
/**
 * The last author of each writing but the last one, by number: each writing has a hold-out of its own, so that authors written
 * later change nothing about who of the earlier ones is held out.
 */
const WRITINGS: Readonly<Partial<Record<Language, readonly number[]>>> = {
  en: [20, 30, 36, 56, 61, 159, 169, 299, 899],
  zh: [16, 24, 29, 45, 50, 149, 159, 299, 899],
  ja: [10, 15, 20, 30, 35, 79, 89, 199, 899],
}
const WRITINGS_OTHERS: readonly number[] = [10, 15, 20, 30, 35, 62, 69, 199, 899]
/**
 * The last of the writings with a hold-out. The authors of the seventh had seen lines of others; the later ones came when the
 * hold-out stood, and leave it as it is, so that models are compared on the same comments.
 */
const LAST_TESTED = 6
/** The writing that is of praise and complaints of quality, and of what is mistaken for them: two labels are most of it. */
const NARROW = 9

/** Reads the lines of one language's file; the first line is a heading. */
export function parseCorpus(language: Language, file: string): OwnComment[] {
  return file
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [author = '', gold, labels = '-', text = ''] = line.split('\t')
      return {
        author,
        language,
        gold: gold === 'm' ? null : (Number(gold) as Gold),
        labels: labels === '-' ? 0 : labels.split(',').reduce((set, l) => set | labelBit(l as Label), 0),
        text,
      }
    })
}

/** All of the project's own comments, in the order of the files. */
export function readCorpus(folder: string = CORPUS_FOLDER): OwnComment[] {
  return OWN_LANGUAGES.flatMap((language) =>
    parseCorpus(language, readFileSync(join(folder, `${language}.tsv`), 'utf8')),
  )
}

function hashOf(author: string): number {
  let hash = HASH_START
  for (let i = 0; i < author.length; i += 1) hash = hashStep(hash, author.charCodeAt(i))
  return spread(hash) >>> 0
}

/** Author groups in the order of their hash: a fixed shuffle that no one chose. */
export function shuffledAuthors(comments: readonly OwnComment[], language: Language): string[] {
  const authors = new Set(comments.filter((c) => c.language === language).map((c) => c.author))
  return [...authors].sort((a, b) => hashOf(a) - hashOf(b) || (a < b ? -1 : 1))
}

/** The authors held out: of each language and of each writing that tests the first fifth of its shuffled groups, rounded, at least one. */
export function heldOutAuthors(comments: readonly OwnComment[]): Set<string> {
  return new Set(
    OWN_LANGUAGES.flatMap((language) => {
      const authors = shuffledAuthors(comments, language)
      const writings = [...new Set(authors.map((author) => writingOf(author, language)))]
      return writings.flatMap((writing) =>
        writing > LAST_TESTED ? [] : firstFifth(authors.filter((a) => writingOf(a, language) === writing)),
      )
    }),
  )
}

/** Which writing an author, `en-07`, is of: 1 the first. */
export function writingOf(author: string, language: Language): number {
  const number = Number(author.slice(3))
  return 1 + (WRITINGS[language] ?? WRITINGS_OTHERS).filter((last) => number > last).length
}

/** Whether a comment is of the writing about two labels: it counts less, as it is no picture of a chat. */
export const isNarrow = ({ author, language }: OwnComment): boolean => writingOf(author, language) === NARROW

function firstFifth(authors: readonly string[]): readonly string[] {
  return authors.slice(0, authors.length === 0 ? 0 : Math.max(1, Math.round(authors.length / HOLD_OUT_ONE_IN)))
}

/** Training and held-out comments: no author stands in both. */
export function splitCorpus(comments: readonly OwnComment[]): { training: OwnComment[]; heldOut: OwnComment[] } {
  const out = heldOutAuthors(comments)
  return { training: comments.filter((c) => !out.has(c.author)), heldOut: comments.filter((c) => out.has(c.author)) }
}

/** The training comments in `folds` parts by author, for choosing settings without the held-out ones. */
export function foldOf(comments: readonly OwnComment[], folds: number): (comment: OwnComment) => number {
  const fold = new Map<string, number>()
  for (const language of OWN_LANGUAGES) shuffledAuthors(comments, language).forEach((a, i) => fold.set(a, i % folds))
  return (comment) => fold.get(comment.author)!
}
