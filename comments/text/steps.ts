// The steps of a trie in one open-addressed table: from a node by a symbol to the next. A table as large as a lexicon is slow by the
// places in memory that a lookup goes to, not by what it does there: here all that is known of a node stands where its step is found.

/** Numbers of a slot: the node before and the symbol that leads here from it, a number of whoever made the table, and bits. */
const SLOT = 4
const [PARENT, SYMBOL, NUMBER, BITS] = [0, 1, 2, 3]
/**
 * The lower 20 bits are whoever's. Each of the others stands for a kind of symbol, and is set where one of that kind goes on: most
 * symbols that do not are told by it at once.
 */
const OWN_BITS = 20
const OWN_MASK: number = (1 << OWN_BITS) - 1
const KINDS = 32 - OWN_BITS
const kindOf = (hash: number): number => ((hash >>> 16) * KINDS) >>> 16
/** Of a symbol alone, so that it can be computed before the node is known. */
const hashOf = (symbol: number): number => Math.imul(symbol, 0x9e3779b1)
/** In the place of a node before: of a slot that is free, and of the first slot, which no node takes, since 0 says that there is none. */
const FREE = -1
const TAKEN = -2
const SLOTS_MIN = 1024

const NONE: ReadonlyMap<number, number> = new Map()

/** A trie as it is written: roots come first, and every node after the one before it. */
export class StepsBuild {
  private readonly parents: number[] = []
  private readonly symbols: number[] = []
  /** By node: those after it by their symbol; null where there are none. */
  private readonly children: (Map<number, number> | null)[] = []

  constructor(roots: number) {
    for (let root = 0; root < roots; root += 1) this.add(-1, 0)
  }

  get nodes(): number {
    return this.parents.length
  }

  /** The node after `symbol`, made where there is none. */
  step(parent: number, symbol: number): number {
    const children = (this.children[parent] ??= new Map<number, number>())
    const there = children.get(symbol)
    if (there !== undefined) return there
    const node = this.add(parent, symbol)
    children.set(symbol, node)
    return node
  }

  /** The nodes after one, by their symbol. */
  after(node: number): ReadonlyMap<number, number> {
    return this.children[node] ?? NONE
  }

  /** The table, with a number of each node and 20 bits; more are an error. */
  freeze(numberOf: (node: number) => number, bitsOf: (node: number) => number): Steps {
    const { parents, symbols, nodes } = this
    let slots = SLOTS_MIN
    // At most two slots in three are taken.
    while (slots * 2 < nodes * 3) slots *= 2
    const steps = new Steps(slots)
    const places = new Int32Array(nodes)
    for (let node = 0; node < nodes; node += 1) {
      const parent = parents[node]!
      places[node] =
        parent < 0 ? rootOf(node) : steps.add(places[parent]!, symbols[node]!, numberOf(node), bitsOf(node))
    }
    return steps
  }

  private add(parent: number, symbol: number): number {
    this.symbols.push(symbol)
    this.children.push(null)
    return this.parents.push(parent) - 1
  }
}

/** What stands for a root among the nodes of a table. */
export const rootOf = (root: number): number => TAKEN - 1 - root

/** A trie to be read. A node is the number of its slot; roots are below 0. */
export class Steps {
  private readonly table: Int32Array
  private readonly mask: number

  /** `slots` is a power of two, and more than there will be nodes. */
  constructor(slots: number) {
    this.table = new Int32Array(slots * SLOT).fill(FREE)
    this.table[PARENT] = TAKEN
    this.mask = slots - 1
  }

  /** The node after `symbol` from a root, or 0. */
  begin(root: number, symbol: number): number {
    const slot = this.slotOf(root, symbol)
    return this.table[slot * SLOT + PARENT] === FREE ? 0 : slot
  }

  /** The node after `symbol`, or 0. Of a node that is no root, as all below. */
  step(node: number, symbol: number): number {
    if (((this.table[node * SLOT + BITS]! >>> (OWN_BITS + kindOf(hashOf(symbol)))) & 1) === 0) return 0
    const slot = this.slotOf(node, symbol)
    return this.table[slot * SLOT + PARENT] === FREE ? 0 : slot
  }

  /** Whether any symbol goes on. */
  goesOn(node: number): boolean {
    return this.table[node * SLOT + BITS]! >>> OWN_BITS !== 0
  }

  numberOf(node: number): number {
    return this.table[node * SLOT + NUMBER]!
  }

  bitsOf(node: number): number {
    return this.table[node * SLOT + BITS]! & OWN_MASK
  }

  /** Takes a slot for the node after `symbol`, and tells the one before. Returns the node. */
  add(parent: number, symbol: number, number: number, bits: number): number {
    if (bits < 0 || bits > OWN_MASK) throw new Error(`steps: bits ${bits}`)
    const { table } = this
    const slot = this.slotOf(parent, symbol)
    table[slot * SLOT + PARENT] = parent
    table[slot * SLOT + SYMBOL] = symbol
    table[slot * SLOT + NUMBER] = number
    table[slot * SLOT + BITS] = bits
    const told = parent * SLOT + BITS
    if (parent > 0) table[told] = table[told]! | (1 << (OWN_BITS + kindOf(hashOf(symbol))))
    return slot
  }

  /** Where a step is, or the free slot where it would be. */
  private slotOf(parent: number, symbol: number): number {
    const { table, mask } = this
    const hash = hashOf(symbol)
    let slot = (Math.imul(parent, 0x2545f491) + (hash ^ (hash >>> 15))) & mask
    for (;;) {
      const there = table[slot * SLOT + PARENT]!
      if (there === FREE || (there === parent && table[slot * SLOT + SYMBOL] === symbol)) return slot
      slot = (slot + 1) & mask
    }
  }
}
