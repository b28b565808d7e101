// One answer for all who ask the same at the same time.

/** Runs `load`, or joins the run of the same key that has not ended. A failure is everybody's; nothing is kept behind it. */
export type Shared = <T>(key: string, load: () => Promise<T>) => Promise<T>

/** Holds one entry a key in flight: however many pages watch a show, the record is asked once at a time for each. */
export function createShared(): Shared {
  const running = new Map<string, Promise<unknown>>()
  return <T>(key: string, load: () => Promise<T>): Promise<T> => {
    // A key names one load, and so one type.
    const before = running.get(key) as Promise<T> | undefined
    if (before) return before
    const run = load().finally(() => running.delete(key))
    running.set(key, run)
    return run
  }
}
