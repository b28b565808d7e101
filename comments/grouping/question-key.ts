// Which question a comment asks: its topic from the label or from its words, its product from outside, its concept from its words.
import { labelBit } from '../contract.ts'
import { HASH_START, hashStep, spread } from '../text/hash.ts'
import { soundsAsked } from './asking.ts'
import { chosenConcept, namesConcept } from './concept-choice.ts'
import { CONCEPTS, DETAIL_BITS } from './concepts/concepts.ts'
import { QUESTION_KEY_UNITS_MAX, TOPICS, type Topic } from './contract.ts'
import { fingerprint } from './fingerprint.ts'
import { namesAny, readText, TABLE } from './lexicon.ts'
import { namesSize, namesSizeInLetters, namesWornSize } from './size-names.ts'
import { bitOf, topicOfTerms } from './topics.ts'

interface Asked {
  readonly topic: Topic
  readonly concept: string
  readonly wholeShow: boolean
}

/** By place in TOPICS: the label's bit. */
const TOPIC_LABELS = TOPICS.map((topic) => labelBit(`question.${topic}`))
const SIZE_BIT = bitOf('size')
const DELIVERY_COST: Asked = { topic: 'shipping', concept: 'cost', wholeShow: true }

/**
 * The key of the question that a comment asks, `topic|productId|concept`, or '' where its labels hold no question. At most
 * QUESTION_KEY_UNITS_MAX code units. Two comments ask the same exactly if their keys are equal, wherever they were read.
 *
 * The topic is that of the concept its words name (dishwasher: use), whichever question it was labelled as, so that a comment
 * labelled material and one labelled use meet; the label decides where the words leave it open. What the host answers once for
 * a whole show has no product: shipping, returns, how and where to order and pay, discount codes, the next show. In the
 * product a bar is written %7C; an id too long for the key is `~` and a hash.
 */
export function questionKeyOf(text: string, labels: number, productId: string): string {
  const topic = TOPICS.find((_, i) => labels & TOPIC_LABELS[i]!)
  if (topic === undefined) return ''
  readText(text)
  const asked = askedUnder(topic, topicsIn(labels), soundsAsked(text))
  const room = QUESTION_KEY_UNITS_MAX - asked.topic.length - asked.concept.length - 2
  return `${asked.topic}|${asked.wholeShow ? '' : productPart(productId, room)}|${asked.concept}`
}

/** The question labels as bits of TOPICS. */
function topicsIn(labels: number): number {
  let topics = 0
  for (let i = 0; i < TOPICS.length; i += 1) if (labels & TOPIC_LABELS[i]!) topics |= 1 << i
  return topics
}

function askedUnder(labelled: Topic, topics: number, isAsked: boolean): Asked {
  // "Any 42 left" asks for a size, whatever is named beside it; where no label is of a size, one that is worn.
  const isForOne = labelled === 'size' || labelled === 'stock'
  const isOfSizes = (topics & SIZE_BIT) !== 0
  if (isForOne && namesAny(TABLE.having) && (isOfSizes ? namesSize() : namesWornSize()))
    return { topic: 'size', concept: 'sizes', wholeShow: false }
  const named = topicOfTerms(labelled)
  // "How much to Spain?" asks what is to be paid for a delivery.
  if (labelled === 'price' && named === null && namesConcept('price') && namesAny(TABLE.country)) return DELIVERY_COST
  const place = chosenConcept(labelled, topics, named)
  if (place >= 0) {
    const { name, home, wholeShow } = CONCEPTS[place]!
    return { topic: home, concept: home === 'price' ? '' : name, wholeShow }
  }
  if (labelled === 'shipping' && (named === 'price' || namesConcept('price'))) return DELIVERY_COST
  if (named !== null && named !== labelled) return askedUnder(named, bitOf(named), isAsked)
  return askedForPrice(labelled) ?? withoutConcept(labelled, topics, isAsked, named === labelled)
}

/**
 * "How much?" and what the thing is called, labelled as a detail: no word is of a detail, and labels of details are often wrong.
 * "How much water?" asks no price.
 */
function askedForPrice(labelled: Topic): Asked | null {
  const isDetail = (DETAIL_BITS & bitOf(labelled)) !== 0
  return isDetail && namesConcept('price') && fingerprint() === ''
    ? { topic: 'price', concept: '', wholeShow: false }
    : null
}

function withoutConcept(topic: Topic, topics: number, isAsked: boolean, isNamed: boolean): Asked {
  const delivery = topic === 'shipping' ? deliveryConcept() : null
  if (delivery !== null) return { topic, concept: delivery, wholeShow: true }
  // The label alone stands on many a wish to buy, which would swell the one group of a show.
  if (topic === 'how_to_buy' && (isAsked || isNamed)) return { topic, concept: '', wholeShow: true }
  if (topic === 'price' || topic === 'discount') return { topic, concept: '', wholeShow: false }
  if (topic === 'stock' && namesAny(TABLE.colour)) return { topic, concept: 'colours', wholeShow: false }
  if (topic === 'stock' && (isNamed || asksSize(topics) || namesAny(TABLE.having)))
    return { topic: asksSize(topics) ? 'size' : topic, concept: asksSize(topics) ? 'sizes' : '', wholeShow: false }
  if (topic === 'size' && namesSize()) return { topic, concept: 'fit', wholeShow: false }
  return { topic: 'other', concept: fingerprint(), wholeShow: false }
}

/** "Postage?" asks what it costs, "do you ship?" where to; null where no word is of a delivery: labels of it are often wrong. */
function deliveryConcept(): string | null {
  if (namesAny(TABLE.country)) return 'destination'
  if (namesConcept('cost')) return 'cost'
  return topicOfTerms('shipping') === 'shipping' ? 'destination' : null
}

/** Whether a question about stock is about a size: labelled so, or XL. */
function asksSize(topics: number): boolean {
  return (topics & SIZE_BIT) !== 0 || namesSizeInLetters()
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
