// Absolute values by key, one a partition, added over partitions. Giving a value twice changes nothing; an older one
// (by log offset) never replaces a newer one. This is what makes frames and rows from SQL safe to mix in any order.

interface Held {
  version: number
  values: readonly number[]
}

export interface Keyed<K> {
  /** Number of values of each key. */
  readonly width: number
  readonly parts: Map<string, Map<K, Held>>
  readonly sums: Map<K, number[]>
}

export function createKeyed<K>(width: number): Keyed<K> {
  return { width, parts: new Map(), sums: new Map() }
}

/** Sets a partition's value of a key as it stood at log offset `version`. Answers whether a sum changed. */
export function put<K>(keyed: Keyed<K>, part: string, key: K, version: number, values: readonly number[]): boolean {
  let held = keyed.parts.get(part)
  if (!held) keyed.parts.set(part, (held = new Map()))
  const before = held.get(key)
  if (before && before.version > version) return false
  held.set(key, { version, values })
  let sum = keyed.sums.get(key)
  if (!sum) keyed.sums.set(key, (sum = new Array<number>(keyed.width).fill(0)))
  let changed = false
  for (let i = 0; i < keyed.width; i++) {
    const change = (values[i] ?? 0) - (before?.values[i] ?? 0)
    if (change === 0) continue
    sum[i] = (sum[i] ?? 0) + change
    changed = true
  }
  return changed
}

/** Forgets which partition gave what for keys that are old; their sums stay and no longer change. */
export function settle<K>(keyed: Keyed<K>, isOld: (key: K) => boolean): void {
  for (const held of keyed.parts.values()) for (const key of held.keys()) if (isOld(key)) held.delete(key)
}

/** Forgets keys that are old, their sums as well. */
export function forget<K>(keyed: Keyed<K>, isOld: (key: K) => boolean): void {
  settle(keyed, isOld)
  for (const key of keyed.sums.keys()) if (isOld(key)) keyed.sums.delete(key)
}

/** The sum of one key; zeros when there is none. */
export function sumOf<K>(keyed: Keyed<K>, key: K): readonly number[] {
  return keyed.sums.get(key) ?? new Array<number>(keyed.width).fill(0)
}
