// All lexica by language; `shared` first, since every language builds on it. A language's wide one comes beside its own: its words say
// less surely of which language a comment is.
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { id } from './id.ts'
import { ja } from './ja.ts'
import { pt } from './pt.ts'
import { shared } from './shared.ts'
import { th } from './th.ts'
import { zh } from './zh.ts'
import { deWide } from './wide/de.ts'
import { enWide } from './wide/en.ts'
import { esWide } from './wide/es.ts'
import { frWide } from './wide/fr.ts'
import { idWide } from './wide/id.ts'
import { jaWide } from './wide/ja.ts'
import { ptWide } from './wide/pt.ts'
import { thWide } from './wide/th.ts'
import { zhWide } from './wide/zh.ts'

export const SOURCES: Readonly<Record<string, string>> = { shared, en, zh, es, pt, fr, de, id, ja, th }
export const WIDE_SOURCES: Readonly<Record<string, string>> = {
  en: enWide,
  zh: zhWide,
  es: esWide,
  pt: ptWide,
  fr: frWide,
  de: deWide,
  id: idWide,
  ja: jaWide,
  th: thWide,
}
