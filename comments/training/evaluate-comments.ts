// `npm run evaluate-comments [-- --data DIR]`: every figure of MODEL.md, on comments that trained nothing.
import { LABELS, polarityOf } from '../contract.ts'
import { evaluateGrouping } from '../grouping/evaluate.ts'
import { GROUPING_VERSION } from '../grouping/grouping.ts'
import { createScorer } from '../scorer.ts'
import { vaderAlone, wink, type Baseline } from './baselines.ts'
import { OWN_LANGUAGES, readCorpus, splitCorpus, writingOf, type OwnComment } from './corpus.ts'
import { bump, classFigures, confusion, macro } from './figures.ts'
import { readFolder } from './folder.ts'
import { keptOutOf, readEvaluationSets, readTrainingSets, readVaderLexicon, type PublicComment } from './sets.ts'

/** Figures of labels are told of the authors of all writings, then of the earlier ones alone: a model changes, and so does its yardstick. */
const EARLIER_WRITINGS = [4, 3] as const

const say = (line = '') => process.stdout.write(`${line}\n`)
const cell = (value: number) => value.toFixed(3).padStart(7)

const folder = readFolder(process.argv.slice(2))
const evaluation = readEvaluationSets(folder)
const training = readTrainingSets(folder)
const vader = readVaderLexicon(folder)
const scorer = createScorer()
const ours: Baseline = { name: 'cartbeat', polarity: (text) => polarityOf(scorer.score(text).sentiment) ?? 0 }
const rivals = [...('missing' in vader ? [] : [vaderAlone(vader)]), wink()]

say(`model ${scorer.modelVersion}`)
for (const { name, missing } of [...evaluation.missing, ...training.missing, ...('missing' in vader ? [vader] : [])])
  say(`NOT EVALUATED, missing: ${name} (${missing}); --data names the folder`)

const { heldOut } = splitCorpus(readCorpus())
say(
  `\nOwn comments of authors held out: ${heldOut.length}, authors ${[...new Set(heldOut.map((c) => c.author))].join(' ')}`,
)
say('\nSentiment (rows are gold -1, 0, 1; columns what was said)')
say(`${'set'.padEnd(26)} ${'scorer'.padEnd(20)}       n  macroR  macroF1 accuracy  confusion`)
const scored = heldOut.flatMap(({ author, text, gold, language }) =>
  gold === null ? [] : [{ text, gold, language, writing: writingOf(author, language) }],
)
sentiment('own hold-out', scored, true)
for (const last of EARLIER_WRITINGS)
  sentiment(
    `own, writings 1-${last}`,
    scored.filter((c) => c.writing <= last),
    false,
  )
for (const language of OWN_LANGUAGES)
  sentiment(
    `own hold-out ${language}`,
    scored.filter((c) => c.language === language),
    language === 'en',
  )
for (const { name, language, comments } of evaluation.sets) {
  if (language === 'und') unscored(name, comments)
  else sentiment(name, comments, language === 'en')
}
for (const set of training.sets.filter((s) => s.name === 'wisesight'))
  sentiment('wisesight hold-out', keptOutOf(set), false)
labels(heldOut)
confidence(heldOut)
grouping()

function sentiment(name: string, comments: readonly PublicComment[], english: boolean): void {
  for (const baseline of english ? [ours, ...rivals] : [ours]) {
    const counts = confusion(3)
    for (const { text, gold } of comments) bump(counts, gold + 1, baseline.polarity(text) + 1)
    const { recall, f1, accuracy } = macro(counts)
    const rows = counts.map((row) => row.join(' ')).join(' | ')
    say(
      `${name.padEnd(26)} ${baseline.name.padEnd(20)} ${String(comments.length).padStart(7)} ${cell(recall)} ${cell(f1)}  ${cell(accuracy)}  ${rows}`,
    )
  }
  if (name === 'waimai') binary(name, comments)
}

/** Pairs of questions of a labelled show that share a group; those named `dev` were tuned on, those named `test` were not. */
function grouping(): void {
  say(`\nQuestions grouped, ${GROUPING_VERSION}: pairs of one labelled show`)
  say(`${'show'.padEnd(6)} ${'labels by'.padEnd(10)} questions groups precision  recall      F1`)
  for (const { show, labels: by, questions, groups, precision, recall, f1 } of evaluateGrouping(scorer)) {
    say(
      `${show.padEnd(6)} ${(by === 'gold' ? 'a person' : 'the scorer').padEnd(10)} ${String(questions).padStart(9)} ${String(groups).padStart(6)}   ${cell(precision)} ${cell(recall)} ${cell(f1)}`,
    )
  }
}

