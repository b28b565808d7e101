// Which events were sent before. A session's running numbers come nearly in order, so the contiguous part is one number.

export interface Numbers {
  /** All below were seen. */
  below: number
  /** Seen at or above it. */
  readonly above: Set<number>
}

/** true the first time. */
export function firstTime(numbers: Numbers, seq: number): boolean {
  if (seq < numbers.below || numbers.above.has(seq)) return false
  numbers.above.add(seq)
  while (numbers.above.delete(numbers.below)) numbers.below++
  return true
}
