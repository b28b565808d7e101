// The lexica as one trie in typed arrays. Words go in by their hash, everything else by its code units; both share nodes.
import { LANGUAGES, type Language } from '../contract.ts'
import { languageBit } from '../text/accents.ts'
import { KIND } from '../text/fold.ts'
import { Scan } from '../text/scan.ts'
import { rootOf, StepsBuild, type Steps } from '../text/steps.ts'
import { readLexicon, ROLES, type Phrase } from './source.ts'

/** Ratings are kept in sixteenths. */
export const RATING_SCALE = 16
/** Emoji and words of every language. */
export const ALL_LANGUAGES: number = (1 << LANGUAGES.length) - 1

const WORD_ROOT = 0
const UNIT_ROOT = 1
/** Some tens of thousands a language; a node takes 24 to 48 bytes of the table. */
const NODES_MAX = 1 << 20

/** Numbers of an entry: its cues, its rating, its role, its languages, the next entry of the node or -1. Eight: one line of a cache has it. */
const ENTRY = { numbers: 8, cues: 0, rating: 1, role: 2, languages: 3, next: 4 } as const
/** Bits of a node: the languages its word is of, and those whose wide lexicon has it. */
const WIDE_SHIFT = LANGUAGES.length

/** What a phrase does, in one or more languages; entries of the same phrase in other languages follow by `next`. */
export class Lexicon {
  private readonly entries: Int32Array
  /** The number of a node is its first entry, or -1. */
  private readonly steps: Steps
  private readonly words: number
  /** By code unit: the node of a phrase that begins with it, or 0. */
  private readonly unitRoots = new Int32Array(0x10000)

  constructor({ entries, firstEntries, languages, wide, steps }: Build) {
    this.entries = new Int32Array(entries.length * ENTRY.numbers)
    for (const [i, entry] of entries.entries())
      this.entries.set([entry.cues, entry.rating, entry.role, entry.languages, entry.next], i * ENTRY.numbers)
    const bitsOf = (node: number) => (languages[node] ?? 0) | ((wide[node] ?? 0) << WIDE_SHIFT)
    this.steps = steps.freeze((node) => firstEntries[node] ?? -1, bitsOf)
    this.words = rootOf(WORD_ROOT)
    const units = rootOf(UNIT_ROOT)
    for (let unit = 0; unit < this.unitRoots.length; unit += 1) this.unitRoots[unit] = this.steps.begin(units, unit)
  }

  /** The node after `symbol`, or 0 where no phrase goes on so. */
  step(node: number, symbol: number): number {
    return this.steps.step(node, symbol)
  }

  /** The node of a word, or 0. */
  word(hash: number): number {
    return this.steps.begin(this.words, hash)
  }

  /** The node of a phrase's first code unit, or 0. */
  unit(unit: number): number {
    return this.unitRoots[unit]!
  }

  /** Whether longer phrases go on from a node. */
  goesOn(node: number): boolean {
    return this.steps.goesOn(node)
  }

  /** The languages a node's word is of. */
  languagesOf(node: number): number {
    return this.steps.bitsOf(node) & ALL_LANGUAGES
  }

  /** The languages whose wide lexicon has a node's word: read where no language's own has it. */
  wideLanguagesOf(node: number): number {
    return this.steps.bitsOf(node) >>> WIDE_SHIFT
  }

  /** The entry of a node that holds in a language (a set with one bit, or none for emoji alone), or -1. */
  entryOf(node: number, language: number): number {
    const { entries } = this
    let entry = this.steps.numberOf(node)
    while (entry >= 0) {
      const languages = entries[entry * ENTRY.numbers + ENTRY.languages]!
      if ((languages & language) !== 0 || languages === ALL_LANGUAGES) break
      entry = entries[entry * ENTRY.numbers + ENTRY.next]!
    }
    return entry
  }

  /** What an entry speaks for, as bits of CUES. */
  cuesOf(entry: number): number {
    return this.entries[entry * ENTRY.numbers + ENTRY.cues]!
  }

  /** In sixteenths. */
  ratingOf(entry: number): number {
    return this.entries[entry * ENTRY.numbers + ENTRY.rating]!
  }

  /** A number in ROLES. */
  roleOf(entry: number): number {
    return this.entries[entry * ENTRY.numbers + ENTRY.role]!
  }
}

interface BuildEntry {
  rating: number
  cues: number
  role: number
  readonly languages: number
  readonly next: number
}
/** By node, where it has any: its first entry, the languages of its word, those of wide lexica, known to others or not. */
interface Build {
  readonly entries: BuildEntry[]
  readonly firstEntries: number[]
  readonly languages: number[]
  readonly wide: number[]
  readonly steps: StepsBuild
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
  const build: Build = { entries: [], firstEntries: [], languages: [], wide: [], steps: new StepsBuild(2) }
  const scan = new Scan()
  // `shared` comes first.
  for (const [name, source] of Object.entries(sources))
    for (const phrase of readLexicon(source)) addPhrase(build, scan, phrase, languagesOf(name), 'languages')
  for (const [name, source] of Object.entries(wide))
    for (const phrase of readLexicon(source)) addPhrase(build, scan, phrase, languagesOf(name), 'wide')
  rated?.hashes.forEach((hash, i) => {
    const node = build.steps.step(WORD_ROOT, hash)
    const own = entryFor(build, node, languageBit('en'))
    if (own && own.rating === 0 && own.role === 0) own.rating = rated.ratings[i]!
    if (!own) addEntry(build, node, { rating: rated.ratings[i]!, cues: 0, role: 0, languages: languageBit('en') })
  })
  if (build.steps.nodes > NODES_MAX) throw new Error(`lexicon: more than ${NODES_MAX} nodes`)
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
  for (const symbol of symbols) id = build.steps.step(id, symbol)
  if (isWords && languages !== ALL_LANGUAGES)
    for (const symbol of symbols) {
      const word = build.steps.step(WORD_ROOT, symbol)
      build[known][word] = (build[known][word] ?? 0) | languages
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
    next: build.firstEntries[node] ?? -1,
  })
  build.firstEntries[node] = build.entries.length - 1
}

/** The entry of a node for just these languages. */
function entryFor({ entries, firstEntries }: Build, node: number, languages: number): BuildEntry | undefined {
  for (let e = firstEntries[node] ?? -1; e >= 0; e = entries[e]!.next)
    if (entries[e]!.languages === languages) return entries[e]
  return undefined
}
