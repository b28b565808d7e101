// Titles of products in a comment, put aside before it is scored: "Chef's knife 20 cm" asks for no size, and "Good night
// pillow" greets nobody. Word by word along a tree of the titles, never by patterns made of them: what a host calls a
// product must not be able to stop the processor.
import { SCORED_UNITS_MAX } from '../../comments/contract.ts'
import type { CatalogueEntry } from '../../events/contract.ts'

/** Titles looked for, of a running order; those of later products stay in the text. */
const TITLES_MAX = 500
/** Words of a title looked for; further ones stay in the text. */
const TITLE_WORDS_MAX = 16
/** One word alone ("set", "cap") is a word more often than a title, and so are few characters. */
const TITLE_WORDS_MIN = 2
const TITLE_LENGTH_MIN = 4

/** A word in an alphabet, its apostrophes in it; or one character of another script. */
const WORD = /[\p{Script=Latin}\p{M}\p{N}'’]+|[^\s\p{P}\p{S}\p{Script=Latin}\p{M}\p{N}]/gu
/** A word goes on; so does a character that the limit cuts in two. */
const GOES_ON = /^[\p{Script=Latin}\p{M}\p{N}'’\udc00-\udfff]/u

const ARTICLES: ReadonlySet<string> = new Set(
  'the a an this that el la los las un una este esta o os as um uma esse essa le les une cette der die das den dem ein eine einen'.split(
    ' ',
  ),
)

interface Branch {
  readonly next: Map<string, Branch>
  /** A title ends here. */
  ends: boolean
}

/**
 * Gives back the text with "it" in the place of each title, in a word of the text's script. Titles are looked for in the
 * first SCORED_UNITS_MAX units; those that go on past it stay in the text. What is covered gets shorter, so that some of
 * what stands behind the limit may come to be scored, its titles uncovered.
 */
export function createTitleCover(products: readonly CatalogueEntry[]): (text: string) => string {
  const root: Branch = { next: new Map(), ends: false }
  for (const { title } of products.slice(0, TITLES_MAX)) plant(root, title)
  return root.next.size === 0 ? (text) => text : (text) => cover(root, text)
}

function plant(root: Branch, title: string): void {
  const words = wordsOf(title).slice(0, TITLE_WORDS_MAX)
  if (words.length < TITLE_WORDS_MIN || title.trim().length < TITLE_LENGTH_MIN) return
  let branch = root
  for (const { folded } of words) {
    let next = branch.next.get(folded)
    if (next === undefined) branch.next.set(folded, (next = { next: new Map(), ends: false }))
    branch = next
  }
  branch.ends = true
}

function cover(root: Branch, whole: string): string {
  const text = whole.slice(0, SCORED_UNITS_MAX)
  const rest = whole.slice(SCORED_UNITS_MAX)
  const words = wordsOf(text)
  // A word that the limit cuts is another word.
  if (words.at(-1)?.to === SCORED_UNITS_MAX && GOES_ON.test(rest)) words.pop()
  const left: string[] = []
  let from = 0
  for (let i = 0; i < words.length;) {
    const last = longestTitle(root, words, i)
    const [first, end] = [words[i], words[last]]
    if (first === undefined || end === undefined) {
      i++
      continue
    }
    // An article goes with its title: "the it" is no English.
    const before = words[i - 1]
    const article = before !== undefined && before.from >= from && ARTICLES.has(before.folded) ? before : first
    left.push(text.slice(from, article.from))
    from = end.to
    i = last + 1
  }
  if (left.length === 0) return whole
  left.push(text.slice(from))
  return left.join(` ${pronounFor(left.join(' '))} `) + rest
}

/** The last word of the longest title that begins with a word; -1 where none does. */
function longestTitle(root: Branch, words: readonly Word[], first: number): number {
  let last = -1
  let branch: Branch | undefined = root
  for (let i = first; i < words.length; i++) {
    branch = branch.next.get(words[i]?.folded ?? '')
    if (branch === undefined) break
    if (branch.ends) last = i
  }
  return last
}

interface Word {
  /** As people type it: any case, with or without apostrophes. */
  readonly folded: string
  readonly from: number
  readonly to: number
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    folded: word.toLowerCase().replace(/['’]/g, ''),
    from: index,
    to: index + word.length,
  }))
}

function pronounFor(text: string): string {
  if (/\p{Script=Thai}/u.test(text)) return 'อันนี้'
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'これ'
  if (/\p{Script=Han}/u.test(text)) return '这个'
  return 'it'
}
