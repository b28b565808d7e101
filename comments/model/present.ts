// Which rows of a table have weights, a bit each. Most have none, so that few n-grams share one: of n-grams that training never met
// most meet a row without weights, and count for nothing.

/** Sets the bit of a row. */
export const setBit = (bits: Uint32Array, at: number): void => {
  bits[at >>> 5] = bits[at >>> 5]! | (1 << (at & 31))
}

/** 1 where it is set, else 0. */
export const bitAt = (bits: Uint32Array, at: number): number => (bits[at >>> 5]! >>> (at & 31)) & 1

/** How many are set in one word of 32, by integers of 32 bits throughout. */
export function onesOf(word: number): number {
  const pairs = (word - ((word >>> 1) & 0x5555_5555)) | 0
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

/** How many are set in all. */
export const countOf = (bits: Uint32Array): number => bits.reduce((sum, word) => sum + onesOf(word), 0)

/**
 * Every word and how many are set before it, side by side, so that one line of a processor's cache has both: with these the place of
 * a row among those that have weights is found.
 */
export function rankedOf(bits: Uint32Array): Int32Array {
  const ranked = new Int32Array(bits.length * 2)
  let before = 0
  for (const [i, word] of bits.entries()) {
    ranked[2 * i] = word
    ranked[2 * i + 1] = before
    before += onesOf(word)
  }
  return ranked
}

/** 1 where the row is set, else 0. */
export const isSet = (ranked: Int32Array, row: number): number => (ranked[(row >>> 5) << 1]! >>> (row & 31)) & 1

/** The place of a row that is set, among those that are. */
export function placeOf(ranked: Int32Array, row: number): number {
  const at = (row >>> 5) << 1
  return ranked[at + 1]! + onesOf(ranked[at]! & ~(-1 << (row & 31)))
}
