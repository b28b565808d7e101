import { describe, expect, test } from 'vitest'
import { EVENT_KINDS, type Event } from './contract.ts'
import { wireNameOf } from './aliases.ts'
import { readEvent, type ReadContext, type Rejection } from './validate.ts'

const RECEIVED = Date.UTC(2026, 10, 24, 12, 0, 0)
const ctx: ReadContext = { source: 'demo', receivedAt_ms: RECEIVED, sentAt_ms: null, batchContext: null }
const base = { type: 'track', messageId: 'm1', anonymousId: 'v1', timestamp: '2026-11-24T11:59:59.500Z' }

const kept = (raw: unknown, more: Partial<ReadContext> = {}): Event => {
  const read = readEvent(raw, { ...ctx, ...more })
  if ('reject' in read) throw new Error(`rejected: ${JSON.stringify(read.reject)}`)
  return read.keep
}
const refused = (raw: unknown, more: Partial<ReadContext> = {}): Rejection => {
  const read = readEvent(raw, { ...ctx, ...more })
  if ('keep' in read) throw new Error(`kept: ${JSON.stringify(read.keep)}`)
  return read.reject
}
const track = (event: string, properties?: unknown, context?: unknown) => ({ ...base, event, properties, context })

describe('a heartbeat of the SDK', () => {
  const wire = track(
    'Video Content Playing',
    {
      state: 'rebuffering',
      played_ms: 9_500.4,
      rebuffer_ms: 500,
      position_ms: 61_000,
      bitrate_bps: 2_400_000,
      dropped_frames: 2,
      hidden: true,
      muted: false,
      fullscreen: true,
    },
    {
      cartbeat: {
        sessionId: 's1',
        seq: 7,
        showId: 'show-1',
        mediaTime_ms: RECEIVED - 6_000,
        latency_ms: 5_500,
        channel: 'tiktok',
        screen: 'phone',
        connection: '5g',
      },
    },
  )

  test('is read whole', () => {
    expect(kept(wire)).toStrictEqual({
      kind: 'player.heartbeat',
      name: 'Video Content Playing',
      messageId: 'm1',
      visitorId: 'v1',
      userId: null,
      sessionId: 's1',
      seq: 7,
      showId: 'show-1',
      occurredAt_ms: RECEIVED - 500,
      receivedAt_ms: RECEIVED,
      mediaTime_ms: RECEIVED - 6_000,
      latency_ms: 5_500,
      source: 'demo',
      channel: 'tiktok',
      screen: 'phone',
      connection: '5g',
      body: {
        state: 'rebuffering',
        played_ms: 9_500,
        rebuffer_ms: 500,
        startup_ms: null,
        position_ms: 61_000,
        bitrate_bps: 2_400_000,
        droppedFrames: 2,
        hidden: true,
        muted: false,
        fullscreen: true,
        error: null,
      },
      type: 'track',
      properties: null,
      context: null,
    })
  })

  test('keeps what it was sent with only where asked', () => {
    expect(kept(wire, { keepHeartbeats: true })).toMatchObject({ properties: wire.properties, context: wire.context })
  })
})

