// Who waits for an offset, woken by an append in this thread or the news of one in another.

export interface Waiters {
  /** Resolves when reached(partition, offset) is called with an offset >= `offset`, or after timeout_ms. */
  wait(partition: number, offset: number, timeout_ms: number): Promise<void>
  /** The highest offset that exists in the partition. */
  reached(partition: number, offset: number): void
  /** Wakes everyone: the log closes. */
  wakeAll(): void
}

interface Waiter {
  readonly offset: number
  readonly wake: () => void
}

export function createWaiters(partitions: number): Waiters {
  const waiting = Array.from({ length: partitions }, () => new Set<Waiter>())
  return {
    wait(partition, offset, timeout_ms) {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting[partition]?.delete(waiter)
          resolve()
        }
        const timer = setTimeout(wake, timeout_ms)
        const waiter = { offset, wake }
        waiting[partition]?.add(waiter)
      })
    },
    reached(partition, offset) {
      for (const waiter of waiting[partition] ?? []) if (offset >= waiter.offset) waiter.wake()
    },
    wakeAll() {
      for (const set of waiting) for (const waiter of set) waiter.wake()
    },
  }
}
