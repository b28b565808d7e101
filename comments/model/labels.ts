// From the label model's sums to a set of labels.
import { COMPLAINT_LABELS, LABELS, QUESTION_LABELS } from '../contract.ts'
import { ASKS_AT, COMPLAINS_AT } from './shape.ts'

/** Below this a comment asks (or complains) so surely not that no single question (or complaint) stands. */
const SURELY_NOT = -0.3

/**
 * Labels whose sum is above zero. Whether a comment asks at all is easier to tell than what it asks: where it does and no
 * question is sure, the likeliest is taken; where it surely does not, none stands. The same for complaints.
 */
export function labelsOf(sums: Float64Array): number {
  let bits = 0
  for (let i = 0; i < LABELS.length; i += 1) if (sums[i]! > 0) bits |= 1 << i
  bits = withGroup(bits, sums, QUESTION_LABELS, sums[ASKS_AT]!)
  return withGroup(bits, sums, COMPLAINT_LABELS, sums[COMPLAINS_AT]!)
}

function withGroup(bits: number, sums: Float64Array, group: number, any: number): number {
  if (any < SURELY_NOT) return bits & ~group
  if (any <= 0 || (bits & group) !== 0) return bits
  let likeliest = -1
  for (let i = 0; i < LABELS.length; i += 1)
    if (group & (1 << i) && (likeliest < 0 || sums[i]! > sums[likeliest]!)) likeliest = i
  return bits | (1 << likeliest)
}
