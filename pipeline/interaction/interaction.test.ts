import { describe, expect, it } from 'vitest'
import { labelBit } from '../../comments/contract.ts'
import { COMMENTS_PER_FRAME_MAX } from '../contract.ts'
import { OTHER, REACTIONS_PER_MINUTE_MAX } from '../limits.ts'
import { event, HOUR, moment, NOTHING_SAID, scenario, T0 } from '../scenario.fixture.ts'

const say = (after_ms: number, commentId: string, fields = {}) =>
  event(
    'chat.posted',
    after_ms,
    { commentId, text: 'how much?', lang: 'en', author: 'Ann', role: 'viewer', replyTo: null },
    { messageId: commentId, ...fields },
  )
const react = (after_ms: number, reaction: string, count: number) =>
  event('reaction.sent', after_ms, { reaction, count }, { messageId: `${reaction}${after_ms}` })

/** "how much?" is in no mood, whichever tables score it: within 50 thousandths of 0. */
const NEUTRAL = expect.closeTo(0, -2)

describe('comments', () => {
  it('are a row with what was pinned on the viewer’s screen', () => {
    const story = scenario()
    const host = { visitorId: 'host', sessionId: null }
    story.send([event('moment.started', 1_000, moment('p1', 'pin', 'lamp'), { ...host, messageId: 'h1' })])
    story.send([
      say(3_000, 'c1', { latency_ms: 2_500, mediaTime_ms: T0 + 500 }),
      say(3_600, 'c2', { latency_ms: 2_500 }),
    ])
    expect(story.table('comments_log')).toEqual([
      {
        offset: 1,
        index: 0,
        show_id: 'show',
        comment_id: 'c1',
        visitor_id: 'v1',
        session_id: 's1',
        author: 'Ann',
        role: 'viewer',
        text: 'how much?',
        lang: 'en',
        reply_to: '',
        product_id: '',
        moment_id: '',
        occurred_at: T0 + 3_000,
        media_time: T0 + 500,
        late: false,
        about_product_id: '',
        model: expect.stringMatching(/./),
        language: 'en',
        sentiment_milli: NEUTRAL,
        confidence_milli: expect.any(Number),
        labels: labelBit('question.price'),
        text_key: expect.any(Number),
        question_key: expect.stringMatching(/^price\|\|/),
      },
      expect.objectContaining({
        comment_id: 'c2',
        product_id: 'lamp',
        moment_id: 'p1',
        about_product_id: 'lamp',
        question_key: expect.stringMatching(/^price\|lamp\|/),
      }),
    ])
    expect(story.table('show_minutes_log')).toMatchObject([{ comments: 2 }])
    expect(story.table('sessions_log')).toMatchObject([{ comments: 2 }])
    expect(story.table('show_totals_log')).toMatchObject([{ comments: 2 }])
    expect(story.frame().shows[0]?.comments).toEqual([
      {
        id: '0.1.0',
        commentId: 'c1',
        visitorId: 'v1',
        at_ms: T0 + 3_000,
        author: 'Ann',
        role: 'viewer',
        text: 'how much?',
        lang: 'en',
        replyTo: null,
        productId: null,
        sentiment_milli: NEUTRAL,
        labels: labelBit('question.price'),
        textKey: expect.any(Number),
        questionKey: expect.stringMatching(/^price\|\|/),
      },
      expect.objectContaining({ id: '0.1.1', productId: 'lamp' }),
    ])
  })

  it('are about the product they name, whatever is pinned', () => {
    const story = scenario()
    const catalogue = (productId: string, title: string, number: number) => ({
      productId,
      title,
      number,
      price_minor: 100,
      image: null,
    })
    const products = [catalogue('lamp', 'Desk lamp', 1), catalogue('vase', 'Glass vase', 2)]
    story.send([event('show.started', 0, { ...NOTHING_SAID, products }, { messageId: 'h0' })])
    story.send([event('moment.started', 0, moment('p1', 'pin', 'lamp'), { messageId: 'h1' })])
    const said = (text: string) =>
      event(
        'chat.posted',
        2_000,
        { commentId: text, text, lang: null, author: null, role: 'viewer', replyTo: null },
        { messageId: text },
      )
    story.send([said('price of the vase?'), said('price of no. 2?'), said('price?')])
    expect(story.table('comments_log').map((row) => [row['product_id'], row['about_product_id']])).toEqual([
      ['lamp', 'vase'],
      ['lamp', 'vase'],
      ['lamp', 'lamp'],
    ])
    const keys = story.table('comments_log').map((row) => row['question_key'])
    expect(keys[0]).toBe(keys[1])
    expect(keys[0]).not.toBe(keys[2])
  })

  it('beyond what a frame holds: the newest, and how many there were', () => {
    const story = scenario()
    story.send(Array.from({ length: COMMENTS_PER_FRAME_MAX + 3 }, (_, n) => say(n, `c${n}`)))
    const show = story.frame().shows[0]
    expect([show?.comments.length, show?.comments[0]?.commentId, show?.commentsTotal]).toEqual([
      COMMENTS_PER_FRAME_MAX,
      'c3',
      COMMENTS_PER_FRAME_MAX + 3,
    ])
    expect(story.frame().shows[0]).toMatchObject({ comments: [], commentsTotal: 0 })
  })

  it('that come late are rows and totals, not minutes', () => {
    const story = scenario()
    story.tick(HOUR)
    story.send([say(0, 'c1')], HOUR)
    expect(story.table('comments_log')).toMatchObject([{ late: true }])
    expect(story.table('show_minutes_log')).toEqual([])
    expect(story.table('show_totals_log')).toMatchObject([{ comments: 1, late: 1 }])
    expect(story.frame().shows[0]?.totals).toMatchObject({ comments: 1, late: 1 })
  })
})

