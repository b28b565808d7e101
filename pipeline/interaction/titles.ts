// Titles of products in a comment, put aside before it is scored: "Chef's knife 20 cm" asks for no size, and "Good night
// pillow" greets nobody.
import type { CatalogueEntry } from '../../events/contract.ts'

/** Titles looked for, of a running order; those of later products stay in the text. */
const TITLES_MAX = 500
/** Shorter ones are words of their own ("set", "cap") more often than titles. Characters. */
const TITLE_LENGTH_MIN = 4

/** Gives back the text with "it" in the place of each title, in a word of the text's script. */
export function createTitleCover(products: readonly CatalogueEntry[]): (text: string) => string {
  const titles = products
    .slice(0, TITLES_MAX)
    .map(({ title }) => title.trim())
    .filter((title) => title.length >= TITLE_LENGTH_MIN)
    // A title that begins like another is looked for first.
    .toSorted((a, b) => b.length - a.length)
    .map(patternOf)
  if (titles.length === 0) return (text) => text
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${titles.join('|')})(?![\\p{Script=Latin}\\p{N}])`, 'giu')
  return (text) => {
    const without = text.replace(any, ' ')
    return without === text ? text : text.replace(any, ` ${wordFor(without)} `)
  }
}

/** As people type it: either apostrophe, any space, any case. */
function patternOf(title: string): string {
  return title
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(/['’]/g, "['’]?")
    .replace(/\s+/g, '\\s+')
}

function wordFor(text: string): string {
  if (/\p{Script=Thai}/u.test(text)) return 'อันนี้'
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'これ'
  if (/\p{Script=Han}/u.test(text)) return '这个'
  return 'it'
}
