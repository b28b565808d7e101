// The rolling hash of words and n-grams: FNV-1a over code units, 32 bits (Fowler, Noll, Vo), integers alone.

export const HASH_START = 0x811c9dc5 | 0

/** The hash after one more symbol. */
export function hashStep(hash: number, symbol: number): number {
  return Math.imul(hash ^ symbol, 0x01000193)
}

/** Spreads a hash's bits (murmur3's finalizer), so that any of them can choose a bucket. */
export function spread(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
