// The sums of a linear model over a comment's features: integers added, then scaled. The same on every machine, since
// integers and single IEEE multiplications and additions are.
import type { Features } from './features.ts'
import { INVERSE_ROOTS, rowStarts, SHARED_VALUE } from './shape.ts'
import type { LinearTables } from './tables.ts'

/** Weights are kept three in a double, each raised by this to be positive: one addition adds all three, exactly below 2 ** 52. */
const RAISED = 128
const LANES = 3
const LANE = 2 ** 17
/** The sum of so many raised weights stays within its lane: 256 x 255 < 2 ** 17. */
const BLOCK = 256

/** Shared weights, of 16 bits, are kept two in a double: so many of a comment's add up exactly below 2 ** 52. */
const SHARED_RAISED = 32_768
const SHARED_LANE = 2 ** 26

/** Computes an output's sum for each comment; `sums` is valid until the next `weigh`. */
export class Weigher {
  readonly sums: Float64Array
  private readonly added: Int32Array
  private readonly triples: Float64Array
  private readonly tripleWidth: number
  private readonly lanes: Float64Array
  private readonly width: number
  private readonly sharedPairs: Float64Array
  private readonly sharedLanes: Float64Array
  private readonly tables: LinearTables
  private readonly bits: readonly number[]
  private readonly starts: readonly number[]

  constructor(tables: LinearTables, bits: readonly number[]) {
    this.tables = tables
    this.bits = bits
    this.starts = rowStarts(bits).starts
    this.sums = new Float64Array(tables.outputs)
    this.tripleWidth = Math.ceil(tables.outputs / LANES)
    this.lanes = new Float64Array(this.tripleWidth)
    this.triples = packThree(tables, this.tripleWidth)
    this.width = (tables.outputs + 1) >> 1
    this.added = new Int32Array(Math.max(this.width * 2, this.tripleWidth * LANES))
    this.sharedPairs = pairUpShared(tables, this.width)
    this.sharedLanes = new Float64Array(this.width)
  }

  weigh(features: Features, script: number): void {
    const { sums, added } = this
    const { outputs, ngramScales, sharedScales, thresholds } = this.tables
    added.fill(0)
    const bits = this.bits[script]!
    if (bits > 0)
      for (let from = 0; from < features.ngramCount; from += BLOCK)
        this.addBlock(features, from, this.starts[script]!, (1 << bits) - 1)
    const root = INVERSE_ROOTS[features.ngramCount]! / 65_536
    for (let o = 0; o < outputs; o += 1) sums[o] = added[o]! * root * ngramScales[o]! - thresholds[o]!
    this.addShared(features)
    for (let o = 0; o < outputs; o += 1) sums[o] = sums[o]! + added[o]! * SHARED_VALUE * sharedScales[o]!
  }

  private addShared(features: Features): void {
    const { added, sharedPairs, sharedLanes, width } = this
    const { shared, sharedCount } = features
    sharedLanes.fill(0)
    for (let i = 0; i < sharedCount; i += 1) {
      const row = shared[i]! * width
      for (let p = 0; p < width; p += 1) sharedLanes[p] = sharedLanes[p]! + sharedPairs[row + p]!
    }
    const raised = SHARED_RAISED * sharedCount
    for (let p = 0; p < width; p += 1) {
      const pair = sharedLanes[p]!
      const second = Math.floor(pair / SHARED_LANE)
      added[2 * p] = pair - second * SHARED_LANE - raised
      added[2 * p + 1] = second - raised
    }
  }

  private addBlock(features: Features, from: number, start: number, mask: number): void {
    const { added, lanes, triples, tripleWidth } = this
    const hashes = features.ngrams
    const end = from + BLOCK < features.ngramCount ? from + BLOCK : features.ngramCount
    lanes.fill(0)
    for (let i = from; i < end; i += 1) {
      const row = (start + (hashes[i]! & mask)) * tripleWidth
      for (let t = 0; t < tripleWidth; t += 1) lanes[t] = lanes[t]! + triples[row + t]!
    }
    const raised = RAISED * (end - from)
    for (let t = 0; t < tripleWidth; t += 1) {
      const third = Math.floor(lanes[t]! / (LANE * LANE))
      const both = lanes[t]! - third * LANE * LANE
      const second = Math.floor(both / LANE)
      added[LANES * t] = added[LANES * t]! + (both - second * LANE) - raised
      added[LANES * t + 1] = added[LANES * t + 1]! + second - raised
      added[LANES * t + 2] = added[LANES * t + 2]! + third - raised
    }
  }
}

/** Twice as many outputs as doubles: the second of a pair stands 26 bits above the first. */
function pairUpShared({ outputs, shared }: LinearTables, width: number): Float64Array {
  const rows = shared.length / outputs
  const pairs = new Float64Array(rows * width)
  for (let r = 0; r < rows; r += 1)
    for (let p = 0; p < width; p += 1) {
      const second = 2 * p + 1 < outputs ? shared[r * outputs + 2 * p + 1]! : 0
      pairs[r * width + p] = shared[r * outputs + 2 * p]! + SHARED_RAISED + (second + SHARED_RAISED) * SHARED_LANE
    }
  return pairs
}

function packThree({ outputs, ngrams }: LinearTables, width: number): Float64Array {
  const rows = ngrams.length / outputs
  const triples = new Float64Array(rows * width)
  for (let r = 0; r < rows; r += 1)
    for (let t = 0; t < width; t += 1) {
      let packed = 0
      for (let lane = LANES - 1; lane >= 0; lane -= 1) {
        const o = LANES * t + lane
        packed = packed * LANE + (o < outputs ? ngrams[r * outputs + o]! : 0) + RAISED
      }
      triples[r * width + t] = packed
    }
  return triples
}
