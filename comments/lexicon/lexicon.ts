// The lexica as one trie in typed arrays. Words go in by their hash, everything else by its code units; both share nodes.
import { LANGUAGES, type Language } from '../contract.ts'
import { languageBit } from '../text/accents.ts'
import { KIND } from '../text/fold.ts'
import { spread } from '../text/hash.ts'
import { Scan } from '../text/scan.ts'
import { readLexicon, ROLES, type Phrase } from './source.ts'

/** Ratings are kept in sixteenths. */
export const RATING_SCALE = 16
/** Emoji and words of every language. */
export const ALL_LANGUAGES: number = (1 << LANGUAGES.length) - 1

const WORD_ROOT = 0
const UNIT_ROOT = 1
const NODES_MAX = 65_535

/** What a phrase does, in one or more languages. Entries of the same phrase in other languages follow by `next`. */
export class Lexicon {
  readonly ratings: Int8Array
  readonly cues: Int32Array
  readonly roles: Uint8Array
  readonly languages: Uint16Array
  readonly next: Int32Array

  /** By node: its first entry or -1, whether longer phrases go on from it, and the languages its word is of. */
  readonly nodeEntries: Int32Array
  readonly nodeMore: Uint8Array
  readonly nodeLanguages: Uint16Array
  /** By code unit: the node of a phrase that begins with it, or 0. */
  readonly unitRoots = new Uint16Array(0x10000)

  private readonly mask: number
  private readonly parents: Int32Array
  private readonly symbols: Int32Array
  private readonly children: Uint16Array

  constructor(build: Build) {
    const nodes = build.nodes.length
    const entries = build.entries.length
    this.ratings = Int8Array.from(build.entries, (e) => e.rating)
    this.cues = Int32Array.from(build.entries, (e) => e.cues)
    this.roles = Uint8Array.from(build.entries, (e) => e.role)
    this.languages = Uint16Array.from(build.entries, (e) => e.languages)
    this.next = new Int32Array(entries).fill(-1)
    this.nodeEntries = new Int32Array(nodes).fill(-1)
    this.nodeMore = new Uint8Array(nodes)
    this.nodeLanguages = Uint16Array.from(build.nodes, (n) => n.languages)
    let size = 1 << 10
    while (size < nodes * 3) size *= 2
    this.mask = size - 1
    this.parents = new Int32Array(size).fill(-1)
    this.symbols = new Int32Array(size)
    this.children = new Uint16Array(size)
    build.nodes.forEach((node, id) => {
      let previous = -1
      for (const entry of node.entries) {
        if (previous < 0) this.nodeEntries[id] = entry
        else this.next[previous] = entry
        previous = entry
      }
      for (const [symbol, child] of node.children) this.insert(id, symbol, child)
      this.nodeMore[id] = node.children.size > 0 ? 1 : 0
    })
    for (const [symbol, child] of build.nodes[UNIT_ROOT]!.children) this.unitRoots[symbol] = child
  }

  private insert(parent: number, symbol: number, child: number): void {
    let slot = slotOf(parent, symbol) & this.mask
    while (this.parents[slot] !== -1) slot = (slot + 1) & this.mask
    this.parents[slot] = parent
    this.symbols[slot] = symbol
    this.children[slot] = child
  }

  /** The node after `symbol`, or 0 where no phrase goes on so. */
  step(node: number, symbol: number): number {
    const { parents, symbols, mask } = this
    let slot = slotOf(node, symbol) & mask
    for (;;) {
      const parent = parents[slot]!
      if (parent === node && symbols[slot] === symbol) return this.children[slot]!
      if (parent === -1) return 0
      slot = (slot + 1) & mask
    }
  }

  /** The node of a word, or 0. */
  word(hash: number): number {
    return this.step(WORD_ROOT, hash)
  }

  /** The entry of a node that holds in a language (a set with one bit, or none for emoji alone), or -1. */
  entryOf(node: number, language: number): number {
    let entry = this.nodeEntries[node]!
    while (entry >= 0 && (this.languages[entry]! & language) === 0 && this.languages[entry] !== ALL_LANGUAGES)
      entry = this.next[entry]!
    return entry
  }
}

