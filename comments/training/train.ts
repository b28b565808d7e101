// Training: comments to tables. Seeded, and free of anything that differs between machines: same bytes in, same bytes out.
import { LABELS } from '../contract.ts'
import { compileLexicon, RATING_SCALE } from '../lexicon/lexicon.ts'
import { SOURCES } from '../lexicon/sources.ts'
import { Features } from '../model/features.ts'
import { LABEL_BITS, MOOD_BITS } from '../model/shape.ts'
import { encodeModel, quantise } from '../model/tables.ts'
import { Reading } from '../reading/reading.ts'
import { KIND } from '../text/fold.ts'
import { Scan } from '../text/scan.ts'
import type { OwnComment } from './corpus.ts'
import { RowBuilder } from './rows.ts'
import { seeded } from './seeded.ts'
import { isKeptOut, type PublicSet } from './sets.ts'
import { SETTINGS } from './settings.ts'
import { trainSvm, type Rows } from './svm.ts'

export interface TrainingInput {
  /** Own comments that may train: none held out. */
  readonly own: readonly OwnComment[]
  readonly sets: readonly PublicSet[]
  readonly vader: readonly { readonly word: string; readonly rating: number }[]
}

interface RatedWords {
  readonly hashes: Int32Array
  readonly ratings: Int8Array
}

/** The bytes of model.bin. */
export function train(input: TrainingInput): Uint8Array {
  const rated = ratedWords(input.vader)
  const reading = new Reading(compileLexicon(SOURCES, rated))
  const features = new Features()
  const moods = trainMoods(input, reading, features)
  const labels = trainLabels(input.own, reading, features)
  return encodeModel({
    moods: quantise(moods, MOOD_BITS, SETTINGS.mood.offsets),
    labels: quantise(
      labels,
      LABEL_BITS,
      LABELS.map((label) => SETTINGS.label.thresholds[label] ?? SETTINGS.label.threshold),
    ),
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

/** Weights of negative, neutral and positive. */
function trainMoods(input: TrainingInput, reading: Reading, features: Features): Float64Array[] {
  const { costs, balance, C, passes, tolerance, seed } = SETTINGS.mood
  const rows = new RowBuilder(MOOD_BITS, input.sets.length)
  const golds: number[] = []
  const weights: number[] = []
  const add = (text: string, gold: number, cost: number, set: number) => {
    reading.read(text)
    features.take(reading)
    rows.add(reading, features, set)
    golds.push(gold)
    weights.push(cost)
  }
  // A feature of its own for each public set takes up what its raters call neutral, and is left behind.
  input.sets.forEach(({ name, comments }, set) => {
    const cost = costs[name] ?? 1
    if (cost > 0) comments.forEach(({ text, gold }, i) => !isKeptOut(i) && add(text, gold, cost, set))
  })
  for (const { text, gold } of input.own) if (gold !== null) add(text, gold, costs['own']!, -1)
  const built = rows.build()
  return [-1, 0, 1].map((mood) => {
    const targets = Int8Array.from(golds, (gold) => (gold === mood ? 1 : -1))
    const price = balanced(targets, weights, balance, C)
    return trainSvm(built, targets, price, { passes, tolerance }, seeded(seed))
  })
}

/** Weights of each label, of LABELS in order. */
function trainLabels(own: readonly OwnComment[], reading: Reading, features: Features): Float64Array[] {
  const { balance, C, passes, tolerance, seed } = SETTINGS.label
  const rows = new RowBuilder(LABEL_BITS, 0)
  for (const { text } of own) {
    reading.read(text)
    features.take(reading)
    rows.add(reading, features, -1)
  }
  const built: Rows = rows.build()
  return LABELS.map((_, i) => {
    const targets = Int8Array.from(own, ({ labels }) => (labels & (1 << i) ? 1 : -1))
    const price = balanced(
      targets,
      own.map(() => 1),
      balance,
      C,
    )
    return trainSvm(built, targets, price, { passes, tolerance }, seeded(seed))
  })
}

/** Costs that make up for a rare side: at balance 1 both sides weigh the same, at 0 each row its own. */
function balanced(targets: Int8Array, weights: readonly number[], balance: number, C: number): Float64Array {
  let yes = 0
  let all = 0
  for (let i = 0; i < targets.length; i += 1) {
    all += weights[i]!
    if (targets[i] === 1) yes += weights[i]!
  }
  const share = all > 0 ? Math.max(yes, 1) / all : 0.5
  const up = 1 + balance * (0.5 / share - 1)
  const down = 1 + balance * (0.5 / Math.max(1 - share, 1e-6) - 1)
  return Float64Array.from(weights, (weight, i) => C * weight * (targets[i] === 1 ? up : down))
}
