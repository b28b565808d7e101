// Random numbers from a seed (mulberry32, Tommy Ettinger), in integers: the same order of examples on every machine.

/** Integers below a bound. */
export type Seeded = (below: number) => number

export function seeded(seed: number): Seeded {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** Fisher and Yates, in place. */
export function shuffle(order: Int32Array, random: Seeded): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random(i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}
