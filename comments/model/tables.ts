// The model as numbers, and as the bytes of model.bin: little-endian, in the order of the fields, sizes fixed by shape.ts.
import { LABEL_BITS, LABEL_OUTPUTS, MOOD_BITS, MOODS, POST_BITS, rowStarts } from './shape.ts'
import { SHARED_COUNT } from './features.ts'

/** One family of linear models over the same features, quantised: weight = table value x the output's scale. */
export interface LinearTables {
  readonly outputs: number
  /** By output: what one step of an n-gram's weight is worth, and of a shared feature's. */
  readonly ngramScales: Float64Array
  readonly sharedScales: Float64Array
  /** By output: a sum above it is a yes (labels); taken off the sum (moods). */
  readonly thresholds: Float64Array
  /** Row after row, `outputs` values each. */
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

/** "CBC3": comment model, third layout. */
const MAGIC = 0x33434243
/** All tables together, committed. */
export const MODEL_BYTES_MAX = 2 * 1024 * 1024

const ngramRows = (bits: readonly number[]) => rowStarts(bits).shared
const tableBytes = (outputs: number, bits: readonly number[]) => outputs * (3 * 8 + SHARED_COUNT * 2 + ngramRows(bits))

/** The bytes of a model: equal models have equal bytes. */
export function encodeModel(model: Model): Uint8Array {
  const parts: Uint8Array[] = [
    numbers(4, [MAGIC, model.ratings.length], (view, at, value) => view.setUint32(at, value, true)),
  ]
  for (const tables of [model.moods, model.posts, model.labels]) {
    for (const scales of [tables.ngramScales, tables.sharedScales, tables.thresholds])
      parts.push(numbers(8, scales, (view, at, value) => view.setFloat64(at, value, true)))
    parts.push(numbers(2, tables.shared, (view, at, value) => view.setInt16(at, value, true)))
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
  return bytes
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
export function decodeModel(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw new Error('comments/model: not a model of this layout')
  const words = view.getUint32(4, true)
  const expected =
    8 + tableBytes(MOODS, MOOD_BITS) + tableBytes(MOODS, POST_BITS) + tableBytes(LABEL_OUTPUTS, LABEL_BITS) + words * 5
  if (bytes.length !== expected)
    throw new Error(`comments/model: ${bytes.length} bytes where ${expected} were expected`)
  let at = 8
  const take = (count: number, size: number, read: (at: number) => number): number[] => {
    const values = Array.from({ length: count }, (_, i) => read(at + i * size))
    at += count * size
    return values
  }
  const float = (p: number) => view.getFloat64(p, true)
  const tables = (outputs: number, bits: readonly number[]): LinearTables => {
    const ngramScales = Float64Array.from(take(outputs, 8, float))
    const sharedScales = Float64Array.from(take(outputs, 8, float))
    const thresholds = Float64Array.from(take(outputs, 8, float))
    const shared = Int16Array.from(take(SHARED_COUNT * outputs, 2, (p) => view.getInt16(p, true)))
    const count = ngramRows(bits) * outputs
    const ngrams = new Int8Array(Uint8Array.from(bytes.subarray(at, at + count)).buffer)
    at += count
    return { outputs, ngramScales, sharedScales, thresholds, ngrams, shared }
  }
  const moods = tables(MOODS, MOOD_BITS)
  const posts = tables(MOODS, POST_BITS)
  const labels = tables(LABEL_OUTPUTS, LABEL_BITS)
  const ratedHashes = Int32Array.from(take(words, 4, (p) => view.getInt32(p, true)))
  const ratings = Int8Array.from(take(words, 1, (p) => view.getInt8(p)))
  return { moods, posts, labels, ratedHashes, ratings }
}

/** Weights of a trainer (row after row by `output`) as steps of 1/127 and 1/32767 of the largest of their output. */
export function quantise(
  weights: readonly Float64Array[],
  bits: readonly number[],
  thresholds: readonly number[],
): LinearTables {
  const outputs = weights.length
  const rows = ngramRows(bits)
  const ngrams = new Int8Array(rows * outputs)
  const shared = new Int16Array(SHARED_COUNT * outputs)
  const ngramScales = new Float64Array(outputs)
  const sharedScales = new Float64Array(outputs)
  weights.forEach((w, o) => {
    ngramScales[o] = largest(w.subarray(0, rows)) / 127
    sharedScales[o] = largest(w.subarray(rows, rows + SHARED_COUNT)) / 32_767
    for (let r = 0; r < rows; r += 1) ngrams[r * outputs + o] = Math.round(w[r]! / ngramScales[o]!)
    for (let s = 0; s < SHARED_COUNT; s += 1) shared[s * outputs + o] = Math.round(w[rows + s]! / sharedScales[o]!)
  })
  return { outputs, ngramScales, sharedScales, thresholds: Float64Array.from(thresholds), ngrams, shared }
}

function largest(values: Float64Array): number {
  let most = 1e-9
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
