// From three sums to a sentiment and how sure it is.
import { NEUTRAL_BAND } from '../contract.ts'
import { cueBit } from '../lexicon/source.ts'
import { LANGUAGE, SCRIPT, UNDETERMINED } from '../reading/language.ts'
import type { Reading } from '../reading/reading.ts'

/** A sum is worth 8 times another that is 1 lower: 2 ** (3 / 64) a step of 1/64, multiplied up, so no engine's pow is asked. */
const STEPS_A_UNIT = 64
const STEP = 1.0330242486345
const STEPS_MAX = 4 * STEPS_A_UNIT
const ODDS = new Float64Array(2 * STEPS_MAX + 1)
ODDS[0] = 1
for (let i = 1; i < ODDS.length; i += 1) ODDS[i] = ODDS[i - 1]! * STEP

const oddsOf = (sum: number): number => {
  const step = Math.round(sum * STEPS_A_UNIT)
  return ODDS[STEPS_MAX + (step > STEPS_MAX ? STEPS_MAX : step < -STEPS_MAX ? -STEPS_MAX : step)]!
}

const SARCASM = cueBit('sarcasm')
/** Praise and blame in one comment, or a turn of phrase that is often meant otherwise, leave this much of the confidence. */
const MIXED = 0.5
/** The largest sentiment that still is neutral. */
const NEUTRAL_MOST = NEUTRAL_BAND - 0.001

/** Code units from which a comment is a post: longer than nearly all live comments. By number in SCRIPTS. */
const POST_UNITS: readonly number[] = [Infinity, 80, 20, Infinity, Infinity]

/**
 * How the sums of a post are read: the tables learned from short comments, posts say less of their mood in words they know.
 * `negative` and `positive` are added to those sums; then, with d and e the difference and the sum of the square roots of what
 * the lexicon rates positive and negative (in points), positive gains `lean` d, negative loses as much, and they gain
 * `stirredPositive` e and `stirredNegative` e: the more a post rates at all, the less it is neutral.
 */
interface PostRule {
  readonly negative: number
  readonly positive: number
  readonly lean: number
  readonly stirredNegative: number
  readonly stirredPositive: number
}
/** Chosen on XLM-T's Spanish, Portuguese, French and German tweets (English has tables for posts) and on SMP2020 (Han). */
const LATIN_POST: PostRule = { negative: 0.4, positive: -0.6, lean: 0, stirredNegative: 0, stirredPositive: 0 }
const HAN_POST: PostRule = { negative: -1.6, positive: -4, lean: 1, stirredNegative: 1.2, stirredPositive: 1.1 }
const POST_RULES: readonly (PostRule | null)[] = [null, LATIN_POST, HAN_POST, null, null]

export interface Mood {
  sentiment: number | null
  confidence: number
}
const mood: Mood = { sentiment: 0, confidence: 0 }

/** Whether a comment is an English post: its sums are those of the posts' tables, as they are. */
export const isEnglishPost = ({ language, script, scan }: Reading): boolean =>
  language === LANGUAGE.en && script === SCRIPT.latin && scan.length >= POST_UNITS[SCRIPT.latin]!

/** The mood of a comment by its sums (negative, neutral, positive). Valid until the next call. */
export function moodOf(reading: Reading, sums: Float64Array): Mood {
  if (reading.language === UNDETERMINED) return moodByPhrases(reading)
  const { script } = reading
  const isRuled = reading.scan.length >= POST_UNITS[script]! && !isEnglishPost(reading)
  const rule = isRuled ? POST_RULES[script]! : null
  const negative = oddsOf(sums[0]! + (rule ? negativeOfPost(rule, reading) : 0))
  const neutral = oddsOf(sums[1]!)
  const positive = oddsOf(sums[2]! + (rule ? positiveOfPost(rule, reading) : 0))
  const all = negative + neutral + positive
  const most = Math.max(negative, neutral, positive)
  const least = Math.min(negative, neutral, positive)
  const sentiment = (positive - negative) / all
  if (most === neutral) mood.sentiment = rounded(between(sentiment, -NEUTRAL_MOST, NEUTRAL_MOST))
  else
    mood.sentiment = rounded(most === positive ? Math.max(NEUTRAL_BAND, sentiment) : Math.min(-NEUTRAL_BAND, sentiment))
  const second = all - most - least
  mood.confidence = rounded(((most - second) / all) * certainty(reading))
  return mood
}

/** The roots are IEEE's, the same on every machine; the lexicon's sums are sixteenths of points. */
const rootOf = (sixteenths: number) => Math.sqrt(sixteenths) / 4

function negativeOfPost(rule: PostRule, reading: Reading): number {
  const praised = rootOf(reading.positive)
  const blamed = rootOf(reading.negative)
  return rule.negative - rule.lean * (praised - blamed) + rule.stirredNegative * (praised + blamed)
}

function positiveOfPost(rule: PostRule, reading: Reading): number {
  const praised = rootOf(reading.positive)
  const blamed = rootOf(reading.negative)
  return rule.positive + rule.lean * (praised - blamed) + rule.stirredPositive * (praised + blamed)
}

/** No language of ours: emoji and the words that all chats share, or unscored. */
function moodByPhrases(reading: Reading): Mood {
  const { positive, negative } = reading
  const sum = positive - negative
  if (positive + negative === 0) {
    mood.sentiment = null
    mood.confidence = 0
    return mood
  }
  mood.sentiment = rounded(between(sum / 64, -1, 1))
  mood.confidence = rounded((Math.abs(sum) / (positive + negative)) * 0.6)
  return mood
}

function certainty(reading: Reading): number {
  const mixed = reading.positive > 0 && reading.negative > 0
  return mixed || (reading.cues & SARCASM) !== 0 ? MIXED : 1
}

const between = (value: number, least: number, most: number) => (value < least ? least : value > most ? most : value)
/** To thousandths; never the negative zero. */
const rounded = (value: number) => (Math.round(value * 1000) + 0) / 1000
