// The corpus is checked with a parser of its own, stricter than a trainer's need be: a slip of the hand shows here.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const HEADER = '# author\tsentiment\tlabels\ttext'
const SENTIMENTS = ['-1', '0', '1', 'm']
const LABELS = [
  'question.price',
  'question.size',
  'question.stock',
  'question.shipping',
  'question.material',
  'question.use',
  'question.discount',
  'question.how_to_buy',
  'question.other',
  'intent',
  'purchased',
  'praise',
  'complaint.price',
  'complaint.quality',
  'complaint.delivery',
  'complaint.stream',
  'request',
  'greeting',
  'spam',
]
const LANGUAGES = ['de', 'en', 'es', 'fr', 'id', 'ja', 'pt', 'th', 'zh']
const LINES_MIN = 200
const LINES_ALL_MIN = 4_000
const GROUPS_MIN = 5
/** English groups that train alone and are of few labels (training/corpus.ts), so they need not carry every one. */
const isNeverHeldOut = (author: string) =>
  ['en-160', 'en-161'].includes(author) || (author.startsWith('en-') && Number(author.slice(3)) >= 300)
const SUPPORT_MIN = 9
const SUPPORT_EN_MIN = 60
const TEXT_MAX_CHARACTERS = 300
/** Share of lines that may differ from another only in digits, punctuation, emoji or elongation. */
const NEAR_DUPLICATES_MAX = 0.03

interface Line {
  author: string
  sentiment: string
  labels: string[]
  text: string
}

function parse(language: string, file: string): Line[] {
  const rows = file.split('\n')
  if (rows.shift() !== HEADER) throw new Error(`${language}: the first line is not the header`)
  if (rows.pop() !== '') throw new Error(`${language}: no line end after the last line`)
  return rows.map((row, index) => {
    const complain = (what: string) => new Error(`${language}.tsv:${index + 2}: ${what}: ${row}`)
    const [author, sentiment, labels, text, ...rest] = row.split('\t')
    if (author === undefined || sentiment === undefined || labels === undefined || text === undefined || rest.length)
      throw complain('not four fields')
    if (!/^[a-z]{2}-\d{2,3}$/.test(author) || !author.startsWith(`${language}-`)) throw complain('author')
    if (!SENTIMENTS.includes(sentiment)) throw complain('sentiment')
    const list = labels === '-' ? [] : labels.split(',')
    if (list.some((label) => !LABELS.includes(label))) throw complain('label not in the list')
    if (new Set(list).size !== list.length) throw complain('label twice')
    if (text === '' || text !== text.trim() || [...text].length > TEXT_MAX_CHARACTERS) throw complain('text')
    // oxlint-disable-next-line no-control-regex
    if (/[\u0000-\u001f\u007f\ufffd\ufeff]/.test(text)) throw complain('control character or broken UTF-8')
    if (text !== text.normalize('NFC')) throw complain('not NFC')
    return { author, sentiment, labels: list, text }
  })
}

/** What is left of a text without case, digits, punctuation, emoji and elongation. */
const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]/gu, '')
    .replace(/(.)\1{2,}/gu, '$1')

function repeated(keys: string[]): string[] {
  const seen = new Set<string>()
  return keys.filter((key) => key !== '' && (seen.has(key) || !seen.add(key)))
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.tsv'))
const corpora = new Map(
  files.map((name) => [name.slice(0, -4), readFileSync(join(import.meta.dirname, name), 'utf8')] as const),
)

test('the files are languages the scorer knows, and together they are large enough', () => {
  expect(LANGUAGES).toEqual(expect.arrayContaining([...corpora.keys()]))
  expect(corpora.size).toBeGreaterThan(0)
  if (corpora.size < LANGUAGES.length) return
  const lines = [...corpora].flatMap(([language, file]) => parse(language, file))
  expect(lines.length).toBeGreaterThanOrEqual(LINES_ALL_MIN)
})

test('the parser refuses what it should', () => {
  const parses = (row: string) => () => parse('en', `${HEADER}\n${row}\n`)
  expect(parse('en', `${HEADER}\nen-01\tm\tpraise,complaint.price\tnice, dear\n`)).toEqual([
    { author: 'en-01', sentiment: 'm', labels: ['praise', 'complaint.price'], text: 'nice, dear' },
  ])
  expect(parses('en-01\t0\t-')).toThrow('not four fields')
  expect(parses('en-01\t0\t-\ta\tb')).toThrow('not four fields')
  expect(parses('de-01\t0\t-\ta')).toThrow('author')
  expect(parses('en-01\t2\t-\ta')).toThrow('sentiment')
  expect(parses('en-01\t0\tquestion\ta')).toThrow('label not in the list')
  expect(parses('en-01\t0\tspam,spam\ta')).toThrow('label twice')
  expect(parses('en-01\t0\t-\ta\r')).toThrow('text')
  expect(() => parse('en', `en-01\t0\t-\ta\n`)).toThrow('header')
})

describe.each([...corpora])('%s.tsv', (language, file) => {
  const lines = parse(language, file)
  const authors = new Set(lines.map((line) => line.author).filter((author) => !isNeverHeldOut(author))).size

  test('has enough lines and author groups', () => {
    expect(lines.length).toBeGreaterThanOrEqual(LINES_MIN)
    expect(authors).toBeGreaterThanOrEqual(GROUPS_MIN)
  })

  test('supports every label, spread over the author groups', () => {
    for (const label of LABELS) {
      const of = lines.filter((line) => line.labels.includes(label))
      expect(of.length, label).toBeGreaterThanOrEqual(language === 'en' ? SUPPORT_EN_MIN : SUPPORT_MIN)
      const groups = new Set(of.map((line) => line.author).filter((author) => !isNeverHeldOut(author))).size
      // Any other English group may be held out, so each carries every label.
      expect(groups, `groups with ${label}`).toBeGreaterThanOrEqual(language === 'en' ? authors : GROUPS_MIN)
    }
  })

  test('has every sentiment and chatter without a label', () => {
    for (const sentiment of SENTIMENTS)
      expect(lines.filter((line) => line.sentiment === sentiment).length, sentiment).toBeGreaterThanOrEqual(SUPPORT_MIN)
    expect(lines.filter((line) => line.labels.length === 0).length).toBeGreaterThanOrEqual(SUPPORT_MIN)
  })

  test('does not contradict itself: no praise alone is negative, no complaint alone positive', () => {
    const contradictory = lines.filter(({ sentiment, labels }) => {
      const complains = labels.some((label) => label.startsWith('complaint.'))
      const praises = labels.includes('praise')
      return (sentiment === '-1' && praises && !complains) || (sentiment === '1' && complains && !praises)
    })
    expect(contradictory).toEqual([])
  })

  test('repeats no line, and hardly any but for digits, punctuation and emoji', () => {
    expect(repeated(lines.map((line) => line.text.toLowerCase()))).toEqual([])
    expect(repeated(lines.map((line) => bare(line.text))).length).toBeLessThan(lines.length * NEAR_DUPLICATES_MAX)
  })
})
