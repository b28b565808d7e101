// Which partition a visitor's events go to. The hash is Kafka's own (murmur2 of the UTF-8 key, made positive, modulo), so
// that any Kafka producer keyed by visitor, and ClickHouse's kafkaMurmurHash(), agree with the collector.
// Source of the algorithm: Austin Appleby, MurmurHash2 (public domain), with Kafka's seed 0x9747b28c.

const SEED = 0x9747b28c
const M = 0x5bd1e995
const R = 24

/** Partition of a visitor, 0 <= result < partitions. Pure and fixed for ever: offsets and states downstream hang on it. */
export function partitionOf(visitorId: string, partitions: number): number {
  return (murmur2(visitorId) & 0x7fffffff) % partitions
}

/** Kafka's 32-bit murmur2 of the string's UTF-8 bytes, signed as in Java. */
export function murmur2(text: string): number {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return murmur2Bytes(new TextEncoder().encode(text))
  }
  return murmur2Ascii(text)
}

/** The same over a string known to be ASCII: ids nearly always are, and encoding them would cost more than hashing. */
function murmur2Ascii(text: string): number {
  const length = text.length
  let h = SEED ^ length
  let i = 0
  for (; i + 4 <= length; i += 4) {
    h = mix(
      h,
      text.charCodeAt(i) |
        (text.charCodeAt(i + 1) << 8) |
        (text.charCodeAt(i + 2) << 16) |
        (text.charCodeAt(i + 3) << 24),
    )
  }
  const left = length - i
  if (left === 3) h ^= text.charCodeAt(i + 2) << 16
  if (left >= 2) h ^= text.charCodeAt(i + 1) << 8
  if (left >= 1) h = Math.imul(h ^ text.charCodeAt(i), M)
  return finish(h)
}

function murmur2Bytes(bytes: Uint8Array): number {
  const length = bytes.length
  const at = (i: number): number => bytes[i] ?? 0
  let h = SEED ^ length
  let i = 0
  for (; i + 4 <= length; i += 4) {
    h = mix(h, at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24))
  }
  const left = length - i
  if (left === 3) h ^= at(i + 2) << 16
  if (left >= 2) h ^= at(i + 1) << 8
  if (left >= 1) h = Math.imul(h ^ at(i), M)
  return finish(h)
}

function mix(h: number, word: number): number {
  let k = Math.imul(word, M)
  k = Math.imul(k ^ (k >>> R), M)
  return Math.imul(h, M) ^ k
}

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 13), M)
  return h ^ (h >>> 15)
}
