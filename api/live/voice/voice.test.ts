import { describe, expect, it } from 'vitest'
import { labelBit } from '../../../comments/contract.ts'
import {
  MARKED_UNASKED_MAX,
  QUESTION_ASKS_MAX,
  QUESTION_CLOSINGS_MAX,
  QUESTIONS_SHOWN_MAX,
  REPLIABLE_MAX,
  REPLIES_WAITING_MAX,
  VOICE_AGAIN_MS,
  VOICE_ASKS_MAX,
  VOICE_LOOKED_THROUGH_MAX,
  VOICE_QUESTIONS_MAX,
  VOICE_RECENT_MAX,
  VOICE_RECENT_MS,
} from '../../limits.ts'
import { commentFrame } from '../frames.fixture.ts'
import { createVoiceBook, hear, hearMarks, type Closing } from './book.ts'
import { heardAt } from './heard.ts'
import { moodAt } from './mood.ts'
import { queueOf } from './queue.ts'
import { dearAt, wantsAt, wrongAt } from './signals.ts'

const T0 = 1_700_000_000_000
const MINUTE = 60_000

/** A comment of viewer `visitorId`, `after_ms` into the show. */
const say = (
  id: string,
  visitorId: string,
  after_ms: number,
  fields: Partial<Parameters<typeof commentFrame>[0]> = {},
) =>
  commentFrame({
    id,
    commentId: id,
    visitorId,
    at_ms: T0 + after_ms,
    textKey: Number(id.replace(/\D/g, '')),
    ...fields,
  })
const ask = (id: string, visitorId: string, after_ms: number, questionKey: string, text = id) =>
  say(id, visitorId, after_ms, { questionKey, text, labels: labelBit('question.use') })
const mark = (questionKey: string, what: Closing['mark'], after_ms: number): Closing => ({
  questionKey,
  mark: what,
  at_ms: T0 + after_ms,
})

it('is worked out for every moment, and of a flood once a second', () => {
  const book = createVoiceBook()
  const viewersAt = (after_ms: number) => heardAt(book, T0 + after_ms, null).mood.last10.viewers
  let viewers = 0
  const hearMore = () => hear(book, [say(`c${viewers}`, `v${viewers++}`, 0, { sentiment_milli: 1 })], T0)
  while (viewers < VOICE_LOOKED_THROUGH_MAX - 1) hearMore()
  expect(viewersAt(0)).toBe(VOICE_LOOKED_THROUGH_MAX - 1)
  hearMore()
  expect(viewersAt(1)).toBe(VOICE_LOOKED_THROUGH_MAX)
  hearMore()
  expect(viewersAt(VOICE_AGAIN_MS)).toBe(VOICE_LOOKED_THROUGH_MAX)
  expect(viewersAt(VOICE_AGAIN_MS + 1)).toBe(VOICE_LOOKED_THROUGH_MAX + 1)
  hearMore()
  // Time went back, as where a log is made anew.
  expect(viewersAt(VOICE_AGAIN_MS)).toBe(VOICE_LOOKED_THROUGH_MAX + 2)
})

