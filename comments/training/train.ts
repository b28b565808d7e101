// Training: comments to tables. Seeded, and free of anything that differs between machines: same bytes in, same bytes out.
import { LABELS, QUESTION_LABELS, type Label } from '../contract.ts'
import { compileLexicon, RATING_SCALE } from '../lexicon/lexicon.ts'
import { SOURCES, WIDE_SOURCES } from '../lexicon/sources.ts'
import { Features } from '../model/features.ts'
import { LABEL_BITS, LABEL_STEPS, MOOD_BITS, MOOD_STEPS, POST_BITS } from '../model/shape.ts'
import { NgramRows } from '../model/ngrams.ts'
import { encodeModel, quantise, type LinearTables } from '../model/tables.ts'
import { Weigher } from '../model/weigh.ts'
import { Reading } from '../reading/reading.ts'
import { Signs } from '../signs/signs.ts'
import { KIND } from '../text/fold.ts'
import { Scan } from '../text/scan.ts'
import { foldOf, isNarrow, type OwnComment } from './corpus.ts'
import type { PhraseExample } from './phrases.ts'
import { logCountPriors } from './priors.ts'
import { RowBuilder } from './rows.ts'
import { seeded } from './seeded.ts'
import { knownNgrams, type Known } from './known.ts'
import { isKeptOut, type PublicSet } from './sets.ts'
import { FORGETTING, SETTINGS } from './settings.ts'
import { trainSvm, type Rows } from './svm.ts'

export interface TrainingInput {
  /** Own comments that may train: none held out. */
  readonly own: readonly OwnComment[]
  readonly sets: readonly PublicSet[]
  readonly vader: readonly { readonly word: string; readonly rating: number }[]
  /** What phrases speak for, by themselves. */
  readonly phrases: readonly PhraseExample[]
}

interface RatedWords {
  readonly hashes: Int32Array
  readonly ratings: Int8Array
}

/** The bytes of model.bin. */
export function train(input: TrainingInput): Uint8Array {
  const rated = ratedWords(input.vader)
  const reading = new Reading(compileLexicon(SOURCES, WIDE_SOURCES, rated))
  const features = new Features()
  const known = knownNgrams(input.own, input.phrases, input.sets, reading)
  const moods = trainMoods(input, reading, features, known.moods)
  const labels = trainLabels(input, moods.aside, reading, features, known.labels)
  const thresholdOf = (label: Label) => SETTINGS.label.thresholds[label] ?? SETTINGS.label.threshold
  return encodeModel({
    moods: moods.tables,
    posts: trainPosts(input, reading, features),
    labels: quantise(labels, LABEL_BITS, [...LABELS.map(thresholdOf), 0], LABEL_STEPS),
    ratedHashes: rated.hashes,
    ratings: rated.ratings,
  })
}

/** VADER's single words, as hashes; a rating fits in a signed byte of sixteenths. */
function ratedWords(vader: TrainingInput['vader']): RatedWords {
  const scan = new Scan()
  const words = new Map<number, number>()
  for (const { word, rating } of vader) {
    scan.read(word)
    const isWord =
      scan.words === 1 &&
      scan.counts[KIND.latin]! + scan.counts[KIND.digit]! + scan.counts[KIND.apostrophe]! === scan.length
    if (isWord) words.set(scan.hashes[0]!, Math.round(rating * RATING_SCALE))
  }
  return { hashes: Int32Array.from(words.keys()), ratings: Int8Array.from(words.values()) }
}

/**
 * Tables of negative, neutral and positive of all comments; and of all but one part of the own authors each, by whose `aside`
 * the labels learn from moods as a comment that trained nothing gets them (but for which n-grams are known: all authors say that).
 */
function trainMoods(input: TrainingInput, reading: Reading, features: Features, known: Known) {
  const { costs, narrow, folds, seed } = SETTINGS.mood
  const fold = foldOf(input.own, folds)
  const rows = new RowBuilder(MOOD_BITS, input.sets.length, known)
  const taught: Taught[] = []
  const random = seeded(seed)
  const add = (text: string, row: Taught, set: number, forgets: boolean) => {
    reading.read(text)
    if (forgets) reading.forget(() => random(100) >= FORGETTING.percent)
    features.take(reading)
    rows.add(reading, features, set)
    taught.push(row)
  }
  // A feature of its own for each public set takes up what its raters call neutral, and is left behind.
  input.sets.forEach(({ name, comments }, set) => {
    const cost = costs[name] ?? 1
    if (cost > 0)
      comments.forEach(({ text, gold }, i) => !isKeptOut(i) && add(text, { gold, cost, part: -1 }, set, false))
  })
  for (const own of input.own) {
    if (own.gold === null) continue
    const cost = costs['own']! * (isNarrow(own) ? narrow : 1)
    for (let copy = 0; copy <= FORGETTING.moodCopies; copy += 1)
      add(own.text, { gold: own.gold, cost, part: fold(own) }, -1, copy > 0)
  }
  const built = rows.build()
  const tables = (part: number) => moodTables(built, taught, part, MOOD_BITS, SETTINGS.mood)
  const parts = Array.from({ length: folds }, (_, part) => moodSums(tables(part), MOOD_BITS))
  return { tables: tables(-1), aside: (comment: OwnComment) => parts[fold(comment)]! }
}

