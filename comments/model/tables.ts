// The model as numbers, and as the bytes of model.bin: four that name the layout, four that check the rest (CRC-32), then, compressed,
// all else, little-endian: how many words are rated, the families one after the other (decodeModel has the order of their fields),
// the rated words. Most weights are small or none: compressed they are a sixth.
import { brotliCompressSync, brotliDecompressSync, constants, crc32 } from 'node:zlib'
import { LABEL_BITS, LABEL_OUTPUTS, MOOD_BITS, MOODS, POST_BITS, rowStarts, type Steps } from './shape.ts'
import { SHARED_COUNT } from './features.ts'
import { bitAt, countOf, setBit } from './present.ts'

/** One family of linear models over the same features, quantised: weight = table value x the output's scale. */
export interface LinearTables {
  readonly outputs: number
  /** By output: what one step of an n-gram's weight is worth, and of a shared feature's. */
  readonly ngramScales: Float64Array
  readonly sharedScales: Float64Array
  /** By output: a sum above it is a yes (labels); taken off the sum (moods). */
  readonly thresholds: Float64Array
  /** Which rows of n-grams have a weight that is not 0, as in present.ts. */
  readonly present: Uint32Array
  /** Of those rows alone: row after row, `outputs` values each. */
  readonly ngrams: Int8Array
  readonly shared: Int16Array
}

export interface Model {
  readonly moods: LinearTables
  /** Moods of English posts. */
  readonly posts: LinearTables
  readonly labels: LinearTables
  /** VADER's rated words: hashes, ratings in sixteenths. */
  readonly ratedHashes: Int32Array
  readonly ratings: Int8Array
}

/** "CBC7": comment model, seventh layout. */
const MAGIC = 0x37434243
const HEAD_BYTES = 8
/** Inflated; more is no model. */
const INFLATED_BYTES_MAX = 32 * 1024 * 1024
/** All tables together, as committed. */
export const MODEL_BYTES_MAX = 2 * 1024 * 1024

const ngramRows = (bits: readonly number[]) => rowStarts(bits).shared
const presentWords = (bits: readonly number[]) => Math.ceil(ngramRows(bits) / 32)

/** The bytes of a model: equal models have equal bytes, by the same Node, which brings the compression. */
export function encodeModel(model: Model): Uint8Array {
  const parts: Uint8Array[] = [numbers(4, [model.ratings.length], (view, at, value) => view.setUint32(at, value, true))]
  for (const tables of [model.moods, model.posts, model.labels]) {
    for (const scales of [tables.ngramScales, tables.sharedScales, tables.thresholds])
      parts.push(numbers(8, scales, (view, at, value) => view.setFloat64(at, value, true)))
    parts.push(numbers(2, tables.shared, (view, at, value) => view.setInt16(at, value, true)))
    parts.push(numbers(4, tables.present, (view, at, value) => view.setUint32(at, value, true)))
    parts.push(numbers(1, tables.ngrams, (view, at, value) => view.setInt8(at, value)))
  }
  parts.push(numbers(4, model.ratedHashes, (view, at, value) => view.setInt32(at, value, true)))
  parts.push(numbers(1, model.ratings, (view, at, value) => view.setInt8(at, value)))
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  const compressed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  const head = numbers(4, [MAGIC, crc32(compressed)], (view, at, value) => view.setUint32(at, value, true))
  return Buffer.concat([head, compressed])
}

function numbers(
  size: number,
  values: ArrayLike<number>,
  write: (view: DataView, at: number, value: number) => void,
): Uint8Array {
  const bytes = new Uint8Array(values.length * size)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < values.length; i += 1) write(view, i * size, values[i]!)
  return bytes
}