describe('the mood', () => {
  it('is the mean over viewers with its interval', () => {
    const book = createVoiceBook()
    // Ten viewers: five at 1, five at 0. Mean 0.5; s² = 10 · 0.25 / 9; 1.96 s / √10 = 0.32666.
    const said = Array.from({ length: 10 }, (_, n) => say(`c${n}`, `v${n}`, n, { sentiment_milli: n < 5 ? 1000 : 0 }))
    hear(book, said, T0 + MINUTE)
    const { last1, last10, bars } = moodAt(book.recent, T0 + 30_000)
    expect(last1).toMatchObject({ viewers: 10, mean: 0.5 })
    expect(last1.low).toBeCloseTo(0.17334, 5)
    expect(last1.high).toBeCloseTo(0.82666, 5)
    expect(last10).toEqual(last1)
    expect([bars[10], bars[19], bars.reduce((sum, bar) => sum + bar, 0)]).toEqual([5, 5, 10])
  })

  it('counts a loud viewer and a flood of copies once, and leaves out spam, hosts and the unscored', () => {
    const book = createVoiceBook()
    const calm = Array.from({ length: 9 }, (_, n) => say(`c${n}`, `v${n}`, 0, { sentiment_milli: 0 }))
    const loud = Array.from({ length: 50 }, (_, n) =>
      say(`l${100 + n}`, 'loud', 1 + n, { sentiment_milli: n % 2 ? 1000 : 500 }),
    )
    const flood = Array.from({ length: 50 }, (_, n) =>
      say(`f${200 + n}`, `flood${n}`, 2, { sentiment_milli: -1000, textKey: 7777 }),
    )
    const others = [
      say('s301', 'spammer', 3, { sentiment_milli: 1000, labels: labelBit('spam') }),
      say('h302', 'host', 3, { sentiment_milli: 1000, role: 'host' }),
      say('u303', 'georgian', 3),
    ]
    hear(book, [...calm, ...loud, ...flood, ...others], T0)
    // Nine zeros, one 0.75, one -1 for the whole flood.
    const { last1 } = moodAt(book.recent, T0 + 1000)
    expect(last1.viewers).toBe(11)
    expect(last1.mean).toBeCloseTo(-0.25 / 11, 12)
  })

  it('is not shown of nine viewers, and ends at its window', () => {
    const book = createVoiceBook()
    hear(
      book,
      Array.from({ length: 9 }, (_, n) => say(`c${n}`, `v${n}`, 0, { sentiment_milli: 0 })),
      T0,
    )
    expect(moodAt(book.recent, T0).last1).toEqual({ viewers: 9, mean: null, low: null, high: null })
    expect(moodAt(book.recent, T0 + MINUTE).last1.viewers).toBe(0)
    expect(moodAt(book.recent, T0 + MINUTE).last10.viewers).toBe(9)
  })
})

describe('the queue', () => {
  const key = 'use|pan|induction'

  it('groups by meaning, counts askers, and shows the first wording', () => {
    const book = createVoiceBook()
    hear(book, [ask('c2', 'b', 2_000, key, 'Induktion?'), ask('c1', 'a', 1_000, key, 'does it work on induction?')], T0)
    hear(book, [ask('c3', 'a', 3_000, key), ask('c4', 'c', 500, 'size|pan|')], T0)
    hear(book, [ask('c3', 'a', 3_000, key)], T0)
    expect(queueOf(book)).toMatchObject({ open: 2, asks: 4, closed: 0, lastClosed: null, medianAnswer_ms: null })
    expect(queueOf(book).questions).toMatchObject([
      { questionKey: key, topic: 'use', productId: 'pan', asked: 3, askers: 2, example: 'does it work on induction?' },
      { questionKey: 'size|pan|', asked: 1, askers: 1 },
    ])
  })

  it('is the same whatever the order of arrival', () => {
    const said = [
      ask('c1', 'a', 1_000, key),
      ask('c2', 'b', 9_000, key),
      say('r1', 'host', 5_000, { role: 'moderator', replyTo: 'c1' }),
      ask('c5', 'd', 700, 'price||'),
    ]
    const marks = [mark('price||', 'dismissed', 8_000)]
    const forward = createVoiceBook()
    hear(forward, said, T0)
    hearMarks(forward, marks)
    const backward = createVoiceBook()
    hearMarks(backward, marks)
    for (const one of said.toReversed()) hear(backward, [one], T0)
    expect(queueOf(backward)).toEqual(queueOf(forward))
    // Replied at 5 s: the one who asked at 9 s waits. From 1 s to 5 s it took 4 s.
    expect(queueOf(forward)).toMatchObject({ open: 1, asks: 1, closed: 2, medianAnswer_ms: 4_000 })
  })

  it('closes at a mark, opens when asked again, and takes a mark back', () => {
    const book = createVoiceBook()
    hear(book, [ask('c1', 'a', 0, key), ask('c2', 'b', 1_000, key)], T0)
    hearMarks(book, [mark(key, 'answered', 2_000)])
    expect(queueOf(book)).toMatchObject({ open: 0, closed: 1, lastClosed: { closedBy: 'answered', at_ms: T0 + 2_000 } })
    hear(book, [ask('c3', 'c', 3_000, key)], T0)
    expect(queueOf(book).questions).toMatchObject([{ asked: 1, firstAsked_ms: T0 + 3_000 }])
    hearMarks(book, [mark(key, 'open', 4_000)])
    expect(queueOf(book).questions).toMatchObject([{ asked: 3, firstAsked_ms: T0 }])
  })

  it('holds a pinned question on top, and else moves one up only when half as many more ask it', () => {
    const book = createVoiceBook()
    const of = (name: string, count: number, from: number) =>
      Array.from({ length: count }, (_, n) => ask(`${name}${from + n}`, `${name}${n}`, from + n, name))
    hear(
      book,
      [...of('first', 10, 100), ...of('second', 11, 200), ...of('third', 17, 300), ...of('fourth', 1, 400)],
      T0,
    )
    hear(book, [...of('fifth', 4, 450), ...of('sixth', 5, 470)], T0)
    const order = () => queueOf(book).questions.map(({ questionKey }) => questionKey)
    // 1.5^5 = 7.6, 1.5^6 = 11.4, 1.5^7 = 17.1: 10 and 11 are one step, 17 the next.
    // 1.5^3 = 3.4, 1.5^4 = 5.06: so are 4 and 5, which the host's page names.
    const unpinned = ['third', 'first', 'second', 'fifth', 'sixth', 'fourth']
    expect(order()).toEqual(unpinned)
    hearMarks(book, [mark('fourth', 'pinned', 500)])
    expect(order()).toEqual(['fourth', 'third', 'first', 'second', 'fifth', 'sixth'])
    hearMarks(book, [mark('fourth', 'open', 600)])
    expect(order()).toEqual(unpinned)
  })
})

