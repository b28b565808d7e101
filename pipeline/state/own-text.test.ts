// Decoded text is a slice of up to 6,000 bytes of its record (msgpackr-extract), and keeps all of them: what is remembered of
// a record, and not the record, is what memory may hold.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { decodeBatch, encodeBatch } from '../../events/codec.ts'
import type { Event } from '../../events/contract.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'
import { createProcessor } from '../processor.ts'
import { batchOf, event, order, product, T0 } from '../scenario.fixture.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const NEWCOMERS = 1_000
/** A visitor and a session with the text remembered of them; a slice beside them would be 5 kB more. */
const BYTES_EACH_MAX = 3_500
/** Short enough to be decoded together with what stands around it. */
const properties = { said: 'x'.repeat(200) }
const page = { url: null, path: null, title: null, referrer: null }

type Fields = Parameters<typeof event>[3]
const newcomer: Readonly<Record<string, (n: number, of: Fields) => Event>> = {
  'the show they touched': (n, of) =>
    event('page.viewed', n, page, { ...of, showId: `autumn-kitchen-live-${n % 900}` }),
  'who the shop knows them as': (n, of) => event('page.viewed', n, page, { ...of, userId: `user-of-the-shop-${n}` }),
  'the key it came by': (n, of) => event('page.viewed', n, page, { ...of, source: `label-of-the-key-${n % 900}` }),
  'what they clicked': (n, of) => event('product.clicked', n, product(`cast-iron-skillet-${n}`), of),
  'what they ordered': (n, of) => event('order.completed', n, order(`order-of-the-shop-${n}`, ['pan']), of),
  'which event it was': (n, of) =>
    event('page.viewed', n, page, { ...of, seq: null, messageId: `message-of-page-${n}` }),
}

it.each(Object.entries(newcomer))('keeps no record alive for %s', (_what, eventOf) => {
  const processor = createProcessor({ logId: 'log', partition: 0, settings: DEFAULT_SETTINGS })
  const others = Array.from({ length: 60 }, (_, i) =>
    event('page.viewed', 0, page, {
      ...{ showId: null, visitorId: `visitor-of-the-store-${i}`, sessionId: `their-session-${i}`, properties },
    }),
  )
  const step = (n: number) => {
    const of = { visitorId: `newcomer-${n}`, sessionId: `newcomers-session-${n}`, seq: 0, properties }
    const bytes = encodeBatch(batchOf(n + 1, [...others, eventOf(n, of)]))
    processor.step({ offset: n, appendedAt_ms: T0 + n, batch: decodeBatch(bytes, true) })
    if (n % 100 === 0) settle()
  }
  const settle = () => {
    processor.takeRows()
    processor.takeFrame()
  }
  const heap_bytes = () => {
    settle()
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  for (let n = 0; n < NEWCOMERS; n++) step(n)
  const before = heap_bytes()
  for (let n = NEWCOMERS; n < 2 * NEWCOMERS; n++) step(n)
  expect((heap_bytes() - before) / NEWCOMERS).toBeLessThan(BYTES_EACH_MAX)
})
