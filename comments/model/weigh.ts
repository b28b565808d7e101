// The sums of a linear model over a comment's features: integers added, then scaled. The same on every machine, since
// integers and single IEEE multiplications and additions are.
import type { Features } from './features.ts'
import { isSet, placeOf, rankedOf } from './present.ts'
import { INVERSE_ROOTS, LABEL_OUTPUTS, LABEL_STEPS, rowStarts, SHARED_VALUE, type Steps } from './shape.ts'
import type { LinearTables } from './tables.ts'

/** So many n-grams are summed up before their lanes are read. */
const BLOCK = 256

/**
 * How weights are packed: several in a double, each raised to be positive, so that one addition adds all of them, exactly below
 * 2 ** 53. A lane holds the sum of a block.
 */
interface Packing {
  readonly lanes: number
  readonly lane: number
  readonly raised: number
}
function packingOf({ levels }: Steps): Packing {
  const bits = 32 - Math.clz32(BLOCK * 2 * (levels + 1) - 1)
  return { lanes: Math.floor(53 / bits), lane: 2 ** bits, raised: levels + 1 }
}
/** Doubles of a row of the label tables; addLabels has a variable for each. */
const LABEL_WIDTH: number = Math.ceil(LABEL_OUTPUTS / packingOf(LABEL_STEPS).lanes)
if (LABEL_WIDTH !== 5) throw new Error(`addLabels adds 5 doubles, not ${LABEL_WIDTH}`)

/** Shared weights, of 16 bits, are kept two in a double: so many of a comment's add up exactly below 2 ** 52. */
const SHARED_RAISED = 32_768
/** Doubles of a shared row of the label tables; addLabelPairs has a variable for each. */
const LABEL_PAIRS: number = (LABEL_OUTPUTS + 1) >> 1
if (LABEL_PAIRS !== 10) throw new Error(`addLabelPairs adds 10 doubles, not ${LABEL_PAIRS}`)
const SHARED_LANE = 2 ** 26

/** Computes an output's sum for each comment; `sums` is valid until the next `weigh`. */
export class Weigher {
  readonly sums: Float64Array
  private readonly added: Int32Array
  private readonly packing: Packing
  private readonly packed: Float64Array
  private readonly packedWidth: number
  private readonly lanes: Float64Array
  private readonly width: number
  private readonly sharedPairs: Float64Array
  private readonly sharedLanes: Float64Array
  private readonly tables: LinearTables
  private readonly bits: readonly number[]
  private readonly starts: readonly number[]
  private readonly ranked: Int32Array
  private readonly rows = new Int32Array(BLOCK)

  constructor(tables: LinearTables, bits: readonly number[], steps: Steps) {
    this.tables = tables
    this.packing = packingOf(steps)
    this.ranked = rankedOf(tables.present)
    this.bits = bits
    this.starts = rowStarts(bits).starts
    this.sums = new Float64Array(tables.outputs)
    this.packedWidth = Math.ceil(tables.outputs / this.packing.lanes)
    this.lanes = new Float64Array(this.packedWidth)
    this.packed = pack(tables, this.packedWidth, this.packing)
    this.width = (tables.outputs + 1) >> 1
    this.added = new Int32Array(Math.max(this.width * 2, this.packedWidth * this.packing.lanes))
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
    if (width === LABEL_PAIRS) addLabelPairs(sharedPairs, shared, sharedCount, sharedLanes)
    else addPairs(sharedPairs, shared, sharedCount, sharedLanes)
    const raised = SHARED_RAISED * sharedCount
    for (let p = 0; p < width; p += 1) {
      const pair = sharedLanes[p]!
      const second = Math.floor(pair / SHARED_LANE)
      added[2 * p] = pair - second * SHARED_LANE - raised
      added[2 * p + 1] = second - raised
    }
  }

