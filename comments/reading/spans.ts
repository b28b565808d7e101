// Why a comment scored as it did: the phrases that rate or that speak for a label it has, as places in its text.
import { LABELS, type CommentSpan, type Label } from '../contract.ts'
import { cueBit, type Cue } from '../lexicon/source.ts'
import type { Reading } from './reading.ts'

/** The cues that speak for a label. */
const EVIDENCE: Readonly<Record<Label, readonly Cue[]>> = {
  'question.price': ['price', 'question'],
  'question.size': ['size', 'question'],
  'question.stock': ['stock', 'question'],
  'question.shipping': ['shipping', 'question'],
  'question.material': ['material', 'question'],
  'question.use': ['use', 'question'],
  'question.discount': ['discount', 'question'],
  'question.how_to_buy': ['buying', 'question'],
  'question.other': ['detail', 'question'],
  intent: ['want'],
  purchased: ['bought'],
  praise: ['praise'],
  'complaint.price': ['expensive'],
  'complaint.quality': ['defect'],
  'complaint.delivery': ['late', 'parcel'],
  'complaint.stream': ['stream', 'device'],
  request: ['request'],
  greeting: ['greeting'],
  spam: ['spam'],
}
const EVIDENCE_BITS = LABELS.map((label) => EVIDENCE[label].reduce((bits, cue) => bits | cueBit(cue), 0))

/** Spans of a comment just read, for the labels it was given; a phrase that rates is a span of its own kind as well. */
export function explainReading(reading: Reading, labels: number, cuesOf: (entry: number) => number): CommentSpan[] {
  const { scan, starts, rated, hits } = reading
  const spans: CommentSpan[] = []
  for (let h = 0; h < reading.hitCount; h += 1) {
    const start = scan.origins[starts[h]!]!
    const end = endOf(reading, h)
    const cues = cuesOf(hits[h]!)
    LABELS.forEach((label, i) => {
      if (labels & (1 << i) && cues & EVIDENCE_BITS[i]!) spans.push({ start, end, label })
    })
    if (rated[h]! !== 0) spans.push({ start, end, label: rated[h]! > 0 ? 'positive' : 'negative' })
  }
  return spans
}

/** Where a phrase ends in the text: after its own last unit, not where the next begins. */
function endOf(reading: Reading, h: number): number {
  const { scan, ends } = reading
  const last = scan.origins[ends[h]! - 1]!
  return last + 1
}
