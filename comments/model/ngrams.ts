// The n-gram tables of models that weigh the same comment, side by side in memory: what all of them say of an n-gram is found
// once, and stands in one line of a processor's cache. Going to memory is most of what scoring costs.
import { type Features, NGRAMS_MAX } from './features.ts'
import { bitAt, countOf, isSet, placeOf, rankedOf, setBit } from './present.ts'
import { LABEL_OUTPUTS, LABEL_STEPS, rowStarts, type Steps } from './shape.ts'
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
/** Doubles in a line of a processor's cache, 64 bytes. */
const LINE = 8

/** A model, the bits of a hash that choose a row in it by script (0: it has no rows), and its steps. */
export interface NgramModel {
  readonly tables: LinearTables
  readonly bits: readonly number[]
  readonly steps: Steps
}

/** One model's weights within the rows of all. */
interface Part {
  readonly model: NgramModel
  readonly packing: Packing
  /** The doubles it has of a row: the first, and how many. */
  readonly from: number
  readonly width: number
  readonly lanes: Float64Array
}

/** The rows of the models, and those that a comment's n-grams meet. */
export class NgramRows {
  private readonly parts: readonly Part[]
  /** By script: bits of a hash that choose a row, as many as any of the models looks at. */
  private readonly bits: readonly number[]
  private readonly starts: readonly number[]
  private readonly ranked: Int32Array
  private readonly packed: Float64Array
  /** Doubles from one row to the next. */
  private readonly stride: number
  private readonly rows = new Int32Array(NGRAMS_MAX)
  private count = 0

  constructor(models: readonly NgramModel[]) {
    let width = 0
    this.parts = models.map((model) => {
      const packing = packingOf(model.steps)
      const doubles = Math.ceil(model.tables.outputs / packing.lanes)
      width += doubles
      return { model, packing, from: width - doubles, width: doubles, lanes: new Float64Array(doubles) }
    })
    // Rows of 5 to 7 doubles take 8: otherwise most would stand in two lines.
    this.stride = width > LINE / 2 && width < LINE ? LINE : width
    this.bits = models[0]!.bits.map((_, script) => Math.max(...models.map(({ bits }) => bits[script]!)))
    const { starts, shared: rows } = rowStarts(this.bits)
    this.starts = starts
    const present = new Uint32Array(Math.ceil(rows / 32))
    for (const { model } of this.parts)
      this.forRows(model, (row, at) => bitAt(model.tables.present, at) && setBit(present, row))
    this.ranked = rankedOf(present)
    this.packed = new Float64Array(countOf(present) * this.stride)
    for (const part of this.parts) this.pack(part, present)
  }

  /** Finds the rows of a comment's n-grams, for `sum`. Without a branch: which n-grams have weights, no processor can guess. */
  find({ ngrams, ngramCount }: Features, script: number): void {
    const { rows, ranked, stride } = this
    const start = this.starts[script]!
    const bits = this.bits[script]!
    const mask = (1 << bits) - 1
    const end = bits === 0 ? 0 : ngramCount
    let count = 0
    for (let i = 0; i < end; i += 1) {
      const row = start + (ngrams[i]! & mask)
      rows[count] = row
      count += isSet(ranked, row)
    }
    for (let i = 0; i < count; i += 1) rows[i] = placeOf(ranked, rows[i]!) * stride
    this.count = count
  }

  /** Adds up what one of the models weighs in the rows found, by output, into `added`. */
  sum(model: number, added: Int32Array): void {
    const { from, width, lanes, packing } = this.parts[model]!
    const { packed, rows, count } = this
    added.fill(0)
    for (let first = 0; first < count; first += BLOCK) {
      const end = first + BLOCK < count ? first + BLOCK : count
      if (width === LABEL_WIDTH) addLabels(packed, from, rows, first, end, lanes)
      else addDoubles(packed, from, rows, first, end, lanes)
      const raised = packing.raised * (end - first)
      let o = 0
      for (let t = 0; t < width; t += 1) {
        let rest = lanes[t]!
        for (let lane = 0; lane < packing.lanes; lane += 1) {
          const above = Math.floor(rest / packing.lane)
          added[o] = added[o]! + (rest - above * packing.lane) - raised
          rest = above
          o += 1
        }
      }
    }
  }

  /** Outputs that `sum` writes: those of the model, and what fills its last double. */
  lanesOf(model: number): number {
    const { width, packing } = this.parts[model]!
    return width * packing.lanes
  }

  /** Calls with each row, and the one of the model's own it stands for: a model that looks at fewer bits has it several times. */
  private forRows({ bits }: NgramModel, visit: (row: number, at: number) => void): void {
    const { starts } = rowStarts(bits)
    for (const [script, own] of bits.entries()) {
      if (own === 0) continue
      const rows = 1 << this.bits[script]!
      for (let row = 0; row < rows; row += 1)
        visit(this.starts[script]! + row, starts[script]! + (row & ((1 << own) - 1)))
    }
  }

  private pack({ model, packing: { lanes, lane, raised }, from, width }: Part, present: Uint32Array): void {
    const { packed, ranked, stride } = this
    const { outputs, ngrams } = model.tables
    const own = rankedOf(model.tables.present)
    let none = 0
    for (let l = 0; l < lanes; l += 1) none = none * lane + raised
    for (let at = from; at < packed.length; at += stride) for (let t = 0; t < width; t += 1) packed[at + t] = none
    this.forRows(model, (row, at) => {
      if (bitAt(present, row) === 0 || bitAt(model.tables.present, at) === 0) return
      const to = placeOf(ranked, row) * stride + from
      const weights = placeOf(own, at) * outputs
      for (let t = 0; t < width; t += 1) {
        let sum = 0
        for (let l = lanes - 1; l >= 0; l -= 1) {
          const o = lanes * t + l
          const weight = o < outputs ? ngrams[weights + o]! : 0
          if (weight <= -raised || weight >= raised) throw new Error(`comments/model: a weight of ${weight} steps`)
          sum = sum * lane + weight + raised
        }
        packed[to + t] = sum
      }
    })
  }
}

/** Sums the doubles of rows from `first` to `end` into lanes. */
function addDoubles(
  packed: Float64Array,
  from: number,
  rows: Int32Array,
  first: number,
  end: number,
  lanes: Float64Array,
): void {
  for (let t = 0; t < lanes.length; t += 1) {
    let sum = 0
    for (let i = first; i < end; i += 1) sum += packed[rows[i]! + from + t]!
    lanes[t] = sum
  }
}

/** The same of the labels' tables, which are as wide: a sum in a variable of its own takes a third of the time. */
function addLabels(
  packed: Float64Array,
  from: number,
  rows: Int32Array,
  first: number,
  end: number,
  lanes: Float64Array,
): void {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let e = 0
  for (let i = first; i < end; i += 1) {
    const row = rows[i]! + from
    a += packed[row]!
    b += packed[row + 1]!
    c += packed[row + 2]!
    d += packed[row + 3]!
    e += packed[row + 4]!
  }
  lanes[0] = a
  lanes[1] = b
  lanes[2] = c
  lanes[3] = d
  lanes[4] = e
}