describe('kinds by name', () => {
  test.each([
    ['Video Playback Started', 'player.starting', 'starting'],
    ['Video Content Started', 'player.playing', 'playing'],
    ['Video Playback Resumed', 'player.playing', 'playing'],
    ['Video Playback Paused', 'player.paused', 'paused'],
    ['Video Playback Buffer Started', 'player.rebuffer_started', 'rebuffering'],
    ['Video Playback Buffer Completed', 'player.rebuffer_ended', 'playing'],
    ['Video Playback Seek Started', 'player.seek_started', 'seeking'],
    ['Video Playback Seek Completed', 'player.seek_ended', 'playing'],
    ['Video Quality Updated', 'player.quality_changed', 'playing'],
    ['Video Content Playing', 'player.heartbeat', 'playing'],
    ['Video Content Completed', 'player.ended', 'ended'],
    ['Video Playback Completed', 'player.ended', 'ended'],
    ['Video Playback Exited', 'player.exited', 'exited'],
    ['Video Playback Interrupted', 'player.exited', 'exited'],
    ['Video Playback Failed', 'player.failed', 'failed'],
  ])('%s is %s and leaves the player %s', (name, kind, state) => {
    expect(kept(track(name))).toMatchObject({ kind, body: { state } })
  })

  test('Interrupted is a failure where it carries an error or says so', () => {
    expect(kept(track('Video Playback Interrupted', { error: 'MEDIA_ERR_DECODE' }))).toMatchObject({
      kind: 'player.failed',
      body: { state: 'failed', error: 'MEDIA_ERR_DECODE' },
    })
    expect(kept(track('Video Playback Interrupted', { state: 'failed' })).kind).toBe('player.failed')
  })

  test.each([
    'product viewed',
    'product_viewed',
    'PRODUCT VIEWED',
    'productViewed',
    'Product-Viewed',
    'Viewed Product',
  ])('%s is product.viewed', (name) =>
    expect(kept(track(name, { sku: 'p1' }))).toMatchObject({ kind: 'product.viewed', name }),
  )

  test('every kind a track call can make has a name of its own that reads back as it', () => {
    const bodies: Record<string, object> = {
      text: 'hi',
      reaction: '❤️',
      product_id: 'p',
      order_id: 'o',
      total: 1,
      analytics: true,
      error: 'x',
    } as never
    for (const kind of EVENT_KINDS) {
      const name = wireNameOf(kind)
      if (name === null) {
        expect(['page.viewed', 'visitor.identified', 'custom']).toContain(kind)
      } else if (/^(show|moment|question)\.|^visitor\.erased$/.test(kind)) {
        expect(refused(track(name))).toMatchObject({ reason: 'forbidden', path: 'event', found: JSON.stringify(name) })
      } else expect(kept(track(name, bodies)).kind).toBe(kind)
    }
  })

  test('any other name, screen, group and alias are kept whole as custom', () => {
    expect(kept(track('Newsletter Offered', { a: { b: [1] } }, { ip: '::1' }))).toMatchObject({
      kind: 'custom',
      name: 'Newsletter Offered',
      body: null,
      properties: { a: { b: [1] } },
      context: { ip: '::1' },
    })
    expect(kept({ ...base, type: 'screen', name: 'Home' })).toMatchObject({
      kind: 'custom',
      type: 'screen',
      name: 'Home',
    })
    expect(kept({ ...base, type: 'group', groupId: 'g', traits: { plan: 'x' } })).toMatchObject({
      kind: 'custom',
      properties: { plan: 'x', groupId: 'g' },
    })
    expect(kept({ ...base, type: 'alias', previousId: 'old', userId: 'u' })).toMatchObject({
      kind: 'custom',
      userId: 'u',
      properties: { previousId: 'old' },
    })
  })

  test('a product list is one product seen, or custom where it lists several or none', () => {
    expect(kept(track('Product List Viewed', { products: [{ product_id: 'p1' }] }))).toMatchObject({
      kind: 'product.seen',
      body: { productId: 'p1' },
    })
    expect(kept(track('Product List Viewed', { products: [{ product_id: 'p1' }, { product_id: 'p2' }] })).kind).toBe(
      'custom',
    )
    expect(kept(track('Product List Viewed', { list_id: 'l' })).kind).toBe('custom')
  })
})

describe('who', () => {
  test('a server without anonymousId is known by its userId; Segment Python sends anonymousId: null', () => {
    expect(kept({ ...track('X'), anonymousId: null, userId: 42 })).toMatchObject({ visitorId: '42', userId: '42' })
  })
  test('nobody is no identity', () => {
    expect(refused({ ...track('X'), anonymousId: '' })).toMatchObject({ reason: 'no_identity', path: 'anonymousId' })
  })
  test('ids are not cut', () => {
    expect(kept({ ...track('X'), anonymousId: 'a'.repeat(256) }).visitorId).toHaveLength(256)
    expect(refused({ ...track('X'), anonymousId: 'a'.repeat(257) })).toMatchObject({
      reason: 'malformed',
      path: 'anonymousId',
    })
    expect(refused({ ...track('X'), userId: {} })).toMatchObject({ path: 'userId', found: '{}' })
  })
  test('an event without messageId gets one of its own, twice another', () => {
    const { messageId: _, ...without } = track('X')
    expect(kept(without).messageId).not.toBe(kept(without).messageId)
  })
  test('a running number counts only in a session', () => {
    expect(kept(track('X', {}, { cartbeat: { seq: 3 } })).seq).toBeNull()
    expect(refused(track('X', {}, { cartbeat: { sessionId: 's', seq: 1.5 } }))).toMatchObject({
      path: 'context.cartbeat.seq',
      expected: 'a whole number from 0 to 4294967295',
      found: '1.5',
    })
  })
  test("plain Segment Video: the playback's session, and of a live stream the asset as show", () => {
    const event = kept(
      track('Video Content Playing', { session_id: 'pb', content_asset_id: 'evening', livestream: true }),
    )
    expect(event).toMatchObject({ sessionId: 'pb', seq: null, showId: 'evening' })
    expect(kept(track('Video Content Playing', { content_asset_id: 'film' })).showId).toBeNull()
    expect(kept(track('Product Viewed', { product_id: 'p', show_id: 'evening' })).showId).toBe('evening')
  })
})

