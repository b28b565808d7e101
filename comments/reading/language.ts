// Which script and language a comment is in. Latin languages are told apart by the words that a language's lexicon and
// training text know, and by accents: a vote for each, shared words counting for less.
import { LANGUAGES, SCRIPTS, type Language, type Script } from '../contract.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { KIND } from '../text/fold.ts'
import type { Scan } from '../text/scan.ts'

export const SCRIPT = { none: 0, latin: 1, han_kana: 2, thai: 3, other: 4 } as const satisfies Record<Script, number>
export const LANGUAGE = Object.fromEntries(LANGUAGES.map((l, i) => [l, i])) as Readonly<Record<Language, number>>
export const UNDETERMINED = LANGUAGES.indexOf('und')

/** Votes of a word that one language knows; two share half each, and so on. */
const VOTES_A_WORD = 60
const VOTES_AN_ACCENT = 90
/** Votes a language needs for each word of a comment, or it is none of ours. */
const VOTES_MIN_A_WORD = 9

const VOTES = new Int32Array(1 << LANGUAGES.length)
for (let set = 1; set < VOTES.length; set += 1) VOTES[set] = Math.floor(VOTES_A_WORD / bitCount(set))
const tally = new Int32Array(LANGUAGES.length)

/** The number in SCRIPTS of what most letters are; an ideogram says as much as two Latin letters. */
export function scriptOf(scan: Scan): number {
  const { counts } = scan
  const latin = counts[KIND.latin]!
  const han = (counts[KIND.han]! + counts[KIND.kana]!) * 3
  const thai = counts[KIND.thai]! * 2
  const foreign = counts[KIND.foreign]! * 2
  const most = Math.max(latin, han, thai, foreign)
  if (most === 0) return SCRIPT.none
  if (most === foreign) return SCRIPT.other
  return most === thai ? SCRIPT.thai : most === han ? SCRIPT.han_kana : SCRIPT.latin
}

/** The number in LANGUAGES; `wordNodes` are the lexicon's nodes of the scan's words. */
export function languageOf(script: number, scan: Scan, wordNodes: Uint16Array, lexicon: Lexicon): number {
  if (script === SCRIPT.thai) return LANGUAGE.th
  if (script === SCRIPT.han_kana) return scan.counts[KIND.kana]! > 0 ? LANGUAGE.ja : LANGUAGE.zh
  if (script !== SCRIPT.latin) return UNDETERMINED
  tally.fill(0)
  let words = 0
  for (let w = 0; w < scan.words; w += 1) {
    if (scan.wordFlags[w]! & 4) continue
    words += 1
    const node = wordNodes[w]!
    if (node !== 0) vote(lexicon.nodeLanguages[node]!, VOTES[lexicon.nodeLanguages[node]!]!)
  }
  if (scan.hints !== 0) vote(scan.hints, VOTES_AN_ACCENT)
  let best = 0
  for (let l = 1; l < UNDETERMINED; l += 1) if (tally[l]! > tally[best]!) best = l
  return tally[best]! >= Math.max(1, words * VOTES_MIN_A_WORD) ? best : UNDETERMINED
}

function vote(set: number, votes: number): void {
  for (let rest = set; rest !== 0; rest &= rest - 1) {
    const language = 31 - Math.clz32(rest & -rest)
    tally[language] = tally[language]! + votes
  }
}

function bitCount(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1
  return count
}

export const scriptName = (script: number): Script => SCRIPTS[script]!
export const languageName = (language: number): Language => LANGUAGES[language]!