describe('reactions', () => {
  it('count each of a burst, by kind and minute', () => {
    const story = scenario()
    story.send([react(0, '❤', 3), react(1, '👏', 1), react(2, '❤', 2)])
    story.send([react(60_000, '❤', 1)])
    const S0 = T0 / 1000
    expect(story.table('reaction_minutes_log')).toEqual([
      { show_id: 'show', minute: S0, reaction: '❤', count: 5 },
      { show_id: 'show', minute: S0, reaction: '👏', count: 1 },
      { show_id: 'show', minute: S0 + 60, reaction: '❤', count: 1 },
    ])
    expect(story.table('sessions_log')).toMatchObject([{ reactions: 7, events: 4 }])
    expect(story.table('show_totals_log')).toMatchObject([{ reactions: 7 }])
    expect(story.frame().shows[0]?.minutes).toMatchObject([
      { minute: S0, reactions: 6, byReaction: { '❤': 5, '👏': 1 } },
      { minute: S0 + 60, reactions: 1, byReaction: { '❤': 1 } },
    ])
  })

  it('beyond the kinds kept apart count under one name', () => {
    const story = scenario()
    story.send(Array.from({ length: REACTIONS_PER_MINUTE_MAX + 2 }, (_, n) => react(n, `r${n}`, 1)))
    const rows = story.table('reaction_minutes_log')
    expect(rows).toHaveLength(REACTIONS_PER_MINUTE_MAX + 1)
    expect(rows.at(-1)).toMatchObject({ reaction: OTHER, count: 2 })
    expect(story.table('show_minutes_log')).toMatchObject([{ reactions: REACTIONS_PER_MINUTE_MAX + 2 }])
    expect(story.processor.overflow.others).toBe(2)
  })

  it('by a name that objects have keep it', () => {
    const story = scenario()
    story.send([react(0, '__proto__', 1), react(1, 'constructor', 2)])
    expect(story.table('reaction_minutes_log').map((row) => [row['reaction'], row['count']])).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
    expect(Object.entries(story.frame().shows[0]?.minutes[0]?.byReaction ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
  })
})

it('shares count in minute, session and totals', () => {
  const story = scenario()
  story.send([event('share.sent', 0, { target: 'x' })])
  for (const table of ['show_minutes_log', 'sessions_log', 'show_totals_log'] as const) {
    expect(story.table(table)).toMatchObject([{ shares: 1 }])
  }
})

describe('questions', () => {
  it('keep what the host did with them, in the home partition alone', () => {
    const marked = event(
      'question.marked',
      5_000,
      { questionKey: 'price|lamp|', mark: 'answered' },
      { messageId: 'q1' },
    )
    const home = scenario()
    home.send([event('show.started', 0, NOTHING_SAID, { messageId: 'h0' })])
    home.send([marked])
    home.send([marked])
    expect(home.table('question_marks_log')).toEqual([
      { offset: 1, index: 0, show_id: 'show', question_key: 'price|lamp|', mark: 'answered', marked_at: T0 + 5_000 },
    ])
    expect(home.frame().shows[0]?.questionMarks).toEqual([
      { questionKey: 'price|lamp|', mark: 'answered', at_ms: T0 + 5_000 },
    ])
    expect(home.frame().shows[0]?.questionMarks).toEqual([])
  })
})
