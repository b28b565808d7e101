// A first-in-first-out queue of things with a time that never goes back. Arrays and a head, so that taking is O(1) and
// the whole of it can be saved as it is.

export interface Queue<T> {
  at_ms: number[]
  of: T[]
  head: number
}

export function newQueue<T>(): Queue<T> {
  return { at_ms: [], of: [], head: 0 }
}

export function push<T>(queue: Queue<T>, at_ms: number, thing: T): void {
  queue.at_ms.push(at_ms)
  queue.of.push(thing)
}

/** The next thing if its time is at or before `until_ms`, taken off; undefined otherwise. */
export function shiftUntil<T>(queue: Queue<T>, until_ms: number): T | undefined {
  const at_ms = queue.at_ms[queue.head]
  if (at_ms === undefined || at_ms > until_ms) return undefined
  const thing = queue.of[queue.head]
  queue.head += 1
  if (queue.head >= 1024 && queue.head * 2 >= queue.of.length) compact(queue)
  return thing
}

export function sizeOf<T>(queue: Queue<T>): number {
  return queue.of.length - queue.head
}

/** Drops what was taken; done before saving, so that equal queues are saved as equal bytes. */
export function compact<T>(queue: Queue<T>): void {
  if (queue.head === 0) return
  queue.at_ms = queue.at_ms.slice(queue.head)
  queue.of = queue.of.slice(queue.head)
  queue.head = 0
}
