// Phrases in one trie of typed arrays: all that stand in a text are found in one pass, whatever their number.
import { rootOf, type Steps, StepsBuild } from '../text/steps.ts'
import { CLASS, FoldedText } from './folded.ts'

/** Later phrases of a text are not found. */
export const HITS_MAX = 512
/** Values are below this. */
export const VALUES_MAX = 65_536

/** Phrases found in a text, in order of their start. Valid until the next find. */
export class Hits {
  readonly values = new Uint16Array(HITS_MAX)
  readonly starts = new Uint16Array(HITS_MAX)
  readonly ends = new Uint16Array(HITS_MAX)
  count = 0

  widthOf(hit: number): number {
    return this.ends[hit]! - this.starts[hit]!
  }
}

/** Values of a node that end with whole words, and those whose last word may go on. */
interface Values {
  readonly whole: number[]
  readonly prefix: number[]
}

export class PhraseTrie {
  /** As written: a node a unit. Null once frozen. */
  private written: { readonly steps: StepsBuild; readonly valuesOf: Map<number, Values> } | null = {
    steps: new StepsBuild(1),
    valuesOf: new Map(),
  }
  /**
   * Where one unit alone goes on and nothing ends, a node takes those after it in, as its tail: most of a phrase is read without a
   * look at the table. The number of a node is where its values begin, its bits where its tail does; 0 is none.
   */
  private steps: Steps = new StepsBuild(1).freeze(
    () => 0,
    () => 0,
  )
  /** By code unit: the node of phrases that begin with it, or 0; thousands do. */
  private readonly roots = new Int32Array(0x10000)
  /** How many there are of whole words, and of both kinds, then these. */
  private values = new Uint16Array(0)
  /** How many units there are, then these. */
  private tails = new Uint16Array(0)

  /** A phrase as written; an asterisk at its end lets its last word go on. An empty one is left out. */
  add(phrase: string, value: number): void {
    if (this.written === null) throw new Error('phrase trie: add after freeze')
    if (value < 0 || value >= VALUES_MAX) throw new Error(`phrase trie: value ${value}`)
    const { steps, valuesOf } = this.written
    const goesOn = phrase.endsWith('*')
    const text = new FoldedText()
    text.read(goesOn ? phrase.slice(0, -1) : phrase)
    if (text.length === 0) return
    let node = 0
    for (let i = 0; i < text.length; i += 1) node = steps.step(node, text.units[i]!)
    const values = valuesOf.get(node) ?? { whole: [], prefix: [] }
    valuesOf.set(node, values)
    const list = goesOn ? values.prefix : values.whole
    if (!list.includes(value)) list.push(value)
  }

  /** After the last `add`, before the first `find`. */
  freeze(): this {
    if (this.written === null) return this
    const { steps: written, valuesOf } = this.written
    const steps = new StepsBuild(1)
    const values = [0]
    const tails = [0]
    const valuesAt = [0]
    const tailsAt = [0]
    const left: { readonly from: number; readonly to: number }[] = [{ from: 0, to: 0 }]
    for (let next = left.pop(); next !== undefined; next = left.pop())
      for (const [unit, first] of written.after(next.from)) {
        const tail: number[] = []
        let from = first
        for (let only = onlyOf(written, from); only !== null && !valuesOf.has(from); only = onlyOf(written, from)) {
          tail.push(only[0])
          from = only[1]
        }
        const to = steps.step(next.to, unit)
        const { whole, prefix } = valuesOf.get(from) ?? { whole: [], prefix: [] }
        valuesAt[to] = whole.length + prefix.length > 0 ? values.length : 0
        if (valuesAt[to] > 0) values.push(whole.length, whole.length + prefix.length, ...whole, ...prefix)
        tailsAt[to] = tail.length > 0 ? tails.length : 0
        if (tail.length > 0) tails.push(tail.length, ...tail)
        left.push({ from, to })
      }
    this.values = Uint16Array.from(values)
    this.tails = Uint16Array.from(tails)
    this.steps = steps.freeze(
      (node) => valuesAt[node]!,
      (node) => tailsAt[node]!,
    )
    const root = rootOf(0)
    for (let unit = 0; unit < this.roots.length; unit += 1) this.roots[unit] = this.steps.begin(root, unit)
    this.written = null
    return this
  }

  find(text: FoldedText, hits: Hits): void {
    hits.count = 0
    const { units, classes, length } = text
    const { roots } = this
    let last = -1
    for (let i = 0; i < length; i += 1) {
      const unitClass = classes[i]!
      // A phrase begins where a word does, or at any unit of a dense script; of gaps only a hash sign begins one.
      const starts = unitClass === CLASS.dense || unitClass !== last
      last = unitClass
      const node = starts ? roots[units[i]!]! : 0
      if (node !== 0) this.walk(text, i, node, hits)
    }
  }

  /** Finds the phrases that begin at `start`, whose first unit leads to `first`. */
  private walk(text: FoldedText, start: number, first: number, hits: Hits): void {
    const { units, classes, length } = text
    const { steps, values, tails } = this
    let node = first
    for (let i = start; ;) {
      const tail = steps.bitsOf(node)
      if (tail !== 0) {
        const more = tails[tail]!
        if (i + more >= length) return
        for (let t = 1; t <= more; t += 1) if (units[i + t] !== tails[tail + t]) return
        i += more
      }
      const at = steps.numberOf(node)
      if (at !== 0) {
        const last = classes[i]!
        const isWhole = last === CLASS.dense || last === CLASS.gap || i + 1 === length || classes[i + 1] !== last
        const to = at + 2 + values[at + 1]!
        for (let v = at + 2 + (isWhole ? 0 : values[at]!); v < to && hits.count < HITS_MAX; v += 1) {
          hits.values[hits.count] = values[v]!
          hits.starts[hits.count] = start
          hits.ends[hits.count] = i + 1
          hits.count += 1
        }
      }
      i += 1
      if (i === length) return
      node = steps.step(node, units[i]!)
      if (node === 0) return
    }
  }
}

/** The only step that goes on from a node, or null. */
function onlyOf(steps: StepsBuild, node: number): readonly [unit: number, node: number] | null {
  const after = steps.after(node)
  if (after.size !== 1) return null
  for (const step of after) return step
  return null
}
