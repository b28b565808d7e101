// Which question a comment asks: its topic from the label, its product from outside, and a concept read from the words.
import { hasLabel, type Label } from '../contract.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import {
  COLOUR_NAMES,
  COLOUR_PHRASES,
  CONCEPT_PHRASES,
  CONCEPTS,
  COUNTRY_NAMES,
  COUNTRY_PHRASES,
} from './concepts/concepts.ts'
import { QUESTION_KEY_UNITS_MAX, TOPICS, type Topic } from './contract.ts'
import { fingerprint } from './fingerprint.ts'
import { folded } from './folded.ts'
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
 * that a comment labelled material and one labelled use meet. Shipping, payment and returns are about the show: no product.
 * In the product a bar is written %7C; an id too long for the key is `~` and a hash.
 */
export function questionKeyOf(text: string, labels: number, productId: string): string {
  const topic = TOPICS.find((name) => hasLabel(labels, `question.${name}` satisfies Label))
  if (topic === undefined) return ''
  folded.read(text)
  const asked = conceptOf(topic)
  const room = QUESTION_KEY_UNITS_MAX - asked.topic.length - asked.concept.length - 2
  return `${asked.topic}|${asked.wholeShow ? '' : productPart(productId, room)}|${asked.concept}`
}

function conceptOf(topic: Topic): Asked {
  if (topic === 'price') return { topic, concept: '', wholeShow: false }
  const written = writtenConcept(topic)
  if (written >= 0) {
    const { name, home, wholeShow } = CONCEPTS[written]!
    if (home === 'shipping') return { topic: home, concept: destinationOr(name), wholeShow }
    if (home === 'stock' && name === 'restock') return { topic: home, concept: name + variant(), wholeShow }
    return { topic: home, concept: name, wholeShow }
  }
  if (topic === 'shipping') return { topic, concept: destinationOr(''), wholeShow: true }
  if (topic === 'stock') return { topic, concept: variant().slice(1), wholeShow: false }
  if (topic === 'how_to_buy' || topic === 'discount') return { topic, concept: '', wholeShow: false }
  return { topic, concept: fingerprint(folded), wholeShow: false }
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

/** Where to, if a country is named: whether one ships there says also how long and for how much. */
function destinationOr(concept: string): string {
  COUNTRY_PHRASES.find(folded)
  return COUNTRY_PHRASES.hits > 0 ? `to-${COUNTRY_NAMES[COUNTRY_PHRASES.values[0]!]!}` : concept
}

/** `-red-xl`, as far as the comment names a colour and a size. */
function variant(): string {
  COLOUR_PHRASES.find(folded)
  const colour = COLOUR_PHRASES.hits > 0 ? `-${COLOUR_NAMES[COLOUR_PHRASES.values[0]!]!}` : ''
  const size = sizeIn(folded)
  return size === '' ? colour : `${colour}-${size}`
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
