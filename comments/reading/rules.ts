// Labels from the lexicon's cues alone: which kinds of phrase stand together in a comment.
import { labelBit, type Label } from '../contract.ts'
import { cueBit, type Cue } from '../lexicon/source.ts'
import { KIND } from '../text/fold.ts'
import type { Reading } from './reading.ts'

const bit = Object.fromEntries(
  (
    [
      'question',
      'want',
      'bought',
      'praise',
      'expensive',
      'defect',
      'late',
      'stream',
      'request',
      'greeting',
      'spam',
    ] as Cue[]
  ).map((cue) => [cue, cueBit(cue)]),
) as Readonly<Record<Cue, number>>
/** Topics of a question, first come first named. */
const TOPICS: readonly (readonly [Cue, Label])[] = [
  ['buying', 'question.how_to_buy'],
  ['discount', 'question.discount'],
  ['shipping', 'question.shipping'],
  ['stock', 'question.stock'],
  ['size', 'question.size'],
  ['material', 'question.material'],
  ['use', 'question.use'],
  ['price', 'question.price'],
]
const TOPIC_BITS = TOPICS.map(([cue, label]) => [cueBit(cue), labelBit(label)] as const)

/** The set of labels that the cues of a reading speak for. */
export function labelsByRule(reading: Reading): number {
  const { cues } = reading
  if (cues & bit.spam) return labelBit('spam')
  let labels = 0
  if (cues & bit.request) labels |= labelBit('request')
  const asks = reading.scan.counts[KIND.question]! > 0 || (cues & bit.question) !== 0
  if (asks && labels === 0) labels |= questionOf(cues)
  if (!asks && cues & bit.bought) labels |= labelBit('purchased')
  else if (!asks && cues & bit.want) labels |= labelBit('intent')
  if (cues & bit.praise && reading.positive > reading.negative) labels |= labelBit('praise')
  if (cues & bit.greeting && labels === 0) labels |= labelBit('greeting')
  if (reading.negative > reading.positive) labels |= complaintOf(cues)
  return labels
}

function questionOf(cues: number): number {
  for (const [cue, label] of TOPIC_BITS) if (cues & cue) return label
  return labelBit('question.other')
}

function complaintOf(cues: number): number {
  if (cues & bit.stream) return labelBit('complaint.stream')
  if (cues & bit.late) return labelBit('complaint.delivery')
  if (cues & bit.defect) return labelBit('complaint.quality')
  return cues & bit.expensive ? labelBit('complaint.price') : 0
}
