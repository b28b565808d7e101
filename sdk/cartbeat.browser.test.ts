// The built SDK in a real browser, on a shop's pages, against a collector that can be told to fail.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readEvent } from '../events/validate.ts'
import { launchBrowser } from '../testing/chromium.ts'
import { buildSdk, startRecording, type Recording } from './recording.fixture.ts'
import { nameOf, type Wired } from './records.fixture.ts'
import type { Cartbeat } from './types.ts'

declare global {
  // The built script's global, on the page.
  var cartbeat: Cartbeat
}

let browser: Browser
let context: BrowserContext
let server: Recording
let page: Page
let thrown: Error[]

beforeAll(async () => {
  await buildSdk()
  browser = await launchBrowser()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  server = await startRecording()
  context = await browser.newContext()
  thrown = []
  page = await newPage()
})
afterEach(async () => {
  await context.close()
  await server.close()
  expect(thrown).toEqual([])
})

async function newPage(path = '/'): Promise<Page> {
  const opened = await context.newPage()
  opened.on('pageerror', (error) => thrown.push(error))
  await opened.goto(server.url + path)
  return opened
}

const init = (on: Page, options = {}) => on.evaluate((more) => cartbeat.init({ writeKey: 'demo', ...more }), options)
const names = (events: readonly Wired[]) => events.map(nameOf)
const seqs = (events: readonly Wired[]) => events.map((event) => event.context.cartbeat.seq)
const counted = (length: number) => Array.from({ length }, (_, i) => i)
const has =
  (name: string, times = 1) =>
  (events: readonly Wired[]) =>
    events.filter((event) => nameOf(event) === name).length >= times
const stored = (on: Page) =>
  on.evaluate(() =>
    [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => key.startsWith('cartbeat')),
  )

/** Plays /clip.mp4 (25 frames a second) under the SDK's eyes. */
async function watchClip(on: Page): Promise<void> {
  await on.evaluate(() => {
    const video = document.createElement('video')
    video.muted = true
    video.src = '/clip.mp4'
    document.body.append(video)
    cartbeat.watch(video, { showId: 'show' })
    return video.play()
  })
}
const playTo = (on: Page, position_s: number) =>
  on.waitForFunction((to) => document.querySelector('video')!.currentTime >= to, position_s)

