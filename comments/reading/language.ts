// Which script and language a comment is in. Latin languages are told apart by the words that a language's lexica
// know, and by accents: a vote for each, shared words counting for less.
import { LANGUAGES, SCORED_UNITS_MAX, SCRIPTS, type Language, type Script } from '../contract.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { KIND } from '../text/fold.ts'
import { wordLetters } from '../text/faces.ts'
import { hasChineseHan, isJapaneseHan } from '../text/han.ts'
import type { Scan } from '../text/scan.ts'

export const SCRIPT = { none: 0, latin: 1, han_kana: 2, thai: 3, other: 4 } as const satisfies Record<Script, number>
export const LANGUAGE = Object.fromEntries(LANGUAGES.map((l, i) => [l, i])) as Readonly<Record<Language, number>>
export const UNDETERMINED = LANGUAGES.indexOf('und')

/** Votes of a word that one language knows; two share half each, and so on. */
const VOTES_A_WORD = 60
const VOTES_AN_ACCENT = 90
/** The same of a word that wide lexica alone know: they borrow from each other, and from languages that are none of ours. */
const VOTES_A_WIDE_WORD = 24
/** Votes a language needs for each word of a comment, or it is none of ours. */
const VOTES_MIN_A_WORD = 12

const votesBySet = (votes: number) =>
  Int32Array.from({ length: 1 << LANGUAGES.length }, (_, set) => (set === 0 ? 0 : Math.floor(votes / bitCount(set))))
const VOTES = votesBySet(VOTES_A_WORD)
const WIDE_VOTES = votesBySet(VOTES_A_WIDE_WORD)
const tally = new Int32Array(LANGUAGES.length)

/** The number in SCRIPTS of what most letters are; an ideogram says as much as two Latin letters. */
export function scriptOf(scan: Scan): number {
  const counts = wordLetters(scan)
  const latin = counts[KIND.latin]!
  const han = (counts[KIND.han]! + counts[KIND.kana]!) * 3
  const thai = counts[KIND.thai]! * 2
  const foreign = counts[KIND.foreign]! * 2
  const most = Math.max(latin, han, thai, foreign)
  if (most === 0) return SCRIPT.none
  if (most === foreign) return SCRIPT.other
  return most === thai ? SCRIPT.thai : most === han ? SCRIPT.han_kana : SCRIPT.latin
}

/** The number in LANGUAGES; `wordNodes` are the lexicon's nodes of the words of `text`, as scanned. */
export function languageOf(script: number, text: string, scan: Scan, wordNodes: Int32Array, lexicon: Lexicon): number {
  if (script === SCRIPT.thai) return LANGUAGE.th
  if (script === SCRIPT.han_kana) return isJapanese(text.slice(0, SCORED_UNITS_MAX), scan) ? LANGUAGE.ja : LANGUAGE.zh
  if (script !== SCRIPT.latin) return UNDETERMINED
  tally.fill(0)
  let words = 0
  for (let w = 0; w < scan.words; w += 1) {
    if (scan.wordFlags[w]! & 4) continue
    words += 1
    const node = wordNodes[w]!
    if (node === 0) continue
    const languages = lexicon.languagesOf(node)
    if (languages !== 0) vote(languages, VOTES[languages]!)
    else vote(lexicon.wideLanguagesOf(node), WIDE_VOTES[lexicon.wideLanguagesOf(node)]!)
  }
  if (scan.hints !== 0) vote(scan.hints, VOTES_AN_ACCENT)
  let best = 0
  for (let l = 1; l < UNDETERMINED; l += 1) if (tally[l]! > tally[best]!) best = l
  return tally[best]! >= Math.max(1, words * VOTES_MIN_A_WORD) ? best : UNDETERMINED
}

/** A single の that joins Chinese, 你の最爱, is Chinese slang; kana else is Japanese, and Han alone where no Chinese would write it. */
function isJapanese(text: string, scan: Scan): boolean {
  const kana = wordLetters(scan)[KIND.kana]!
  if (kana === 0) return isJapaneseHan(text)
  return kana > 1 || !text.includes('の') || !hasChineseHan(text)
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
