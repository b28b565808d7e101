// How well questions are grouped: pairs of comments of a labelled show that a person put into one group, against pairs
// whose keys are equal.
import { existsSync, readFileSync } from 'node:fs'
import { labelBit, type CommentScorer } from '../contract.ts'
import { askedByForm, createProductFinder, questionKeyOf } from './grouping.ts'
import { readLabelledShow, type LabelledShow } from './shows/labelled-show.ts'

/** Shows in the folder: the first two are tuned on, the others only measured. */
const SHOWS = ['dev', 'dev-2', 'test', 'test-2'] as const

export interface GroupingFigures {
  readonly show: (typeof SHOWS)[number]
  /** Whose question labels the keys were made with: a person's, or the scorer's, whose misses then count here as well. */
  readonly labels: 'gold' | 'scorer'
  /** Comments that a person called questions, and the groups of two or more among them. */
  readonly questions: number
  readonly groups: number
  /** Of pairs with equal keys, those in one gold group, and the reverse: 0 to 1. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** One row a show and source of labels. A show that is not there has no row. */
export function evaluateGrouping(scorer: CommentScorer): GroupingFigures[] {
  return SHOWS.flatMap((name) => {
    const path = new URL(`./shows/${name}.tsv`, import.meta.url)
    if (!existsSync(path)) return []
    const show = readLabelledShow(readFileSync(path, 'utf8'))
    const gold = show.comments.map((comment) => comment.group)
    const size = { questions: gold.filter((group) => group !== null).length, groups: groupsOf(gold) }
    return (['gold', 'scorer'] as const).map((labels) => ({
      show: name,
      labels,
      ...size,
      ...pairwise(gold, keysOf(show, labels === 'gold' ? null : scorer)),
    }))
  })
}

/** A key for each comment, null where it asks nothing: about the product it names, else the one pinned. */
export function keysOf(show: LabelledShow, scorer: CommentScorer | null): (string | null)[] {
  const finder = createProductFinder(show.products)
  return show.comments.map(({ text, labels, pinnedProductId }) => {
    const bits = scorer ? scorer.score(text).labels : labels.reduce((sum, label) => sum | labelBit(label), 0)
    const asked = scorer ? bits | askedByForm(text, bits) : bits
    return questionKeyOf(text, asked, finder.find(text) ?? pinnedProductId) || null
  })
}

/** Pairwise precision, recall and F1 of two partitions of the same things; null is in no group with anything. */
export function pairwise(
  gold: readonly (string | null)[],
  found: readonly (string | null)[],
): { precision: number; recall: number; f1: number } {
  const both = gold.map((group, i) => {
    const key = found[i] ?? null
    return group === null || key === null ? null : `${group}\n${key}`
  })
  const right = pairsOf(both)
  const precision = ratio(right, pairsOf(found))
  const recall = ratio(right, pairsOf(gold))
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) }
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function sizesOf(names: readonly (string | null)[]): number[] {
  const sizes = new Map<string, number>()
  for (const name of names) if (name !== null) sizes.set(name, (sizes.get(name) ?? 0) + 1)
  return [...sizes.values()]
}

const pairsOf = (names: readonly (string | null)[]): number =>
  sizesOf(names).reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
const groupsOf = (names: readonly (string | null)[]): number => sizesOf(names).filter((size) => size > 1).length
