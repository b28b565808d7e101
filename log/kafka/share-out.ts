// Which member of a group works on which partitions: even, and as few as can be move. Pure.

/** What a member says it works on now. */
export interface Claim {
  readonly memberId: string
  readonly has: readonly number[]
}

/**
 * Gives partitions 0 to partitions-1 to the members: each the same number, or one more. A member keeps what it has as far as
 * that allows. The same for any order of the claims; of two that claim a partition the lesser memberId has it.
 */
export function shareOut(partitions: number, claims: readonly Claim[]): ReadonlyMap<string, readonly number[]> {
  const byId = claims.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1))
  const claimed = new Set<number>()
  const kept = byId.map(({ memberId, has }) => {
    const mine = [...new Set(has)]
      .toSorted((a, b) => a - b)
      .filter((partition) => partition >= 0 && partition < partitions && !claimed.has(partition))
    for (const partition of mine) claimed.add(partition)
    return { memberId, mine }
  })
  // Those that have most get the one more, so that less moves.
  kept.sort((a, b) => b.mine.length - a.mine.length)
  const each = Math.floor(partitions / kept.length)
  const more = partitions % kept.length
  const shares = kept.map(({ memberId, mine }, i) => {
    const room = each + (i < more ? 1 : 0)
    return { memberId, room, mine: mine.slice(0, room) }
  })
  const taken = new Set(shares.flatMap(({ mine }) => mine))
  const free = Array.from({ length: partitions }, (_, partition) => partition).filter((each) => !taken.has(each))
  for (const { mine, room } of shares) mine.push(...free.splice(0, room - mine.length))
  return new Map(shares.map(({ memberId, mine }) => [memberId, mine.toSorted((a, b) => a - b)]))
}
