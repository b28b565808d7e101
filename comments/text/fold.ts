// One table lookup a code unit: what it is read as (lower case, no accents, full width as half, traditional as simplified)
// and what kind of thing it is. Only mappings that Unicode has frozen are used, so every engine makes the same tables.
import { TRADITIONAL } from './traditional.ts'

/** Kinds of code units. */
export const KIND = {
  space: 0,
  latin: 1,
  digit: 2,
  han: 3,
  kana: 4,
  thai: 5,
  foreign: 6,
  apostrophe: 7,
  question: 8,
  exclamation: 9,
  mark: 10,
  pictograph: 11,
  clause: 12,
} as const

/** What a code unit is read as; 0 is left out (zero width, combining, variation selectors). */
export const FOLDED = new Uint16Array(0x10000)
/** A KIND for each code unit, of what it is read as. */
export const KINDS = new Uint8Array(0x10000)
/** 1 where the code unit is a capital letter. */
export const CAPITAL = new Uint8Array(0x10000)

/** Blocks whose letters decompose to a base letter and marks: Latin with accents, and full and half width forms. */
const DECOMPOSED: readonly (readonly [number, number])[] = [
  [0x00aa, 0x024f],
  [0x1e00, 0x1eff],
  [0xff01, 0xff9d],
]
/** Letters that do not decompose, read as what people type for them without the key. */
const SINGLE: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  æ: 'a',
  œ: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
}

function fold(unit: number): number {
  const char = String.fromCharCode(unit)
  if (isLeftOut(unit)) return 0
  const lower = unit < 0x250 || (unit >= 0x1e00 && unit < 0x1f00) || unit >= 0xff00 ? char.toLowerCase() : char
  const single = SINGLE[lower]
  if (single) return single.charCodeAt(0)
  if (DECOMPOSED.some(([first, last]) => unit >= first && unit <= last)) {
    const base = lower.normalize('NFKD').toLowerCase().charCodeAt(0)
    if (base > 0x20) return (SINGLE[String.fromCharCode(base)] ?? '').charCodeAt(0) || base
  }
  return lower.length === 1 ? lower.charCodeAt(0) : unit
}

function isLeftOut(unit: number): boolean {
  return (
    (unit >= 0x0300 && unit <= 0x036f) ||
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x206f) ||
    (unit >= 0xfe00 && unit <= 0xfe0f) ||
    (unit >= 0x1ab0 && unit <= 0x1aff) ||
    (unit >= 0x20d0 && unit <= 0x20ff) ||
    unit === 0xfeff ||
    // The first half of tags, which spell the flags of England, Scotland and Wales.
    unit === 0xdb40 ||
    unit === 0x00ad ||
    unit === 0
  )
}

function kindOf(unit: number): number {
  if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x2028)
    return KIND.space
  if (unit >= 0x61 && unit <= 0x7a) return KIND.latin
  if (unit >= 0x30 && unit <= 0x39) return KIND.digit
  if (unit === 0x27) return KIND.apostrophe
  if (unit === 0x3f || unit === 0xbf) return KIND.question
  if (unit === 0x21 || unit === 0xa1) return KIND.exclamation
  if (unit === 0x2c || unit === 0x2e || unit === 0x3b || unit === 0x3001 || unit === 0x3002 || unit === 0x2026)
    return KIND.clause
  if (unit < 0xc0) return KIND.mark
  if (unit < 0x250 || (unit >= 0x1e00 && unit < 0x1f00)) return KIND.latin
  if (unit >= 0x0e01 && unit <= 0x0e4e) return KIND.thai
  if ((unit >= 0x3041 && unit <= 0x30ff) || unit === 0x30fc) return KIND.kana
  if ((unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff) || unit === 0x3005) return KIND.han
  if (unit >= 0xd83c && unit <= 0xd83e) return KIND.pictograph
  if (unit >= 0xd840 && unit <= 0xd888) return KIND.han
  if (unit >= 0xdc00 && unit <= 0xdfff) return KIND.pictograph
  if (unit >= 0x2190 && unit <= 0x2bff) return KIND.pictograph
  if (unit >= 0x2000 && unit < 0x2c00) return KIND.mark
  if (unit >= 0x3000 && unit < 0x3041) return KIND.mark
  return KIND.foreign
}

for (let unit = 0; unit < 0x10000; unit += 1) {
  const folded = fold(unit)
  FOLDED[unit] = folded
  KINDS[unit] = kindOf(folded)
  const char = String.fromCharCode(unit)
  CAPITAL[unit] = unit < 0x250 && char !== char.toLowerCase() && KINDS[unit] === KIND.latin ? 1 : 0
}
for (const pair of TRADITIONAL.split(' ')) FOLDED[pair.charCodeAt(0)] = pair.charCodeAt(1)
