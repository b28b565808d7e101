// Random numbers by seed: the same seed plays the same show, on any machine.
// Generator: sfc32 of Chris Doty-Humphrey (PractRand, public domain), 128 bits of state, 32-bit operations alone.
// Seeding: the finalizer of MurmurHash3 (Austin Appleby, public domain) over a Weyl sequence, as SplitMix does.

/** A stream of random numbers. Streams forked under different names do not depend on how much was drawn from another. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number
  /** A stream of its own for what `name` names. */
  fork(name: string | number): Random
}

const TWO_TO_32 = 4_294_967_296

export function createRandom(seed: number): Random {
  return stream(mix(seed | 0))
}

function stream(seed: number): Random {
  let weyl = seed | 0
  const word = (): number => mix((weyl = (weyl + 0x9e3779b9) | 0))
  let a = word()
  let b = word()
  let c = word()
  let counter = 1
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / TWO_TO_32
  }
  // PractRand's own advice: the first outputs still show the seed.
  for (let i = 0; i < 12; i++) next()
  return { next, fork: (name) => stream(combine(seed, typeof name === 'number' ? name : hash(name))) }
}

function combine(seed: number, name: number): number {
  return mix(seed ^ Math.imul(mix(name + 0x7f4a7c15), 0x2545f491))
}

/** MurmurHash3's 32-bit finalizer. */
function mix(x: number): number {
  let h = x | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo). */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability
}

/** Uniform whole number, both ends included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1))
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

/** By weight: [item, weight] pairs, weights need no sum. */
export function weighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  let left = random.next() * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    left -= weight
    if (left < 0) return item
  }
  return pick(random, items)[0]
}

/** Exponential waiting time, whole milliseconds, at least 1. */
export function waiting(random: Random, mean_ms: number): number {
  return Math.max(1, Math.round(-Math.log(1 - random.next()) * mean_ms))
}

/** Log-normal around its median (Box and Muller's normal, one of the pair). */
export function logNormal(random: Random, median: number, sigma: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * random.next()))
}

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
/** An id of `length` letters and digits. */
export function identifier(random: Random, length: number): string {
  let id = ''
  for (let i = 0; i < length; i++) id += ID_ALPHABET[Math.floor(random.next() * ID_ALPHABET.length)]
  return id
}