describe('when', () => {
  const at = (timestamp: unknown, more: Partial<ReadContext> = {}) =>
    kept({ ...track('X'), timestamp }, more).occurredAt_ms - RECEIVED

  test("the client's clock is corrected by when it sent: 1 h fast, sent 2 s after the event, is 2 s ago", () => {
    const fast = RECEIVED + 3_600_000
    expect(at(new Date(fast - 2_000).toISOString(), { sentAt_ms: fast })).toBe(-2_000)
  })
  test('without sentAt it is believed, but never after receipt', () => {
    expect(at('2026-11-24T11:59:58Z')).toBe(-2_000)
    expect(at('2026-11-24T12:59:58Z')).toBe(0)
    expect(at('2026-11-24T13:59:58.5+02:00')).toBe(-1_500)
  })
  test('without a timestamp it is now', () => expect(at(undefined)).toBe(0))
  test('24 hours are kept, a millisecond more is too old', () => {
    expect(at('2026-11-23T12:00:00.000Z')).toBe(-86_400_000)
    expect(refused({ ...track('X'), timestamp: '2026-11-23T11:59:59.999Z' })).toMatchObject({ reason: 'too_old' })
  })
  test.each([
    'next tuesday',
    '2026-13-01',
    '2026-02-31T00:00:00.000Z',
    '',
    {},
    true,
    1e300,
    '2026-11-24T25:00:00.000Z',
  ])('%j is no time', (timestamp) =>
    expect(refused({ ...track('X'), timestamp })).toMatchObject({ reason: 'malformed', path: 'timestamp' }),
  )
})

describe('orders', () => {
  const lines = [
    { product_id: 'p1', price: 19.99, quantity: 2 },
    { sku: 'p2', price: '5.5', currency: 'usd' },
  ]
  test('money becomes minor units', () => {
    expect(
      kept(track('Order Completed', { order_id: 'o1', total: 45.48, currency: 'eur', products: lines })).body,
    ).toStrictEqual({
      orderId: 'o1',
      total: { amount_minor: 4548, currency: 'EUR' },
      lines: [
        { productId: 'p1', quantity: 2, price_minor: 1999, currency: 'EUR' },
        { productId: 'p2', quantity: 1, price_minor: 550, currency: 'USD' },
      ],
      sentBy: 'server',
    })
  })
  test('yen have no decimals, dinars three', () => {
    expect(kept(track('Order Completed', { order_id: 1, revenue: 1980, currency: 'JPY' })).body).toMatchObject({
      orderId: '1',
      total: { amount_minor: 1980, currency: 'JPY' },
    })
    expect(kept(track('Order Completed', { order_id: 1, value: '1.234', currency: 'KWD' })).body).toMatchObject({
      total: { amount_minor: 1234 },
    })
  })
  test('without a total it is the sum of its lines, without a currency it stands in XXX', () => {
    const body = kept(track('Order Completed', { order_id: 'o', products: [lines[0]] })).body
    expect(body).toMatchObject({ total: { amount_minor: 3998, currency: 'XXX' } })
  })
  test('a session, a page or a browser library mean a browser sent it', () => {
    const by = (context: unknown) =>
      (kept(track('Order Completed', { order_id: 'o', total: 1 }, context)).body as { sentBy: string }).sentBy
    expect(by({ cartbeat: { sessionId: 's' } })).toBe('browser')
    expect(by({ library: { name: 'analytics.js' } })).toBe('browser')
    expect(by({ page: { url: 'https://x.example' } })).toBe('browser')
    expect(by({ library: { name: '@segment/analytics-node' } })).toBe('server')
    expect(by(undefined)).toBe('server')
  })
  test.each([
    [{ total: 1 }, 'properties.order_id', 'nothing'],
    [{ order_id: 'o' }, 'properties.total', 'nothing'],
    [{ order_id: 'o', total: 'NaN' }, 'properties.total', '"NaN"'],
    [{ order_id: 'o', total: -1 }, 'properties.total', '-1'],
    [{ order_id: 'o', total: 1e300 }, 'properties.total', '1e+300'],
    [{ order_id: 'o', total: [5] }, 'properties.total', '[5]'],
    [{ order_id: 'o', total: 1, currency: '€' }, 'properties.currency', '"€"'],
    [{ order_id: 'o', total: 1, products: 'p1' }, 'properties.products', '"p1"'],
    [{ order_id: 'o', total: 1, products: [{}] }, 'properties.products[0].product_id', 'nothing'],
    [{ order_id: 'o', total: 1, products: [{ sku: 1 }, 7] }, 'properties.products[1]', '7'],
    [{ order_id: 'o', total: 1, products: [{ sku: 1, price: -3 }] }, 'properties.products[0].price', '-3'],
    [{ order_id: 'o', total: 1, products: [{ sku: 1, quantity: 0 }] }, 'properties.products[0].quantity', '0'],
  ])('%j is refused at %s', (properties, path, found) => {
    expect(refused(track('Order Completed', properties))).toMatchObject({ reason: 'malformed', path, found })
  })
  test('a refund may be of the whole order', () => {
    expect(kept(track('Order Refunded', { order_id: 'o' })).body).toStrictEqual({ orderId: 'o', total: null })
  })
})

