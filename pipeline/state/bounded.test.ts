// What anybody with a page's key may send for hours: what a partition remembers of it, seen by what it saves, stays bounded.
import { expect, it } from 'vitest'
import { ID_LENGTH_MAX } from '../../events/limits.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { UNDECLARED_SHOWS_MAX } from '../limits.ts'
import { restoreProcessor } from '../processor.ts'
import { event, MINUTE, moment, NOTHING_SAID, order, product, scenario, type Scenario } from '../scenario.fixture.ts'

const page = { url: null, path: null, title: null, referrer: null }
/** As long as an id may be. */
const long = (n: number) => String(n).padStart(ID_LENGTH_MAX, '喵')
/** What a state remembers for hours: no open minute, nothing for a frame, no row. */
function savedBytes({ processor, tick }: Scenario, after_ms: number): number {
  tick(after_ms)
  for (let frame = 0; frame < 10; frame++) processor.takeFrame()
  processor.takeRows()
  return processor.save().length
}
const host = { visitorId: 'host', sessionId: null, source: 'host' }

it('forgets clicks of those with many once there are four for each visitor there is room for, and keeps everybody one', () => {
  const story = scenario({}, 0, { visitors: 10 })
  story.send([event('show.started', 0, NOTHING_SAID, { ...host, messageId: 'h1' })])
  story.send([event('moment.started', 0, moment('pin', 'pin', 'lamp'), { ...host, messageId: 'h2' })])
  const click = (n: number, productId: string, visitor: number) =>
    event('product.clicked', n, product(productId), { visitorId: `v${visitor}`, sessionId: `s${visitor}`, seq: n })
  story.send(Array.from({ length: 200 }, (_, n) => click(n, long(n), 1)))
  // 40 are remembered of one visitor alone: a newcomer's only click counts for the moment of the order all the same.
  story.send([click(300, 'lamp', 2)])
  expect(savedBytes(story, 5 * MINUTE)).toBeLessThan(60 * 3 * ID_LENGTH_MAX)
  const back = restoreProcessor(story.processor.save(), { logId: 'log', partition: 0, settings: DEFAULT_SETTINGS })
  expect(back.save().length).toBe(story.processor.save().length)
  story.send([
    event('order.completed', 6 * MINUTE, order('o', ['lamp']), { visitorId: 'v2', sessionId: 's2', seq: 301 }),
  ])
  expect(story.table('orders_log')).toMatchObject([{ order_id: 'o', moment_id: 'pin' }])
})

it('remembers of a long messageId or order id no more than tells it from others', () => {
  const story = scenario()
  const unnumbered = (n: number) => event('page.viewed', n, page, { sessionId: null, messageId: long(n) })
  story.send(Array.from({ length: 1_000 }, (_, n) => unnumbered(n)))
  story.send(Array.from({ length: 1_000 }, (_, n) => event('order.completed', n, order(long(n), ['lamp']), { seq: n })))
  // 44 characters each, and no 768 bytes.
  expect(savedBytes(story, 5 * MINUTE)).toBeLessThan(2_000 * 100)
  story.send([
    unnumbered(7),
    unnumbered(1_007),
    event('order.completed', 1_008, order(long(7), ['lamp']), { seq: 1_008 }),
  ])
  expect(story.table('intake_log')).toMatchObject([{ duplicate: 1, stored: 2_002 }])
  expect(story.table('sessions_log').map((row) => row['orders'])).toContain(1_000)
})

it('remembers no touch of a show that is beyond the bound', () => {
  const story = scenario()
  const send = (from: number) => {
    const inShow = (n: number) =>
      event('page.viewed', n, page, { showId: long(n), visitorId: `v${n}`, sessionId: `s${n}`, seq: 0 })
    story.send(Array.from({ length: UNDECLARED_SHOWS_MAX }, (_, i) => inShow(from + i)))
    return savedBytes(story, from + 5 * MINUTE)
  }
  const before = send(0)
  expect(send(UNDECLARED_SHOWS_MAX) - before).toBeLessThan(UNDECLARED_SHOWS_MAX * ID_LENGTH_MAX)
})