function slotOf(parent: number, symbol: number): number {
  return spread(Math.imul(parent, 0x9e3779b1) ^ symbol)
}

interface BuildEntry {
  rating: number
  readonly cues: number
  readonly role: number
  readonly languages: number
}
interface BuildNode {
  readonly entries: number[]
  readonly children: Map<number, number>
  languages: number
}
interface Build {
  readonly entries: BuildEntry[]
  readonly nodes: BuildNode[]
}

const newNode = (): BuildNode => ({ entries: [], children: new Map(), languages: 0 })

/** A rated word of a model: its hash (English) and its rating in sixteenths. */
export interface RatedWords {
  readonly hashes: Int32Array
  readonly ratings: Int8Array
}

/** Compiles sources by language (`shared` is read in all), and a model's rated English words where the sources have none. */
export function compileLexicon(sources: Readonly<Record<string, string>>, rated?: RatedWords): Lexicon {
  const build: Build = { entries: [], nodes: [newNode(), newNode()] }
  const scan = new Scan()
  for (const [name, source] of Object.entries(sources)) {
    // `shared` comes first.
    const languages = name === 'shared' ? ALL_LANGUAGES : languageBit(name as Language)
    for (const phrase of readLexicon(source)) addPhrase(build, scan, phrase, languages)
  }
  rated?.hashes.forEach((hash, i) => {
    const node = build.nodes[child(build, WORD_ROOT, hash)]!
    const own = node.entries.map((e) => build.entries[e]!).find((e) => e.languages === languageBit('en'))
    if (own && own.rating === 0 && own.role === 0) own.rating = rated.ratings[i]!
    if (!own) addEntry(build, node, { rating: rated.ratings[i]!, cues: 0, role: 0, languages: languageBit('en') })
  })
  if (build.nodes.length > NODES_MAX) throw new Error(`lexicon: more than ${NODES_MAX} nodes`)
  return new Lexicon(build)
}

function addPhrase(build: Build, scan: Scan, phrase: Phrase, languages: number): void {
  scan.read(phrase.text)
  const isWords = scan.words > 0 && isAllWords(scan)
  const symbols = isWords
    ? Array.from(scan.hashes.subarray(0, scan.words))
    : Array.from(scan.units.subarray(0, scan.length))
  if (symbols.length === 0) return
  let id = isWords ? WORD_ROOT : UNIT_ROOT
  for (const symbol of symbols) id = child(build, id, symbol)
  if (isWords && languages !== ALL_LANGUAGES)
    for (const symbol of symbols) build.nodes[child(build, WORD_ROOT, symbol)]!.languages |= languages
  const { rating, cues, role } = phrase
  if (rating === 0 && cues === 0 && role === 'none') return
  addEntry(build, build.nodes[id]!, { rating: rating * RATING_SCALE, cues, role: ROLES.indexOf(role), languages })
}

function isAllWords(scan: Scan): boolean {
  for (let i = 0; i < scan.length; i += 1) {
    const kind = scan.kinds[i]!
    if (kind !== KIND.latin && kind !== KIND.digit && kind !== KIND.space && kind !== KIND.apostrophe) return false
  }
  return true
}

/** A language's own entry stands before the one all languages share, and says what that says as well. */
function addEntry(build: Build, node: BuildNode, entry: BuildEntry): void {
  const common = node.entries.map((e) => build.entries[e]!).find((e) => e.languages === ALL_LANGUAGES)
  const merged = common ? { ...entry, rating: entry.rating || common.rating, cues: entry.cues | common.cues } : entry
  const id = build.entries.push(merged) - 1
  if (entry.languages === ALL_LANGUAGES) node.entries.push(id)
  else node.entries.unshift(id)
}

function child(build: Build, parent: number, symbol: number): number {
  const { children } = build.nodes[parent]!
  let id = children.get(symbol)
  if (id === undefined) {
    id = build.nodes.push(newNode()) - 1
    children.set(symbol, id)
  }
  return id
}