describe('a plain video', () => {
  it('reports what it does in order, and as played what was played, to the frame', async () => {
    await init(page)
    await watchClip(page)
    await playTo(page, 1.5)
    await page.evaluate(() => document.querySelector('video')!.pause())
    await page.evaluate(async () => {
      const video = document.querySelector('video')!
      const sought = () => new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
      video.currentTime = 6
      await sought()
      await video.play()
    })
    await playTo(page, 7.3)
    await page.evaluate(async () => {
      const video = document.querySelector('video')!
      video.currentTime = 12
      await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
      video.playbackRate = 2
    })
    await playTo(page, 15)
    const played_ms = await page.evaluate(() => {
      const video = document.querySelector('video')!
      // The browser's own account, at the moment of leaving: three stretches that do not touch.
      return new Promise<number>((resolve) => {
        video.addEventListener('pause', () => {
          let sum = 0
          for (let i = 0; i < video.played.length; i++) sum += video.played.end(i) - video.played.start(i)
          resolve(sum * 1000)
        })
        video.pause()
      })
    })
    await page.goto(`${server.url}/other`)
    await server.until(has('Video Playback Exited'))

    const [all] = server.sessions()
    expect(seqs(all!)).toEqual(counted(all!.length))
    // A busy machine stalls, and that is rightly said.
    const events = all!.filter((event) => !nameOf(event).includes('Buffer'))
    expect(names(events)).toEqual([
      'Video Playback Started',
      'Video Content Started',
      'Video Playback Paused',
      'Video Playback Seek Started',
      'Video Playback Seek Completed',
      'Video Content Started',
      'Video Playback Seek Started',
      'Video Playback Seek Completed',
      'Video Playback Paused',
      'Video Playback Exited',
    ])
    expect(events.map((event) => event.properties['state'])).toEqual([
      'starting',
      'playing',
      'paused',
      'seeking',
      'paused',
      'playing',
      'seeking',
      'playing',
      'paused',
      'exited',
    ])
    const sum = all!.reduce((total, event) => total + Number(event.properties['played_ms']), 0)
    // 1.5 + 1.3 + 3 s, and at most what passes until a test notices.
    expect(played_ms).toBeGreaterThan(5800)
    expect(Math.abs(sum - played_ms)).toBeLessThan(40)
    expect(events[1]!.properties['startup_ms']).toBeGreaterThan(0)
    expect(events[5]!.properties['startup_ms']).toBeNull()
  })

  it('is understood by the collector, field for field', async () => {
    await init(page, { showId: 'show', channel: 'tiktok' })
    await watchClip(page)
    await page.evaluate(() => {
      const pan = { productId: 'pan', title: 'Pan', price_minor: 4900, currency: 'EUR' }
      cartbeat.page()
      cartbeat.chat('  hello ', { author: 'Ana', lang: 'en' })
      cartbeat.chat('   ')
      cartbeat.share('link')
      for (let i = 0; i < 5; i++) cartbeat.react('🔥')
      cartbeat.productSeen(pan)
      cartbeat.productViewed(pan)
      cartbeat.productClicked(pan)
      cartbeat.productAdded({ ...pan, quantity: 2 })
      cartbeat.productRemoved(pan)
      cartbeat.checkout({ checkoutId: 'C1', products: [pan] })
      cartbeat.order({ orderId: 'W1', total_minor: 4900, currency: 'EUR', products: [pan] })
      cartbeat.identify('ana', { plan: 'gold' })
      cartbeat.track('Wheel Spun', { prize: 3 })
    })
    await server.until(has('Live Reaction Sent', 2))
    const now = Date.now()
    const reads = server
      .events()
      .map((raw) => readEvent(raw, { source: 'demo', receivedAt_ms: now, sentAt_ms: now, batchContext: null }))
    const kept = reads.map((read) => ('keep' in read ? read.keep : read))
    const of = (kind: string) => kept.filter((event) => 'kind' in event && event.kind === kind)
    expect(reads.filter((read) => 'reject' in read)).toEqual([])
    expect(of('player.starting')).toMatchObject([
      { showId: 'show', channel: 'tiktok', seq: 0, body: { state: 'starting', played_ms: 0, muted: true } },
    ])
    expect(of('page.viewed')).toMatchObject([{ body: { url: `${server.url}/`, title: 'Shop' } }])
    expect(of('chat.posted')).toMatchObject([{ body: { text: '  hello ', author: 'Ana', lang: 'en', role: 'viewer' } }])
    expect(of('share.sent')).toMatchObject([{ body: { target: 'link' } }])
    // The first at once, the burst after it as one.
    expect(of('reaction.sent')).toMatchObject([{ body: { reaction: '🔥', count: 1 } }, { body: { count: 4 } }])
    expect(of('product.added')).toMatchObject([
      { body: { productId: 'pan', title: 'Pan', quantity: 2, price_minor: 4900, currency: 'EUR' } },
    ])
    for (const kind of ['product.seen', 'product.viewed', 'product.clicked', 'product.removed'])
      expect(of(kind)).toMatchObject([{ body: { productId: 'pan' } }])
    expect(of('checkout.started')).toMatchObject([{ body: { checkoutId: 'C1', lines: [{ productId: 'pan' }] } }])
    expect(of('order.completed')).toMatchObject([
      { body: { orderId: 'W1', total: { amount_minor: 4900, currency: 'EUR' }, sentBy: 'browser' } },
    ])
    expect(of('visitor.identified')).toMatchObject([{ userId: 'ana', properties: { plan: 'gold' } }])
    expect(of('custom')).toMatchObject([{ name: 'Wheel Spun', userId: 'ana', properties: { prize: 3 } }])
  })

  it('reports a failure once', async () => {
    await init(page)
    await page.evaluate(() => {
      const video = document.createElement('video')
      document.body.append(video)
      cartbeat.watch(video, { showId: 'show' })
      video.src = '/no-video'
      return video.play().catch(() => {})
    })
    await server.until(has('Video Playback Interrupted'))
    const [events] = server.sessions()
    expect(names(events!)).toEqual(['Video Playback Started', 'Video Playback Interrupted'])
    expect(events![1]!.properties).toMatchObject({ state: 'failed', error: 'media 4', played_ms: 0 })
  })
})

