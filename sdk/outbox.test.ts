import { describe, expect, it } from 'vitest'
import { createOutbox, LEASE_MS, OUTBOX_EVENTS_MAX, OUTBOX_LENGTH_MAX, OUTBOX_PREFIX, type Entry } from './outbox.ts'
import { memoryShelf } from './shelf.fixture.ts'

const beat = (n: number): Entry => ({ rank: 0, text: `{"beat":${n}}` })
const other = (n: number): Entry => ({ rank: 1, text: `{"other":${n}}` })
const order = (n: number): Entry => ({ rank: 2, text: `{"order":${n}}` })
const texts = (entries: readonly Entry[]) => entries.map((entry) => entry.text)
const DAY = 24 * 3_600_000

describe('the bound', () => {
  it('drops the oldest heartbeats first, then the oldest others, never an order', () => {
    const outbox = createOutbox(memoryShelf(), 'p')
    outbox.push(order(0))
    outbox.push(beat(0))
    outbox.push(other(0))
    for (let i = 1; i < OUTBOX_EVENTS_MAX - 2; i++) outbox.push(beat(i))
    expect(outbox.push(other(1))).toBe(true)
    expect(texts(outbox.entries()).slice(0, 3)).toEqual(['{"order":0}', '{"other":0}', '{"beat":1}'])
    for (let i = 0; i < OUTBOX_EVENTS_MAX - 3; i++) outbox.push(order(i + 1))
    // All heartbeats are gone; two others and the orders fill it.
    outbox.push(order(-1))
    expect(texts(outbox.entries()).filter((text) => text.includes('other'))).toEqual(['{"other":1}'])
    outbox.push(order(-2))
    expect(outbox.entries()).toHaveLength(OUTBOX_EVENTS_MAX)
    expect(outbox.entries().every((entry) => entry.rank === 2)).toBe(true)
    expect(outbox.push(other(9))).toBe(false)
    expect(outbox.push(order(9))).toBe(false)
    expect(outbox.entries()).toHaveLength(OUTBOX_EVENTS_MAX)
  })

  it('holds for length as for number', () => {
    const outbox = createOutbox(memoryShelf(), 'p')
    const long = { rank: 1 as const, text: 'x'.repeat(OUTBOX_LENGTH_MAX / 4) }
    for (let i = 0; i < 6; i++) outbox.push(long)
    expect(outbox.entries()).toHaveLength(4)
    expect(outbox.push({ rank: 2, text: 'y'.repeat(OUTBOX_LENGTH_MAX + 1) })).toBe(false)
  })
})

describe('a batch', () => {
  it('is the oldest, within both bounds, and never nothing', () => {
    const outbox = createOutbox(memoryShelf(), 'p')
    for (let i = 0; i < 5; i++) outbox.push(other(i))
    expect(texts(outbox.peek(2, 1000))).toEqual(['{"other":0}', '{"other":1}'])
    // 11 characters each.
    expect(outbox.peek(10, 33)).toHaveLength(3)
    expect(outbox.peek(10, 1)).toHaveLength(1)
    expect(outbox.peek(10, 1000)).toHaveLength(5)
  })
})

describe('storage', () => {
  it('keeps what was not answered for, and hands it to the next page in order', () => {
    const shelf = memoryShelf()
    const before = createOutbox(shelf, 'one', () => 0)
    before.push(other(0))
    before.push(order(1))
    before.push(beat(2))
    before.done(before.peek(1, 1000))
    before.release()
    const after = createOutbox(shelf, 'two', () => 1)
    after.push(other(3))
    after.adopt()
    expect(after.entries()).toEqual([order(1), beat(2), other(3)])
    expect(shelf.keys(OUTBOX_PREFIX)).toEqual([`${OUTBOX_PREFIX}two`])
    after.done(after.entries())
    expect(shelf.keys(OUTBOX_PREFIX)).toEqual([])
  })

  it('is left alone while its page lives, and taken when it has not been heard of for three minutes', () => {
    const shelf = memoryShelf()
    let now = 0
    const crashed = createOutbox(shelf, 'one', () => now)
    crashed.push(other(0))
    const living = createOutbox(shelf, 'two', () => now)
    now = LEASE_MS - 1
    living.adopt()
    expect(living.entries()).toEqual([])
    now = LEASE_MS
    living.adopt()
    expect(living.entries()).toEqual([other(0)])
  })

  it('gives up its copy when another page took it over in its sleep', () => {
    const shelf = memoryShelf()
    let now = 0
    const sleeper = createOutbox(shelf, 'one', () => now)
    sleeper.push(other(0))
    now = LEASE_MS
    const other_ = createOutbox(shelf, 'two', () => now)
    other_.adopt()
    sleeper.reclaim()
    expect(sleeper.entries()).toEqual([])
    sleeper.push(other(1))
    sleeper.reclaim()
    expect(sleeper.entries()).toEqual([other(1)])
  })

  it('drops what the collector no longer takes', () => {
    const shelf = memoryShelf()
    const old = createOutbox(shelf, 'one', () => 0)
    old.push(order(0))
    old.release()
    const next = createOutbox(shelf, 'two', () => DAY)
    next.adopt()
    expect(next.entries()).toEqual([])
    expect(shelf.keys(OUTBOX_PREFIX)).toEqual([])
  })

  it('that is full costs nothing in memory, and an orphan stays where it is until there is room', () => {
    const shelf = memoryShelf()
    const gone = createOutbox(shelf, 'one', () => 0)
    gone.push(other(0))
    gone.release()
    shelf.room = 30
    const page = createOutbox(shelf, 'two', () => 1)
    page.push(other(1))
    page.adopt()
    expect(page.entries()).toEqual([other(1)])
    expect(shelf.keys(OUTBOX_PREFIX)).toEqual([`${OUTBOX_PREFIX}one`])
    shelf.room = Infinity
    page.adopt()
    expect(page.entries()).toEqual([other(0), other(1)])
  })

  it('may hold anything under its name', () => {
    const shelf = memoryShelf()
    for (const [i, text] of ['', 'x', '\n\n', '0 0', 'NaN 0\n1{}'].entries()) shelf.set(`${OUTBOX_PREFIX}${i}`, text)
    const page = createOutbox(shelf, 'p', () => 5 * DAY)
    page.adopt()
    expect(page.entries()).toEqual([])
  })
})
