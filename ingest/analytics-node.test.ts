// Segment's own server library, unmodified: every call it has arrives, field for field.
import { Analytics } from '@segment/analytics-node'
import { afterEach, expect, test } from 'vitest'
import { listenCollector, type ListeningCollector } from './listening.fixture.ts'

let door: ListeningCollector | null = null
afterEach(async () => {
  await door?.close()
  door = null
})

test('@segment/analytics-node delivers', async () => {
  door = await listenCollector()
  const analytics = new Analytics({ writeKey: 'demo', host: door.url, flushInterval: 1 })
  const errors: unknown[] = []
  analytics.on('error', (error) => errors.push(error))
  const timestamp = new Date(Date.now() - 60_000)
  analytics.track({
    userId: 'u1',
    event: 'Order Completed',
    messageId: 'order-1',
    timestamp,
    properties: {
      order_id: 'o1',
      total: 29.98,
      currency: 'EUR',
      products: [{ product_id: 'p1', price: 14.99, quantity: 2 }],
    },
  })
  analytics.track({ anonymousId: 'a1', event: 'Product Viewed', properties: { product_id: 'p1', name: 'Lampe' } })
  analytics.identify({ userId: 'u1', traits: { vip: true } })
  analytics.page({ anonymousId: 'a1', name: 'Shop', properties: { url: 'https://shop.example/' } })
  analytics.screen({ anonymousId: 'a1', name: 'Home' })
  analytics.group({ userId: 'u1', groupId: 'g1', traits: { plan: 'x' } })
  analytics.alias({ userId: 'u1', previousId: 'a1' })
  await analytics.closeAndFlush()

  expect(errors).toEqual([])
  const batches = await door.batches()
  const events = batches.flatMap((batch) => batch.events)
  const received = batches.flatMap((batch) => batch.received)
  expect(batches.flatMap((batch) => batch.quarantined)).toEqual([])
  expect(received.reduce((sum, entry) => sum + entry.events, 0)).toBe(7)

  const order = events.find((event) => event.kind === 'order.completed')
  expect(order).toMatchObject({
    name: 'Order Completed',
    messageId: 'order-1',
    visitorId: 'u1',
    userId: 'u1',
    sessionId: null,
    seq: null,
    source: 'demo',
    type: 'track',
    body: {
      orderId: 'o1',
      total: { amount_minor: 2998, currency: 'EUR' },
      lines: [{ productId: 'p1', quantity: 2, price_minor: 1499, currency: 'EUR' }],
      sentBy: 'server',
    },
    properties: { order_id: 'o1', total: 29.98, currency: 'EUR' },
    context: { library: { name: '@segment/analytics-node' } },
  })
  // Corrected by sentAt, which is now: within what the flush took, and never before the timestamp.
  expect(order?.occurredAt_ms).toBeGreaterThanOrEqual(timestamp.getTime())
  expect(order?.occurredAt_ms).toBeLessThan(timestamp.getTime() + 10_000)

  const others = events
    .filter((event) => event !== order)
    .map((event) => [event.kind, event.type, event.visitorId, event.name])
  expect(new Set(others.map(String))).toEqual(
    new Set([
      'product.viewed,track,a1,Product Viewed',
      'visitor.identified,identify,u1,',
      'page.viewed,page,a1,Shop',
      'custom,screen,a1,Home',
      'custom,group,u1,',
      'custom,alias,u1,',
    ]),
  )
  expect(events.find((event) => event.type === 'group')?.properties).toEqual({ plan: 'x', groupId: 'g1' })
})

test('a wrong key is told, and nothing arrives', async () => {
  door = await listenCollector()
  const analytics = new Analytics({ writeKey: 'nope', host: door.url, flushInterval: 1, maxRetries: 0 })
  const refused = new Promise((resolve) => analytics.on('error', resolve))
  analytics.track({ userId: 'u1', event: 'X' })
  expect(await refused).toMatchObject({ code: 'delivery_failure' })
  await analytics.closeAndFlush()
  expect(await door.batches()).toEqual([])
})
