// What a comment says, asks and is about: functions of its text, the show's catalogue and what was pinned alone.
import { hasLabel, type CommentScorer } from '../../comments/contract.ts'
import { askedByForm, createProductFinder, questionKeyOf, textKey } from '../../comments/grouping/grouping.ts'
import type { ProductFinder } from '../../comments/grouping/contract.ts'
import { remembering } from '../../comments/remembering.ts'
import { createScorer } from '../../comments/scorer.ts'
import type { CatalogueEntry } from '../../events/contract.ts'
import type { Show } from '../state/show.ts'
import { createTitleCover } from './titles.ts'

/** Made from committed tables: the same in every process of a version. */
export const OWN_SCORER: CommentScorer = remembering(createScorer())

interface Catalogue {
  readonly finder: ProductFinder
  readonly cover: (text: string) => string
}

/** By running order: a show's is an array of its own, replaced when the host declares another. */
const catalogues = new WeakMap<readonly CatalogueEntry[], Catalogue>()

export interface Scored {
  readonly model: string
  readonly language: string
  /** Thousandths, -1000 to 1000; null: unscored. */
  readonly sentiment_milli: number | null
  /** Thousandths, 0 to 1000. */
  readonly confidence_milli: number
  /** Bits of comments/contract.ts. */
  readonly labels: number
  /** Equal for copies of a text. */
  readonly textKey: number
  /** Equal for questions a host would answer with one sentence; '' for what is no question. */
  readonly questionKey: string
  /** The product the text names, else the one pinned on the viewer's screen; '' for neither. */
  readonly aboutProductId: string
}

/** `pinnedId`: the product pinned at the time the viewer saw, '' for none. */
export function scoreComment(scorer: CommentScorer, text: string, show: Show | null, pinnedId: string): Scored {
  const catalogue = catalogueOf(show)
  const said = catalogue?.cover(text) ?? text
  const { modelVersion, language, sentiment, confidence, labels: scored } = scorer.score(said)
  const labels = scored | askedByForm(said, scored)
  const aboutProductId = catalogue?.finder.find(text) ?? pinnedId
  return {
    model: modelVersion,
    language,
    sentiment_milli: sentiment === null ? null : Math.round(sentiment * 1000),
    confidence_milli: Math.round(confidence * 1000),
    labels,
    textKey: textKey(text),
    questionKey: hasLabel(labels, 'spam') ? '' : questionKeyOf(said, labels, aboutProductId),
    aboutProductId,
  }
}

function catalogueOf(show: Show | null): Catalogue | null {
  const products = show?.declared?.products
  if (products === undefined || products.length === 0) return null
  let catalogue = catalogues.get(products)
  if (catalogue === undefined) {
    catalogue = { finder: createProductFinder(products), cover: createTitleCover(products) }
    catalogues.set(products, catalogue)
  }
  return catalogue
}
