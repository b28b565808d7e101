// What the viewers of the hand-written show say: mood, wishes, complaints and the questions in the queue.
import type { Label, Mood, Question, QuestionQueue, ScoredComment, Wants, Wrong } from '../../api/contract.ts'

const MINUTE_MS = 60_000

export const MOOD: Mood = {
  last1: { viewers: 96, mean: 0.41, low: 0.31, high: 0.51 },
  last10: { viewers: 1412, mean: 0.38, low: 0.36, high: 0.41 },
  bars: [4, 9, 22, 34, 41, 38, 26, 17, 12, 60, 88, 44, 70, 118, 166, 210, 188, 132, 84, 49],
  minimumViewers: 10,
}

export const NO_MOOD: Mood = {
  last1: { viewers: 0, mean: null, low: null, high: null },
  last10: { viewers: 3, mean: null, low: null, high: null },
  bars: new Array<number>(20).fill(0),
  minimumViewers: 10,
}

export const WANTS: Wants = {
  viewers: 58,
  before: 28,
  products: [
    { productId: 'p3', viewers: 41, before: 19 },
    { productId: 'p4', viewers: 11, before: 6 },
  ],
}

export const WRONG: Wrong = {
  about: 'stream',
  viewers: 19,
  before: 6,
  says: 'The players agree: Phones on 4G rebuffer 12 % of the last 3 min. The rest is fine.',
}

type Told = readonly [asked: number, example: string, topic: string, productId: string | null, minutes: number]
const TOLD: readonly Told[] = [
  [23, 'Does it work on an induction hob?', 'use', 'p3', 4],
  [14, 'How much is shipping to Austria?', 'shipping', null, 6],
  [11, '有大一点的吗？28 厘米的', 'size', 'p3', 3],
  [9, 'Is the handle wood or steel?', 'material', 'p4', 2],
  [6, '¿Cuándo vuelve el molinillo?', 'stock', 'p5', 9],
  [5, 'Where do I put the code for the offer?', 'how_to_buy', 'p3', 1],
  [4, 'Geht das in die Spülmaschine?', 'use', 'p3', 0.7],
  [3, 'C’est fabriqué où ?', 'material', 'p3', 5],
  [3, 'ふたは別売りですか？', 'price', 'p4', 1],
]

/** The queue as it stands at a time. */
export function queueAt(at_ms: number, answered = 31): QuestionQueue {
  const questions = TOLD.map(([asked, example, topic, productId, minutes]): Question => ({
    questionKey: `${topic}|${productId ?? ''}|${example.length}`,
    topic,
    labels: [`question.${topic}` as Label],
    productId,
    asked,
    askers: asked,
    firstAsked_ms: at_ms - minutes * MINUTE_MS,
    lastAsked_ms: at_ms - 8_000,
    example,
    lang: null,
    pinned: false,
  }))
  return {
    open: questions.length,
    asks: 78,
    questions,
    closed: answered,
    lastClosed: {
      questionKey: 'material|p2|oiled',
      example: 'Is the oak oiled?',
      closedBy: 'answered',
      at_ms: at_ms - 2 * MINUTE_MS,
    },
    medianAnswer_ms: 112_000,
  }
}

export const NO_QUESTIONS: QuestionQueue = {
  open: 0,
  asks: 0,
  questions: [],
  closed: 0,
  lastClosed: null,
  medianAnswer_ms: null,
}

/** What a comment is said to score, whatever it says: "frozen" and the face at its end speak where they are. */
export function explained(text: string): ScoredComment {
  const frozen = text.indexOf('frozen')
  const face = text.indexOf('😩')
  return {
    model: 'stage',
    language: 'en',
    sentiment: -0.7,
    confidence: 0.8,
    labels: ['complaint.stream'],
    spans: [
      ...(frozen === -1 ? [] : [{ start: frozen, end: frozen + 6, label: 'complaint.stream' as const }]),
      ...(face === -1 ? [] : [{ start: face, end: face + 2, label: 'negative' as const }]),
    ],
  }
}
