// Why a comment scored as it did: the parts of its text that spoke, marked. Pure.
import type { ScoredComment } from '../../../../api/contract.ts'

type Span = ScoredComment['spans'][number]

export interface TextPart {
  readonly text: string
  /** null: it says nothing by itself. */
  readonly says: string | null
  readonly tone: 'good' | 'bad' | 'plain'
}

/** The text in its parts; where spans overlap, the one that begins first has the letters. */
export function partsOf(text: string, spans: readonly Span[]): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  const plain = (until: number): void => {
    if (until > at) parts.push({ text: text.slice(at, until), says: null, tone: 'plain' })
    at = Math.max(at, until)
  }
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const [start, end] = [Math.max(at, span.start), Math.min(text.length, span.end)]
    if (end <= start) continue
    plain(start)
    parts.push({ text: text.slice(start, end), says: wordOf(span.label), tone: toneOf(span.label) })
    at = end
  }
  plain(text.length)
  return parts
}

/** "complaint.stream" -> "stream"; "question.how_to_buy" -> "how to buy". */
const wordOf = (label: Span['label']): string => (label.split('.')[1] ?? label).replaceAll('_', ' ')

function toneOf(label: Span['label']): TextPart['tone'] {
  if (label === 'negative' || label === 'spam' || label.startsWith('complaint.')) return 'bad'
  return label.startsWith('question.') || label === 'request' || label === 'greeting' ? 'plain' : 'good'
}

/** "“frozen” stream, “😩” negative". */
export const sentenceOf = (parts: readonly TextPart[]): string =>
  parts.flatMap(({ text, says }) => (says === null ? [] : [`“${text.trim()}” ${says}`])).join(', ')
