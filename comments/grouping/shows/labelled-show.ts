// Reads a labelled show: the chat of one live shopping show, every question with the group a person put it in.
// Strict, since a slip of the hand in a gold label would be scored as a mistake of the grouping.
import { LABELS, type Label } from '../../contract.ts'

/** A line of the show's catalogue. */
export interface ShowProduct {
  /** The number the host gives it on air, from 1: "no. 3" in a comment is this. */
  readonly number: number
  readonly productId: string
  readonly title: string
}

export interface LabelledComment {
  /** Second of the show, from 0. */
  readonly second: number
  readonly author: string
  /** What was pinned at that second; always in the catalogue. */
  readonly pinnedProductId: string
  /** Gold labels, in the order written; none is chatter. */
  readonly labels: readonly Label[]
  /** Gold group: questions of one group are answered by one sentence of the host. Null exactly where no label is a question. */
  readonly group: string | null
  readonly text: string
}

export interface LabelledShow {
  readonly products: readonly ShowProduct[]
  /** By second, never descending. */
  readonly comments: readonly LabelledComment[]
}

/** Products a show may list. */
export const PRODUCTS_MAX = 100
/** Comments a labelled show may hold. */
export const COMMENTS_MAX = 10_000
/** Longest text and title. Code points. */
export const TEXT_CHARACTERS_MAX = 300

const HEADER = '# second\tauthor\tpinned product id\tlabels\tgroup\ttext'
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/
const WHOLE = /^(0|[1-9]\d*)$/

/**
 * A show from the text of its file; the README beside this file describes the format.
 * Throws an Error that names the line (from 1) and what is wrong with it; nothing is repaired or skipped.
 */
export function readLabelledShow(text: string): LabelledShow {
  const rows = text.split('\n')
  if (rows.pop() !== '') throw new Error('no line end after the last line')
  const header = rows.indexOf(HEADER)
  if (header === -1) throw new Error('no header line')

  const products: ShowProduct[] = []
  for (const [index, row] of rows.slice(0, header).entries())
    products.push(atLine(index + 1, row, () => readProduct(row, products)))
  if (products.length === 0) throw new Error('no catalogue')
  if (products.length > PRODUCTS_MAX) throw new Error(`more than ${PRODUCTS_MAX} products`)

  const lines = rows.slice(header + 1)
  if (lines.length > COMMENTS_MAX) throw new Error(`more than ${COMMENTS_MAX} comments`)
  const productIds = new Set(products.map((product) => product.productId))
  const seen = new Set<string>()
  let second = 0
  const comments = lines.map((row, index) =>
    atLine(header + index + 2, row, () => {
      const comment = readComment(row, productIds)
      if (comment.second < second) throw new Error('earlier than the line before')
      second = comment.second
      const key = `${comment.author}\t${comment.text}`
      if (seen.has(key)) throw new Error('the same author wrote the same text')
      seen.add(key)
      return comment
    }),
  )
  return { products, comments }
}

function readProduct(row: string, before: readonly ShowProduct[]): ShowProduct {
  const [mark, number, productId, title] = fields(row, 4)
  if (mark !== '@') throw new Error('a catalogue line begins with @')
  if (number !== String(before.length + 1)) throw new Error('catalogue numbers count up from 1')
  if (!NAME.test(productId)) throw new Error('product id')
  if (before.some((product) => product.productId === productId)) throw new Error('product twice')
  return { number: Number(number), productId, title: cleanText(title, 'title') }
}

function readComment(row: string, productIds: ReadonlySet<string>): LabelledComment {
  const [second, author, pinnedProductId, labelList, groupName, text] = fields(row, 6)
  if (!WHOLE.test(second)) throw new Error('second')
  if (!productIds.has(pinnedProductId)) throw new Error('pinned product is not in the catalogue')
  const labels = readLabels(labelList)
  const asks = labels.some((label) => label.startsWith('question.'))
  if (asks && groupName === '-') throw new Error('a question without a group')
  if (!asks && groupName !== '-') throw new Error('a group on what is no question')
  if (asks && !NAME.test(groupName)) throw new Error('group')
  return {
    second: Number(second),
    author: cleanText(author, 'author'),
    pinnedProductId,
    labels,
    group: asks ? groupName : null,
    text: cleanText(text, 'text'),
  }
}

function readLabels(list: string): Label[] {
  if (list === '-') return []
  const labels = list.split(',').map((name) => {
    const label = LABELS.find((known) => known === name)
    if (label === undefined) throw new Error(`label not in the list: ${name}`)
    return label
  })
  if (new Set(labels).size !== labels.length) throw new Error('label twice')
  return labels
}

type Fields<N extends number, F extends string[] = []> = F['length'] extends N ? F : Fields<N, [...F, string]>

function fields<N extends number>(row: string, count: N): Fields<N> {
  const list = row.split('\t')
  if (list.length !== count) throw new Error(`not ${count} fields`)
  return list as Fields<N>
}

function cleanText(text: string, what: string): string {
  if (text === '' || text !== text.trim() || [...text].length > TEXT_CHARACTERS_MAX) throw new Error(what)
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f\ufffd\ufeff]/.test(text)) throw new Error(`${what}: control character or broken UTF-8`)
  if (text !== text.normalize('NFC')) throw new Error(`${what} is not NFC`)
  return text
}

function atLine<T>(line: number, row: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`line ${line}: ${error instanceof Error ? error.message : error}: ${row}`, { cause: error })
  }
}
