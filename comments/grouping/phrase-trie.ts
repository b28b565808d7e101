// Phrases in one trie of typed arrays: all that stand in a text are found in one pass, whatever their number.
import { spread } from '../text/hash.ts'
import { CLASS, FoldedText } from './folded.ts'

export const HITS_MAX = 64
/** Phrases that share a text: what they mean is told apart by who reads them. */
const VALUES_MAX = 65_535

interface Node {
  readonly children: Map<number, Node>
  readonly whole: number[]
  readonly prefix: number[]
}

export class PhraseTrie {
  /** Phrases found in the last text, in order of their start: the value given with them, and where they stand. */
  readonly values = new Uint16Array(HITS_MAX)
  readonly starts = new Uint16Array(HITS_MAX)
  readonly ends = new Uint16Array(HITS_MAX)
  hits = 0

  private mask = 0
  private parents = new Int32Array(0)
  private symbols = new Uint16Array(0)
  private children = new Int32Array(0)
  /** By node: values of phrases that end in it, of whole words and of beginnings. */
  private readonly whole: number[][] = []
  private readonly prefix: number[][] = []
  private readonly root: Node = { children: new Map(), whole: [], prefix: [] }

  /** A phrase as written; an asterisk at its end lets its last word go on. An empty one is left out. */
  add(phrase: string, value: number): void {
    if (value > VALUES_MAX) throw new Error(`phrase trie: more than ${VALUES_MAX} values`)
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
    const edges: [number, number, number][] = []
    const nodes: Node[] = [this.root]
    for (let id = 0; id < nodes.length; id += 1) {
      this.whole.push(nodes[id]!.whole)
      this.prefix.push(nodes[id]!.prefix)
      for (const [unit, node] of nodes[id]!.children) edges.push([id, unit, nodes.push(node) - 1])
    }
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
    return this
  }

  find(text: FoldedText): void {
    this.hits = 0
    for (let i = 0; i < text.length; i += 1) if (text.startsAt(i)) this.walk(text, i)
  }

  private walk(text: FoldedText, start: number): void {
    const { units, classes, length } = text
    let node = 0
    for (let i = start; i < length; i += 1) {
      node = this.step(node, units[i]!)
      if (node < 0) return
      const { [node]: whole } = this.whole
      const { [node]: prefix } = this.prefix
      const last = classes[i]!
      const isWhole = last === CLASS.dense || last === CLASS.gap || i + 1 === length || classes[i + 1] !== last
      if (isWhole && whole!.length > 0) this.push(whole!, start, i + 1)
      if (prefix!.length > 0) this.push(prefix!, start, i + 1)
    }
  }

  private push(values: readonly number[], start: number, end: number): void {
    for (const value of values) {
      if (this.hits === HITS_MAX) return
      this.values[this.hits] = value
      this.starts[this.hits] = start
      this.ends[this.hits] = end
      this.hits += 1
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
