// The sums of a linear model over a comment's features: integers added, then scaled. The same on every machine, since
// integers and single IEEE multiplications and additions are.
import type { Features } from './features.ts'
import type { NgramRows } from './ngrams.ts'
import { INVERSE_ROOTS, LABEL_OUTPUTS, SHARED_VALUE } from './shape.ts'
import type { LinearTables } from './tables.ts'

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
  private readonly width: number
  private readonly sharedPairs: Float64Array
  private readonly sharedLanes: Float64Array
  private readonly tables: LinearTables
  private readonly rows: NgramRows
  private readonly model: number

  /** `rows` has the n-grams of the tables as those of its model of this number. */
  constructor(tables: LinearTables, rows: NgramRows, model: number) {
    this.tables = tables
    this.rows = rows
    this.model = model
    this.sums = new Float64Array(tables.outputs)
    this.width = (tables.outputs + 1) >> 1
    this.added = new Int32Array(Math.max(this.width * 2, rows.lanesOf(model)))
    this.sharedPairs = pairUpShared(tables, this.width)
    this.sharedLanes = new Float64Array(this.width)
  }

  /** Of the comment whose rows were found last, with its other features. */
  weigh(features: Features): void {
    const { sums, added } = this
    const { outputs, ngramScales, sharedScales, thresholds } = this.tables
    this.rows.sum(this.model, added)
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

/** The same of the labels' tables, as addLabels (ngrams.ts) does it. */
function addLabelPairs(pairs: Float64Array, shared: Uint16Array, count: number, lanes: Float64Array): void {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let e = 0
  let f = 0
  let g = 0
  let h = 0
  let j = 0
  let k = 0
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
  lanes[0] = a
  lanes[1] = b
  lanes[2] = c
  lanes[3] = d
  lanes[4] = e
  lanes[5] = f
  lanes[6] = g
  lanes[7] = h
  lanes[8] = j
  lanes[9] = k
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
