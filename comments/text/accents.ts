// What an accent says about the language, before accents are folded away.
import { LANGUAGES, type Language } from '../contract.ts'

const TYPICAL: Partial<Record<Language, string>> = {
  es: 'ñ¿¡áíóú',
  pt: 'ãõçáâêíóôú',
  fr: 'çèêëîïôùûàâ',
  de: 'äöüß',
}

/** The bit of a language where sets of languages are bits. */
export const languageBit = (language: Language): number => 1 << LANGUAGES.indexOf(language)

/** Sets of languages by code unit (Latin-1): those that write this accent often. */
export const ACCENT_HINTS = new Uint16Array(0x100)
for (const [language, units] of Object.entries(TYPICAL))
  for (const unit of units + units.toUpperCase()) {
    const code = unit.charCodeAt(0)
    if (code < 0x100) ACCENT_HINTS[code] = ACCENT_HINTS[code]! | languageBit(language as Language)
  }