/** A set without neutral comments: whether the sign is right, neutral going to neither. */
function binary(name: string, comments: readonly PublicComment[]): void {
  let right = 0
  for (const { text, gold } of comments) if (Math.sign(scorer.score(text).sentiment ?? 0) === gold) right += 1
  say(
    `${`${name}, sign alone`.padEnd(26)} ${ours.name.padEnd(20)} ${String(comments.length).padStart(7)} ${' '.repeat(17)} ${cell(right / comments.length)}`,
  )
}

/** A language the scorer does not know: what matters is that it says so. */
function unscored(name: string, comments: readonly PublicComment[]): void {
  const none = comments.filter(({ text }) => scorer.score(text).sentiment === null).length
  const foreign = comments.filter(({ text }) => scorer.score(text).language === 'und').length
  say(`${name.padEnd(26)} not one of ours: ${foreign} of ${comments.length} undetermined, ${none} unscored`)
}

function labels(comments: readonly OwnComment[]): void {
  say('\nLabels on own hold-out')
  const heads = EARLIER_WRITINGS.map((last) => `  F1 of writings 1-${last}`)
  say(`${'label'.padEnd(22)}  support precision  recall      F1${heads.join('')}`)
  const scores = comments.map(({ text }) => scorer.score(text).labels)
  const figuresOf = (label: number, lastWriting: number) => {
    const counts = confusion(2)
    comments.forEach((c, n) => {
      if (writingOf(c.author, c.language) <= lastWriting)
        bump(counts, (c.labels >> label) & 1, (scores[n]! >> label) & 1)
    })
    return classFigures(counts, 1)
  }
  const sums = [0, ...EARLIER_WRITINGS.map(() => 0)]
  LABELS.forEach((label, i) => {
    const { support, precision, recall, f1 } = figuresOf(i, Infinity)
    const f1s = [f1, ...EARLIER_WRITINGS.map((last) => figuresOf(i, last).f1)]
    f1s.forEach((value, column) => (sums[column]! += value))
    const cells = f1s.map((value, column) => (column === 0 ? cell(value) : cell(value).padStart(20))).join('')
    say(`${label.padEnd(22)} ${String(support).padStart(8)}   ${cell(precision)} ${cell(recall)} ${cells}`)
  })
  const means = sums.map((sum, column) =>
    column === 0 ? cell(sum / LABELS.length) : cell(sum / LABELS.length).padStart(20),
  )
  say(`${'mean'.padEnd(22)} ${' '.repeat(26)} ${means.join('')}`)
  say('\nMean label F1 by language')
  for (const language of OWN_LANGUAGES) {
    const own = comments
      .map((c, n) => ({ gold: c.labels, said: scores[n]!, language: c.language }))
      .filter((c) => c.language === language)
    const f1 = LABELS.map((_, i) => {
      const both = own.filter((c) => (c.gold >> i) & (c.said >> i) & 1).length
      const either = own.filter((c) => (c.gold >> i) & 1).length + own.filter((c) => (c.said >> i) & 1).length
      return either === 0 ? 1 : (2 * both) / either
    })
    say(`${language.padEnd(22)} ${String(own.length).padStart(8)} ${cell(f1.reduce((a, b) => a + b, 0) / f1.length)}`)
  }
}

/** Mixed and sarcastic comments should be less sure than others. */
function confidence(comments: readonly OwnComment[]): void {
  const sure = (some: readonly OwnComment[]) =>
    some.reduce((sum, c) => sum + scorer.score(c.text).confidence, 0) / Math.max(1, some.length)
  const mixed = comments.filter((c) => c.gold === null)
  const plain = comments.filter((c) => c.gold !== null)
  say(
    `\nMean confidence: ${sure(plain).toFixed(3)} of ${plain.length} plain comments, ${sure(mixed).toFixed(3)} of ${mixed.length} mixed or sarcastic ones`,
  )
}
