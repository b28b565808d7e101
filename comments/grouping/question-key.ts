// Which question a comment asks: its topic from the label, its product from outside, and a concept read from the words.
import { hasLabel, type Label } from '../contract.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { COLOUR_PHRASES, CONCEPT_PHRASES, CONCEPTS, COUNTRY_PHRASES } from './concepts/concepts.ts'
import { QUESTION_KEY_UNITS_MAX, TOPICS, type Topic } from './contract.ts'
import { fingerprint } from './fingerprint.ts'
import { folded } from './folded.ts'
import type { PhraseTrie } from './phrase-trie.ts'
import { sizeIn } from './size-names.ts'

interface Asked {
  readonly topic: Topic
  readonly concept: string
  readonly wholeShow: boolean
}

/**
 * The key of the question that a comment asks, `topic|productId|concept`, or '' where its labels hold no question. At most
 * QUESTION_KEY_UNITS_MAX code units. Two comments ask the same exactly if their keys are equal, wherever they were read.
 *
 * The topic is the question label's; where a written concept has its place under another one (dishwasher: use), that one, so
 * that a comment labelled material and one labelled use meet. What the host answers once for a whole show has no product:
 * shipping, returns, how and where to order and pay, discount codes, the next show. In the product a bar is written %7C; an
 * id too long for the key is `~` and a hash.
 */
export function questionKeyOf(text: string, labels: number, productId: string): string {
  const topic = TOPICS.find((name) => hasLabel(labels, `question.${name}` satisfies Label))
  if (topic === undefined) return ''
  folded.read(text)
  const asked = conceptOf(topic, hasLabel(labels, 'question.size'))
  const room = QUESTION_KEY_UNITS_MAX - asked.topic.length - asked.concept.length - 2
  return `${asked.topic}|${asked.wholeShow ? '' : productPart(productId, room)}|${asked.concept}`
}

function conceptOf(topic: Topic, asksSize: boolean): Asked {
  if (topic === 'price') return { topic, concept: '', wholeShow: false }
  const written = writtenConcept(topic)
  if (written >= 0) {
    const { name, home, wholeShow } = CONCEPTS[written]!
    return { topic: home, concept: name, wholeShow }
  }
  if (topic === 'shipping') return { topic, concept: names(COUNTRY_PHRASES) ? 'destination' : '', wholeShow: true }
  if (topic === 'how_to_buy') return { topic, concept: '', wholeShow: true }
  if (topic === 'discount') return { topic, concept: '', wholeShow: false }
  if (topic === 'stock' && names(COLOUR_PHRASES)) return { topic, concept: 'colours', wholeShow: false }
  if (asksSize && (topic === 'stock' || sizeIn(folded) !== ''))
    return { topic: 'size', concept: 'sizes', wholeShow: false }
  if (topic === 'stock') return { topic, concept: '', wholeShow: false }
  return { topic, concept: fingerprint(folded), wholeShow: false }
}

function names(phrases: PhraseTrie): boolean {
  phrases.find(folded)
  return phrases.hits > 0
}

/** The place in CONCEPTS of what is asked, or -1: a concept of the topic itself before one of another, then in their order. */
function writtenConcept(topic: Topic): number {
  const bit = 1 << TOPICS.indexOf(topic)
  CONCEPT_PHRASES.find(folded)
  let found = -1
  for (let i = 0; i < CONCEPT_PHRASES.hits; i += 1) {
    const value = CONCEPT_PHRASES.values[i]!
    if ((CONCEPTS[value]!.readIn & bit) !== 0 && (found < 0 || value < found)) found = value
  }
  return found
}

function productPart(productId: string, room: number): string {
  const escaped = productId.replaceAll('%', '%25').replaceAll('|', '%7C').replaceAll('~', '%7E')
  if (escaped.length <= room) return escaped
  return `~${hexHash(productId, HASH_START)}${hexHash(productId, HASH_START ^ 0x5bd1e995)}`
}

function hexHash(text: string, start: number): string {
  let hash = start
  for (let i = 0; i < text.length; i += 1) hash = hashStep(hash, text.charCodeAt(i))
  return (spread(hash) >>> 0).toString(16).padStart(8, '0')
}
