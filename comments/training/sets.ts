// Public labelled sets, as README.md of their folder names them: which train, which only tune or evaluate.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Language } from '../contract.ts'

export interface PublicComment {
  readonly text: string
  readonly gold: -1 | 0 | 1
}

export interface PublicSet {
  readonly name: string
  readonly language: Language
  readonly comments: readonly PublicComment[]
}

/** A set that is not in the folder: what is left out, and which file would bring it. */
export interface MissingSet {
  readonly name: string
  readonly missing: string
}

interface SetSource {
  readonly name: string
  readonly language: Language
  readonly files: readonly string[]
  read(files: readonly string[]): PublicComment[]
}

/** GoEmotions' own grouping of its 28 emotions (Demszky et al., ACL 2020): by place in its list, ambiguous ones as neutral. */
const GO_POSITIVE = new Set([0, 1, 4, 5, 8, 13, 15, 17, 18, 20, 21, 23])
const GO_NEGATIVE = new Set([2, 3, 9, 10, 11, 12, 14, 16, 19, 24, 25])

/** SMP2020's six emotions as polarity: surprise is of neither kind and counts as neutral, as the set's neutral does. */
export const SMP_POLARITY: Readonly<Record<string, -1 | 0 | 1>> = {
  happy: 1,
  angry: -1,
  fear: -1,
  sad: -1,
  neutral: 0,
  surprise: 0,
}

/** A mean human rating (-4 to 4) below this is neutral. */
const RATING_NEUTRAL = 0.5

/** The tweets' files hold some tweets as they were escaped on the way: ’ as \u2019, & as &amp;. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => ENTITIES[name])
const ENTITIES = { amp: '&', lt: '<', gt: '>' }

const lines = (text: string) => text.split('\n').filter((line) => line !== '')

function goEmotions(file: string): PublicComment[] {
  return lines(file).flatMap((line) => {
    const [text = '', ids = ''] = line.split('\t')
    const emotions = ids.split(',').map(Number)
    const positive = emotions.some((e) => GO_POSITIVE.has(e))
    const negative = emotions.some((e) => GO_NEGATIVE.has(e))
    // Both at once is mixed: it teaches neither.
    if (positive && negative) return []
    return [{ text, gold: positive ? 1 : negative ? -1 : 0 }]
  })
}

function rated(file: string): PublicComment[] {
  return lines(file).map((line) => {
    const [, rating = '0', text = ''] = line.split('\t')
    const mean = Number(rating)
    return { text: unescaped(text), gold: mean >= RATING_NEUTRAL ? 1 : mean <= -RATING_NEUTRAL ? -1 : 0 }
  })
}

function labelled([texts = '', labels = '']: readonly string[]): PublicComment[] {
  const gold = lines(labels).map((l) => (Number(l) - 1) as -1 | 0 | 1)
  return lines(texts).map((text, i) => ({ text: unescaped(text), gold: gold[i]! }))
}

const vader = (file: string): SetSource => ({
  name: `vader ${file.replace(/_GroundTruth.txt|Snippets_GroundTruth.txt/, '')}`,
  language: 'en',
  files: [`vader/${file}`],
  read: ([file = '']) => rated(file),
})

const XLMT: readonly (readonly [string, Language])[] = [
  ['english', 'en'],
  ['spanish', 'es'],
  ['portuguese', 'pt'],
  ['french', 'fr'],
  ['german', 'de'],
  ['italian', 'und'],
  ['arabic', 'und'],
  ['hindi', 'und'],
]

/** Sets whose licence lets them train committed weights. */
const TRAINING: readonly SetSource[] = [
  { name: 'goemotions train', language: 'en', files: ['goemotions-train.tsv.gz'], read: ([f = '']) => goEmotions(f) },
  vader('tweets_GroundTruth.txt'),
  vader('amazonReviewSnippets_GroundTruth.txt'),
  vader('movieReviewSnippets_GroundTruth.txt'),
  vader('nytEditorialSnippets_GroundTruth.txt'),
  {
    name: 'wisesight',
    language: 'th',
    files: ['wisesight/neg.txt.gz', 'wisesight/neu.txt.gz', 'wisesight/pos.txt.gz', 'wisesight/q.txt.gz'],
    read: (files) => files.flatMap((f, i) => lines(f).map((text) => ({ text, gold: ([-1, 0, 1, 0] as const)[i]! }))),
  },
]

/** Sets for tuning and evaluation alone. */
const EVALUATION: readonly SetSource[] = [
  { name: 'goemotions dev', language: 'en', files: ['goemotions-dev.tsv.gz'], read: ([f = '']) => goEmotions(f) },
  {
    name: 'tweeteval validation',
    language: 'en',
    files: ['dev-en/tweeteval-val-text.txt', 'dev-en/tweeteval-val-labels.txt'],
    read: labelled,
  },
  {
    name: 'smp2020 usual',
    language: 'zh',
    files: ['dev-zh/smp2020-usual-eval.json.gz'],
    read: ([f = '']) =>
      (JSON.parse(f) as { content: string; label: string }[]).map((c) => ({
        text: c.content,
        gold: SMP_POLARITY[c.label]!,
      })),
  },
  {
    name: 'waimai',
    language: 'zh',
    files: ['dev-zh/waimai_10k.csv.gz'],
    read: ([f = '']) =>
      lines(f)
        .slice(1)
        .map((line) => ({ text: line.slice(2), gold: line.startsWith('1') ? 1 : -1 })),
  },
  ...XLMT.map(([name, language]): SetSource => ({
    name: `xlm-t ${name}`,
    language,
    files: [`dev-multi/${name}_val_text.txt`, `dev-multi/${name}_val_labels.txt`],
    read: labelled,
  })),
]

function readSets(sources: readonly SetSource[], folder: string): { sets: PublicSet[]; missing: MissingSet[] } {
  const sets: PublicSet[] = []
  const missing: MissingSet[] = []
  for (const { name, language, files, read } of sources) {
    const absent = files.find((file) => !existsSync(join(folder, file)))
    if (absent) missing.push({ name, missing: join(folder, absent) })
    else sets.push({ name, language, comments: read(files.map((file) => readText(join(folder, file)))) })
  }
  return { sets, missing }
}

function readText(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replaceAll('\r\n', '\n')
}

export const readTrainingSets = (folder: string) => readSets(TRAINING, folder)
export const readEvaluationSets = (folder: string) => readSets(EVALUATION, folder)

/** A set's every fifth comment, kept out of training; by place, so it is the same everywhere. */
export const isKeptOut = (index: number): boolean => index % 5 === 4

/** What of a training set is kept out, without texts that also stand in what trains. */
export function keptOutOf({ comments }: PublicSet): PublicComment[] {
  const seen = new Set(comments.filter((_, i) => !isKeptOut(i)).map((c) => c.text))
  return comments.filter((c, i) => isKeptOut(i) && !seen.has(c.text))
}

/** VADER's lexicon: words and emoticons with their mean rating, -4 to 4. */
export function readVaderLexicon(folder: string): { word: string; rating: number }[] | MissingSet {
  const path = join(folder, 'vader', 'vader_lexicon.txt')
  if (!existsSync(path)) return { name: 'vader lexicon', missing: path }
  return lines(readText(path)).map((line) => {
    const [word = '', rating = '0'] = line.split('\t')
    return { word, rating: Number(rating) }
  })
}