describe('signals', () => {
  it('tell how many viewers want to buy what, against five minutes before', () => {
    const book = createVoiceBook()
    const wish = (id: string, visitor: string, after_ms: number, productId: string | null) =>
      say(id, visitor, after_ms, { productId, labels: labelBit('intent') })
    hear(book, [wish('c1', 'a', 0, 'pan'), wish('c2', 'a', 6 * MINUTE, 'pan'), wish('c3', 'a', 7 * MINUTE, 'pan')], T0)
    hear(
      book,
      [wish('c4', 'b', 8 * MINUTE, 'pan'), wish('c5', 'c', 8 * MINUTE, 'lid'), wish('c6', 'd', 8 * MINUTE, null)],
      T0,
    )
    expect(wantsAt(book.recent, T0 + 9 * MINUTE)).toEqual({
      viewers: 4,
      before: 1,
      products: [
        { productId: 'pan', viewers: 2, before: 1 },
        { productId: 'lid', viewers: 1, before: 0 },
      ],
    })
  })

  it('set complaints of the stream against what the players report, from three viewers on', () => {
    const book = createVoiceBook()
    const frozen = (id: string, visitor: string) => say(id, visitor, 0, { labels: labelBit('complaint.stream') })
    hear(book, [frozen('c1', 'a'), frozen('c2', 'b'), frozen('c3', 'b')], T0)
    expect(wrongAt(book.recent, T0, null)).toBeNull()
    hear(book, [frozen('c4', 'c')], T0)
    expect(wrongAt(book.recent, T0, null)).toMatchObject({
      about: 'stream',
      viewers: 3,
      says: expect.stringMatching(/studio/),
    })
    const alert = { text: 'Phones on 3G rebuffer.', since_ms: T0, screen: 'phone', connection: '3g' }
    expect(wrongAt(book.recent, T0, alert)?.says).toContain('Phones on 3G')
  })

  it('do not call a price wrong, however many find it dear', () => {
    const book = createVoiceBook()
    const dear = (id: string, visitor: string, minute: number) =>
      say(id, visitor, minute * MINUTE, { labels: labelBit('complaint.price') })
    const worn = (id: string, visitor: string) =>
      say(id, visitor, 8 * MINUTE, { labels: labelBit('complaint.quality') })
    hear(book, [dear('c1', 'a', 3), dear('c2', 'b', 8), dear('c3', 'c', 8)], T0)
    expect(dearAt(book.recent, T0 + 9 * MINUTE)).toBeNull()
    hear(book, [dear('c4', 'd', 8), dear('c5', 'd', 8), dear('c6', 'e', 9)], T0)
    expect(dearAt(book.recent, T0 + 9 * MINUTE)).toEqual({ viewers: 4, before: 1 })
    expect(wrongAt(book.recent, T0 + 9 * MINUTE, null)).toBeNull()
    hear(book, [worn('c7', 'a'), worn('c8', 'b'), worn('c9', 'c')], T0)
    expect(wrongAt(book.recent, T0 + 9 * MINUTE, null)).toMatchObject({ about: 'quality', viewers: 3 })
  })
})

it('keeps twenty minutes of comments, and each question whole', () => {
  const book = createVoiceBook()
  const minutes = 300
  for (let n = 0; n < minutes; n++) hear(book, [ask(`c${n}`, `v${n}`, n * MINUTE, 'use||')], T0 + n * MINUTE)
  const oldest = Math.min(...book.recent.map(({ at_ms }) => at_ms))
  expect(oldest).toBeGreaterThan(T0 + (minutes - 1) * MINUTE - 2 * VOICE_RECENT_MS)
  expect(queueOf(book).questions[0]?.asked).toBe(minutes)
})