describe('the queue', () => {
  it('survives a reload while the collector is away; the session and its numbers go on', async () => {
    server.answer = () => ({ status: 503 })
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('one'))
    await page.evaluate(() => void cartbeat.chat('two'))
    await page.reload()
    server.answer = () => ({ status: 200 })
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('three'))
    await server.until(has('Live Comment Posted', 3))
    const [events, ...others] = server.sessions()
    expect(others).toEqual([])
    expect(events!.map((event) => event.properties['text'])).toEqual(['one', 'two', 'three'])
    expect(seqs(events!)).toEqual([0, 1, 2])
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('cartbeat.q')))
  })

  it('waits while offline and goes when the network is back', async () => {
    await init(page)
    await context.setOffline(true)
    await page.evaluate(() => void cartbeat.chat('in the tunnel'))
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('cartbeat.q')))
    expect(server.requests).toEqual([])
    await context.setOffline(false)
    await server.until(has('Live Comment Posted'))
  })

  it('leaves by beacon when the page goes, the exit and the last milliseconds with it', async () => {
    await init(page)
    await watchClip(page)
    await playTo(page, 2)
    await server.until(has('Video Content Started'))
    await page.evaluate(() => {
      addEventListener('pagehide', () =>
        sessionStorage.setItem('left_s', String(document.querySelector('video')!.currentTime)),
      )
    })
    await page.goto(`${server.url}/other`)
    await server.until(has('Video Playback Exited'))
    const left_ms = Number(await page.evaluate(() => sessionStorage.getItem('left_s'))) * 1000
    const played = server.events().reduce((sum, event) => sum + Number(event.properties['played_ms']), 0)
    expect(Math.abs(played - left_ms)).toBeLessThan(40)
    expect(server.requests.at(-1)!.contentType).toMatch(/^text\/plain/)
    expect(Date.parse(server.requests.at(-1)!.sentAt)).toBeGreaterThan(0)
  })

  it('of a tab that was closed while nothing could be sent is sent by another', async () => {
    const second = await newPage()
    await init(page)
    await init(second)
    server.answer = () => ({ status: 503 })
    await second.evaluate(() => void cartbeat.chat('last words'))
    await second.close({ runBeforeUnload: false })
    server.answer = () => ({ status: 200 })
    await page.reload()
    await init(page)
    await server.until(has('Live Comment Posted'))
  })

  it('of a second tab is its own: two sessions, one visitor, each event once', async () => {
    const second = await newPage()
    await init(page, { showId: 'show' })
    await init(second, { showId: 'show' })
    await Promise.all(
      [page, second].map((tab) =>
        tab.evaluate(() => {
          for (let i = 0; i < 30; i++) cartbeat.chat(`comment ${i}`)
        }),
      ),
    )
    await server.until(has('Live Comment Posted', 60))
    const sessions = server.sessions()
    expect(sessions.map(seqs)).toEqual([counted(30), counted(30)])
    expect(new Set(server.events().map((event) => event.anonymousId)).size).toBe(1)
    expect(server.requests.flatMap((request) => request.batch)).toHaveLength(60)
  })

  it('of a tab opened by another, which gets a copy of its sessionStorage, is of another session', async () => {
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('from the first'))
    const [second] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open('/'))])
    await second.waitForLoadState()
    await init(second, { showId: 'show' })
    await second.evaluate(() => void cartbeat.chat('from the second'))
    await page.evaluate(() => void cartbeat.chat('from the first again'))
    await server.until(has('Live Comment Posted', 3))
    expect(server.sessions().map(seqs).toSorted()).toEqual([[0], [0, 1]])
  })

  it('comes back with its page out of the back/forward cache', async () => {
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('one'))
    await server.until(has('Live Comment Posted'))
    await page.goto(`${server.url}/other`)
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('two'))
    await server.until(has('Live Comment Posted', 2))
    await page.goBack()
    // Whether the browser kept the page or loads it again, the session goes on.
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('three'))
    await server.until(has('Live Comment Posted', 3))
    expect(server.sessions().map(seqs)).toEqual([[0, 1, 2]])
  })
})

