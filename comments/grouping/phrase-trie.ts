// Phrases in one trie of typed arrays: all that stand in a text are found in one pass, whatever their number.
import { spread } from '../text/hash.ts'
import { CLASS, FoldedText } from './folded.ts'

/** Later phrases of a text are not found. */
export const HITS_MAX = 512
/** Values are below this. */
export const VALUES_MAX = 65_536

interface Node {
  readonly children: Map<number, Node>
  readonly whole: number[]
  readonly prefix: number[]
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
  private mask = 0
  private parents = new Int32Array(0)
  private symbols = new Uint16Array(0)
  private children = new Int32Array(0)
  /** By node: where its values begin in `values`, those of whole words, then of beginnings, then the next node's. */
  private wholeFrom = new Int32Array(0)
  private prefixFrom = new Int32Array(0)
  private values = new Uint16Array(0)
  /** A bit a code unit: whether any phrase begins with it. */
  private readonly firstUnits = new Uint32Array(0x10000 / 32)
  private readonly root: Node = { children: new Map(), whole: [], prefix: [] }

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
      if (!next) node.children.set(unit, (next = { children: new Map(), whole: [], prefix: [] }))
      node = next
    }
    const list = goesOn ? node.prefix : node.whole
    if (!list.includes(value)) list.push(value)
  }

  /** After the last `add`, before the first `find`. */
  freeze(): this {
    const nodes: Node[] = [this.root]
    const edges: [number, number, number][] = []
    const values: number[] = []
    const wholeFrom: number[] = []
    const prefixFrom: number[] = []
    for (let id = 0; id < nodes.length; id += 1) {
      const { children, whole, prefix } = nodes[id]!
      wholeFrom.push(values.length)
      values.push(...whole)
      prefixFrom.push(values.length)
      values.push(...prefix)
      for (const [unit, node] of children) edges.push([id, unit, nodes.push(node) - 1])
    }
    this.wholeFrom = Int32Array.from([...wholeFrom, values.length])
    this.prefixFrom = Int32Array.from(prefixFrom)
    this.values = Uint16Array.from(values)
    for (const unit of this.root.children.keys())
      this.firstUnits[unit >>> 5] = this.firstUnits[unit >>> 5]! | (1 << (unit & 31))
    this.hashEdges(edges)
    this.root.children.clear()
    return this
  }

  private hashEdges(edges: readonly (readonly [number, number, number])[]): void {
    let size = 64
    while (size < edges.length * 3) size *= 2
    this.mask = size - 1
    this.parents = new Int32Array(size).fill(-1)
    this.symbols = new Uint16Array(size)
    this.children = new Int32Array(size)
    for (const [parent, unit, child] of edges) {
      let slot = slotOf(parent, unit) & this.mask
      while (this.parents[slot] !== -1) slot = (slot + 1) & this.mask
      this.parents[slot] = parent
      this.symbols[slot] = unit
      this.children[slot] = child
    }
  }

  find(text: FoldedText, hits: Hits): void {
    hits.count = 0
    const { units, classes, length } = text
    const { firstUnits } = this
    let last = -1
    for (let i = 0; i < length; i += 1) {
      const unitClass = classes[i]!
      const unit = units[i]!
      // A phrase begins where a word does, or at any unit of a dense script; of gaps only a hash sign begins one.
      const starts = unitClass === CLASS.dense || unitClass !== last
      last = unitClass
      if (starts && firstUnits[unit >>> 5]! & (1 << (unit & 31))) this.walk(text, i, hits)
    }
  }

  private walk(text: FoldedText, start: number, hits: Hits): void {
    const { units, classes, length } = text
    const { wholeFrom, prefixFrom } = this
    let node = 0
    for (let i = start; i < length; i += 1) {
      node = this.step(node, units[i]!)
      if (node < 0) return
      const from = wholeFrom[node]!
      const to = wholeFrom[node + 1]!
      if (from === to) continue
      const last = classes[i]!
      const isWhole = last === CLASS.dense || last === CLASS.gap || i + 1 === length || classes[i + 1] !== last
      for (let v = isWhole ? from : prefixFrom[node]!; v < to && hits.count < HITS_MAX; v += 1) {
        hits.values[hits.count] = this.values[v]!
        hits.starts[hits.count] = start
        hits.ends[hits.count] = i + 1
        hits.count += 1
      }
    }
  }

  private step(node: number, unit: number): number {
    const { parents, symbols, mask } = this
    let slot = slotOf(node, unit) & mask
    for (;;) {
      const parent = parents[slot]!
      if (parent === node && symbols[slot] === unit) return this.children[slot]!
      if (parent === -1) return -1
      slot = (slot + 1) & mask
    }
  }
}

function slotOf(parent: number, unit: number): number {
  return spread(Math.imul(parent, 0x9e3779b1) ^ unit)
}