describe('a flood', () => {
  const flood = (count: number, of: (n: number) => ReturnType<typeof ask>) =>
    Array.from({ length: count }, (_, n) => of(n))

  it('of questions nobody else asks leaves what many ask and what is pinned, in bounded memory', () => {
    const book = createVoiceBook()
    hear(book, [ask('a1', 'a', 0, 'size|pan|'), ask('b1', 'b', 1, 'size|pan|'), ask('p1', 'p', 2, 'use|lid|')], T0)
    hearMarks(book, [mark('use|lid|', 'pinned', 3)])
    for (let round = 0; round < 50; round++)
      hear(
        book,
        flood(200, (n) => ask(`f${round}.${n}`, 'troll', 1_000, `other||${round}.${n}`)),
        T0,
      )
    expect(queueOf(book).questions.slice(0, 2)).toMatchObject([
      { questionKey: 'use|lid|', pinned: true },
      { questionKey: 'size|pan|', askers: 2 },
    ])
    expect(book.asked.size).toBeLessThanOrEqual(VOICE_QUESTIONS_MAX)
    expect(book.asks).toBe([...book.asked.values()].reduce((sum, { asks }) => sum + asks.length, 0))
    expect(queueOf(book).questions).toHaveLength(QUESTIONS_SHOWN_MAX)
  })

  it('of asks is counted up to a bound, of one question and of all', () => {
    const book = createVoiceBook()
    for (let key = 0; key < 12; key++)
      hear(
        book,
        flood(QUESTION_ASKS_MAX + 10, (n) => ask(`f${key}.${n}`, `v${n}`, n, `other||${key}`)),
        T0,
      )
    const sizes = [...book.asked.values()].map(({ asks }) => asks.length)
    expect(Math.max(...sizes)).toBe(QUESTION_ASKS_MAX)
    expect(book.asks).toBe(sizes.reduce((sum, size) => sum + size, 0))
    expect(book.asks).toBeLessThanOrEqual(VOICE_ASKS_MAX)
    expect(book.recent.length).toBeLessThanOrEqual(VOICE_RECENT_MAX * 1.1)
    expect(book.questionOf.size).toBe(REPLIABLE_MAX)
  })

  it('of replies and marks is kept within bounds, and the newest holds', () => {
    const book = createVoiceBook()
    const reply = (to: string, n: number) => say(`r${to}.${n}`, 'host', n, { role: 'host', replyTo: to })
    hear(
      book,
      flood(REPLIES_WAITING_MAX + 5, (n) => reply(`none${n}`, n)),
      T0,
    )
    hear(
      book,
      flood(QUESTION_CLOSINGS_MAX + 5, (n) => reply('late', n)),
      T0,
    )
    expect(book.waiting.size).toBe(REPLIES_WAITING_MAX)
    expect(book.waiting.get('late')).toHaveLength(QUESTION_CLOSINGS_MAX)
    for (let n = 0; n < MARKED_UNASKED_MAX + 5; n++) hearMarks(book, [mark(`unasked${n}`, 'answered', n)])
    expect(book.closings.size).toBe(MARKED_UNASKED_MAX)
    hear(book, [ask('c1', 'a', 0, 'use||')], T0)
    for (let n = 1; n <= QUESTION_CLOSINGS_MAX + 5; n++)
      hearMarks(book, [mark('use||', n % 2 ? 'answered' : 'open', n)])
    expect(book.closings.get('use||')).toHaveLength(QUESTION_CLOSINGS_MAX)
    // 105 marks: the last, an odd one, answers it.
    expect(queueOf(book)).toMatchObject({ open: 0, lastClosed: { at_ms: T0 + QUESTION_CLOSINGS_MAX + 5 } })
  })

  it('of borrowed ids does not take the reply to a question', () => {
    const book = createVoiceBook()
    hear(book, [ask('c1', 'a', 0, 'size||'), say('x9', 'thief', 1, { commentId: 'c1', questionKey: 'use||' })], T0)
    hear(book, [say('r1', 'host', 2, { role: 'host', replyTo: 'c1' })], T0)
    expect(queueOf(book)).toMatchObject({
      questions: [{ questionKey: 'use||' }],
      lastClosed: { questionKey: 'size||' },
    })
  })
})
