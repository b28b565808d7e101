// A frame goes to everybody who looks, four times a second, and anybody can put things into it: what it tells and what waits.
import { describe, expect, it } from 'vitest'
import type { Event } from '../../events/contract.ts'
import type { PartitionFrame } from '../contract.ts'
import { FRAMES_PER_REPEAT } from '../limits.ts'
import { packFrame } from '../runtime/feed-topic.ts'
import { event, MINUTE, NOTHING_SAID, moment, order, product, scenario } from '../scenario.fixture.ts'

const MIB = 2 ** 20
/** A long title, as long as its sender can make it. */
const LONG = '長'.repeat(4_000)

const start = (showId: string) => event('show.started', 0, NOTHING_SAID, { showId, visitorId: 'host', sessionId: null })
const visit = (showId: string, seq = 0) => event('share.sent', 1, { target: null }, { showId, sessionId: showId, seq })
const click = (showId: string, productId: string, seq: number) =>
  event('product.clicked', 1_000, product(productId), { showId, sessionId: showId, seq })
const said = (showId: string, seq: number): Event => {
  const body = { commentId: `c${seq}`, text: LONG, lang: null, author: null, role: 'viewer', replyTo: null } as const
  return event('chat.posted', 1_000, body, { showId, sessionId: showId, seq })
}

const shownOf = (frame: PartitionFrame) => frame.shows.map(({ showId }) => showId)
const productsOf = (frame: PartitionFrame) =>
  frame.shows.flatMap(({ products }) => products.map(({ productId, clicks }) => [productId, clicks]))

it('frames totals that changed twice between two flushes, though all windows are closed', () => {
  const story = scenario()
  story.send([event('show.started', 0, NOTHING_SAID), event('share.sent', 0, { target: null }, { seq: 0 })])
  story.send([event('show.ended', MINUTE, NOTHING_SAID)])
  story.tick(10 * MINUTE)
  story.frame()
  const shares = (seq: number): number | undefined => {
    story.send([event('share.sent', 1000, { target: null }, { seq })], 10 * MINUTE)
    return story.frame().shows[0]?.totals.shares
  }
  // No rows are taken in between, as when the store is away.
  expect([shares(1), shares(2)]).toEqual([2, 3])
})

describe('products', () => {
  it('are told when they changed, and all of them now and then', () => {
    const story = scenario()
    story.send([start('show'), click('show', 'lamp', 0), click('show', 'mug', 1)])
    const told = [productsOf(story.frame())]
    story.send([click('show', 'mug', 2)])
    for (let i = 1; i <= FRAMES_PER_REPEAT; i++) told.push(productsOf(story.frame()))
    const [lamp, mug] = [
      ['lamp', 1],
      ['mug', 2],
    ]
    const quiet = told.slice(2, FRAMES_PER_REPEAT)
    expect([told[0], told[1], told.at(-1)]).toEqual([[lamp, ['mug', 1]], [mug], [lamp, mug]])
    expect(quiet).toEqual(quiet.map(() => []))
  })

  it('are told once more after their minute closed, if they changed since', () => {
    const story = scenario()
    story.send([start('show'), click('show', 'lamp', 0)])
    story.frame()
    story.send([click('show', 'lamp', 1)])
    story.tick(5 * MINUTE)
    expect([productsOf(story.frame()), productsOf(story.frame())]).toEqual([[['lamp', 2]], []])
  })

  it('that were made up are told as the first few of a minute, those of a moment always', () => {
    const story = scenario()
    const madeUp = (showId: string, count: number) => Array.from({ length: count }, (_, i) => click(showId, `p${i}`, i))
    story.send([start('show'), ...madeUp('show', 1_500), ...madeUp('nobody-declared', 300)])
    story.send([
      event('moment.started', 500, moment('pin', 'pin', 'lamp'), { visitorId: 'host', sessionId: null }),
      click('show', 'lamp', 1_500),
    ])
    const told = story.frame().shows.map(({ showId, products }) => [showId, products.length])
    expect(told).toEqual([
      ['show', 1_001],
      ['nobody-declared', 200],
    ])
    expect(story.processor.overflow.productsUnframed).toBe(500 + 100)
    expect(story.table('product_minutes_log')).toHaveLength(1_500 + 300 + 1)
  })
})

describe('what a frame has no room for', () => {
  it('waits for the next ones, and a show on air does not wait for others', () => {
    const story = scenario()
    const others = Array.from({ length: 40 }, (_, i) => `made-up-${i}`)
    story.send([visit('show'), ...others.map((showId) => visit(showId)), start('show')])
    // 20 comments of 12 kB in each of 40 shows: 9.6 MB.
    for (const showId of others) story.send(Array.from({ length: 20 }, (_, i) => said(showId, i + 1)))
    const frames = [story.frame()]
    while (frames.at(-1)?.more === true) frames.push(story.frame())
    for (const frame of frames) {
      expect(packFrame(frame).length).toBeLessThan(MIB)
      expect(shownOf(frame)).toContain('show')
    }
    const comments = frames.flatMap((frame) => frame.shows.flatMap((show) => show.comments.map(({ id }) => id)))
    expect([comments.length, new Set(comments).size]).toEqual([800, 800])
    expect(new Set(frames.flatMap(shownOf)).size).toBe(41)
  })

  it('is orders as well, each told once', () => {
    const story = scenario()
    const lines = Array.from({ length: 1_000 }, (_, i) => `${'長'.repeat(200)}${i}`)
    story.send([start('show')])
    story.send(Array.from({ length: 10 }, (_, i) => event('order.completed', i, order(`o${i}`, lines), { seq: i })))
    const frames = [story.frame()]
    while (frames.at(-1)?.shows[0]?.orders.length !== 0) frames.push(story.frame())
    for (const frame of frames) expect(packFrame(frame).length).toBeLessThan(4 * MIB)
    const orders = frames.flatMap((frame) => frame.shows.flatMap((show) => show.orders.map(({ orderId }) => orderId)))
    expect(orders).toEqual(Array.from({ length: 10 }, (_, i) => `o${i}`))
  })
})