describe('the rest of the words', () => {
  test('a comment', () => {
    const properties = {
      comment_id: 'c1',
      text: '多少钱？',
      lang: 'zh',
      author: 'Lin',
      role: 'moderator',
      reply_to: 'c0',
    }
    expect(kept(track('Live Comment Posted', properties)).body).toStrictEqual({
      commentId: 'c1',
      text: '多少钱？',
      lang: 'zh',
      author: 'Lin',
      role: 'moderator',
      replyTo: 'c0',
    })
    expect(kept(track('live_comment_posted', { text: 'hi' })).body).toMatchObject({ commentId: 'm1', role: 'viewer' })
    expect(refused(track('Live Comment Posted', { text: '' }))).toMatchObject({ path: 'properties.text' })
    expect(refused(track('Live Comment Posted', { text: 'x'.repeat(4001) }))).toMatchObject({ path: 'properties.text' })
  })
  test('a reaction, a share', () => {
    expect(kept(track('Live Reaction Sent', { reaction: '❤️', count: 12 })).body).toStrictEqual({
      reaction: '❤️',
      count: 12,
    })
    expect(refused(track('Live Reaction Sent', { reaction: '❤️', count: 0 }))).toMatchObject({
      path: 'properties.count',
    })
    expect(kept(track('Product Shared', { share_via: 'line' })).body).toStrictEqual({ target: 'line' })
  })
  test('consent', () => {
    expect(kept(track('Consent Preference Updated', { analytics: false })).body).toStrictEqual({ analytics: false })
    const context = { consent: { categoryPreferences: { Analytics: true } } }
    expect(kept(track('Segment Consent Preference Updated', null, context)).body).toStrictEqual({ analytics: true })
    expect(refused(track('Consent Preference Updated', {}))).toMatchObject({ path: 'properties.analytics' })
  })
  test('a page, with what only its context says', () => {
    const page = {
      ...base,
      type: 'page',
      name: 'Cart',
      properties: { path: '/cart' },
      context: { page: { referrer: 'https://x.example/' } },
    }
    expect(kept(page)).toMatchObject({
      kind: 'page.viewed',
      name: 'Cart',
      body: { url: null, path: '/cart', title: 'Cart', referrer: 'https://x.example/' },
    })
  })
  test('identify keeps its traits', () => {
    expect(kept({ ...base, type: 'identify', userId: 'u', traits: { vip: true } })).toMatchObject({
      kind: 'visitor.identified',
      name: '',
      userId: 'u',
      properties: { vip: true },
    })
  })
  test("Segment Video's own units: position in seconds, bitrate in kbit/s, sound for muted", () => {
    const p = { position: 61.5, bitrate: 2400, sound: 0, full_screen: true }
    expect(kept(track('Video Content Playing', p)).body).toMatchObject({
      position_ms: 61_500,
      bitrate_bps: 2_400_000,
      muted: true,
      fullscreen: true,
      played_ms: null,
    })
  })
  test("the batch's context stands where the event has none, and under what it has", () => {
    const batchContext = { userAgent: 'batch', locale: 'de' }
    expect(kept(track('X'), { batchContext }).context).toEqual(batchContext)
    expect(kept(track('X', {}, { userAgent: 'own' }), { batchContext }).context).toEqual({
      userAgent: 'own',
      locale: 'de',
    })
  })
  test('the path of a single call says its type', () => {
    const { type: _, ...without } = track('X')
    expect(kept(without, { type: 'track' }).kind).toBe('custom')
    expect(refused(without)).toMatchObject({ reason: 'unknown_type', path: 'type', found: 'nothing' })
    expect(refused({ ...base, type: 'delete' })).toMatchObject({ reason: 'unknown_type', found: '"delete"' })
  })
})
