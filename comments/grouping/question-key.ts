// Which question a comment asks: its topic from the label, its product from outside, and a concept read from the words.
import { hasLabel, type Label } from '../contract.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { CONCEPTS } from './concepts/concepts.ts'
import { QUESTION_KEY_UNITS_MAX, TOPICS, type Topic } from './contract.ts'
import { fingerprint } from './fingerprint.ts'
import { found, namesAny, placeOf, readText, TABLE, tableOf } from './lexicon.ts'
import { namesSize } from './size-names.ts'

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
  readText(text)
  const asked = conceptOf(topic, hasLabel(labels, 'question.size'))
  const room = QUESTION_KEY_UNITS_MAX - asked.topic.length - asked.concept.length - 2
  return `${asked.topic}|${asked.wholeShow ? '' : productPart(productId, room)}|${asked.concept}`
}

function conceptOf(topic: Topic, asksSize: boolean): Asked {
  const written = writtenConcept(topic)
  if (written >= 0) {
    const { name, home, wholeShow } = CONCEPTS[written]!
    return { topic: home, concept: name, wholeShow }
  }
  if (topic === 'shipping') return { topic, concept: namesAny(TABLE.country) ? 'destination' : '', wholeShow: true }
  if (topic === 'how_to_buy') return { topic, concept: '', wholeShow: true }
  if (topic === 'price' || topic === 'discount') return { topic, concept: '', wholeShow: false }
  if (topic === 'stock' && namesAny(TABLE.colour)) return { topic, concept: 'colours', wholeShow: false }
  if (asksSize && (topic === 'stock' || namesSize())) return { topic: 'size', concept: 'sizes', wholeShow: false }
  if (topic === 'stock') return { topic, concept: '', wholeShow: false }
  return { topic, concept: fingerprint(), wholeShow: false }
}

/** The place in CONCEPTS of what is asked, or -1: a concept of the topic itself before one of another, then in their order. */
function writtenConcept(topic: Topic): number {
  const bit = 1 << TOPICS.indexOf(topic)
  let first = -1
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) !== TABLE.concept) continue
    const place = placeOf(value)
    if ((CONCEPTS[place]!.readIn & bit) !== 0 && (first < 0 || place < first)) first = place
  }
  return first
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