  private addBlock(features: Features, from: number, start: number, mask: number): void {
    const { added, lanes, packed, packedWidth, rows, packing } = this
    const end = from + BLOCK < features.ngramCount ? from + BLOCK : features.ngramCount
    const count = this.takeRows(features.ngrams, from, end, start, mask)
    if (packedWidth === LABEL_WIDTH) addLabels(packed, rows, count, lanes)
    else addDoubles(packed, rows, count, lanes)
    const raised = packing.raised * count
    let o = 0
    for (let t = 0; t < packedWidth; t += 1) {
      let rest = lanes[t]!
      for (let lane = 0; lane < packing.lanes; lane += 1) {
        const above = Math.floor(rest / packing.lane)
        added[o] = added[o]! + (rest - above * packing.lane) - raised
        rest = above
        o += 1
      }
    }
  }

  /** Where the weights of the n-grams that have any begin; how many. Without a branch: which have, no processor can guess. */
  private takeRows(hashes: Int32Array, from: number, end: number, start: number, mask: number): number {
    const { rows, ranked, packedWidth } = this
    let count = 0
    for (let i = from; i < end; i += 1) {
      const row = start + (hashes[i]! & mask)
      rows[count] = row
      count += isSet(ranked, row)
    }
    for (let i = 0; i < count; i += 1) rows[i] = placeOf(ranked, rows[i]!) * packedWidth
    return count
  }
}

/** Sums the doubles of rows into lanes. */
function addDoubles(packed: Float64Array, rows: Int32Array, count: number, lanes: Float64Array): void {
  for (let t = 0; t < lanes.length; t += 1) {
    let sum = 0
    for (let i = 0; i < count; i += 1) sum += packed[rows[i]! + t]!
    lanes[t] = sum
  }
}

/** The same of the labels' tables, which are as wide: a sum in a variable of its own takes a third of the time. */
function addLabels(packed: Float64Array, rows: Int32Array, count: number, lanes: Float64Array): void {
  let [a, b, c, d, e] = [0, 0, 0, 0, 0]
  for (let i = 0; i < count; i += 1) {
    const row = rows[i]!
    a += packed[row]!
    b += packed[row + 1]!
    c += packed[row + 2]!
    d += packed[row + 3]!
    e += packed[row + 4]!
  }
  lanes.set([a, b, c, d, e])
}

/** Sums the doubles of shared rows into lanes. */
function addPairs(pairs: Float64Array, shared: Uint16Array, count: number, lanes: Float64Array): void {
  const width = lanes.length
  for (let p = 0; p < width; p += 1) {
    let sum = 0
    for (let i = 0; i < count; i += 1) sum += pairs[shared[i]! * width + p]!
    lanes[p] = sum
  }
}

/** The same of the labels' tables, as addLabels does it. */
function addLabelPairs(pairs: Float64Array, shared: Uint16Array, count: number, lanes: Float64Array): void {
  let [a, b, c, d, e, f, g, h, j, k] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < count; i += 1) {
    const row = shared[i]! * LABEL_PAIRS
    a += pairs[row]!
    b += pairs[row + 1]!
    c += pairs[row + 2]!
    d += pairs[row + 3]!
    e += pairs[row + 4]!
    f += pairs[row + 5]!
    g += pairs[row + 6]!
    h += pairs[row + 7]!
    j += pairs[row + 8]!
    k += pairs[row + 9]!
  }
  lanes.set([a, b, c, d, e, f, g, h, j, k])
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

function pack({ outputs, ngrams }: LinearTables, width: number, { lanes, lane, raised }: Packing): Float64Array {
  const rows = ngrams.length / outputs
  const packed = new Float64Array(rows * width)
  for (let r = 0; r < rows; r += 1)
    for (let t = 0; t < width; t += 1) {
      let sum = 0
      for (let l = lanes - 1; l >= 0; l -= 1) {
        const o = lanes * t + l
        const weight = o < outputs ? ngrams[r * outputs + o]! : 0
        if (weight <= -raised || weight >= raised) throw new Error(`comments/model: a weight of ${weight} steps`)
        sum = sum * lane + weight + raised
      }
      packed[r * width + t] = sum
    }
  return packed
}
