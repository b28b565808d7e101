// What people write under a live show, by language and topic; written by hand for the simulator. {product} and {price}
// stand for what is pinned when it is written.
import { pick, type Random } from '../random.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { id } from './id.ts'
import { ja } from './ja.ts'
import { pt } from './pt.ts'
import { th } from './th.ts'
import { zh } from './zh.ts'

export const TOPICS = [
  'greeting',
  'praise',
  'product',
  'price',
  'shipping',
  'question',
  'stream',
  'bought',
  'complaint',
  'chatter',
  'spam',
] as const
export type Topic = (typeof TOPICS)[number]
export type Corpus = Readonly<Record<Topic, readonly string[]>>

export const CORPORA: Readonly<Record<string, Corpus>> = { en, zh, es, pt, fr, de, id, ja, th }

/** A line of the topic; in English where the language has no corpus. */
export function comment(random: Random, lang: string, topic: Topic): string {
  return pick(random, (CORPORA[lang] ?? en)[topic])
}
