// What a lexicon file may say. A line is `key: phrase, phrase`; the key is a rating -3 to 3, a cue, a word that changes
// others (negator, booster, damper, contrast), `function` (tells the language), or several of these with a space between.

/** What a phrase is about; a cue's place is its bit. Learned weights read them and their pairs: new ones go at the end. */
export const CUES = [
  'price',
  'size',
  'stock',
  'shipping',
  'material',
  'use',
  'discount',
  'buying',
  'detail',
  'question',
  'want',
  'bought',
  'praise',
  'expensive',
  'defect',
  'late',
  'parcel',
  'stream',
  'device',
  'request',
  'greeting',
  'spam',
  'cheap',
  'laugh',
  'thanks',
  'sarcasm',
] as const
export type Cue = (typeof CUES)[number]

export const cueBit = (cue: Cue): number => 1 << CUES.indexOf(cue)

/** How a phrase changes its neighbours. */
export const ROLES = ['none', 'negator', 'booster', 'damper', 'contrast'] as const
export type Role = (typeof ROLES)[number]

export interface Phrase {
  readonly text: string
  /** -3 to 3. */
  rating: number
  cues: number
  role: Role
}

/** Reads one language's source; a phrase named in several lines has all they say, and the strongest rating. */
export function readLexicon(source: string): Phrase[] {
  const phrases = new Map<string, Phrase>()
  for (const line of source.split('\n')) {
    const colon = line.indexOf(': ')
    if (colon < 0) continue
    const keys = line.slice(0, colon).split(' ')
    for (const text of line.slice(colon + 2).split(', ')) {
      const phrase = phrases.get(text) ?? { text, rating: 0, cues: 0, role: 'none' }
      phrases.set(text, phrase)
      for (const key of keys) apply(phrase, key, line)
    }
  }
  return [...phrases.values()]
}

function apply(phrase: Phrase, key: string, line: string): void {
  if (/^-?[123]$/.test(key)) {
    if (Math.abs(Number(key)) > Math.abs(phrase.rating)) phrase.rating = Number(key)
  } else if (key === 'function') return
  else if ((ROLES as readonly string[]).includes(key)) phrase.role = key as Role
  else if ((CUES as readonly string[]).includes(key)) phrase.cues |= cueBit(key as Cue)
  else throw new Error(`lexicon: no key "${key}" in "${line.slice(0, 60)}"`)
}
