// What viewers say: mood, wishes, complaints and the queue of questions.
import type { Label } from '../../comments/contract.ts'

/** The mean sentiment of a window over its viewers; null below MOOD_VIEWERS_MIN of them. 95 % interval. */
export interface MoodWindow {
  readonly viewers: number
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Mood {
  readonly last1: MoodWindow
  readonly last10: MoodWindow
  /** Viewers of the last 10 minutes by their mean, from -1 to 1 in equal steps. */
  readonly bars: readonly number[]
  /** Viewers a window needs. */
  readonly minimumViewers: number
}

/** Viewers of the last 5 minutes who want to buy or ask how to, and those of the 5 before. */
export interface Wants {
  readonly viewers: number
  readonly before: number
  /** Most first, at most 3. */
  readonly products: readonly { readonly productId: string; readonly viewers: number; readonly before: number }[]
}

/** What several viewers say is wrong: viewers in the last 5 minutes, and in the 5 before. A price is dear, not wrong. */
export interface Wrong {
  readonly about: 'stream' | 'quality' | 'delivery'
  readonly viewers: number
  readonly before: number
  /** Of the stream: what the players' reports say to it. */
  readonly says: string | null
}

/** Viewers who complain of the price: in the last 5 minutes, and in the 5 before. */
export interface Dear {
  readonly viewers: number
  readonly before: number
}

/** Open questions of one meaning. */
export interface Question {
  readonly questionKey: string
  /** price, size, stock, shipping, material, use, discount, how_to_buy or other. */
  readonly topic: string
  readonly labels: readonly Label[]
  readonly productId: string | null
  /** Comments that ask it and viewers who do, since it was last closed. */
  readonly asked: number
  readonly askers: number
  readonly firstAsked_ms: number
  readonly lastAsked_ms: number
  /** Its first wording. */
  readonly example: string
  readonly lang: string | null
  readonly pinned: boolean
}

/** The questions nobody answered: pinned ones, then by how many ask (in coarse steps, so that the order can be read). */
export interface QuestionQueue {
  /** Questions open, and comments that ask them. */
  readonly open: number
  readonly asks: number
  /** The first 50. */
  readonly questions: readonly Question[]
  /** Questions closed so far, and the newest of them. */
  readonly closed: number
  readonly lastClosed: {
    readonly questionKey: string
    readonly example: string
    readonly closedBy: 'answered' | 'dismissed' | 'replied'
    readonly at_ms: number
  } | null
  /** From first asked to answered; null before there is one. */
  readonly medianAnswer_ms: number | null
}
