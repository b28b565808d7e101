// Which product of a catalogue a comment names: by its number, or by words of its title and aliases.
import { CATALOGUE_ITEMS_MAX, type CatalogueItem, type ProductFinder } from './contract.ts'
import { CLASS } from './folded.ts'
import { folded, found, placeOf, readText, TABLE, tableOf } from './lexicon.ts'
import { Hits, PhraseTrie } from './phrase-trie.ts'
import { isWithinConcept, isWithinLongerNoun, nounHash, partHash, partsOf, THRESHOLD, WORTH } from './product-names.ts'
import { productNumber } from './product-numbers.ts'

/** Of a product. */
const ALIASES_MAX = 16
/** A word in the names of more products than this tells none of them. */
const POSTINGS_MAX = 64
/** Different words of a comment that are told apart; later ones count as the last. */
const TOKENS_MAX = 31

const nameHits = new Hits()

/** Words of a title or alias, whole or in part, and the number as it is said in nine languages. Items beyond CATALOGUE_ITEMS_MAX are left out. */
export function createProductFinder(catalogue: readonly CatalogueItem[]): ProductFinder {
  const items = catalogue.slice(0, CATALOGUE_ITEMS_MAX)
  const byNumber = new Map(items.map((item, i) => [item.number, i]))
  const names = new PhraseTrie()
  const postings = new Map<number, Map<number, number>>()
  for (const [i, item] of items.entries())
    for (const name of [item.title, ...(item.aliases ?? []).slice(0, ALIASES_MAX)]) {
      names.add(name.replaceAll('*', ' '), i)
      for (const { hash, worth } of partsOf(name)) {
        const worths = postings.get(hash) ?? new Map<number, number>()
        postings.set(hash, worths.set(i, Math.max(worth, worths.get(i) ?? 0)))
      }
    }
  for (const [hash, worths] of postings) if (worths.size > POSTINGS_MAX) postings.delete(hash)
  const named = new Named(items.length, names.freeze(), postings)
  return {
    find(text) {
      readText(text)
      const numbered = byNumber.get(productNumber()) ?? -1
      const item = named.find(numbered)
      return item < 0 ? null : items[item]!.productId
    },
  }
}

/** Adds up what the words of one comment say for each product. */
class Named {
  private readonly scores: Int16Array
  /** By product: which tokens of the comment speak for it, as bits. */
  private readonly tokens: Int32Array
  private readonly touched: number[] = []
  private readonly names: PhraseTrie
  private readonly postings: ReadonlyMap<number, ReadonlyMap<number, number>>

  constructor(items: number, names: PhraseTrie, postings: ReadonlyMap<number, ReadonlyMap<number, number>>) {
    this.scores = new Int16Array(items)
    this.tokens = new Int32Array(items)
    this.names = names
    this.postings = postings
  }

  /** The one product named in `folded`, or -1. */
  find(numbered: number): number {
    this.add()
    const best = this.best()
    for (const item of this.touched) {
      this.scores[item] = 0
      this.tokens[item] = 0
    }
    this.touched.length = 0
    if (numbered < 0) return best
    return best < 0 || best === numbered ? numbered : -1
  }

  private add(): void {
    this.names.find(folded, nameHits)
    let name = 0
    let hit = 0
    let token = -1
    for (let i = 0; i < folded.length; i += 1) {
      if (!folded.startsAt(i)) continue
      const next = Math.min(token + 1, TOKENS_MAX)
      let speaks = folded.classes[i] !== CLASS.digit && this.speakAll(partHash(folded, i), next)
      for (; hit < found.count && found.starts[hit]! <= i; hit += 1) if (this.speakNoun(hit, next)) speaks = true
      for (; name < nameHits.count && nameHits.starts[name]! <= i; name += 1) {
        this.speak(nameHits.values[name]!, WORTH.head, next)
        speaks = true
      }
      if (speaks) token = next
    }
  }

  private speakNoun(hit: number, token: number): boolean {
    if (tableOf(found.values[hit]!) !== TABLE.noun || isWithinLongerNoun(hit) || isWithinConcept(hit)) return false
    return this.speakAll(nounHash(placeOf(found.values[hit]!)), token)
  }

  private speakAll(hash: number, token: number): boolean {
    const worths = this.postings.get(hash)
    if (!worths) return false
    for (const [item, worth] of worths) this.speak(item, worth, token)
    return true
  }

  private speak(item: number, worth: number, token: number): void {
    if (this.tokens[item] === 0) this.touched.push(item)
    this.scores[item] = this.scores[item]! + worth
    this.tokens[item] = this.tokens[item]! | (1 << token)
  }

  /** The highest score, unless another product is named by words that do not speak for it, or as well by the same. */
  private best(): number {
    let best = -1
    for (const item of this.touched)
      if (this.scores[item]! >= THRESHOLD && (best < 0 || this.scores[item]! > this.scores[best]!)) best = item
    if (best < 0) return -1
    for (const item of this.touched) {
      if (item === best || this.scores[item]! < THRESHOLD) continue
      const others = (this.tokens[item]! & ~this.tokens[best]!) !== 0
      if (others || this.scores[item] === this.scores[best]) return -1
    }
    return best
  }
}
