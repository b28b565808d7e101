// Which question a comment asks: its topic from the label, its product from outside, and a concept read from the words.
import { labelBit } from '../contract.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { CONCEPTS } from './concepts/concepts.ts'
import { QUESTION_KEY_UNITS_MAX, TOPICS, type Topic } from './contract.ts'
import { fingerprint } from './fingerprint.ts'
import { found, namesAny, placeOf, readText, TABLE, tableOf } from './lexicon.ts'
import { namesSize, namesSizeInLetters } from './size-names.ts'

/** By place in TOPICS: the label's bit. */
const TOPIC_LABELS = TOPICS.map((topic) => labelBit(`question.${topic}`))
const bitOf = (topic: Topic): number => 1 << TOPICS.indexOf(topic)
const SIZE_BIT = bitOf('size')

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
  const topic = TOPICS.find((_, i) => labels & TOPIC_LABELS[i]!)
  if (topic === undefined) return ''
  readText(text)
  const asked = conceptOf(topic, topicsIn(labels))
  const room = QUESTION_KEY_UNITS_MAX - asked.topic.length - asked.concept.length - 2
  return `${asked.topic}|${asked.wholeShow ? '' : productPart(productId, room)}|${asked.concept}`
}

/** The question labels as bits of TOPICS. */
function topicsIn(labels: number): number {
  let topics = 0
  for (let i = 0; i < TOPICS.length; i += 1) if (labels & TOPIC_LABELS[i]!) topics |= 1 << i
  return topics
}

function conceptOf(topic: Topic, topics: number): Asked {
  const own = writtenConcept(topic, topics)
  const written = own >= 0 ? own : tellingConcept(topic)
  if (written >= 0) {
    const { name, home, wholeShow } = CONCEPTS[written]!
    return { topic: home, concept: home === 'price' ? '' : name, wholeShow }
  }
  if (topic === 'shipping') return { topic, concept: namesAny(TABLE.country) ? 'destination' : '', wholeShow: true }
  if (topic === 'how_to_buy') return { topic, concept: '', wholeShow: true }
  if (topic === 'price' || topic === 'discount') return { topic, concept: '', wholeShow: false }
  if (topic === 'stock' && namesAny(TABLE.colour)) return { topic, concept: 'colours', wholeShow: false }
  if (topic === 'stock')
    return { topic: asksSize(topics) ? 'size' : topic, concept: asksSize(topics) ? 'sizes' : '', wholeShow: false }
  if (topic === 'size' && namesSize()) return { topic, concept: 'fit', wholeShow: false }
  return { topic, concept: fingerprint(), wholeShow: false }
}

/** Whether a question about stock is about a size: labelled so, or XL. */
function asksSize(topics: number): boolean {
  return (topics & SIZE_BIT) !== 0 || namesSizeInLetters()
}

/** The place in CONCEPTS of what is asked, or -1. */
function writtenConcept(topic: Topic, topics: number): number {
  const bit = bitOf(topic)
  let best = -1
  let bestRank = Infinity
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) !== TABLE.concept) continue
    const place = placeOf(value)
    const { readIn, home, wholeShow, lastResort } = CONCEPTS[place]!
    if ((readIn & bit) === 0) continue
    // What the comment was labelled with comes before what it was not; then the tables' order holds.
    const labelled = wholeShow || (topics & bitOf(home)) !== 0
    const rank = (lastResort ? 2 : labelled ? 0 : 1) * CONCEPTS.length + place
    if (rank < bestRank) {
      bestRank = rank
      best = place
    }
  }
  return best
}

/** The place of a detail that hardly stands in a question about anything else (dishwasher), or -1: the label was another. */
function tellingConcept(topic: Topic): number {
  const bit = bitOf(topic)
  let first = -1
  for (let i = 0; i < found.count; i += 1) {
    const value = found.values[i]!
    if (tableOf(value) !== TABLE.concept) continue
    const place = placeOf(value)
    if ((CONCEPTS[place]!.tellsIn & bit) !== 0 && (first < 0 || place < first)) first = place
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
