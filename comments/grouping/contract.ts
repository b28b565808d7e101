// What a comment is about, and which question it asks. Pure types and names.

/** A product of a show, as its host numbers it. */
export interface CatalogueItem {
  readonly productId: string
  readonly title: string
  /** As the host says it: "number three". From 1. */
  readonly number: number
  /** Other names viewers use, in any language. */
  readonly aliases?: readonly string[]
}

/** Never throws; time is bounded by SCORED_UNITS_MAX. Not for sharing between threads. */
export interface ProductFinder {
  /** The id of the product a comment names, or null where it names none, or more than one. */
  find(text: string): string | null
}

/** Changes whenever a key may change: keys of different versions are not to be compared. */
export const GROUPING_VERSION = 'grouping-4'

/** What a question can be about, in order of precedence where a comment holds several: `question.` plus this is a label. */
export const TOPICS = [
  'how_to_buy',
  'discount',
  'price',
  'shipping',
  'stock',
  'size',
  'material',
  'use',
  'other',
] as const
export type Topic = (typeof TOPICS)[number]

/** A question's key is never longer. UTF-16 code units. */
export const QUESTION_KEY_UNITS_MAX = 96

/** Items of a catalogue beyond this are not found by name. */
export const CATALOGUE_ITEMS_MAX = 1_000
