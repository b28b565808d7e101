// The comment scorer: reads a comment by the lexica, and weighs it by the committed tables.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommentScore, CommentScorer } from './contract.ts'
import { compileLexicon } from './lexicon/lexicon.ts'
import { SOURCES, WIDE_SOURCES } from './lexicon/sources.ts'
import { Features } from './model/features.ts'
import { labelsOf, withoutGuesses } from './model/labels.ts'
import { isEnglishPost, moodOf } from './model/mood.ts'
import { LABEL_BITS, LABEL_STEPS, MOOD_BITS, MOOD_STEPS, POST_BITS } from './model/shape.ts'
import { NgramRows } from './model/ngrams.ts'
import { decodeModel } from './model/tables.ts'
import { Weigher } from './model/weigh.ts'
import { languageName, scriptName } from './reading/language.ts'
import { Reading } from './reading/reading.ts'
import { explainReading } from './reading/spans.ts'
import { withArrival, withTold } from './grouping/grouping.ts'
import { withRequest } from './grouping/requests.ts'
import { Signs, signsHash } from './signs/signs.ts'
import { KIND } from './text/fold.ts'
import { HASH_START, hashStep, spread } from './text/hash.ts'

/** How sure it is at most that a mood the tables heard is none. */
const RELIEF_CONFIDENCE = 0.5
const MODEL_FILE = join(import.meta.dirname, 'model', 'model.bin')
/** Rises when code changes what the same tables and lexica say. */
const RULES_VERSION = 9

/** A scorer with its own buffers and the committed tables: half a second to make, a few microseconds a comment. */
export function createScorer(): CommentScorer {
  return scorerOf(readFileSync(MODEL_FILE))
}

/** A scorer with the tables of a model file's bytes. */
export function scorerOf(bytes: Uint8Array): CommentScorer {
  const model = decodeModel(bytes)
  const lexicon = compileLexicon(SOURCES, WIDE_SOURCES, { hashes: model.ratedHashes, ratings: model.ratings })
  const reading = new Reading(lexicon)
  const features = new Features()
  const signs = new Signs()
  const rows = new NgramRows([
    { tables: model.labels, bits: LABEL_BITS, steps: LABEL_STEPS },
    { tables: model.moods, bits: MOOD_BITS, steps: MOOD_STEPS },
  ])
  const labels = new Weigher(model.labels, rows, 0)
  const moods = new Weigher(model.moods, rows, 1)
  const postRows = new NgramRows([{ tables: model.posts, bits: POST_BITS, steps: MOOD_STEPS }])
  const posts = new Weigher(model.posts, postRows, 0)
  const modelVersion = versionOf(bytes)

  function score(text: string): CommentScore {
    reading.read(text)
    features.take(reading)
    rows.find(features, reading.script)
    moods.weigh(features)
    const isPost = isEnglishPost(reading)
    if (isPost) {
      postRows.find(features, reading.script)
      posts.weigh(features)
    }
    features.addMood(moods.sums)
    signs.find(text, reading.language)
    features.addSigns(signs)
    labels.weigh(features)
    const { sentiment, confidence } = moodOf(reading, isPost ? posts.sums : moods.sums)
    const guessed = reading.scan.length === 0 ? 0 : withoutGuesses(reading, labelsOf(labels.sums))
    const told = withTold(guessed, reading.scan.counts[KIND.question]! > 0)
    // The tables hear the complaint in "sound is back", and its mood.
    const isRelief = guessed !== told && told === 0 && sentiment !== null && sentiment < 0
    return {
      modelVersion,
      script: scriptName(reading.script),
      language: languageName(reading.language),
      sentiment: isRelief ? 0 : sentiment,
      confidence: isRelief ? Math.min(confidence, RELIEF_CONFIDENCE) : confidence,
      labels: withArrival(withRequest(told)),
    }
  }

  return {
    modelVersion,
    score,
    explain(text) {
      const { labels: set } = score(text)
      return explainReading(reading, set, (entry) => lexicon.cuesOf(entry))
    },
  }
}

/** Of the tables, the lexica, the signs and the rules together. */
function versionOf(bytes: Uint8Array): string {
  let hash = hashStep(hashStep(HASH_START, RULES_VERSION), signsHash())
  for (let i = 0; i < bytes.length; i += 1) hash = hashStep(hash, bytes[i]!)
  for (const source of [...Object.values(SOURCES), ...Object.values(WIDE_SOURCES)])
    for (let i = 0; i < source.length; i += 1) hash = hashStep(hash, source.charCodeAt(i))
  return `c${RULES_VERSION}-${(spread(hash) >>> 0).toString(16).padStart(8, '0')}`
}
