// A binary heap: the earliest first, equal times in the order they were put in, so that a plan never depends on chance.

export interface Heap<T> {
  readonly size: number
  push(at_ms: number, item: T): void
  /** Time of the earliest; Infinity when empty. */
  peek_ms(): number
  pop(): T | undefined
}

interface Entry<T> {
  readonly at_ms: number
  readonly order: number
  readonly item: T
}

export function createHeap<T>(): Heap<T> {
  const entries: Entry<T>[] = []
  let order = 0
  const before = (a: Entry<T>, b: Entry<T>): boolean => a.at_ms < b.at_ms || (a.at_ms === b.at_ms && a.order < b.order)

  function rise(entry: Entry<T>): void {
    let i = entries.length
    while (i > 0) {
      const up = (i - 1) >> 1
      const parent = entries[up]
      if (!parent || !before(entry, parent)) break
      entries[i] = parent
      i = up
    }
    entries[i] = entry
  }

  function sink(entry: Entry<T>): void {
    let i = 0
    for (;;) {
      let down = 2 * i + 1
      let child = entries[down]
      const right = entries[down + 1]
      if (child && right && before(right, child)) {
        child = right
        down++
      }
      if (!child || !before(child, entry)) break
      entries[i] = child
      i = down
    }
    entries[i] = entry
  }

  return {
    get size() {
      return entries.length
    },
    push: (at_ms, item) => rise({ at_ms, order: order++, item }),
    peek_ms: () => entries[0]?.at_ms ?? Infinity,
    pop() {
      const first = entries[0]
      const last = entries.pop()
      if (first && last && first !== last) sink(last)
      return first?.item
    },
  }
}
