// All lexica by language; `shared` first, since every language builds on it.
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

export const SOURCES: Readonly<Record<string, string>> = { shared, en, zh, es, pt, fr, de, id, ja, th }