describe('privacy', () => {
  const doEverything = (on: Page) =>
    on.evaluate(() => {
      cartbeat.page()
      cartbeat.chat('hello')
      cartbeat.identify('ana')
      cartbeat.order({ orderId: 'W1', total_minor: 1, currency: 'EUR', products: [] })
    })
  /** Sends what may be sent, and waits for it: what was to be sent before it would have come before it. */
  async function sendLast(on: Page): Promise<void> {
    await on.evaluate(() => void cartbeat.chat('last'))
    await server.until((events) =>
      events.some((event) => has('Live Comment Posted')([event]) && event.properties['text'] === 'last'),
    )
  }
  const sent = () => names(server.requests.flatMap(({ batch }) => batch))

  it.each([
    [
      'Do Not Track',
      () =>
        Object.defineProperty(Navigator.prototype, 'doNotTrack', {
          get: () => (window.name === 'lifted' ? null : '1'),
        }),
    ],
    [
      'Global Privacy Control',
      () => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => window.name !== 'lifted' }),
    ],
  ])('%s stands above everything: nothing is stored or sent', async (_, ask) => {
    await context.addInitScript(ask)
    await page.reload()
    await init(page)
    await page.evaluate(() => cartbeat.consent('granted'))
    await doEverything(page)
    expect(await stored(page)).toEqual([])
    // A window keeps its name from page to page.
    await page.evaluate(() => void (window.name = 'lifted'))
    await page.goto(`${server.url}/other`)
    await init(page)
    await sendLast(page)
    expect(sent()).toEqual(['Live Comment Posted'])
  })

  it('denied: nothing is stored or sent', async () => {
    await init(page, { consent: 'denied' })
    await doEverything(page)
    expect(await stored(page)).toEqual([])
    await page.evaluate(() => cartbeat.consent('granted'))
    await sendLast(page)
    expect(sent()).toEqual(['Live Comment Posted'])
  })

  it('pending: in memory until it is granted, then under the visitor and session of before', async () => {
    await init(page, { showId: 'show' })
    await page.evaluate(() => void cartbeat.chat('before'))
    await server.until(has('Live Comment Posted'))
    await page.reload()
    const before = await stored(page)
    await init(page, { showId: 'show', consent: 'pending' })
    await doEverything(page)
    expect(await stored(page)).toEqual(before)
    expect(server.events()).toHaveLength(1)
    await page.evaluate(() => cartbeat.consent('granted'))
    await server.until(has('Consent Preference Updated'))
    const [events, ...others] = server.sessions()
    expect(others).toEqual([])
    expect(names(events!).slice(1)).toEqual([
      'page',
      'Live Comment Posted',
      'identify',
      'Order Completed',
      'Consent Preference Updated',
    ])
    expect(seqs(events!)).toEqual(counted(6))
    expect(new Set(events!.map((event) => event.anonymousId)).size).toBe(1)
  })

  it('withdrawn: forgets everything and falls silent', async () => {
    await init(page)
    await page.evaluate(() => void cartbeat.chat('one'))
    await server.until(has('Live Comment Posted'))
    await page.evaluate(() => cartbeat.consent('denied'))
    await doEverything(page)
    await page.goto(`${server.url}/other`)
    expect(await stored(page)).toEqual([])
    await init(page)
    await sendLast(page)
    expect(server.events().map((event) => event.properties['text'])).toEqual(['one', 'last'])
  })

  it('withdrawn in one tab: all others of the shop fall silent as well', async () => {
    const second = await newPage()
    for (const each of [page, second]) await init(each)
    await second.evaluate(() => void cartbeat.chat('one'))
    await server.until(has('Live Comment Posted'))
    await second.evaluate(() => addEventListener('storage', () => void (window.name = 'told')))
    await page.evaluate(() => cartbeat.consent('denied'))
    await second.waitForFunction(() => window.name === 'told')
    await doEverything(second)
    expect(await stored(second)).toEqual([])
    await second.evaluate(() => cartbeat.consent('granted'))
    await sendLast(second)
    expect(server.events().map((event) => event.properties['text'])).toEqual(['one', 'last'])
    expect(new Set(server.events().map((event) => event.anonymousId)).size).toBe(2)
  })
})

