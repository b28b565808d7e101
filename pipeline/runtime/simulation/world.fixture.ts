// The virtual world: one queue of things to happen, in virtual time, in an order the seed decides.
import type { Random } from './random.fixture.ts'

export interface World {
  readonly random: Random
  now(): number
  /** Does it at a time from now. */
  at(in_ms: number, happen: () => void): void
  /** Lets the next thing happen. false: nothing is left. */
  turn(): Promise<boolean>
  readonly turns: number
}

export function createWorld(random: Random, start_ms: number): World {
  const queue: { at_ms: number; number: number; happen: () => void }[] = []
  let now_ms = start_ms
  let number = 0
  let turns = 0
  const isBefore = (a: number, b: number) => {
    const [x, y] = [queue[a] as (typeof queue)[0], queue[b] as (typeof queue)[0]]
    return x.at_ms < y.at_ms || (x.at_ms === y.at_ms && x.number < y.number)
  }
  const swap = (a: number, b: number) => {
    const kept = queue[a] as (typeof queue)[0]
    queue[a] = queue[b] as (typeof queue)[0]
    queue[b] = kept
  }
  /** A binary heap, earliest first. */
  const sink = () => {
    for (let i = 0; ;) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < queue.length && isBefore(child, least)) least = child
      if (least === i) return
      swap(i, least)
      i = least
    }
  }
  return {
    random,
    now: () => now_ms,
    at(in_ms, happen) {
      queue.push({ at_ms: now_ms + in_ms, number: number++, happen })
      for (let i = queue.length - 1; i > 0;) {
        const parent = (i - 1) >> 1
        if (!isBefore(i, parent)) return
        swap(i, parent)
        i = parent
      }
    },
    async turn() {
      const next = queue[0]
      if (next === undefined) return false
      const last = queue.pop() as typeof next
      if (queue.length > 0) {
        queue[0] = last
        sink()
      }
      now_ms = next.at_ms
      turns++
      next.happen()
      // Everything that follows from it without waiting for the world is done before the next thing happens.
      await new Promise((resolve) => setImmediate(resolve))
      return true
    },
    get turns() {
      return turns
    },
  }
}
