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
/** Some tens of thousands a language; a node takes about 50 bytes. */
const NODES_MAX = 1 << 20

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
  /** The languages whose wide lexicon has its word: read where no language's own has it. */
  readonly nodeWide: Uint16Array
  /** By code unit: the node of a phrase that begins with it, or 0. */
  readonly unitRoots = new Int32Array(0x10000)

  private readonly steps: StepTable

  constructor({ entries, nodes, steps }: Build) {
    this.ratings = Int8Array.from(entries, (e) => e.rating)
    this.cues = Int32Array.from(entries, (e) => e.cues)
    this.roles = Uint8Array.from(entries, (e) => e.role)
    this.languages = Uint16Array.from(entries, (e) => e.languages)
    this.next = Int32Array.from(entries, (e) => e.next)
    this.nodeEntries = Int32Array.from(nodes.entries)
    this.nodeMore = Uint8Array.from(nodes.more)
    this.nodeLanguages = Uint16Array.from(nodes.languages)
    this.nodeWide = Uint16Array.from(nodes.wide)
    this.steps = steps
    for (let unit = 0; unit < this.unitRoots.length; unit += 1) this.unitRoots[unit] = steps.find(UNIT_ROOT, unit)
  }

  /** The node after `symbol`, or 0 where no phrase goes on so. */
  step(node: number, symbol: number): number {
    return this.steps.find(node, symbol)
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

/** Steps of the trie, parent and symbol to child, in one open-addressed table that is at most half full. */
class StepTable {
  private mask = (1 << 12) - 1
  private parents = new Int32Array(this.mask + 1).fill(-1)
  private symbols = new Int32Array(this.mask + 1)
  private children = new Int32Array(this.mask + 1)
  private count = 0

  find(parent: number, symbol: number): number {
    const { parents, symbols, mask } = this
    let slot = slotOf(parent, symbol) & mask
    for (;;) {
      const there = parents[slot]!
      if (there === parent && symbols[slot] === symbol) return this.children[slot]!
      if (there === -1) return 0
      slot = (slot + 1) & mask
    }
  }

  /** Of a step that is not there yet. */
  add(parent: number, symbol: number, child: number): void {
    if (2 * this.count > this.mask) this.grow()
    this.count += 1
    let slot = slotOf(parent, symbol) & this.mask
    while (this.parents[slot] !== -1) slot = (slot + 1) & this.mask
    this.parents[slot] = parent
    this.symbols[slot] = symbol
    this.children[slot] = child
  }

  private grow(): void {
    const { parents, symbols, children } = this
    const size = 2 * parents.length
    this.mask = size - 1
    this.parents = new Int32Array(size).fill(-1)
    this.symbols = new Int32Array(size)
    this.children = new Int32Array(size)
    this.count = 0
    parents.forEach((parent, slot) => parent !== -1 && this.add(parent, symbols[slot]!, children[slot]!))
  }
}

function slotOf(parent: number, symbol: number): number {
  return spread(Math.imul(parent, 0x9e3779b1) ^ symbol)
}

interface BuildEntry {
  rating: number
  cues: number
  role: number
  readonly languages: number
  readonly next: number
}
/** By node, as in Lexicon; `wide` has the words of wide lexica, known to others or not. */
interface BuildNodes {
  readonly entries: number[]
  readonly more: number[]
  readonly languages: number[]
  readonly wide: number[]
}
interface Build {
  readonly entries: BuildEntry[]
  readonly nodes: BuildNodes
  readonly steps: StepTable
}

/** A rated word of a model: its hash (English) and its rating in sixteenths. */
export interface RatedWords {
  readonly hashes: Int32Array
  readonly ratings: Int8Array
}

/**
 * Compiles sources by language (`shared` is read in all), wide ones beside them, and a model's rated English words where the sources
 * have none.
 */
export function compileLexicon(
  sources: Readonly<Record<string, string>>,
  wide: Readonly<Record<string, string>> = {},
  rated?: RatedWords,
): Lexicon {
  const build: Build = {
    entries: [],
    nodes: { entries: [], more: [], languages: [], wide: [] },
    steps: new StepTable(),
  }
  newNode(build)
  newNode(build)
  const scan = new Scan()
  // `shared` comes first.
  for (const [name, source] of Object.entries(sources))
    for (const phrase of readLexicon(source)) addPhrase(build, scan, phrase, languagesOf(name), 'languages')
  for (const [name, source] of Object.entries(wide))
    for (const phrase of readLexicon(source)) addPhrase(build, scan, phrase, languagesOf(name), 'wide')
  rated?.hashes.forEach((hash, i) => {
    const node = child(build, WORD_ROOT, hash)
    const own = entryFor(build, node, languageBit('en'))
    if (own && own.rating === 0 && own.role === 0) own.rating = rated.ratings[i]!
    if (!own) addEntry(build, node, { rating: rated.ratings[i]!, cues: 0, role: 0, languages: languageBit('en') })
  })
  if (build.nodes.more.length > NODES_MAX) throw new Error(`lexicon: more than ${NODES_MAX} nodes`)
  return new Lexicon(build)
}

const languagesOf = (name: string): number => (name === 'shared' ? ALL_LANGUAGES : languageBit(name as Language))

/** `known` is where it is kept that a language has the phrase's words. */
function addPhrase(build: Build, scan: Scan, phrase: Phrase, languages: number, known: 'languages' | 'wide'): void {
  scan.read(phrase.text)
  const isWords = scan.words > 0 && isAllWords(scan)
  const symbols = isWords
    ? Array.from(scan.hashes.subarray(0, scan.words))
    : Array.from(scan.units.subarray(0, scan.length))
  if (symbols.length === 0) return
  let id = isWords ? WORD_ROOT : UNIT_ROOT
  for (const symbol of symbols) id = child(build, id, symbol)
  if (isWords && languages !== ALL_LANGUAGES)
    for (const symbol of symbols) {
      const word = child(build, WORD_ROOT, symbol)
      build.nodes[known][word] = build.nodes[known][word]! | languages
    }
  const { rating, cues, role } = phrase
  if (rating === 0 && cues === 0 && role === 'none') return
  addEntry(build, id, { rating: rating * RATING_SCALE, cues, role: ROLES.indexOf(role), languages })
}

function isAllWords(scan: Scan): boolean {
  for (let i = 0; i < scan.length; i += 1) {
    const kind = scan.kinds[i]!
    if (kind !== KIND.latin && kind !== KIND.digit && kind !== KIND.space && kind !== KIND.apostrophe) return false
  }
  return true
}

/**
 * A language's own entry stands before the one all languages share (which was added first), and says what that says as well. A
 * phrase spelled in two ways that fold alike (qualité, qualite) is one entry.
 */
function addEntry(build: Build, node: number, entry: Omit<BuildEntry, 'next'>): void {
  const twin = entryFor(build, node, entry.languages)
  if (twin) {
    if (Math.abs(entry.rating) > Math.abs(twin.rating)) twin.rating = entry.rating
    twin.cues |= entry.cues
    twin.role = twin.role || entry.role
    return
  }
  const common = entryFor(build, node, ALL_LANGUAGES)
  const { rating, cues } = entry
  build.entries.push({
    ...entry,
    rating: rating || (common?.rating ?? 0),
    cues: cues | (common?.cues ?? 0),
    next: build.nodes.entries[node]!,
  })
  build.nodes.entries[node] = build.entries.length - 1
}

/** The entry of a node for just these languages. */
function entryFor({ entries, nodes }: Build, node: number, languages: number): BuildEntry | undefined {
  for (let e = nodes.entries[node]!; e >= 0; e = entries[e]!.next)
    if (entries[e]!.languages === languages) return entries[e]
  return undefined
}

function newNode({ nodes }: Build): number {
  nodes.more.push(0)
  nodes.languages.push(0)
  nodes.wide.push(0)
  return nodes.entries.push(-1) - 1
}

function child(build: Build, parent: number, symbol: number): number {
  const there = build.steps.find(parent, symbol)
  if (there !== 0) return there
  const id = newNode(build)
  build.steps.add(parent, symbol, id)
  build.nodes.more[parent] = 1
  return id
}