describe('a hostile page', () => {
  const breaks: Record<string, () => void> = {
    'storage that throws when looked at': () => {
      for (const name of ['localStorage', 'sessionStorage'] as const)
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('denied', 'SecurityError')
          },
        })
    },
    'storage that is full': () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    },
    'no storage, locks, beacons, crypto or Intl': () => {
      for (const name of ['localStorage', 'sessionStorage', 'crypto', 'Intl', 'AbortSignal'])
        Object.defineProperty(window, name, { value: undefined })
      for (const name of ['locks', 'sendBeacon', 'connection', 'userAgent'])
        Object.defineProperty(Navigator.prototype, name, { value: undefined })
    },
    'no fetch': () => void Object.defineProperty(window, 'fetch', { value: undefined }),
    'fetch that throws at once': () => {
      window.fetch = () => {
        throw new Error('blocked')
      }
    },
    'matchMedia and screen replaced': () => {
      Object.defineProperty(window, 'matchMedia', { value: null })
      Object.defineProperty(window, 'screen', { value: null })
    },
  }

  it.each(Object.entries(breaks))('with %s sees no error', async (_, breakIt) => {
    await page.clock.install()
    await context.addInitScript(breakIt)
    await page.reload()
    const returned = await page.evaluate(() => {
      const cyclic: Record<string, unknown> = {}
      cyclic['self'] = cyclic
      const nothing = undefined as never
      const calls: (() => unknown)[] = [
        () => cartbeat.chat('before init'),
        () => cartbeat.init(nothing),
        () => cartbeat.init({ writeKey: 'demo' }),
        () => cartbeat.init({ writeKey: 'again' }),
        () => cartbeat.watch(null, { showId: 'show' }).stop(),
        () => cartbeat.watch({} as HTMLVideoElement, { showId: 'show', player: { levels: 7 } }).stop(),
        () => cartbeat.watch(nothing, nothing).stop(),
        () => cartbeat.watch(document.createElement('video'), { showId: 'show' }),
        () => cartbeat.chat(nothing),
        () => cartbeat.chat('hello', nothing),
        () => cartbeat.react(nothing),
        () => cartbeat.productSeen(nothing),
        () => cartbeat.order(nothing),
        () => cartbeat.checkout({ products: 7 as never }),
        () => cartbeat.track('Bad', cyclic),
        () => cartbeat.track('Big', { n: 1n }),
        () => cartbeat.identify(nothing, cyclic),
        () => cartbeat.consent('maybe' as never),
        () => cartbeat.page(nothing),
      ]
      const threw = calls.filter((call) => {
        try {
          call()
          return false
        } catch {
          return true
        }
      })
      return threw.map(String)
    })
    expect(returned).toEqual([])
    // What it set timers for throws nothing either.
    await page.clock.runFor(60_000)
    await page.goto(`${server.url}/other`)
  })

  it('that cannot store still sends, and what cannot be written leaves no gap', async () => {
    await context.addInitScript(breaks['storage that throws when looked at']!)
    await page.reload()
    await init(page)
    await page.evaluate(() => {
      cartbeat.chat('one')
      cartbeat.track('Big', { n: 1n })
      cartbeat.chat('two')
    })
    await server.until(has('Live Comment Posted', 2))
    expect(server.sessions().map(seqs)).toEqual([[0, 1]])
  })
})
