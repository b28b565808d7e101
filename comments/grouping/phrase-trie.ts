// Phrases in one trie of typed arrays: all that stand in a text are found in one pass, whatever their number.
import { CLASS, FoldedText } from './folded.ts'

/** Later phrases of a text are not found. */
export const HITS_MAX = 512
/** Values are below this. */
export const VALUES_MAX = 65_536

interface Node {
  readonly children: Map<number, Node>
  readonly whole: number[]
  readonly prefix: number[]
  /** How many phrases go through it. */
  phrases: number
}

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

export class PhraseTrie {
  /**
   * Three numbers a node, then the next node's: its first child, where its values of whole words begin in `values`, where those
   * of beginnings do. Children are neighbours.
   */
  private nodes = new Int32Array(0)
  /** By node: the unit that leads to it. */
  private symbols = new Uint16Array(0)
  /** By code unit: the root's child, or 0; the root has thousands. */
  private readonly roots = new Int32Array(0x10000)
  private values = new Uint16Array(0)
  private readonly root: Node = { children: new Map(), whole: [], prefix: [], phrases: 0 }

  /** A phrase as written; an asterisk at its end lets its last word go on. An empty one is left out. */
  add(phrase: string, value: number): void {
    if (value < 0 || value >= VALUES_MAX) throw new Error(`phrase trie: value ${value}`)
    const goesOn = phrase.endsWith('*')
    const text = new FoldedText()
    text.read(goesOn ? phrase.slice(0, -1) : phrase)
    if (text.length === 0) return
    let node = this.root
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.units[i]!
      let next = node.children.get(unit)
      if (!next) node.children.set(unit, (next = { children: new Map(), whole: [], prefix: [], phrases: 0 }))
      next.phrases += 1
      node = next
    }
    const list = goesOn ? node.prefix : node.whole
    if (!list.includes(value)) list.push(value)
  }

  /** After the last `add`, before the first `find`. */
  freeze(): this {
    const nodes: Node[] = [this.root]
    const numbers: number[] = []
    const symbols: number[] = [0]
    const values: number[] = []
    for (let id = 0; id < nodes.length; id += 1) {
      const { children, whole, prefix } = nodes[id]!
      numbers.push(nodes.length, values.length, values.length + whole.length)
      values.push(...whole, ...prefix)
      // Siblings are tried in turn: first those that most phrases go through.
      for (const [unit, node] of [...children].sort(([, a], [, b]) => b.phrases - a.phrases)) {
        if (id === 0) this.roots[unit] = nodes.length
        nodes.push(node)
        symbols.push(unit)
      }
    }
    this.nodes = Int32Array.from([...numbers, nodes.length, values.length])
    this.symbols = Uint16Array.from(symbols)
    this.values = Uint16Array.from(values)
    this.root.children.clear()
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
    const { nodes } = this
    let node = first
    for (let i = start; ;) {
      const from = nodes[3 * node + 1]!
      const to = nodes[3 * node + 4]!
      if (from !== to) {
        const last = classes[i]!
        const isWhole = last === CLASS.dense || last === CLASS.gap || i + 1 === length || classes[i + 1] !== last
        for (let v = isWhole ? from : nodes[3 * node + 2]!; v < to && hits.count < HITS_MAX; v += 1) {
          hits.values[hits.count] = this.values[v]!
          hits.starts[hits.count] = start
          hits.ends[hits.count] = i + 1
          hits.count += 1
        }
      }
      i += 1
      if (i === length) return
      node = this.step(node, units[i]!)
      if (node === 0) return
    }
  }

  /** The child that a unit leads to, or 0. */
  private step(node: number, unit: number): number {
    const { nodes, symbols } = this
    const end = nodes[3 * node + 3]!
    for (let child = nodes[3 * node]!; child < end; child += 1) if (symbols[child] === unit) return child
    return 0
  }
}