/** Reads model.bin; throws where the bytes are of another layout, since no score would be right. */
export function decodeModel(committed: Uint8Array): Model {
  const bytes = inflate(committed)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const skip = (size: number): number => {
    if (at + size > bytes.length) throw new Error(`comments/model: ended at ${bytes.length} bytes`)
    at += size
    return at - size
  }
  const take = (count: number, size: number, read: (at: number) => number): number[] => {
    const from = skip(count * size)
    return Array.from({ length: count }, (_, i) => read(from + i * size))
  }
  const takeBytes = (count: number): Int8Array => {
    const from = skip(count)
    return Int8Array.from(bytes.subarray(from, from + count))
  }
  const float = (p: number) => {
    const value = view.getFloat64(p, true)
    if (!Number.isFinite(value)) throw new Error('comments/model: a scale or threshold is not a finite number')
    return value
  }
  const tables = (outputs: number, bits: readonly number[]): LinearTables => {
    const ngramScales = Float64Array.from(take(outputs, 8, float))
    const sharedScales = Float64Array.from(take(outputs, 8, float))
    const thresholds = Float64Array.from(take(outputs, 8, float))
    const shared = Int16Array.from(take(SHARED_COUNT * outputs, 2, (p) => view.getInt16(p, true)))
    const present = Uint32Array.from(take(presentWords(bits), 4, (p) => view.getUint32(p, true)))
    const ngrams = takeBytes(countOf(present) * outputs)
    return { outputs, ngramScales, sharedScales, thresholds, present, ngrams, shared }
  }
  const words = take(1, 4, (p) => view.getUint32(p, true))[0]!
  const moods = tables(MOODS, MOOD_BITS)
  const posts = tables(MOODS, POST_BITS)
  const labels = tables(LABEL_OUTPUTS, LABEL_BITS)
  const ratedHashes = Int32Array.from(take(words, 4, (p) => view.getInt32(p, true)))
  const ratings = takeBytes(words)
  if (at !== bytes.length) throw new Error(`comments/model: ${bytes.length} bytes where ${at} were expected`)
  return { moods, posts, labels, ratedHashes, ratings }
}

function inflate(committed: Uint8Array): Uint8Array {
  const { buffer, byteOffset, byteLength } = committed
  const head = new DataView(buffer, byteOffset, byteLength)
  if (byteLength < HEAD_BYTES || head.getUint32(0, true) !== MAGIC)
    throw new Error('comments/model: not a model of this layout')
  const compressed = committed.subarray(HEAD_BYTES)
  if (crc32(compressed) !== head.getUint32(4, true)) throw new Error('comments/model: cut short or damaged')
  return brotliDecompressSync(compressed, { maxOutputLength: INFLATED_BYTES_MAX })
}

/**
 * Weights of a trainer (row after row by `output`) as steps: of n-grams as `steps` says, of shared features of 1/32767 of the
 * largest of their output.
 */
export function quantise(
  weights: readonly Float64Array[],
  bits: readonly number[],
  thresholds: readonly number[],
  { levels, reach }: Steps,
): LinearTables {
  const outputs = weights.length
  const rows = ngramRows(bits)
  const ngramScales = Float64Array.from(weights, (w) => (largest(w.subarray(0, rows)) * reach) / levels)
  const sharedScales = Float64Array.from(weights, (w) => largest(w.subarray(rows, rows + SHARED_COUNT)) / 32_767)
  const shared = new Int16Array(SHARED_COUNT * outputs)
  weights.forEach((w, o) => {
    for (let s = 0; s < SHARED_COUNT; s += 1) shared[s * outputs + o] = Math.round(w[rows + s]! / sharedScales[o]!)
  })
  const stepOf = (w: Float64Array, o: number, row: number): number =>
    Math.max(-levels, Math.min(levels, Math.round(w[row]! / ngramScales[o]!)))
  const present = new Uint32Array(presentWords(bits))
  for (const [o, w] of weights.entries())
    for (let row = 0; row < rows; row += 1) if (w[row] !== 0 && stepOf(w, o, row) !== 0) setBit(present, row)
  const ngrams = new Int8Array(countOf(present) * outputs)
  let at = 0
  for (let row = 0; row < rows; row += 1)
    if (bitAt(present, row) === 1) for (const [o, w] of weights.entries()) ngrams[at++] = stepOf(w, o, row)
  return { outputs, ngramScales, sharedScales, thresholds: Float64Array.from(thresholds), present, ngrams, shared }
}

function largest(values: Float64Array): number {
  let most = 1e-9
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