/** Gives the mood sums of a comment that was read; valid until the next. */
function moodSums(tables: LinearTables, bits: readonly number[]): (features: Features, script: number) => Float64Array {
  const rows = new NgramRows([{ tables, bits, steps: MOOD_STEPS }])
  const weigher = new Weigher(tables, rows, 0)
  return (features, script) => {
    rows.find(features, script)
    weigher.weigh(features)
    return weigher.sums
  }
}

interface Taught {
  readonly gold: -1 | 0 | 1
  readonly cost: number
  /** The part of the own authors that a comment is of, or -1. */
  readonly part: number
}

/** Mood tables of English posts, of all English comments that are read as English but those of the writing about two labels. */
function trainPosts(input: TrainingInput, reading: Reading, features: Features): LinearTables {
  const { costs } = SETTINGS.post
  const sets = input.sets.filter(({ language }) => language === 'en')
  const rows = new RowBuilder(POST_BITS, sets.length, null)
  const taught: Taught[] = []
  const add = (text: string, gold: -1 | 0 | 1, cost: number, set: number) => {
    reading.read(text)
    features.take(reading)
    rows.add(reading, features, set)
    taught.push({ gold, cost, part: -1 })
  }
  sets.forEach(({ name, comments }, set) =>
    comments.forEach(({ text, gold }, i) => !isKeptOut(i) && add(text, gold, costs[name] ?? 1, set)),
  )
  for (const own of input.own)
    if (own.language === 'en' && own.gold !== null && !isNarrow(own)) add(own.text, own.gold, costs['own']!, -1)
  return moodTables(rows.build(), taught, -1, POST_BITS, SETTINGS.post)
}

/** Mood tables without one part of the own comments; -1 leaves none out. */
function moodTables(
  rows: Rows,
  taught: readonly Taught[],
  without: number,
  bits: readonly number[],
  settings: typeof SETTINGS.mood | typeof SETTINGS.post,
): LinearTables {
  const { balance, C, passes, tolerance, seed, offsets, prior } = settings
  const weights = taught.map(({ cost, part }) => (part >= 0 && part === without ? 0 : cost))
  const outputs = [-1, 0, 1].map((mood) => {
    const targets = Int8Array.from(taught, ({ gold }) => (gold === mood ? 1 : -1))
    const rowCosts = balanced(targets, weights, balance, C)
    const priors = prior ? logCountPriors(rows, targets, rowCosts, prior) : undefined
    return trainSvm(rows, targets, rowCosts, { passes, tolerance }, seeded(seed), priors)
  })
  return quantise(outputs, bits, offsets, MOOD_STEPS)
}

/** Weights of the label model's outputs, in order. */
function trainLabels(
  { own, phrases }: TrainingInput,
  aside: (comment: OwnComment) => ReturnType<typeof moodSums>,
  reading: Reading,
  features: Features,
  known: Known,
): Float64Array[] {
  const { balance, C, passes, tolerance, seed, phraseCost, prior } = SETTINGS.label
  const rows = new RowBuilder(LABEL_BITS, 0, known)
  const sets: number[] = []
  /** What each row counts, for outputs that tell what is asked and for the others. */
  const weights = { questions: [] as number[], others: [] as number[] }
  const signs = new Signs()
  const random = seeded(seed)
  for (const comment of own) {
    for (let copy = 0; copy <= FORGETTING.labelCopies; copy += 1) {
      reading.read(comment.text)
      if (copy > 0) reading.forget(() => random(100) >= FORGETTING.percent)
      features.take(reading)
      features.addMood(aside(comment)(features, reading.script))
      signs.find(comment.text, reading.language)
      features.addSigns(signs)
      rows.add(reading, features, -1)
      sets.push(comment.labels)
      weights.questions.push(isNarrow(comment) ? SETTINGS.label.narrowOfQuestions : 1)
      weights.others.push(isNarrow(comment) ? SETTINGS.label.narrow : 1)
    }
  }
  const comments = sets.length
  // A phrase teaches its n-grams alone: by its sign it would be known already.
  for (const { text, labels } of phrases) {
    reading.read(text)
    reading.forget(() => false)
    features.take(reading)
    rows.add(reading, features, -1)
    sets.push(labels)
    weights.questions.push(phraseCost)
    weights.others.push(phraseCost)
  }
  const built = rows.build()
  const outputs = [...LABELS.map((_, i) => 1 << i), QUESTION_LABELS]
  return outputs.map((group) => {
    const targets = Int8Array.from(sets, (labels) => (labels & group ? 1 : -1))
    const costs = balanced(targets, group & QUESTION_LABELS ? weights.questions : weights.others, balance, C, comments)
    const priors = logCountPriors(built, targets, costs, prior)
    return trainSvm(built, targets, costs, { passes, tolerance }, seeded(seed), priors)
  })
}

/**
 * Costs that make up for a rare side: at balance 1 both sides weigh the same, at 0 each row its own. How rare it is, the first
 * `counted` rows say.
 */
function balanced(
  targets: Int8Array,
  weights: readonly number[],
  balance: number,
  C: number,
  counted: number = targets.length,
): Float64Array {
  let yes = 0
  let all = 0
  for (let i = 0; i < counted; i += 1) {
    all += weights[i]!
    if (targets[i] === 1) yes += weights[i]!
  }
  const share = all > 0 ? Math.max(yes, 1) / all : 0.5
  const up = 1 + balance * (0.5 / share - 1)
  const down = 1 + balance * (0.5 / Math.max(1 - share, 1e-6) - 1)
  return Float64Array.from(weights, (weight, i) => C * weight * (targets[i] === 1 ? up : down))
}
